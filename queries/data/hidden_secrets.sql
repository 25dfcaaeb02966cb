-- purpose: What each import hid in texts, by kind.
-- grain: one row per source, import and kind of secret
-- column source text: the helpdesk's instance
-- column imported_at timestamptz: when
-- column secret_kind text: password, key, card, card_code, cpf or pix
-- column secret_count bigint [secrets]: hidden by that import
with counted as (
    select source, stamp, kind as secret_kind, cast(sum(secret_count) as bigint) as secret_count
    from hidden_secrets
    group by source, stamp, kind
),

stamped as (
    select stamp, max(imported_at) as imported_at from imports group by stamp
)

select counted.source, stamped.imported_at, counted.secret_kind, counted.secret_count
from counted
left join stamped on counted.stamp = stamped.stamp
order by stamped.imported_at desc, counted.source, counted.secret_count desc, counted.secret_kind
