-- purpose: What was recorded about cells of contact records, to be carried into the helpdesk, and what became of it.
-- metric: record_changes
-- grain: one row per changed cell
-- filter: sources customers
-- desk: contact_outcomes
-- param change_state text: only these: open, conflict, carried, dropped or gone
-- param row_limit bigint: at most so many rows
-- param row_offset bigint: rows to skip
-- column total_count bigint [cells]: rows of the whole list
-- column source text: the helpdesk's instance
-- column customer_id text: the customer
-- column customer_name text: name as written
-- column contact_id text: the contact; empty = a new person
-- column contact_person text: name as written
-- column reach_field text: the cell: name, phone_1, phone_2, email or has_left
-- column seen_value text: what stood there when it was recorded
-- column new_value text: what is to stand there
-- column present_value text: what stands there now
-- column change_state text: open, conflict, carried, dropped or gone
-- column outcome text: corrected, left or second_person
-- column note text: the words recorded with it
-- column recorded_at timestamptz: when
-- column actor text: who
with /* part record_outcomes */,

chosen as (
    select *, count(*) over () as total_count
    from standing_changes
    where (
        cast(:change_state as text) is null and change_state in ('open', 'conflict', 'gone')
        or change_state = cast(:change_state as text)
    ) /* filter: sources customers */
    order by
        case change_state when 'conflict' then 0 when 'gone' then 1 when 'open' then 2 else 3 end, recorded_at, act_id,
        contact_id, field
    limit coalesce(cast(:row_limit as bigint), 1000) offset coalesce(cast(:row_offset as bigint), 0)
)

select
    chosen.total_count,
    chosen.source,
    chosen.customer_id,
    record_facts.customer_name,
    case when chosen.kind <> 'second_person' then chosen.contact_id end as contact_id,
    coalesce(
        named.value, case when chosen.kind = 'left' then chosen.seen_value end, chosen.contact_person
    ) as contact_person,
    chosen.field as reach_field,
    case when chosen.kind = 'corrected' then chosen.seen_value end as seen_value,
    chosen.value as new_value,
    case when chosen.kind = 'corrected' then chosen.present_value end as present_value,
    chosen.change_state,
    chosen.kind as outcome,
    chosen.note,
    chosen.recorded_at,
    chosen.actor
from chosen
left join record_facts on chosen.source = record_facts.source and chosen.customer_id = record_facts.customer_id
left join last_changes as named
    on chosen.act_id = named.act_id and chosen.kind = 'second_person' and named.field = 'name'
order by
    case chosen.change_state when 'conflict' then 0 when 'gone' then 1 when 'open' then 2 else 3 end,
    chosen.recorded_at, chosen.act_id, chosen.contact_id, chosen.field
