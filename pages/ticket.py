"""Ticket: one ticket whole, as the evidence of a case."""

from dashboard.ui import page, ticket_view

page.open("ticket", needs="tickets.read")
found = ticket_view.load()
ticket_view.show(found)
