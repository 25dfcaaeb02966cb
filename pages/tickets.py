"""Tickets: the list behind a number."""

from dashboard.ui import filter_bar, page, ticket_list

page.open("tickets", needs="tickets.read")
chosen = filter_bar.show(fields=ticket_list.fields())
ticket_list.behind_a_number(chosen)
