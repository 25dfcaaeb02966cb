-- What was asked after the end (1 to 10), and the stars that a customer gave a single reply (1 to 5; 0 is none).
with named as (
    select name, min(id) as id
    from (
        select id, lower(trim(concat_ws(' ', firstname, lastname))) as name from tbladmins
        union all
        select id, lower(username) from tbladmins
    )
    group by name
)

select
    'feedback-' || id as feedback_id,
    ticketid as ticket_id,
    nullif(adminid, '0') as agent_id,
    datetime as given_at,
    nullif(rating, '0') as raw_score,
    '1-10' as scale,
    comments as comment,
    source_file,
    source_row
from tblticketfeedback
union all
select
    'reply-' || replies.id,
    replies.tid,
    named.id,
    -- When the stars were given is not kept.
    cast(null as timestamptz),
    replies.rating,
    '1-5',
    null,
    replies.source_file,
    replies.source_row
from tblticketreplies as replies
left join named on lower(replies.admin) = named.name
where replies.rating is not null and replies.rating <> '0'
