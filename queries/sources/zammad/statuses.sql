-- What the type of a state says, whatever the company calls it.
select
    name as raw_status,
    case state_type
        when 'new' then 'new'
        when 'open' then 'in_progress'
        when 'pending action' then 'waiting_customer'
        when 'closed' then 'closed'
        when 'merged' then 'merged'
        when 'removed' then 'deleted'
        else 'on_hold'
    end as state
from za_states
where state_type is not null
