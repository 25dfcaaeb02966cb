-- purpose: What was recorded about contact records, the newest act first.
-- metric: record_outcomes
-- grain: one row per act
-- desk: contact_outcomes
-- param source text: only this helpdesk's, with customer_id
-- param customer_id text: only this customer's
-- param row_limit bigint: at most so many rows
-- column act_id text: the act
-- column recorded_at timestamptz: when
-- column actor text: who
-- column outcome text: confirmed, corrected, left, second_person, unreachable or note
-- column source text: the helpdesk's instance
-- column customer_id text: the customer
-- column customer_name text: name as written
-- column contact_person text: the person it is about; empty = the whole record
-- column new_value text: what is to stand in the record, separated by commas
-- column note text: the words recorded with it
-- column undone_by text: who took it back; empty = it stands
-- column undone_at timestamptz: when
with acts as (
    select
        act_id,
        max(recorded_at) as recorded_at,
        max(actor) as actor,
        max(kind) as outcome,
        max(source) as source,
        max(customer_id) as customer_id,
        max(case when kind <> 'confirmed' then contact_id end) as contact_id,
        -- Who left may have been replaced in the same place since.
        max(case field when 'name' then value when 'has_left' then seen_value end) as named_person,
        string_agg(
            case when kind <> 'confirmed' and field not in ('name', 'has_left') then value end, ', ' order by field
        ) as new_value,
        max(note) as note
    from contact_outcomes
    where kind <> 'undo'
        and (
            cast(:customer_id as text) is null
            or (customer_id = cast(:customer_id as text) and source = cast(:source as text))
        )
    group by act_id
),

newest as (
    select * from acts order by recorded_at desc, act_id limit coalesce(cast(:row_limit as bigint), 20)
),

undone as (
    select undoes, min(actor) as actor, min(recorded_at) as recorded_at
    from contact_outcomes
    where undoes is not null
    group by undoes
)

select
    newest.act_id,
    newest.recorded_at,
    newest.actor,
    newest.outcome,
    newest.source,
    newest.customer_id,
    record_facts.customer_name,
    coalesce(newest.named_person, contacts.name) as contact_person,
    newest.new_value,
    newest.note,
    undone.actor as undone_by,
    undone.recorded_at as undone_at
from newest
left join undone on newest.act_id = undone.undoes
left join record_facts on newest.source = record_facts.source and newest.customer_id = record_facts.customer_id
left join contacts on newest.source = contacts.source and newest.contact_id = contacts.contact_id
order by newest.recorded_at desc, newest.act_id
