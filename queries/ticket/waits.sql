-- purpose: Each time a ticket waited for us, from its start to its end.
-- metric: ticket_waits
-- grain: one row per wait
-- param as_of timestamptz: the moment looked at
-- param end_date date: last local day of the period
-- param zone text: the company's time zone
-- param source text: the helpdesk's instance
-- param ticket_id text: the ticket
-- column started_at timestamptz: start of the wait
-- column ended_at timestamptz: its end; empty = still waiting
-- column ending text: answered, otherwise or waiting
-- column turn_rule text: the rule at its start
-- column waiting_working_seconds bigint [working seconds]: length, so far where it still goes on
-- column waiting_calendar_seconds bigint [seconds]: the same in calendar time
with /* part now */

select
    turn_spells.started_at,
    case when turn_spells.ended_at <= moment.looked_at then turn_spells.ended_at end as ended_at,
    case when turn_spells.ended_at <= moment.looked_at then turn_spells.ending else 'waiting' end as ending,
    turn_spells.turn_rule,
    case when turn_spells.ended_at <= moment.looked_at then turn_spells.working_seconds
        else coalesce(positions.working_seconds, 0) - turn_spells.started_working_seconds
    end as waiting_working_seconds,
    case when turn_spells.ended_at <= moment.looked_at then turn_spells.calendar_seconds
        else cast(extract(epoch from judged.judged_at) - extract(epoch from turn_spells.started_at) as bigint)
    end as waiting_calendar_seconds
from turn_spells
cross join moment
inner join judged on turn_spells.source = judged.source
left join positions on turn_spells.source = positions.source and turn_spells.calendar = positions.calendar
where turn_spells.source = cast(:source as text)
    and turn_spells.ticket_id = cast(:ticket_id as text)
    and turn_spells.turn = 'support'
    and turn_spells.started_at <= moment.looked_at
order by turn_spells.started_at
