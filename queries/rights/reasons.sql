-- purpose: Why customers wrote, through which channel, how often one answer was enough, and who came back for the same.
-- metric: contact_reasons, reason_channels, articles
-- grain: one row per reason, and one per channel of each
-- filter: sources departments channels levels agents customers
-- desk: ticket_reasons
-- param start_date date: first local day of the period
-- param end_date date: last local day of the period
-- param as_of timestamptz: the moment looked at
-- param again_days bigint: days within which the same reason is "again"
-- column reason text: the reason's key
-- column is_whole boolean: over all channels
-- column channel text: how it came; of a whole row empty
-- column ticket_count bigint [tickets]: opened in the period
-- column corrected_count bigint [tickets]: of those, with a reason that people corrected
-- column again_able_count bigint [tickets]: whose days have passed; corrected ones left out
-- column again_count bigint [tickets]: of those, the same customer came with the same reason within the days
-- column solved_count bigint [tickets]: of all, solved by as_of, where the messages are known
-- column one_touch_count bigint [tickets]: of those solved, with exactly one answer
with /* part known */,

/* part reasoned */,

judged_reasons as (
    select
        reasoned.reason_in_force as reason,
        reasoned.channel,
        reasoned.is_corrected,
        -- Coming back is known of the suggestion alone, and of nobody before the days have passed: those who came back
        -- earlier would else be all that is known.
        not reasoned.is_corrected and reasoned.customer_id is not null as is_followed,
        extract(epoch from known.judged_at) - extract(epoch from reasoned.opened_at)
        > 86400 * cast(:again_days as bigint) as has_passed,
        reasoned.reason_again_at <= known.judged_at
        and extract(epoch from reasoned.reason_again_at) - extract(epoch from reasoned.opened_at)
        <= 86400 * cast(:again_days as bigint) as is_again,
        reasoned.solved_at is not null and known.has_messages as is_solved,
        coalesce(reasoned.answer_count = 1, false) as is_one_touch
    from reasoned
    inner join known on reasoned.source = known.source
)

select
    reason,
    grouping(channel) = 1 as is_whole,
    channel,
    count(*) as ticket_count,
    count(*) filter (where is_corrected) as corrected_count,
    count(*) filter (where is_followed and has_passed) as again_able_count,
    count(*) filter (where is_followed and has_passed and is_again) as again_count,
    count(*) filter (where is_solved) as solved_count,
    count(*) filter (where is_solved and is_one_touch) as one_touch_count
from judged_reasons
group by grouping sets ((reason), (reason, channel))
order by ticket_count desc, reason, is_whole desc, channel
