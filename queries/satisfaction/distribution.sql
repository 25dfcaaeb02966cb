-- purpose: The marks that were given, as written and in whole steps of 1 to 5.
-- metric: marks, original_scores
-- grain: one row per scale, score as written and step
-- filter: sources departments channels levels agents customers
-- param start_date date: first local day of the period
-- param end_date date: last local day of the period
-- param as_of timestamptz: the moment looked at
-- column scale text: the scale's name
-- column raw_score text: the score as given
-- column whole_score bigint: the normalised score rounded down, so that 4 and 5 are the satisfied
-- column score double: the normalised score
-- column rated_count bigint [tickets]: rated so
with /* part rated */

select
    scale,
    raw_score,
    cast(floor(score) as bigint) as whole_score,
    score,
    count(*) as rated_count
from rated
group by scale, raw_score, score
order by scale, score desc, raw_score
