"""Ticket: one ticket whole, as the evidence of a case."""

from dashboard.ui.frame import page
from dashboard.ui.tickets import ticket_view

page.open("ticket", needs="tickets.read")
found = ticket_view.load()
ticket_view.show(found)
