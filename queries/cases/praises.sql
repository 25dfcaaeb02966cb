-- purpose: Praises that the customer allows to be published, by name or by initials.
-- metric: praises
-- grain: one row per praise
-- desk: cases case_events feedback_entries
-- param entered_source text: what the desk's own source is called
-- column said_day date: local day on which the customer said it
-- column customer_name text: the customer's name as given; shown as the leave says
-- column case_publish text: the leave: name or initials
-- column words text: the customer's words
-- column protocol text: the case; empty = entered by hand
with case_rows as (
    select * from cases
),

case_steps as (
    select * from case_events
),

/* part case_state */

select
    received_day as said_day,
    customer_name,
    publish as case_publish,
    words,
    protocol
from case_state
where case_type = 'praise' and publish in ('name', 'initials')
union all
select
    feedback_entries.given_day as said_day,
    feedback_entries.customer_name,
    feedback_entries.publish as case_publish,
    feedback_entries.comment as words,
    cast(null as text) as protocol
from feedback_entries
where feedback_entries.is_praise and feedback_entries.publish in ('name', 'initials')
    and feedback_entries.comment is not null
    and not exists (
        select 1
        from cases
        where cases.feedback_source = cast(:entered_source as text) and cases.feedback_id = feedback_entries.entry_id
    )
order by said_day desc, words, protocol
