-- By whom the table of teams goes; a customer and an agent belong to a helpdesk.

case cast(:dimension as text) when 'customer' then customer_id when 'agent' then agent_id else department end
