"""The numbers that decide: at most six, each with unit, change, n, target, a line of its past, and its tickets."""

import base64
from collections.abc import Mapping
from math import isnan

import streamlit as st

from dashboard import text
from dashboard.figures import style
from dashboard.reports.base import Number
from dashboard.reports.filters import Filter
from dashboard.ui.components import details, links, states
from dashboard.ui.reader import navigation
from dashboard.ui.reader.language import current, say
from dashboard.ui.reader.manner import look, manner
from dashboard.ui.wording import formats, plain

WIDTH, HEIGHT = 120, 26


def row(numbers: list[Number], chosen: Filter, beside: Mapping[str, Number] | None = None) -> None:
    """One card per number, side by side where there is room; ``beside`` adds a second number in small print."""
    with st.container(key="kpis"):
        for number in numbers[:6]:
            with st.container(border=True, key=f"kpi-{number.key.replace('.', '-')}", gap="xxsmall"):
                _card(number, (beside or {}).get(number.key), chosen)


def _card(number: Number, second: Number | None, chosen: Filter) -> None:
    label = say(f"metric.{number.key}.label")
    if states.sentence(number):
        st.markdown(f"**{label}**")
        states.told(number)
        details.button(number, chosen)
        return
    said = manner()
    change = formats.change(number, said)
    st.metric(
        label,
        _value(number, said),
        change,
        help=details.definition(number),
        delta_color="off",
        delta_arrow="auto" if number.value != number.before else "off",
    )
    st.html(_under(number, second, said, label))
    _ways_out(number, chosen)


def _value(number: Number, said: formats.Manner) -> str:
    if number.is_quantile and number.value is None and number.n:
        return say("ui.not_reached")
    return formats.amount(number.value, number.unit, said)


def _ways_out(number: Number, chosen: Filter) -> None:
    with st.container(horizontal=True, gap="xsmall", vertical_alignment="center"):
        if number.link is not None:
            st.page_link(
                navigation.FILES["tickets"],
                label=say("ui.list"),
                query_params=links.query(number.link, chosen),
                width="content",
            )
        details.button(number, chosen)


def _under(number: Number, second: Number | None, said: formats.Manner, label: str) -> str:
    """The line of the past, and one line of small print."""
    facts = [say(f"ui.unit.{number.unit}")] if text.has(f"ui.unit.{number.unit}") else []
    if second is not None and _is_told_beside(number, second):
        between = " " if second.value is not None else ": "
        facts.append(f"{say(f'metric.{second.key}.label')}{between}{_value(second, said)}")
    if number.since is not None:
        facts.append(say("ui.since", moment=text.moment(number.since, said.zone, said.language)))
    if number.before is not None and number.value is not None:
        facts.append(say("ui.before"))
    if number.unit == "percent" and number.numerator is not None:
        facts.append(say("ui.ratio", part=number.numerator, whole=number.denominator))
    elif number.n is not None:
        facts.append(say("ui.n", count=number.n))
    if number.low is not None and number.high is not None:
        edges = {"low": number.low, "high": number.high}
        facts.append(
            say("ui.interval", **{name: formats.amount(edge, number.unit, said) for name, edge in edges.items()})
        )
    for aimed in (one for one in (number, second) if one is not None and one.target is not None):
        facts.append(say("ui.target", target=formats.amount(aimed.target, aimed.unit, said)))
    small = plain.markup(" · ".join(facts)) or "&nbsp;"
    return f'<div class="kpi-under">{_sparkline(number, said, label)}<p class="small">{small}</p></div>'


def _is_told_beside(number: Number, second: Number) -> bool:
    """Of two that are not reached the first has said it for both."""
    if second.value is not None:
        return True
    return bool(second.is_quantile and second.n and number.value is not None)


def _sparkline(number: Number, said: formats.Manner, label: str) -> str:
    trend = [value for value in number.trend if value is not None and not isnan(value)]
    if len(trend) < 3:
        return ""
    low, high = min(trend), max(trend)
    step, span = WIDTH / (len(trend) - 1), (high - low) or 1
    points = [(place * step, HEIGHT - 3 - (value - low) / span * (HEIGHT - 6)) for place, value in enumerate(trend)]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    edges = (formats.amount(value, number.unit, said) for value in (trend[0], trend[-1], low, high))
    alt = text.say(
        "ui.spark", current(), **dict(zip(("first", "last", "low", "high"), edges, strict=True)), label=label
    )
    drawing = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" preserveAspectRatio="none">'
        f'<polyline points="{line}" fill="none" stroke="{style.accent(look())}" stroke-width="1.6"'
        ' vector-effect="non-scaling-stroke"/></svg>'
    )
    # As an image: markup of a drawing would be cleaned away, an image keeps its words for those who cannot see it.
    source = "data:image/svg+xml;base64," + base64.b64encode(drawing.encode()).decode()
    return f'<img class="spark" src="{source}" alt="{plain.markup(alt)}">'
