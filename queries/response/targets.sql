-- purpose: Were the targets kept: waits begun in the period against the target of the settings, tickets opened in it against their due time.
-- metric: answer_targets, due_targets, targets_by_department
-- grain: one row per target (answer or due) and department
-- filter: sources departments channels levels agents customers
-- param start_date date: first local day of the period
-- param end_date date: last local day of the period
-- param as_of timestamptz: the moment looked at
-- column target text: answer = waits against the settings, due = tickets against their due time
-- column department text: department or group
-- column kept_count bigint [waits or tickets]: answered, or solved, in time
-- column missed_count bigint [waits or tickets]: too late, or still open past the target
-- column pending_count bigint [waits or tickets]: still open within it: not yet counted
-- column otherwise_count bigint [waits]: ended within it without an answer: not counted
with /* part cohort */,

/* part opened */,

waits_judged as (
    select
        turn_spells.department,
        case
            when turn_spells.ended_at <= cast(:as_of as timestamptz) then turn_spells.working_seconds
            else coalesce(positions.working_seconds, 0) - turn_spells.started_working_seconds
        end > turn_spells.target_working_seconds as is_past,
        case when turn_spells.ended_at <= cast(:as_of as timestamptz) then turn_spells.ending end as ending
    from turn_spells
    left join positions on turn_spells.source = positions.source and turn_spells.calendar = positions.calendar
    where turn_spells.turn = 'support'
        and turn_spells.is_written
        and turn_spells.target_working_seconds is not null
        and turn_spells.started_day between cast(:start_date as date) and cast(:end_date as date)
        and turn_spells.started_at <= cast(:as_of as timestamptz)
        /* filter turn_spells */
),

due_judged as (
    select
        opened.department,
        coalesce(opened.solved_at, judged.judged_at) > opened.due_at as is_past,
        case when opened.solved_at is not null then 'answered' end as ending
    from opened
    inner join judged on opened.source = judged.source
    where opened.due_at is not null and not opened.is_undated and /* part written */
),

every_one as (
    select 'answer' as target, department, is_past, ending from waits_judged
    union all
    select 'due' as target, department, is_past, ending from due_judged
)

select
    target,
    department,
    count(*) filter (where not is_past and ending = 'answered') as kept_count,
    count(*) filter (where is_past) as missed_count,
    count(*) filter (where not is_past and ending is null) as pending_count,
    count(*) filter (where not is_past and ending = 'otherwise') as otherwise_count
from every_one
group by target, department
order by target, department
