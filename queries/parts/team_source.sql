-- The helpdesk of a customer or an agent; ids repeat between helpdesks, departments are taken together.

case when cast(:dimension as text) in ('customer', 'agent') then source end
