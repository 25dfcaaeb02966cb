-- What the flags of a status say: WHMCS closes by itself only where it waits for the customer, and lists under
-- "awaiting reply" what waits for staff.
select
    title as raw_status,
    case
        when parse_boolean(showawaiting) then 'in_progress'
        when not parse_boolean(showactive) then 'closed'
        when parse_boolean(autoclose) then 'waiting_customer'
        else 'on_hold'
    end as state
from tblticketstatuses
