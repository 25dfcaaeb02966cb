-- purpose: How satisfied those were who rated, and how many of those asked did.
-- metric: csat, response_rate, undated_scores, comments
-- grain: one row
-- filter: sources departments channels levels agents customers
-- param start_date date: first local day of the period
-- param end_date date: last local day of the period
-- param as_of timestamptz: the moment looked at
-- column rated_count bigint [tickets]: rated in the period
-- column satisfied_count bigint [tickets]: of those, with a normalised score of 4 or more
-- column undated_count bigint [tickets]: of those rated, with a day that is the resolution's or the opening's
-- column eligible_count bigint [tickets]: asked in the period; where asking is unknown, resolved
-- column answered_count bigint [tickets]: of those, rated by as_of
-- column assumed_count bigint [tickets]: of those eligible, of a source that does not say whom it asked
-- column comment_count bigint [comments]: written in the period
with /* part rated */,

/* part asked */,

scored as (
    select
        count(*) as rated_count,
        count(*) filter (where is_satisfied) as satisfied_count,
        count(*) filter (where not is_dated) as undated_count
    from rated
),

requested as (
    select
        count(*) as eligible_count,
        count(*) filter (where is_rated) as answered_count,
        count(*) filter (where not is_asking_known) as assumed_count
    from asked
),

written as (
    select count(*) as comment_count
    from ratings
    where said_day between cast(:start_date as date) and cast(:end_date as date)
        and said_at <= cast(:as_of as timestamptz)
        and search_text is not null
        and (score is null or superseded_at > cast(:as_of as timestamptz))
        /* filter */
)

select
    scored.rated_count,
    scored.satisfied_count,
    scored.undated_count,
    requested.eligible_count,
    requested.answered_count,
    requested.assumed_count,
    written.comment_count
from scored
cross join requested
cross join written
