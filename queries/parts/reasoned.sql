-- Tickets opened in a period as they stand at as_of, each with the reason in force: what people said, else what the
-- words suggest.

/* part opened */,

/* part reasons */,

reasoned as not materialized (
    select
        opened.*,
        coalesce(reasons.reason, opened.reason, 'other') as reason_in_force,
        reasons.reason is not null as is_corrected
    from opened
    left join reasons on opened.source = reasons.source and opened.ticket_id = reasons.ticket_id
)
