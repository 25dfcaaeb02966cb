"""Response times: how long the first answer and the solution take, what it took, and how each team stands."""

from dashboard.figures import response as figures
from dashboard.figures import response_work as work_figures
from dashboard.reports import response, response_teams, response_work
from dashboard.ui.components import charts, filter_bar, kpis, layout, tables, views
from dashboard.ui.feedback import rating_groups
from dashboard.ui.frame import page
from dashboard.ui.waiting import response_teams as team_table
from dashboard.ui.waiting import response_times

TARGETS = ("department", "kept_percent", "kept_count", "missed_count", "pending_count", "otherwise_count")

page.open("response", needs="metrics.read")
chosen = filter_bar.show(fields=rating_groups.fields())
view = views.choose("response", ("times", "work", "teams"))

if view == "times":
    report = page.load(response.report, chosen, response_times.wanted(chosen))
    response_times.sentence(report, chosen)
    kpis.row(
        response_times.decisive(report),
        chosen,
        beside={report.response.key: report.response_p90, report.resolution.key: report.resolution_p90},
    )
    response_times.choose(chosen)
    charts.show(report.curve, figures.curve, chosen)
    response_times.groups(report.groups, chosen)
    response_times.naive(report.naive, chosen)
elif view == "work":
    work = page.load(response_work.report, chosen)
    kpis.row(
        response_times.work(work),
        chosen,
        beside={work.cleared.key: work.cleared_p90},
    )
    charts.show(work.wave, work_figures.wave, chosen)
    with layout.beside("response-targets") as (left, right):
        with left:
            tables.show(work.answer_targets, TARGETS, chosen)
        with right:
            tables.show(work.due_targets, TARGETS, chosen)
    with layout.beside("response-hands") as (left, right):
        with left:
            charts.show(work.hands, work_figures.hands, chosen)
        with right:
            response_times.groups(work.apart, chosen)
else:
    team_table.choose()
    teams = page.load(response_teams.report, chosen, team_table.dimension(), team_table.only())
    team_table.table(teams, chosen)
