"""Contact records: which rules are broken, how often, and how that was at each export."""

import pandas as pd
import plotly.graph_objects as go

from dashboard import text
from dashboard.figures import bars, days, style
from dashboard.figures.bars import Bar
from dashboard.figures.style import Look


def by_rule(frame: pd.DataFrame, look: Look) -> go.Figure:
    """One bar per rule; red where nobody could be reached."""
    drawn = [_rule(row.record_rule, row.severity, int(row.record_count), look) for row in frame.itertuples()]
    most = bars.longest(drawn)
    finding = text.say("figure.contacts.finding", look.language, rule=most.label, count=most.count)
    return bars.lying(look, drawn, finding)


def _rule(rule: str, severity: str, count: int, look: Look) -> Bar:
    name = text.of("record_rule", rule, look.language)
    hover = text.say("figure.contacts.rule", look.language, rule=name, count=count)
    return Bar(name, count, hover, style.colour(look, "late" if severity == "unreachable" else "us"))


HEIGHT = 300
_SEVERITIES = (("unreachable", "late"), ("at_risk", "us"))


def over_time(frame: pd.DataFrame, look: Look) -> go.Figure:
    """A point per export and severity; between two exports nobody looked."""
    drawn = [(name, meaning, frame[frame["severity"] == name]) for name, meaning in _SEVERITIES]
    drawn = [one for one in drawn if len(one[2])]
    top = max(float(frame["record_count"].max()), 1)
    shifts = days.apart([float(rows["record_count"].iloc[-1]) for _, _, rows in drawn], HEIGHT / top)
    return style.figure(
        look,
        [_line(name, meaning, rows, look) for name, meaning, rows in drawn],
        _said(drawn[-1][0] if drawn else "", drawn[-1][2] if drawn else frame, look),
        HEIGHT,
        xaxis=days.axis(look, frame["day"]),
        yaxis={"range": [0, top * 1.12], "nticks": 5},
        annotations=[
            _end(name, meaning, rows, look, shift) for (name, meaning, rows), shift in zip(drawn, shifts, strict=True)
        ],
        margin={"r": 118},
    )


def _line(name: str, meaning: str, rows: pd.DataFrame, look: Look) -> go.Scatter:
    return go.Scatter(
        x=rows["day"],
        y=rows["record_count"],
        mode="lines+markers",
        hovertext=[_said(name, rows.iloc[[place]], look) for place in range(len(rows))],
        hovertemplate="%{hovertext}<extra></extra>",
        line={"color": style.colour(look, meaning), "width": 2.2},
        marker={"size": 8},
    )


def _said(name: str, rows: pd.DataFrame, look: Look) -> str:
    last = rows.iloc[-1]
    severity = text.of("severity", name, look.language)
    counts = {"count": int(last["record_count"]), "whole": int(last["whole_count"])}
    return text.say("figure.contacts.day", look.language, severity=severity, day=days.said(last["day"], look), **counts)


def _end(name: str, meaning: str, rows: pd.DataFrame, look: Look, shift: int) -> dict:
    last = rows.iloc[-1]
    count = text.number(int(last["record_count"]), look.language)
    words = f"{text.of('severity', name, look.language)} {count}"
    colour = style.colour(look, meaning)
    return days.end_label(last["day"], float(last["record_count"]), words, colour=colour, shift=shift)
