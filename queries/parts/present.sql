-- What holds at the moment looked at, with how long: `is_stalled` and `contradiction` are defined here alone.

present as (
    select
        spells.*,
        coalesce(positions.working_seconds, 0) - spells.turn_started_working_seconds as waiting_working_seconds,
        coalesce(positions.working_seconds, 0) - spells.decisive_working_seconds as silent_working_seconds,
        coalesce(
            spells.is_open
            and coalesce(positions.working_seconds, 0) - spells.decisive_working_seconds > case spells.turn
                when 'support' then cast(:stale_support_seconds as bigint)
                when 'third_party' then cast(:stale_third_party_seconds as bigint)
                when 'customer' then cast(:stale_customer_seconds as bigint)
                when 'finished' then cast(:stale_finished_seconds as bigint)
                else cast(:stale_unknown_seconds as bigint)
            end,
            false
        ) as is_stalled,
        case
            when not spells.is_open then null
            when spells.state = 'waiting_customer' and spells.turn_rule in ('customer_spoke_last', 'never_answered')
                then 'customer_waits'
            when spells.state = 'in_progress' and spells.decisive_at is not null
                and coalesce(positions.working_seconds, 0) - spells.started_working_seconds
                > cast(:status_without_event_seconds as bigint) then 'nothing_in_progress'
        end as contradiction
    from spells
    cross join moment
    left join positions on spells.source = positions.source and spells.calendar = positions.calendar
    where spells.started_at <= moment.looked_at and spells.ended_at > moment.looked_at
        /* filter spells */
)
