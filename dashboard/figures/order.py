"""Order of arrival by department: how many waits were overtaken, and which share never was."""

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard import text
from dashboard.figures import bars, style
from dashboard.figures.bars import Bar
from dashboard.figures.style import Look

FEW, SHOWN = 10, 12
"""Fewer waits say little; departments with most overtaken ones, as many as a glance takes in."""


def by_department(frame: pd.DataFrame, look: Look) -> go.Figure:
    """One bar per department: its overtaken waits; below its name the share never overtaken."""
    drawn = [_department(row, look) for row in frame.head(SHOWN).itertuples()]
    whole, overtaken = int(frame["wait_count"].sum()), int(frame["overtaken_count"].sum())
    share = text.percent(whole - overtaken, whole, look.language)
    finding = text.say("figure.order.finding", look.language, share=share, count=overtaken, whole=whole)
    return bars.lying(look, drawn, finding)


def _department(row: Any, look: Look) -> Bar:
    name = row.department if isinstance(row.department, str) else text.say("filter.none", look.language)
    facts = {
        "department": style.plain(name),
        "share": text.percent(row.wait_count - row.overtaken_count, row.wait_count, look.language),
        "count": int(row.overtaken_count),
        "whole": int(row.wait_count),
        "priority": int(row.priority_count),
        "median": text.number(row.median_overtaker_count, look.language),
    }
    hover = text.say("figure.order.department", look.language, **facts)
    under = "figure.order.under_few" if row.wait_count < FEW else "figure.order.under"
    said = text.say(under, look.language, share=facts["share"], whole=facts["whole"])
    return Bar(name, int(row.overtaken_count), hover, style.accent(look), said)
