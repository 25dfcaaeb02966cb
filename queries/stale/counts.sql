-- purpose: Open tickets and the stalled among them, by turn, department and length of silence.
-- metric: stalled
-- grain: one row per turn, department and band of silence
-- filter: sources departments channels levels agents customers
-- param as_of timestamptz: the moment looked at
-- param end_date date: last local day of the period
-- param zone text: the company's time zone
-- param stale_support_seconds bigint: working seconds after which a ticket in our turn is stalled
-- param stale_third_party_seconds bigint: the same with a third party
-- param stale_customer_seconds bigint: the same in the customer's turn
-- param stale_finished_seconds bigint: the same after closing words
-- param stale_unknown_seconds bigint: the same where the turn is unknown
-- param status_without_event_seconds bigint: working seconds after which "in progress" needs an event
-- param band_edges_seconds bigint[]: upper edges of the bands but the last, working seconds
-- column turn text: whose turn it is
-- column department text: department or group
-- column band integer: length of silence, 0 = shortest; empty where nobody knows it
-- column open_count bigint [tickets]: open
-- column stalled_count bigint [tickets]: of those, silent for too long
-- column oldest_working_seconds bigint [working seconds]: longest silence
with /* part now */,

/* part present */,

banded as (
    select
        turn,
        department,
        is_stalled,
        silent_working_seconds,
        case when silent_working_seconds is not null then cast(
            case when silent_working_seconds > (cast(:band_edges_seconds as bigint[]))[1] then 1 else 0 end
            + case when silent_working_seconds > (cast(:band_edges_seconds as bigint[]))[2] then 1 else 0 end
            + case when silent_working_seconds > (cast(:band_edges_seconds as bigint[]))[3] then 1 else 0 end as integer
        ) end as band
    from present
    where is_open
)

select
    turn,
    department,
    band,
    count(*) as open_count,
    count(*) filter (where is_stalled) as stalled_count,
    max(silent_working_seconds) as oldest_working_seconds
from banded
group by turn, department, band
order by turn, department, band
