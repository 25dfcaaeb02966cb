-- purpose: The period that the data cover and the moment they stand for.
-- grain: one row
-- column zone text: the company's time zone when the facts were built
-- column exported_at timestamptz: the newest export's moment; a list of customers has no say where there are tickets
-- column first_day date: local day of the first opening; without tickets, of the first rating
-- column last_day date: local day of the newest export's moment
select
    warehouse_info.zone,
    exported.exported_at,
    coalesce(opened.first_day, rated.first_day, cast(timezone(warehouse_info.zone, exported.exported_at) as date)) as first_day,
    cast(timezone(warehouse_info.zone, exported.exported_at) as date) as last_day
from warehouse_info
cross join (
    select
        coalesce(
            max(sources.exported_at) filter (where with_tickets.source is not null), max(sources.exported_at)
        ) as exported_at
    from sources
    left join (select distinct source from tickets) as with_tickets on sources.source = with_tickets.source
) as exported
cross join (select min(opened_day) as first_day from ticket_facts where excluded_reason is null) as opened
cross join (select min(rated_day) as first_day from ratings) as rated
