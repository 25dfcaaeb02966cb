-- What "now" is for tickets opened in a period: as_of, however long ago the period ended.

moment as (
    select cast(:as_of as timestamptz) as looked_at
),

/* part judged */
