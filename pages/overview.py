"""Overview: how the support stands this morning, and who needs somebody today."""

from dashboard.figures import arrivals, stock
from dashboard.reports import overview
from dashboard.ui.components import charts, filter_bar, kpis, layout, tables
from dashboard.ui.feedback import rating_groups
from dashboard.ui.frame import page
from dashboard.ui.tickets import attention, incidents

page.open("overview", needs="metrics.read")
chosen = filter_bar.show()
report = page.load(overview.report, chosen)

incidents.banner(report.incidents, chosen)
kpis.row(
    [
        report.queue,
        report.since_closing,
        report.oldest_wait,
        report.stalled,
        report.first_response,
        *rating_groups.without_others(report.csat, chosen),
    ],
    chosen,
    beside={report.first_response.key: report.first_response_p90},
)
charts.show(report.stock, stock.over_time, chosen)
with layout.beside("overview", wide_first=True) as (left, right):
    with left:
        charts.show(report.arrivals, arrivals.heatmap, chosen)
    with right:
        tables.show(attention.by_who_owes(report.attention), ("ticket_count", "kind", "oldest_working_seconds"), chosen)
