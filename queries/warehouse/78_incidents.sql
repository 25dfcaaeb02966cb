-- Several customers with the same service or reason within an hour, far above what is usual (METRICS, incident cluster).
create or replace temp table incident_arrivals as
with concerned as (
    select source, ticket_id, 'service' as kind, lower(service) as name, service as shown, opened_at, opened_working_seconds, customer_id
    from ticket_facts
    where service is not null and excluded_reason is null and not is_notice and not is_undated and customer_id is not null
    union all
    select source, ticket_id, 'reason', reason, reason, opened_at, opened_working_seconds, customer_id
    from ticket_facts
    where reason <> 'other' and excluded_reason is null and not is_notice and not is_undated and customer_id is not null
),

shared as (
    select source, kind, name
    from concerned
    group by source, kind, name
    having count(distinct customer_id) >= getvariable('incident_customers')
)

select
    concerned.*,
    epoch_us(concerned.opened_at) // 1000000 as opened_second,
    hour(timezone(getvariable('zone'), concerned.opened_at)) as local_hour
from concerned
semi join shared using (source, kind, name);

-- The tickets at which an hour held far more customers than is usual.
create or replace temp table hot_arrivals as
with counted as (
    select
        *,
        count(distinct customer_id) over lately as recent_customer_count,
        -- What is usual: of any working hour, or of this hour of the day, whichever is more; the last hours are left out.
        count(*) over lately_usual - count(*) over last_hour as past_count,
        count(*) over same_hour - count(*) over same_day as same_hour_count,
        -- So much is known of the time before: at the beginning of the data less than the settings say.
        greatest(getvariable('working_day_seconds'), least(
            getvariable('incident_usual_seconds'), opened_working_seconds - min(opened_working_seconds) over (partition by source)
        )) as known_working_seconds
    from incident_arrivals
    window
        lately as (
            partition by source, kind, name order by opened_second / (getvariable('incident_minutes') * 60)
            range between 1 preceding and current row
        ),
        lately_usual as (
            partition by source, kind, name order by opened_working_seconds / getvariable('incident_usual_seconds')
            range between 1 preceding and current row
        ),
        last_hour as (
            partition by source, kind, name order by opened_working_seconds / 3600
            range between 1 preceding and current row
        ),
        same_hour as (
            partition by source, kind, name, local_hour order by opened_working_seconds / getvariable('incident_usual_seconds')
            range between 1 preceding and current row
        ),
        same_day as (
            partition by source, kind, name, local_hour order by 2 * opened_working_seconds / getvariable('working_day_seconds')
            range between 1 preceding and current row
        )
),

rated as (
    select
        *,
        greatest(past_count * 3600.0, same_hour_count * getvariable('working_day_seconds')) / known_working_seconds
        * getvariable('incident_minutes') / 60 as usual_count
    from counted
    where recent_customer_count >= getvariable('incident_customers')
        -- A reason is met every day: without a week before it nobody knows what is usual.
        and (kind = 'service' or known_working_seconds >= 5 * getvariable('working_day_seconds'))
)

select
    source, kind, name, opened_at, opened_second, recent_customer_count, usual_count,
    -- Poisson: the chance of so many customers or more.
    1 - list_sum(list_transform(
        range(0, recent_customer_count),
        so_many -> exp(so_many * ln(greatest(usual_count, 1e-9)) - usual_count - lgamma(so_many + 1))
    )) as chance
from rated
where recent_customer_count >= usual_count * getvariable('incident_times_usual')
    and chance < getvariable('incident_chance_percent') / 100;

-- Hours that follow each other are one incident. Its first ticket lies within the hour before the one that made it one.
create or replace temp table incident_runs as
with parted as (
    select
        *,
        coalesce(
            opened_second - lag(opened_second) over life > getvariable('incident_quiet_minutes') * 60, true
        ) as is_beginning
    from hot_arrivals
    window life as (partition by source, kind, name order by opened_second)
),

numbered as (
    select
        *,
        count(*) filter (where is_beginning) over (
            partition by source, kind, name order by opened_second rows unbounded preceding
        ) as run
    from parted
)

select
    source, kind, name,
    min(opened_second) - getvariable('incident_minutes') * 60 as from_second,
    min(opened_at) as detected_at,
    max(opened_second) as to_second,
    max(opened_at) as last_at,
    concat_ws('|', source, kind, name, min(opened_second)) as incident_id
from numbered
group by source, kind, name, run;

insert into incident_tickets by name
select
    incident_runs.incident_id,
    arrivals.source,
    arrivals.ticket_id,
    arrivals.opened_at,
    ticket_facts.department,
    ticket_facts.channel,
    ticket_facts.support_level,
    ticket_facts.agent_id,
    arrivals.customer_id
from incident_arrivals as arrivals
inner join incident_runs
    on arrivals.source = incident_runs.source and arrivals.kind = incident_runs.kind and arrivals.name = incident_runs.name
    and arrivals.opened_second between incident_runs.from_second and incident_runs.to_second
inner join ticket_facts on arrivals.source = ticket_facts.source and arrivals.ticket_id = ticket_facts.ticket_id
order by arrivals.opened_at;

insert into incidents by name
select
    incident_runs.incident_id,
    incident_runs.source,
    incident_runs.kind,
    arg_min(arrivals.shown, arrivals.opened_second) as name,
    min(arrivals.opened_at) as started_at,
    incident_runs.detected_at,
    local_day(incident_runs.detected_at) as detected_day,
    incident_runs.last_at,
    incident_runs.last_at + to_minutes(getvariable('incident_quiet_minutes')) as ended_at,
    count(distinct arrivals.customer_id) as customer_count,
    count(*) as ticket_count
from incident_runs
inner join incident_arrivals as arrivals
    on incident_runs.source = arrivals.source and incident_runs.kind = arrivals.kind and incident_runs.name = arrivals.name
    and arrivals.opened_second between incident_runs.from_second and incident_runs.to_second
group by incident_runs.incident_id, incident_runs.source, incident_runs.kind, incident_runs.detected_at, incident_runs.last_at
order by started_at;
