"""Contact records: who could not be reached in an emergency, whom to call, and what was learned."""

from dashboard.figures import contacts as figures
from dashboard.reports import contacts
from dashboard.ui.components import charts, filter_bar, kpis, layout, views
from dashboard.ui.contacts import call_list, changes_list, outcomes, records_list, single_points
from dashboard.ui.frame import page

page.open("contacts", needs="contacts.read")
chosen = filter_bar.show(fields=("sources", "customers"), has_period=False)
report = page.load(contacts.report, chosen, with_desk=True, of_tickets=False)

kpis.row([report.unreachable, report.at_risk, report.confirmed], chosen)
outcomes.tell()
view = views.choose("contacts", ("records", "calls", "changes", "single_points"))
if view == "records":
    with layout.beside("contacts") as (left, right):
        with left:
            charts.show(report.by_rule, figures.by_rule, chosen)
        with right:
            charts.show(report.over_time, figures.over_time, chosen)
    records_list.show(chosen, list(report.by_rule.frame.get("record_rule", [])))
elif view == "calls":
    call_list.show(chosen)
elif view == "changes":
    changes_list.show(chosen)
else:
    single_points.show(chosen)
