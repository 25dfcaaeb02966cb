-- purpose: How often customers broke each rule, week by week, of the tickets that could break it.
-- metric: customer_rules, rights_weekly
-- grain: one row per rule and week of opening
-- filter: sources departments channels levels agents customers
-- param start_date date: first local day of the period
-- param end_date date: last local day of the period
-- param as_of timestamptz: the moment looked at
-- column rule text: stable code of the rule
-- column week date: Monday of the week in which the tickets were opened
-- column able_count bigint [tickets]: opened in it, that could break the rule and would show it
-- column broken_count bigint [tickets]: of those, that broke it by as_of
-- column possible_count bigint [tickets]: that perhaps broke it; not counted
with /* part able */,

/* part broken_rules */,

able_weeks as (
    select
        week,
        count(*) filter (where has_words) as ticket_count,
        count(*) filter (where is_arrival and has_words) as arrival_count,
        count(*) filter (where is_arrival and has_messages and not is_instant_channel) as written_count,
        count(*) filter (where is_arrival and is_second_level) as second_level_count,
        count(*) filter (where is_arrival and needs_evidence) as evidence_count,
        count(*) filter (where is_arrival and has_messages and finished_at <= cast(:as_of as timestamptz)) as finished_count
    from able
    group by week
),

broken_weeks as (
    select
        rule,
        week,
        count(*) filter (where is_counted) as broken_count,
        count(*) filter (where not is_counted) as possible_count
    from broken
    group by rule, week
),

rules (rule) as (
    values
    ('duplicate-subject'), ('parallel-thread'), ('shouting'), ('burst'), ('wrong-channel'), ('evidence-missing'), ('left-open')
)

select
    rules.rule,
    cast(able_weeks.week as date) as week,
    case
        when rules.rule in ('duplicate-subject', 'parallel-thread') then able_weeks.ticket_count
        when rules.rule = 'shouting' then able_weeks.arrival_count
        when rules.rule = 'burst' then able_weeks.written_count
        when rules.rule = 'wrong-channel' then able_weeks.second_level_count
        when rules.rule = 'evidence-missing' then able_weeks.evidence_count
        else able_weeks.finished_count
    end as able_count,
    coalesce(broken_weeks.broken_count, 0) as broken_count,
    coalesce(broken_weeks.possible_count, 0) as possible_count
from able_weeks
cross join rules
left join broken_weeks on able_weeks.week = broken_weeks.week and rules.rule = broken_weeks.rule
order by rules.rule, able_weeks.week
