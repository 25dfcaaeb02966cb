-- purpose: How often people found that the rule for closing words was right.
-- metric: closing_words
-- grain: one row
-- desk: ticket_marks
-- column judged_count bigint [tickets]: closing words that somebody judged
-- column right_count bigint [tickets]: of those, right
with /* part kept_marks */,

/* part judgements */

select count(*) as judged_count, count(*) filter (where is_right) as right_count
from judgements
