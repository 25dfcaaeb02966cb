-- purpose: Rows of the last import that name a ticket which is not there.
-- severity: doubtful
-- tolerance: 0.01
-- touches: response satisfaction
with newest as (
    select source, arg_max(stamp, imported_at) as stamp from imports where source <> '' group by source
),

read_rows as (
    select import_files.source, sum(import_files.read_count) as read_count
    from import_files
    inner join newest on import_files.source = newest.source and import_files.stamp = newest.stamp
    group by import_files.source
),

orphans as (
    select rejected_rows.source, count(*) as orphan_count, (array_agg(rejected_rows.file || ':' || rejected_rows.row_number))[1:5] as examples
    from rejected_rows
    inner join newest on rejected_rows.source = newest.source and rejected_rows.stamp = newest.stamp
    where rejected_rows.rule = 'orphan'
    group by rejected_rows.source
)

select
    read_rows.source,
    coalesce(orphans.orphan_count, 0) as found_count,
    cast(read_rows.read_count as bigint) as checked_count,
    orphans.examples
from read_rows
left join orphans on read_rows.source = orphans.source
