-- Holding replies of ours, and our next word. A wait that ends otherwise (closed, handed to a third party, finished by
-- the customer) ends the promise too; where it ends with the very message nothing was left to promise.
insert into promises by name
with held as (
    select distinct ticket_key
    from turns
    where speaker = 'agent' and turn_rule = 'holding_reply'
),

later as (
    select
        turns.ticket_key, turns.happened_at, turns.working_seconds, turns.speaker, turns.turn_rule,
        turns.department, turns.support_level, turns.agent_id,
        lead(turns.happened_at) over life as next_word_at
    from turns
    inner join held on turns.ticket_key = held.ticket_key
    where turns.speaker = 'agent' or turns.turn is distinct from 'support'
    window life as (partition by turns.ticket_key order by turns.place)
),

promised as (
    select
        later.*,
        ticket_base.source,
        ticket_base.ticket_id,
        ticket_base.calendar,
        ticket_base.channel,
        ticket_base.customer_id,
        later.working_seconds + getvariable('promise_seconds') as due_working_seconds
    from later
    inner join ticket_base on later.ticket_key = ticket_base.ticket_key
    where later.speaker = 'agent' and later.turn_rule = 'holding_reply'
        and (later.next_word_at is null or later.next_word_at > later.happened_at)
)

select
    promised.source,
    promised.ticket_id,
    promised.happened_at as promised_at,
    local_day(promised.happened_at) as promised_day,
    working_intervals.starts_at + to_microseconds(
        (promised.due_working_seconds - working_intervals.working_seconds_before) * 1000000
    ) as due_at,
    coalesce(promised.next_word_at, timestamptz 'infinity') as next_word_at,
    nullif(promised.department, '') as department,
    nullif(promised.channel, '') as channel,
    nullif(promised.support_level, '') as support_level,
    promised.agent_id,
    promised.customer_id
from promised
asof left join working_intervals
    on promised.calendar = working_intervals.calendar
    and promised.due_working_seconds >= working_intervals.working_seconds_before
order by promised_at;
