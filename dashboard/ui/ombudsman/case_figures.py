"""What managers see of the ombudsman's desk: figures, and what was recommended to the areas. No word of a customer."""

from dataclasses import replace

import streamlit as st

from dashboard.figures import ombudsman as figures
from dashboard.reports import ombudsman
from dashboard.reports.filters import Filter
from dashboard.reports.ombudsman import OmbudsmanReport
from dashboard.ui.components import charts, downloads, layout, states, tables
from dashboard.ui.frame import page
from dashboard.ui.ombudsman import case_acts, case_view
from dashboard.ui.reader import data

REASONS = ("case_area", "case_type", "category", "case_count", "founded_count")
RECOMMENDATIONS = (
    "recommendation_state", "case_area", "recommendation", "due_day", "is_overdue", "protocol", "recommended_day",
    "followed_day", "follow_up",
)  # fmt: skip
PRAISES = ("published_name", "words", "said_day", "case_publish", "protocol")


def show(report: OmbudsmanReport, chosen: Filter) -> None:
    """The open cases by due day and age, the time to the answer, and the groups of the period."""
    pairs = (
        ("due", (report.by_due, figures.by_due), (report.by_age, figures.by_age)),
        ("answers", (report.curve, figures.curve), (report.by_type, figures.by_type)),
        ("ends", (report.by_finding, figures.by_finding), (report.by_outcome, figures.by_outcome)),
    )
    for key, *pair in pairs:
        with layout.beside(f"cases-{key}") as columns:
            for column, (panel, draw) in zip(columns, pair, strict=True):
                with column:
                    charts.show(panel, draw, chosen)
    tables.show(report.reasons, REASONS, chosen)


def recommendations(chosen: Filter) -> None:
    """What was recommended; whoever reads cases opens the case of a row to follow it up, the others see no protocol."""
    listed = data.ask(ombudsman.recommendations, case_acts.today(), with_desk=True)
    may_read = page.may(case_acts.READ)
    if not may_read:
        listed = replace(listed, frame=listed.frame.drop(columns="protocol", errors="ignore"))
    row = None
    with st.container(border=True, key="panel-recommendations_list", gap="xxsmall"):
        charts.heading(listed, chosen)
        if not states.told(listed):
            row = tables.pick(listed, RECOMMENDATIONS, 15, is_pickable=may_read, choice=case_acts.choice())
            downloads.row(listed, chosen)
    if may_read:
        case_view.follow("recommendations", row)


def praises(chosen: Filter) -> None:
    """What the customer allows to be published, as it may be published."""
    listed = data.ask(ombudsman.praises, with_desk=True)
    with st.container(border=True, key="panel-praises", gap="xxsmall"):
        charts.heading(listed, chosen)
        if not states.told(listed):
            tables.pick(listed, PRAISES, 15)
            downloads.row(listed, chosen)
