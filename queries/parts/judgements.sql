-- What people said of closing words: the last judgement of each counts. Needs `kept_marks`.

judgements as (
    select source, ticket_id, closing_at, is_right
    from (
        select
            source,
            ticket_id,
            seen_at as closing_at,
            kind = 'closing_right' as is_right,
            row_number() over (
                partition by source, ticket_id, seen_at order by recorded_at desc, act_id desc
            ) as back
        from kept_marks
        where kind in ('closing_right', 'closing_wrong')
    ) as judged_words
    where back = 1
)
