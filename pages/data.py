"""Data: what is loaded, how fresh it is, what was left out, and the way back to an older version."""

from dashboard.reports import data
from dashboard.ui import layout, page, tables, versions
from dashboard.ui.filter_bar import WHOLE

page.open("data", needs="data.read")
report = page.load(data.report, WHOLE)

tables.show(
    report.sources,
    ("source", "kind", "exported_at", "imported_at", "ticket_count", "is_live"),
    WHOLE,
)
tables.show(
    report.files,
    (
        "source",
        "file",
        "raw_table",
        "read_count",
        "used_count",
        "repeated_count",
        "superseded_count",
        "rejected_count",
    ),
    WHOLE,
)
with layout.beside("data-rows") as (left, right):
    with left:
        tables.show(report.rejects, ("source", "file", "rule", "field", "row_count"), WHOLE)
    with right:
        tables.show(report.statuses, ("source", "raw_status", "state", "ticket_count"), WHOLE)
tables.show(report.warnings, ("source", "rule", "row_count"), WHOLE)
versions.show(may_go_back=page.may("data.rollback"))
