"""Ombudsman: what is new and due, one case from its opening to its conclusion, and what managers must know of it."""

from dashboard.reports import ombudsman
from dashboard.ui.components import filter_bar, kpis, views
from dashboard.ui.feedback import readings
from dashboard.ui.frame import page
from dashboard.ui.ombudsman import case_acts, case_figures, cases_list

page.open("ombudsman", needs="cases.read_aggregates")
chosen = filter_bar.show(fields=())
report = page.load(ombudsman.report, case_acts.today(), chosen, with_desk=True)

kpis.row(
    [report.open, report.overdue, report.area_late, report.in_time, report.answer_time, report.carried_out], chosen
)
case_acts.tell()
view = views.choose("ombudsman", cases_list.views())
if view == "cases":
    cases_list.show(chosen)
elif view == "to_read":
    readings.show(chosen)
elif view == "recommendations":
    case_figures.recommendations(chosen)
elif view == "praises":
    case_figures.praises(chosen)
else:
    case_figures.show(report, chosen)
