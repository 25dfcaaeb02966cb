-- One row per stretch in which nothing that a page asks for changes. Several changes in one instant leave one
-- spell, the last. Excluded and undated tickets have one spell each, from their opening, and count as not open.
insert into spells by name
with ending as (
    select
        changes.*,
        coalesce(
            lead(happened_at) over (partition by ticket_key order by place), timestamptz 'infinity'
        ) as ended_at
    from changes
),

lived as (
    select
        ending.*,
        if(turn = 'support', turn_started_at, coalesce(last_word_at, turn_started_at)) as decisive_at
    from ending
    where ended_at > happened_at
)

select
    ticket_base.source,
    ticket_base.ticket_id,
    lived.happened_at as started_at,
    lived.ended_at,
    lived.working_seconds as started_working_seconds,
    lived.state,
    nullif(lived.raw_status, '') as raw_status,
    lived.is_open,
    false as is_excluded,
    true as is_dated,
    lived.turn,
    lived.turn_rule,
    if(lived.is_open, lived.turn_started_at, null) as turn_started_at,
    if(lived.is_open, lived.turn_started_working_seconds, null) as turn_started_working_seconds,
    if(lived.is_open and ticket_base.is_silence_known, lived.decisive_at, null) as decisive_at,
    case when lived.is_open and ticket_base.is_silence_known then working_position(
        lived.decisive_at, working_intervals.starts_at, working_intervals.ends_at, working_intervals.working_seconds_before
    ) end as decisive_working_seconds,
    ticket_base.opened_at,
    ticket_base.calendar,
    nullif(lived.department, '') as department,
    nullif(ticket_base.channel, '') as channel,
    nullif(lived.support_level, '') as support_level,
    lived.agent_id,
    ticket_base.customer_id
from lived
inner join ticket_base on lived.ticket_key = ticket_base.ticket_key
asof left join working_intervals
    on ticket_base.calendar = working_intervals.calendar and lived.decisive_at >= working_intervals.starts_at

union all by name

select
    ticket_base.source,
    ticket_base.ticket_id,
    least(ticket_base.opened_at, ticket_base.judged_until_at) as started_at,
    timestamptz 'infinity' as ended_at,
    coalesce(ticket_base.excluded_reason, ticket_base.present_state) as state,
    ticket_base.raw_status,
    false as is_open,
    ticket_base.excluded_reason is not null as is_excluded,
    ticket_base.excluded_reason is not null as is_dated,
    ticket_base.opened_at,
    ticket_base.calendar,
    nullif(ticket_base.department, '') as department,
    nullif(ticket_base.channel, '') as channel,
    nullif(ticket_base.support_level, '') as support_level,
    ticket_base.agent_id,
    ticket_base.customer_id
from ticket_base
left join ticket_history on ticket_base.ticket_key = ticket_history.ticket_key
where ticket_base.excluded_reason is not null or ticket_history.is_undated
-- What is open now stands together: a page that asks for now reads only that.
order by is_open, is_excluded, is_dated, ended_at, started_at;
