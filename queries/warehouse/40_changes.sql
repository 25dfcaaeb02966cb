-- The rows after which something that a page asks for is different, with the run of turn they belong to.
create or replace temp table changes as
with said as (
    select
        *,
        case turn
            when 'customer' then last_agent_at
            when 'third_party' then last_agent_at
            when 'finished' then last_customer_at
            when 'unknown' then greatest(last_agent_at, last_customer_at)
        end as last_word_at
    from turns
),

compared as (
    select
        said.* exclude (last_agent_at, last_customer_at),
        lag(place) over life is null as is_first,
        coalesce(lag(is_open) over life, false) as was_open,
        lag(turn) over life as previous_turn,
        lag(state) over life as previous_state,
        lag(raw_status) over life as previous_raw_status,
        lag(department) over life as previous_department,
        lag(support_level) over life as previous_support_level,
        lag(agent_id) over life as previous_agent_id,
        lag(turn_rule) over life as previous_turn_rule,
        lag(last_word_at) over life as previous_word_at
    from said
    window life as (partition by ticket_key order by place)
),

marked as (
    select
        *,
        (is_first or turn is distinct from previous_turn) as is_turn_change,
        (is_first or state <> previous_state or raw_status <> previous_raw_status) as is_status_change,
        not is_first and (
            department is distinct from previous_department
            or support_level is distinct from previous_support_level
            or agent_id is distinct from previous_agent_id
        ) as is_move
    from compared
)

select
    marked.* exclude (previous_state, previous_raw_status, previous_turn_rule, previous_word_at),
    last_value(if(is_turn_change, happened_at, null) ignore nulls) over run as turn_started_at,
    last_value(if(is_turn_change, working_seconds, null) ignore nulls) over run as turn_started_working_seconds
from marked
where is_turn_change or is_move or is_status_change
    or turn_rule is distinct from previous_turn_rule
    or last_word_at is distinct from previous_word_at
    -- "In progress" must show when anything last happened.
    or state = 'in_progress'
window run as (partition by ticket_key order by place rows unbounded preceding);
