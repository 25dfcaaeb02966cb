"""Queue: who waits for us, in which order, and whether we keep up."""

from dashboard.figures import queue as figures
from dashboard.reports import queue
from dashboard.ui import charts, filter_bar, kpis, layout, page, tables

page.open("queue", needs="tickets.read")
chosen = filter_bar.show()
report = page.load(queue.report, chosen)

kpis.row([report.length, report.oldest_wait, report.unassigned, report.taken_out], chosen)
with layout.beside("queue-now") as (left, right):
    with left:
        charts.show(report.by_department, figures.by_department, chosen)
    with right:
        charts.show(report.age_bands, figures.age_bands, chosen)
tables.show(
    report.order,
    (
        "place",
        "number",
        "waiting_working_seconds",
        "subject",
        "customer_name",
        "department",
        "department_place",
        "channel",
        "agent_name",
        "waiting_since_at",
        "turn_rule",
    ),
    chosen,
)
charts.show(report.over_time, figures.over_time, chosen)
with layout.beside("queue-flow", wide_first=True) as (left, right):
    with left:
        charts.show(report.flow, figures.flow, chosen)
    with right:
        charts.show(report.by_turn, figures.by_turn, chosen)
