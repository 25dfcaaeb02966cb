-- purpose: A piece of feedback, of the helpdesk or entered by hand, and the case it led to; denúncias are not told.
-- metric: case_state
-- grain: one row; none where the feedback is not known
-- desk: cases feedback_entries
-- param source text: the helpdesk's instance, or the desk's own
-- param feedback_id text: its id there
-- param entered_source text: what the desk's own is called
-- column ticket_source text: the helpdesk's instance of its ticket or customer
-- column ticket_id text: its ticket
-- column customer_id text: the customer
-- column customer_name text: name as written
-- column comment text: the customer's words
-- column protocol text: the case it led to
with known as (
    select
        feedback.source,
        feedback.feedback_id,
        feedback.source as ticket_source,
        feedback.ticket_id,
        coalesce(feedback.customer_id, tickets.customer_id) as customer_id,
        cast(null as text) as customer_name,
        feedback.comment
    from feedback
    left join tickets on feedback.source = tickets.source and feedback.ticket_id = tickets.ticket_id
    where feedback.source = cast(:source as text) and feedback.feedback_id = cast(:feedback_id as text)
    union all
    select
        cast(:entered_source as text) as source,
        feedback_entries.entry_id as feedback_id,
        feedback_entries.source as ticket_source,
        cast(null as text) as ticket_id,
        feedback_entries.customer_id,
        feedback_entries.customer_name,
        feedback_entries.comment
    from feedback_entries
    where cast(:source as text) = cast(:entered_source as text)
        and feedback_entries.entry_id = cast(:feedback_id as text)
)

select
    known.ticket_source,
    known.ticket_id,
    known.customer_id,
    coalesce(known.customer_name, customers.name) as customer_name,
    known.comment,
    (
        select min(cases.protocol)
        from cases
        where cases.feedback_source = known.source and cases.feedback_id = known.feedback_id
    ) as protocol
from known
left join customers on known.ticket_source = customers.source and known.customer_id = customers.customer_id
