-- Every passage over a line that a stock or a flow counts. Resolved and later closed is one closing.
-- A transfer of an open ticket moves it between the stocks of two holders.
insert into passages by name
with crossed as (
    select
        changes.*,
        coalesce(was_open, false) as was_open_before,
        coalesce(previous_turn = 'support', false) as was_queued,
        coalesce(turn = 'support', false) as is_queued
    from changes
),

kinds as (
    select
        crossed.*,
        unnest(list_filter([
            if(is_first, {'kind': 'opened', 'is_old_holder': false}, null),
            if(is_open and not is_first and not was_open_before,
                {'kind': if(turn_rule = 'closing_words', 'reopened_by_thanks', 'reopened'), 'is_old_holder': false}, null),
            if(is_move and was_open_before, {'kind': 'moved_out', 'is_old_holder': true}, null),
            if(is_move and was_open_before, {'kind': 'moved_in', 'is_old_holder': false}, null),
            if(not is_open and was_open_before, {'kind': 'closed', 'is_old_holder': false}, null),
            if(is_queued and not was_queued, {'kind': 'queued', 'is_old_holder': false}, null),
            if(was_queued and not is_queued, {'kind': 'unqueued', 'is_old_holder': true}, null),
            if(is_queued and was_queued and is_move, {'kind': 'queue_moved_out', 'is_old_holder': true}, null),
            if(is_queued and was_queued and is_move, {'kind': 'queue_moved_in', 'is_old_holder': false}, null)
        ], lambda one: one is not null)) as crossing
    from crossed
)

select
    ticket_base.source,
    ticket_base.ticket_id,
    kinds.happened_at as occurred_at,
    local_day(kinds.happened_at) as day,
    isodow(timezone(getvariable('zone'), kinds.happened_at)) as weekday,
    hour(timezone(getvariable('zone'), kinds.happened_at)) as hour,
    coalesce(kinds.happened_at < working_intervals.ends_at, false) as is_working_time,
    kinds.crossing.kind as kind,
    case when kinds.crossing.kind = 'closed' and ticket_base.has_messages and not ticket_base.is_notice
        then coalesce(kinds.last_answer_place < kinds.last_real_place, true)
    end as is_unanswered,
    nullif(if(kinds.crossing.is_old_holder, kinds.previous_department, kinds.department), '') as department,
    nullif(ticket_base.channel, '') as channel,
    nullif(if(kinds.crossing.is_old_holder, kinds.previous_support_level, kinds.support_level), '') as support_level,
    if(kinds.crossing.is_old_holder, kinds.previous_agent_id, kinds.agent_id) as agent_id,
    ticket_base.customer_id
from kinds
inner join ticket_base on kinds.ticket_key = ticket_base.ticket_key
asof left join working_intervals
    on ticket_base.calendar = working_intervals.calendar and kinds.happened_at >= working_intervals.starts_at
order by kind, occurred_at;

insert into daily_flows by name
select source, day, kind, department, channel, support_level, agent_id, count(*) as passage_count
from passages
group by all
order by kind, day;
