"""Tickets: the list behind a number."""

from dashboard.ui.components import filter_bar
from dashboard.ui.frame import page
from dashboard.ui.tickets import ticket_list

page.open("tickets", needs="tickets.read")
chosen = filter_bar.show(fields=ticket_list.fields())
ticket_list.behind_a_number(chosen)
