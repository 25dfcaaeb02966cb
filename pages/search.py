"""Search: tickets by number, customer or subject."""

from dashboard.ui.frame import page
from dashboard.ui.tickets import ticket_list

page.open("search", needs="tickets.read")
ticket_list.found()
