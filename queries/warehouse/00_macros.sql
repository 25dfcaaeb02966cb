-- A moment on the working calendar: working seconds since the calendar began. Two of them subtract to a
-- duration in working time. 9:00 is inside, 18:00 outside: an interval contributes from its start to its end.
create or replace temp macro working_position(happened_at, starts_at, ends_at, seconds_before) as
    coalesce(cast(
        seconds_before + epoch_us(least(happened_at, ends_at)) // 1000000 - epoch_us(starts_at) // 1000000 as bigint
    ), 0);

create or replace temp macro local_day(happened_at) as cast(timezone(getvariable('zone'), happened_at) as date);

-- Whole seconds between two moments, whatever the session's zone and its summer time.
create or replace temp macro seconds_between(started_at, ended_at) as
    cast(epoch_us(ended_at) // 1000000 - epoch_us(started_at) // 1000000 as bigint);
