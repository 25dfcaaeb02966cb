-- Kaplan-Meier over `observed` (group_key, seconds, has_ended, is_waiting) of the tickets `opened`: who has not ended is
-- watched for so long and no longer. Up to 10,000 tickets every second stands alone; beyond, those of a minute go together.

width as (
    select case when count(*) > 10000 then 60 else 1 end as bin_seconds from opened
),

by_duration as (
    select
        observed.group_key,
        observed.seconds / width.bin_seconds as bin,
        count(*) as leaving_count,
        count(*) filter (where observed.has_ended) as ended_count,
        count(*) filter (where observed.is_waiting) as waiting_count,
        coalesce(max(observed.seconds) filter (where observed.has_ended), max(observed.seconds)) as seconds
    from observed
    cross join width
    group by observed.group_key, bin
),

at_risk as (
    select
        *,
        sum(cast(leaving_count as double precision)) over (
            partition by group_key order by bin desc rows unbounded preceding
        ) as risk_count
    from by_duration
),

summed as (
    select
        *,
        -- The product of (1 - ended / at risk); once all at risk have ended, as good as nobody is left.
        exp(sum(ln(greatest(1 - ended_count / risk_count, 1e-300))) over life) as waiting_share,
        -- Greenwood's sum.
        sum(ended_count / (risk_count * nullif(risk_count - ended_count, 0))) over life as variance
    from at_risk
    window life as (partition by group_key order by bin rows unbounded preceding)
),

spread as (
    select
        *,
        case when variance > 0 and waiting_share between 1e-200 and 1 - 1e-12
            then exp(1.959963984540054 * sqrt(variance) / abs(ln(waiting_share)))
        end as factor
    from summed
),

-- The 95 % limits on the log-log scale; where nobody or everybody is left there are none.
curve as (
    select
        group_key, bin, seconds, leaving_count, ended_count, waiting_count, risk_count,
        case when waiting_share < 1e-200 then 0 else waiting_share end as waiting_share,
        case when factor < 1e4 then power(waiting_share, factor) when factor >= 1e4 then 0 end as low_share,
        power(waiting_share, 1 / factor) as high_share
    from spread
),

-- A quantile and its limits: where the curve, and where its band, first comes down to what may be left.
summaries as (
    select
        group_key,
        cast(sum(leaving_count) as bigint) as ticket_count,
        cast(sum(ended_count) as bigint) as ended_count,
        cast(sum(waiting_count) as bigint) as waiting_count,
        min(seconds) filter (where waiting_share <= 0.5 + 1e-9) as median_seconds,
        min(seconds) filter (where low_share <= 0.5 + 1e-9) as median_low_seconds,
        min(seconds) filter (where high_share <= 0.5 + 1e-9) as median_high_seconds,
        min(seconds) filter (where waiting_share <= 0.1 + 1e-9) as p90_seconds,
        min(seconds) filter (where low_share <= 0.1 + 1e-9) as p90_low_seconds,
        min(seconds) filter (where high_share <= 0.1 + 1e-9) as p90_high_seconds
    from curve
    group by group_key
)
