"""Keeping the data: imports, versions, statuses, one person's data, the audit. No figure of the work itself."""
