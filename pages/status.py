"""Status: in which state the tickets are, how long they stay there, and what does not add up."""

from dashboard.figures import status as figures
from dashboard.reports import status
from dashboard.ui.components import charts, filter_bar, kpis, layout, tables
from dashboard.ui.frame import page

page.open("status", needs="metrics.read")
chosen = filter_bar.show()
report = page.load(status.report, chosen)

kpis.row([report.open, report.unknown, report.undated, report.excluded], chosen)
with layout.beside("status-now") as (left, right):
    with left:
        charts.show(report.by_state, figures.by_state, chosen)
    with right:
        charts.show(report.time_in_state, figures.time_in_state, chosen)
charts.show(report.over_time, figures.over_time, chosen)
with layout.beside("status-raw", wide_first=True) as (left, right):
    with left:
        tables.show(report.by_raw_status, ("raw_status", "state", "ticket_count"), chosen)
    with right:
        tables.show(report.contradictions, ("ticket_count", "contradiction"), chosen)
        tables.show(report.excluded_reasons, ("reason", "ticket_count"), chosen)
