"""The only room that executes SQL: engine, table definitions, query files, versions of the warehouse."""
