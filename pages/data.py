"""Data: what is loaded, how fresh it is, what was left out, and the way back to an older version."""

from dashboard.reports import data
from dashboard.ui import layout, page, quality, tables, versions
from dashboard.ui.filter_bar import WHOLE

page.open("data", needs="data.read")
report = page.load(data.report, WHOLE)

tables.show(
    report.sources,
    (
        "source",
        "kind",
        "exported_at",
        "imported_at",
        "ticket_count",
        "has_messages",
        "has_status_history",
        "has_feedback",
        "has_contacts",
    ),
    WHOLE,
)
quality.show(report.quality)
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
with layout.beside("data-left-out") as (left, right):
    with left:
        tables.show(report.rejects, ("rule", "row_count", "file", "first_row_number", "example", "source"), WHOLE)
    with right:
        tables.show(report.unknown_statuses, ("raw_status", "ticket_count", "source"), WHOLE)
with layout.beside("data-met") as (left, right):
    with left:
        tables.show(
            report.statuses,
            ("raw_status", "state", "ticket_count", "spoken_count", "agent_spoke_last_count", "source"),
            WHOLE,
        )
    with right:
        tables.show(report.warnings, ("field", "rule", "cell_count", "file", "example", "source"), WHOLE)
tables.show(report.hidden_secrets, ("secret_kind", "secret_count", "source", "imported_at"), WHOLE)
versions.show(may_go_back=page.may("data.rollback"))
