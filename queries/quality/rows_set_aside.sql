-- purpose: Rows of the last import that could not be used.
-- severity: doubtful
-- tolerance: 0.01
-- touches: response satisfaction
with newest as (
    select source, arg_max(stamp, imported_at) as stamp from imports where source <> '' group by source
)

select
    import_files.source,
    cast(sum(import_files.rejected_count) as bigint) as found_count,
    cast(sum(import_files.read_count) as bigint) as checked_count,
    (array_agg(import_files.file order by import_files.rejected_count desc) filter (where import_files.rejected_count > 0))[1:5] as examples
from import_files
inner join newest on import_files.source = newest.source and import_files.stamp = newest.stamp
group by import_files.source
