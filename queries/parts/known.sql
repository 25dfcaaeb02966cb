-- The moment up to which each source's tickets are known: as_of, but never beyond the export.

known as (
    select
        source,
        has_messages,
        case when is_live then cast(:as_of as timestamptz) else least(cast(:as_of as timestamptz), exported_at) end as judged_at
    from sources
)
