"""My queue: what waits for me, what came back, and what I promised, snoozed or flagged."""

from dashboard.reports import my_queue
from dashboard.ui.components import filter_bar, kpis
from dashboard.ui.frame import page
from dashboard.ui.tickets import marking, me, my_lists

page.open("my_queue", needs="tickets.flag")
mine = me.choose()
chosen = filter_bar.WHOLE
report = page.load(my_queue.report, chosen, mine, marking.today(), with_desk=True)

kpis.row([report.mine, report.unassigned, report.came_back, report.promised, report.snoozed, report.moved], chosen)
my_lists.show(report, chosen)
marking.recent()
