-- One row per answer. A conversation may be rated more than once: its number and the moment tell the answers apart.
-- The helpdesk's tickets are another source's: the number of the conversation stays with the words.
with answers as (
    select *, regexp_extract("Link to the conversation", '/conversations/(\d+)', 1) as conversation
    from csat
)

select
    md5(cast(to_json([
        cast(epoch_ms("Recorded date") as text), conversation, "Agent Name", "Contact Email Address", "Contact Name"
    ]) as text)) as feedback_id,
    "Contact Name" as customer_id,
    coalesce(nullif(regexp_extract("Agent Name", '\(([^()]+@[^()]+)\)$', 1), ''), "Agent Name") as agent_id,
    "Recorded date" as given_at,
    "Rating" as raw_score,
    '1-5' as scale,
    "Feedback Comment" || if(conversation <> '', ' [ticket ' || conversation || ']', '') as comment,
    source_file,
    source_row
from answers
