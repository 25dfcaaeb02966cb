"""Tickets, one or many: listed, read, marked, and what among them needs somebody. No figures over all of them."""
