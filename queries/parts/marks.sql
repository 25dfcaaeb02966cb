-- What the desk says of each ticket now, one row per ticket. A flag, snooze or reminder holds until somebody clears it
-- or the ticket moves. Notes stay.

/* part standing_marks */,

standing as (
    select
        source,
        ticket_id,
        max(case when kind = 'flag' and not has_moved then recorded_at end) as flagged_at,
        string_agg(case when kind = 'flag' and not has_moved then actor end, ', ' order by recorded_at, actor) as flagged_by,
        max(case when kind = 'snooze' and not has_moved then until_day end) as snoozed_until_day,
        max(case when kind = 'assign' then agent_id end) as assigned_agent_id,
        max(case when kind = 'remind' and not has_moved then recorded_at end) as reminded_at,
        max(case when kind = 'ask_close' and not has_moved then recorded_at end) as close_asked_at
    from standing_marks
    group by source, ticket_id
),

marks as (
    select
        coalesce(standing.source, noted.source) as source,
        coalesce(standing.ticket_id, noted.ticket_id) as ticket_id,
        standing.flagged_at,
        standing.flagged_by,
        standing.snoozed_until_day,
        standing.assigned_agent_id,
        standing.reminded_at,
        standing.close_asked_at,
        coalesce(noted.note_count, 0) as note_count,
        noted.last_note
    from standing
    full join noted on standing.source = noted.source and standing.ticket_id = noted.ticket_id
)
