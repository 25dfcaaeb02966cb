-- Columns are matched by name; what is missing stays empty.
select * from ticket_events
