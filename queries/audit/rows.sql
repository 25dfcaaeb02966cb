-- purpose: Who signed in, looked at what, changed, exported or was refused what.
-- metric: audit
-- grain: one row per act
-- desk: audit
-- param start_at timestamptz: only from this moment on
-- param end_at timestamptz: only before this moment
-- param person text: only this person's
-- param audit_action text: only this kind of act, or all that begin so: "access" finds access.refused
-- param words text: only where these letters stand in the subject
-- param row_limit bigint: at most so many rows
-- param row_offset bigint: rows to skip
-- column total_count bigint [acts]: rows of the whole list
-- column happened_at timestamptz: when
-- column actor text: who
-- column actor_role text: in which role
-- column audit_action text: what
-- column audit_subject text: about what
-- column audit_before text: what stood before, as JSON
-- column audit_after text: what stands now, as JSON
-- column audit_id text: id of the row
with chosen as (
    select *, count(*) over () as total_count
    from audit
    where
        (cast(:start_at as timestamptz) is null or happened_at >= cast(:start_at as timestamptz))
        and (cast(:end_at as timestamptz) is null or happened_at < cast(:end_at as timestamptz))
        and (cast(:person as text) is null or actor = cast(:person as text))
        and (cast(:audit_action as text) is null or starts_with(action, cast(:audit_action as text)))
        and (cast(:words as text) is null or position(lower(cast(:words as text)) in lower(subject)) > 0)
)

select
    total_count,
    happened_at,
    actor,
    role as actor_role,
    action as audit_action,
    subject as audit_subject,
    before as audit_before,
    after as audit_after,
    audit_id
from chosen
order by happened_at desc, audit_id asc
limit coalesce(cast(:row_limit as bigint), 1000) offset coalesce(cast(:row_offset as bigint), 0)
