-- What a rating or an asking is grouped by; empty = it has none. Agents carry their source: ids repeat between helpdesks.

coalesce(
    case cast(:dimension as text)
        when 'department' then department
        when 'channel' then channel
        when 'level' then support_level
        when 'category' then category
        when 'agent' then source || '~' || agent_id
        when 'band' then case
            when first_response_working_seconds <= (cast(:band_edges_seconds as bigint[]))[1] then '0'
            when first_response_working_seconds <= (cast(:band_edges_seconds as bigint[]))[2] then '1'
            when first_response_working_seconds <= (cast(:band_edges_seconds as bigint[]))[3] then '2'
            when first_response_working_seconds is not null then '3'
        end
    end, ''
)
