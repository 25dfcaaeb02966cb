-- The reasons that people put in the place of what the words suggest: the last correction that nobody undid. The reason
-- in force is `coalesce(reasons.reason, ticket_facts.reason)`.

reasons as (
    select source, ticket_id, reason, act_id, actor, recorded_at
    from (
        select
            ticket_reasons.*,
            row_number() over (partition by source, ticket_id order by recorded_at desc, act_id desc) as back
        from ticket_reasons
        where ticket_reasons.kind = 'reason'
            and not exists (select 1 from ticket_reasons as undone where undone.undoes = ticket_reasons.act_id)
    ) as kept_reasons
    where back = 1
)
