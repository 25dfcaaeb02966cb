-- purpose: What became of every row of every file.
-- grain: one row per file and import
-- column source text: the helpdesk's instance
-- column file text: path within the export
-- column raw_table text: what it was read as; empty = not mapped
-- column imported_at timestamptz: when
-- column read_count bigint [rows]: used + repeated + superseded + rejected
-- column used_count bigint [rows]: in the warehouse through this import
-- column repeated_count bigint [rows]: already known
-- column superseded_count bigint [rows]: older than what is known
-- column rejected_count bigint [rows]: kept aside
select
    import_files.source,
    import_files.file,
    import_files.raw_table,
    imports.imported_at,
    import_files.read_count,
    import_files.used_count,
    import_files.repeated_count,
    import_files.superseded_count,
    import_files.rejected_count
from import_files
left join imports on import_files.stamp = imports.stamp and import_files.source = imports.source
-- What was not read at all stands below what was.
order by imports.imported_at desc, import_files.source, coalesce(import_files.raw_table, '') = '', import_files.file
