"""Data: what is loaded, how far it can be trusted, bringing more in, what statuses mean, and the way back."""

from dashboard.reports import data
from dashboard.ui.components import layout, tables, views
from dashboard.ui.components.filter_bar import WHOLE
from dashboard.ui.frame import page, quality
from dashboard.ui.upkeep import job_panel, job_watch, person_data, rejected, schedule_view, status_map, versions

page.open("data", needs="data.read")
job_watch.follow()
view = views.choose("data", ("trust", "import", "statuses", "schedule", "versions"))
job_watch.banner(view)
if view == "import":
    job_panel.show()
elif view == "schedule":
    schedule_view.show()
elif view == "versions":
    versions.show(may_go_back=page.may("data.rollback"))
elif view == "statuses":
    report = page.load(data.report, WHOLE)
    status_map.show(report.statuses)
    tables.show(report.unknown_statuses, ("raw_status", "ticket_count", "source"), WHOLE)
    tables.show(
        report.statuses,
        ("raw_status", "state", "ticket_count", "spoken_count", "agent_spoke_last_count", "source"),
        WHOLE,
    )
else:
    report = page.load(data.report, WHOLE)
    has = ("has_messages", "has_status_history", "has_feedback", "has_contacts")
    tables.show(report.sources, ("source", "kind", "exported_at", "imported_at", "ticket_count", *has), WHOLE)
    quality.show(report.quality)
    quality.trend(report.quality_trend, report.quality)
    counts = ("read_count", "used_count", "repeated_count", "superseded_count", "rejected_count")
    tables.show(report.files, ("source", "file", "raw_table", *counts), WHOLE)
    with layout.beside("data-left-out") as (left, right):
        with left:
            columns = ("rule", "row_count", "file", "first_row_number", "example", "source")
            tables.show(rejected.worded(report.rejects), columns, WHOLE, below=rejected.show)
        with right:
            tables.show(report.warnings, ("field", "rule", "cell_count", "file", "example", "source"), WHOLE)
    tables.show(report.hidden_secrets, ("secret_kind", "secret_count", "source", "imported_at"), WHOLE)
    tables.show(report.no_longer_kept, ("dropped_thing", "dropped_why", "dropped_count", "source", "dropped_at"), WHOLE)
    person_data.show(may_export=page.may("privacy.export"), may_erase=page.may("privacy.erase"))
