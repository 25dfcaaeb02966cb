"""What figures over time share: ticks that can be read, lines that can be told apart, weeks called weeks."""

from itertools import pairwise
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import pytest

from dashboard import text
from dashboard.figures import days, queue, rights, satisfaction, stale, stock, style
from dashboard.figures.style import Look
from dashboard.reports.queue import SHOWN_DEPARTMENTS
from tests.pages import fakes

LOOK = Look("pt-BR", False, 32400)
YEARS = pd.date_range("2024-01-01", "2026-11-20")
MONDAY, WEEK = 0, 7 * days.DAY


def ticks(axis: dict[str, Any], last: pd.Timestamp) -> list[pd.Timestamp]:
    """The days on which plotly puts a tick, of an axis that says where."""
    return list(pd.date_range(axis["tick0"], last, freq=pd.Timedelta(milliseconds=axis["dtick"])))


@pytest.mark.parametrize("count", [1, 5, 13, 30, 48])
def test_weeks_are_ticked_on_their_mondays(count: int) -> None:
    """Under points, never on the Sunday between two; at most six, which have room on a narrow screen."""
    weeks = pd.Series(pd.date_range("2026-04-27", periods=count, freq="7D"))
    found = ticks(days.weeks_axis(LOOK, weeks), weeks.max())
    assert 1 <= len(found) <= days.WEEK_TICKS
    assert all(tick.day_of_week == MONDAY for tick in found)
    assert set(found) <= set(weeks)


def test_satisfaction_and_rights_are_ticked_by_whole_weeks() -> None:
    """Both have a point per week."""
    rows = fakes.csat_weekly()
    drawn = satisfaction.weekly(rows, LOOK).layout.xaxis, rights.weekly(shares(rows["week"]), LOOK).layout.xaxis
    assert all(axis.dtick % WEEK == 0 and pd.Timestamp(axis.tick0).day_of_week == MONDAY for axis in drawn)


def shares(weeks: pd.Series) -> pd.DataFrame:
    """A line of rights and duties over these weeks."""
    counts = {"share_percent": 5.0, "part_count": 1, "whole_count": 20}
    return pd.DataFrame({"week": weeks, **counts, "is_small": False, "is_complete": True})


def test_a_year_of_weeks_is_ticked_by_the_month() -> None:
    """Not by a week somewhere in it."""
    weeks = pd.Series(pd.date_range("2025-01-06", periods=60, freq="7D"))
    assert "tick0" not in days.weeks_axis(LOOK, weeks)
    assert rights.weekly(shares(weeks), LOOK).layout.xaxis.nticks == days.TICKS


@pytest.mark.parametrize("count", [2, 6, 30, 1000])
def test_a_small_picture_has_few_ticks_and_none_is_turned(count: int) -> None:
    """Beside two others there is room for four; turned labels of two lines lie on each other."""
    rows = pd.DataFrame({"day": pd.date_range("2024-01-01", periods=count), "stalled_list": "ours", "stalled_count": 3})
    axis = stale.over_time(rows, LOOK).layout.xaxis
    assert axis.tickangle == 0
    most = axis.nticks or -(-count * days.DAY // axis.dtick)
    assert most <= days.FEW_TICKS


def departments(look: Look = LOOK, own: int = 5) -> go.Figure:
    """A picture of so many departments and the others, as the report hands them over; the others are the longest."""
    names = (*("72", "Suporte", "Financeiro", "Comercial", "")[:own], "…")
    parts = [
        pd.DataFrame({"day": fakes.DAYS, "department": name, "queue_count": 1200 if name == "…" else 10 * (9 - place)})
        for place, name in enumerate(names)
    ]
    return queue.over_time(pd.concat(parts, ignore_index=True), look)


@pytest.mark.parametrize("own", [2, SHOWN_DEPARTMENTS])
@pytest.mark.parametrize("is_dark", [False, True])
def test_no_two_departments_have_one_colour(is_dark: bool, own: int) -> None:
    """Up to five of their own; the others together are grey and come last, however long."""
    look = Look("pt-BR", is_dark, 32400)
    drawn = departments(look, own)
    colours = [line.line.color for line in drawn.data]
    assert len(set(colours)) == len(colours) == own + 1
    assert colours[-1] == style.colour(look, style.REST)
    assert drawn.layout.annotations[-1].text == f"{text.say('figure.others', 'pt-BR')}: 1.200"


def test_a_department_called_by_a_number_is_not_read_as_a_count() -> None:
    """“72: 90”, and not “72 90”."""
    assert departments().layout.annotations[0].text == "72: 90"


@pytest.mark.parametrize("language", text.LANGUAGES)
def test_bars_of_weeks_have_a_subtitle_of_weeks(language: str) -> None:
    """A short run is of days; the words for a long one are there."""
    assert stock.over_time(fakes.stock(), LOOK).layout.meta["grain"] == ""
    grain = stock.over_time(fakes.stock(YEARS), LOOK).layout.meta["grain"]
    assert grain == "week"
    assert text.has(f"metric.stock.subtitle_{grain}", language)


def outside(arrived: int, departed: int, worked_days: int = 20) -> pd.DataFrame:
    """The queue's flow with so much outside working hours."""
    frame = fakes.flow().assign(working_day_count=worked_days)
    row = {"hour": None, "arrived_count": arrived, "departed_count": departed, "working_day_count": worked_days}
    return pd.concat([frame[frame["hour"].notna()], pd.DataFrame([row])], ignore_index=True).astype({"hour": "Int64"})


def test_what_comes_outside_working_hours_is_drawn_and_counted() -> None:
    """A pair of its own at the end; over the working days all bars add up to all that came and went."""
    frame = outside(428, 36)
    drawn = queue.flow(frame, LOOK)
    assert drawn.layout.xaxis.ticktext[-1] == text.say("figure.flow.outside", "pt-BR")
    assert all(left < right for left, right in pairwise(drawn.data[0].x))
    for trace, name in zip(drawn.data, ("arrived", "departed"), strict=True):
        assert sum(trace.y) * 20 == pytest.approx(frame[f"{name}_count"].sum())
        assert text.number(int(frame[f"{name}_count"].sum()), "pt-BR") in drawn.layout.annotations[0].text
    assert "428 e 36" in drawn.layout.meta["finding"]


def test_where_nothing_comes_outside_there_is_no_pair() -> None:
    """A desk that never closes."""
    assert len(queue.flow(outside(0, 0), LOOK).data[0].x) == len(fakes.flow()) - 1


def test_a_period_without_a_working_day_has_no_rate() -> None:
    """A weekend: no division, and the counts are said all the same."""
    drawn = queue.flow(outside(5, 1, worked_days=0).tail(1), LOOK)
    assert pd.isna(drawn.data[0].y[0])
    assert "5 entradas" in drawn.layout.meta["finding"]
