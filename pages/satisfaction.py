"""Satisfaction: what those who rated say, whether it changes, who stayed silent, and the words themselves."""

from dashboard.figures import satisfaction as figures
from dashboard.reports import satisfaction
from dashboard.ui.components import charts, filter_bar, kpis, layout
from dashboard.ui.feedback import comments_list, rating_groups, ratings
from dashboard.ui.frame import page

page.open("satisfaction", needs="metrics.read")
chosen = filter_bar.show(fields=rating_groups.fields())
report = page.load(satisfaction.report, chosen, rating_groups.dimension(), rating_groups.only_group())

kpis.row([report.csat, report.response_rate, report.comments, report.undated], chosen)
ratings.basis(report)
with layout.beside("satisfaction", wide_first=True) as (left, right):
    with left:
        charts.show(report.weekly, figures.weekly, chosen)
    with right:
        charts.show(report.marks, figures.marks, chosen)
rating_groups.choose()
with layout.beside("rating-groups") as (left, right):
    with left:
        charts.show(report.by_group, figures.by_group, chosen)
    with right:
        rating_groups.table(report.groups, chosen)
ratings.unrated(report, chosen)
comments_list.show(chosen)
ratings.original(report, chosen)
