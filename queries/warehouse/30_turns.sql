-- After each event of a ticket: its state, its holder, and whose turn it is. First match wins; the rule is kept.
create or replace temp table conversation as
select
    timeline.ticket_key,
    timeline.rowid as place,
    -- Bare thanks, an acceptance, a yes and a no follow the message before them.
    last_value(case
        when timeline.speaker = 'agent' and timeline.is_holding then 'a_holding'
        when timeline.speaker = 'agent' then 'a_' || coalesce(timeline.awaits, 'answer')
        when timeline.verdict not in ('thanks', 'acceptance', 'consent', 'refusal') then timeline.verdict
    end ignore nulls) over talk as said,
    last_value(if(timeline.speaker = 'agent', coalesce(timeline.awaits, ''), null) ignore nulls) over talk as awaited
from timeline
where timeline.speaker is not null
window talk as (partition by timeline.ticket_key order by timeline.rowid rows unbounded preceding);

-- A status change that brings a ticket back from not open.
create or replace temp table reopening as
select place, happened_at
from (
    select
        rowid as place,
        happened_at,
        state not in ('resolved', 'closed') as is_open,
        lag(state not in ('resolved', 'closed')) over changed as was_open
    from timeline
    where state is not null
    window changed as (partition by ticket_key order by rowid)
)
where is_open and not was_open;

create or replace temp table running as
with judged as (
    select
        timeline.*,
        timeline.rowid as place,
        case
            -- "Pode fechar" to "Podemos fechar a porta 25?" is a task.
            when timeline.verdict = 'confirmation' and conversation.awaited = 'leave' then 'no'
            when timeline.verdict is null or timeline.verdict not in ('thanks', 'acceptance', 'consent', 'refusal')
                then timeline.verdict
            when timeline.verdict = 'refusal' then if(conversation.said = 'a_further', 'confirmation', 'no')
            when conversation.said in ('a_closing', 'a_outcome') then 'confirmation'
            when timeline.verdict = 'consent' then 'no'
            when conversation.said in ('a_answer', 'a_further') then 'confirmation'
            when conversation.said is null or conversation.said in ('a_holding', 'a_more', 'a_leave') then 'no'
            else conversation.said
        end as meaning,
        reopening.place as reopening_place,
        reopening.happened_at as reopening_at
    from timeline
    left join conversation on timeline.rowid = conversation.place
    left join reopening on timeline.rowid = reopening.place
)

select
    judged.ticket_key,
    judged.place,
    judged.happened_at,
    judged.kind,
    judged.speaker,
    working_position(
        judged.happened_at, working_intervals.starts_at, working_intervals.ends_at, working_intervals.working_seconds_before
    ) as working_seconds,
    last_value(judged.state ignore nulls) over life as state,
    -- The raw status belongs to the state: an implied state without a word has none.
    last_value(if(judged.state is null, null, coalesce(judged.raw_status, '')) ignore nulls) over life as raw_status,
    judged.reopening_place is not null as is_reopening,
    last_value(judged.reopening_at ignore nulls) over life as last_reopened_at,
    last_value(judged.department ignore nulls) over life as department,
    last_value(judged.support_level ignore nulls) over life as support_level,
    last_value(judged.agent_id ignore nulls) over life as agent_id,
    last_value(judged.speaker ignore nulls) over life as last_speaker,
    last_value(judged.meaning ignore nulls) over life as last_meaning,
    last_value(if(judged.speaker = 'agent', judged.is_holding, null) ignore nulls) over life as is_last_holding,
    last_value(if(judged.speaker = 'agent' and not judged.is_holding, judged.place, null) ignore nulls) over life as last_answer_place,
    last_value(if(judged.meaning = 'no', judged.place, null) ignore nulls) over life as last_real_place,
    last_value(if(judged.speaker = 'agent', judged.happened_at, null) ignore nulls) over life as last_agent_at,
    last_value(if(judged.speaker = 'customer', judged.happened_at, null) ignore nulls) over life as last_customer_at,
    count(*) filter (where judged.speaker = 'customer') over life as customer_message_count,
    count(*) filter (where judged.speaker = 'agent') over life as answer_count
from judged
inner join ticket_base on judged.ticket_key = ticket_base.ticket_key
asof left join working_intervals
    on ticket_base.calendar = working_intervals.calendar and judged.happened_at >= working_intervals.starts_at
window life as (partition by judged.ticket_key order by judged.place rows unbounded preceding);

create or replace temp table turns as
with ruled as (
    select
        running.*,
        running.state not in ('resolved', 'closed') as is_open,
        case
            when running.state in ('resolved', 'closed') then null
            when running.state = 'on_hold' then 'on_hold'
            when not ticket_base.has_messages then 'by_status'
            when last_speaker = 'agent' and ticket_base.is_notice and customer_message_count = 0 then 'notice'
            when last_meaning = 'confirmation' then 'closing_words'
            when last_meaning = 'for_now' then 'solved_for_now'
            when answer_count = 0 and last_meaning = 'own_step' then 'own_step'
            when answer_count = 0 then 'never_answered'
            when last_speaker = 'customer' and last_meaning = 'own_step' then 'own_step'
            when last_speaker = 'customer' then 'customer_spoke_last'
            when last_reopened_at > last_agent_at then 'reopened'
            when is_last_holding then 'holding_reply'
            when running.state in ('new', 'in_analysis', 'in_progress') then 'work_in_progress'
            else 'answered'
        end as turn_rule
    from running
    inner join ticket_base on running.ticket_key = ticket_base.ticket_key
)

select
    ruled.* exclude (last_reopened_at, is_last_holding),
    case ruled.turn_rule
        when 'on_hold' then 'third_party'
        when 'notice' then 'customer'
        when 'closing_words' then 'finished'
        when 'solved_for_now' then 'unknown'
        when 'own_step' then 'customer'
        when 'answered' then 'customer'
        when 'by_status' then coalesce(statuses.turn, case
            when ruled.state in ('new', 'in_analysis', 'in_progress') then 'support'
            when ruled.state = 'waiting_customer' then 'customer'
            else 'unknown'
        end)
        else if(ruled.turn_rule is null, null, 'support')
    end as turn
from ruled
inner join ticket_base on ruled.ticket_key = ticket_base.ticket_key
left join statuses on ticket_base.source = statuses.source and ruled.raw_status = statuses.raw_status;
