"""Queue: who waits for us, in which order, whether it is kept, and whether we keep up."""

from dashboard.figures import order as order_figures
from dashboard.figures import queue as figures
from dashboard.reports import order, queue
from dashboard.ui.components import charts, filter_bar, kpis, layout, tables, views
from dashboard.ui.frame import page
from dashboard.ui.waiting import order_lists

page.open("queue", needs="tickets.read")
chosen = filter_bar.show()
view = views.choose("queue", ("now", "order"))
if view == "now":
    report = page.load(queue.report, chosen)
    kpis.row([report.length, report.oldest_wait, report.unassigned, report.taken_out], chosen)
    with layout.beside("queue-now") as (left, right):
        with left:
            charts.show(report.by_department, figures.by_department, chosen)
        with right:
            charts.show(report.age_bands, figures.age_bands, chosen)
    tables.show(report.order, order_lists.QUEUE, chosen)
    tables.show(report.expected, order_lists.EXPECTED, chosen)
    charts.show(report.over_time, figures.over_time, chosen)
    with layout.beside("queue-flow", wide_first=True) as (left, right):
        with left:
            charts.show(report.flow, figures.flow, chosen)
        with right:
            charts.show(report.by_turn, figures.by_turn, chosen)
else:
    kept = page.load(order.report, chosen)
    kpis.row([kept.never_overtaken, kept.overtaken_median, kept.forgotten_waits], chosen)
    order_lists.basis(kept)
    charts.show(kept.by_department, order_figures.by_department, chosen)
    tables.show(kept.most_overtaken, order_lists.OVERTAKEN, chosen)
    tables.show(kept.forgotten, order_lists.FORGOTTEN, chosen)
