"""Contact records: which rules are broken, and how often."""

import pandas as pd
import plotly.graph_objects as go

from dashboard import text
from dashboard.figures import bars, style
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
