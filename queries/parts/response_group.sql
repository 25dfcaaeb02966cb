-- What response times are grouped by; empty = it has none, or nothing is asked for.

coalesce(
    case cast(:dimension as text)
        when 'department' then department
        when 'level' then support_level
        when 'category' then category
        when 'channel' then channel
        when 'month' then cast(extract(year from opened_day) * 100 + extract(month from opened_day) as text)
        when 'kind' then case when is_recorded_afterwards then 'recorded_afterwards' else 'instant' end
    end, ''
)
