-- The marks that nobody cleared or replaced, with whether the ticket has moved since: a message or a change of status
-- that was not known when the mark was recorded. Notes are counted beside them.

/* part kept_marks */,

ranked_marks as (
    select
        kept_marks.*,
        max(case when kind = 'clear' then recorded_at end) over (partition by source, ticket_id) as cleared_at,
        -- A flag and a snooze are a person's own; of the others the last one counts, whoever recorded it.
        row_number() over (
            partition by source, ticket_id, kind, case when kind in ('flag', 'snooze') then actor end
            order by recorded_at desc, act_id desc
        ) as back
    from kept_marks
),

standing_marks as (
    select
        ranked_marks.*,
        case when ticket_facts.ticket_id is null then 'gone' else ticket_facts.excluded_reason end as gone_reason,
        ticket_facts.ticket_id is not null and ticket_facts.excluded_reason is null and (
            coalesce(
                ticket_facts.last_moved_at > ranked_marks.seen_at,
                ranked_marks.seen_at is null and ticket_facts.last_moved_at is not null
            )
            or ticket_facts.raw_status is distinct from ranked_marks.seen_raw_status
            -- A message that arrived late may be dated before one that was known.
            or coalesce(
                ticket_facts.customer_message_count + ticket_facts.answer_count > ranked_marks.seen_message_count, false
            )
        ) as has_moved
    from ranked_marks
    left join ticket_facts
        on ranked_marks.source = ticket_facts.source and ranked_marks.ticket_id = ticket_facts.ticket_id
    where ranked_marks.back = 1
        and ranked_marks.kind in ('flag', 'snooze', 'assign', 'remind', 'ask_close')
        and (ranked_marks.cleared_at is null or ranked_marks.recorded_at > ranked_marks.cleared_at)
),

noted as (
    select
        source,
        ticket_id,
        count(*) as note_count,
        max(case when back = 1 then note end) as last_note
    from ranked_marks
    where kind = 'note'
    group by source, ticket_id
)
