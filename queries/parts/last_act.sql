-- The last time before today that this person recorded something at the ombudsman's desk.

last_act as (
    select max(recorded_at) as seen_at
    from (
        select recorded_at, actor from case_events
        union all
        select recorded_at, actor from feedback_readings
    ) as acts
    where actor = cast(:person as text)
        and cast(timezone(cast(:zone as text), recorded_at) as date) < cast(:today as date)
)
