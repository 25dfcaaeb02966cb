-- Every passage over a line that a stock or a flow counts. Resolved and later closed is one closing.
-- A transfer of an open ticket moves it between the stocks of two holders: out of the old, into the new.
insert into passages by name
with crossed as (
    select
        changes.*,
        coalesce(previous_turn = 'support', false) as was_queued,
        coalesce(turn = 'support', false) as is_queued
    from changes
),

kinds as (
    select *, 'opened' as passage, false as is_old_holder from crossed where is_first
    union all by name
    select *, if(turn_rule = 'closing_words', 'reopened_by_thanks', 'reopened') as passage, false as is_old_holder
    from crossed where is_open and not was_open and not is_first
    union all by name
    select *, 'closed' as passage, false as is_old_holder from crossed where was_open and not is_open
    union all by name
    select *, 'moved_out' as passage, true as is_old_holder from crossed where is_move and was_open
    union all by name
    select *, 'moved_in' as passage, false as is_old_holder from crossed where is_move and was_open
    union all by name
    select *, 'queued' as passage, false as is_old_holder from crossed where is_queued and not was_queued
    union all by name
    select *, 'unqueued' as passage, true as is_old_holder from crossed where was_queued and not is_queued
    union all by name
    select *, 'queue_moved_out' as passage, true as is_old_holder from crossed where is_move and was_queued and is_queued
    union all by name
    select *, 'queue_moved_in' as passage, false as is_old_holder from crossed where is_move and was_queued and is_queued
)

select
    ticket_base.source,
    ticket_base.ticket_id,
    kinds.happened_at as occurred_at,
    cast(timezone(getvariable('zone'), kinds.happened_at) as date) as day,
    isodow(timezone(getvariable('zone'), kinds.happened_at)) as weekday,
    hour(timezone(getvariable('zone'), kinds.happened_at)) as hour,
    kinds.passage as kind,
    case when kinds.passage = 'closed' and ticket_base.has_messages and not ticket_base.is_notice
        then coalesce(kinds.last_answer_place < kinds.last_real_place, true)
    end as is_unanswered,
    case when kinds.passage = 'closed' and ticket_base.has_messages and not ticket_base.is_notice
        then coalesce(kinds.last_meaning = 'confirmation', false)
    end as is_confirmed,
    ticket_base.is_notice,
    nullif(if(kinds.is_old_holder, kinds.previous_department, kinds.department), '') as department,
    nullif(ticket_base.channel, '') as channel,
    nullif(if(kinds.is_old_holder, kinds.previous_support_level, kinds.support_level), '') as support_level,
    if(kinds.is_old_holder, kinds.previous_agent_id, kinds.agent_id) as agent_id,
    ticket_base.customer_id
from kinds
inner join ticket_base on kinds.ticket_key = ticket_base.ticket_key
order by kind, occurred_at;

insert into daily_flows by name
select source, day, kind, department, channel, support_level, count(*) as passage_count
from passages
group by all
order by kind, day;
