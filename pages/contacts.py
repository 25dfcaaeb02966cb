"""Contact records: who could not be reached in an emergency, and what is missing in which record."""

from dashboard.figures import contacts as figures
from dashboard.reports import contacts
from dashboard.ui import charts, filter_bar, kpis, page, records_list

page.open("contacts", needs="contacts.read")
chosen = filter_bar.show(fields=("sources", "customers"), has_period=False)
report = page.load(contacts.report, chosen)

kpis.row([report.unreachable, report.at_risk, report.confirmed], chosen)
charts.show(report.by_rule, figures.by_rule, chosen)
records_list.show(chosen, list(report.by_rule.frame.get("record_rule", [])))
