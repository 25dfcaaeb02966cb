-- purpose: Tickets that are not counted, and why; and those without a dated end.
-- metric: excluded
-- grain: one row per reason
-- filter: sources departments channels levels agents customers
-- param as_of timestamptz: the moment looked at
-- param end_date date: last local day of the period
-- param zone text: the company's time zone
-- column reason text: merged, spam, deleted, monitoring, test, in_the_future, or undated
-- column ticket_count bigint [tickets]: opened by the moment looked at
with /* part moment */,

apart as (
    select spells.state as reason
    from spells
    cross join moment
    where spells.is_excluded and spells.started_at <= moment.looked_at
        /* filter spells */
    union all
    select 'undated' as reason
    from spells
    cross join moment
    where not spells.is_dated and spells.started_at <= moment.looked_at
        /* filter spells */
)

select reason, count(*) as ticket_count
from apart
group by reason
order by ticket_count desc, reason
