"""Search: tickets by number, customer or subject."""

from dashboard.ui import page, ticket_list

page.open("search", needs="tickets.read")
ticket_list.found()
