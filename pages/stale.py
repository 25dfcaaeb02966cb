"""Stalled tickets: which open tickets nobody has moved, who owes the next step, and acting on them."""

from dashboard.figures import stale as figures
from dashboard.reports import stale
from dashboard.ui.components import charts, filter_bar, kpis, layout
from dashboard.ui.frame import page
from dashboard.ui.tickets import marking, stalled_list

page.open("stale", needs="tickets.read")
chosen = filter_bar.show()
report = page.load(stale.report, chosen, stalled_list.which(), with_desk=True)

kpis.row([report.ours, report.theirs, report.check, report.closing_words], chosen)
stalled_list.basis(report.weaker)
stalled_list.choose()
with layout.beside("stale", count=3) as (left, middle, right):
    with left:
        charts.show(report.bands, figures.bands, chosen, about=stalled_list.which())
    with middle:
        charts.show(report.by_department, figures.by_department, chosen)
    with right:
        charts.show(report.over_time, figures.over_time, chosen)
stalled_list.limits()
stalled_list.show(chosen)
marking.recent()
