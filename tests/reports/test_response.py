"""Response times: the published curve, a second road to every point, and what must never make a figure better."""

from datetime import UTC, datetime, timedelta

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.reports import response, response_teams, response_work
from dashboard.reports.filters import Filter
from dashboard.reports.response import Wanted
from dashboard.reports.statistics import kaplan_meier, reached
from tests.queries.folders import warehouse_of
from tests.support import make_warehouse

OPENED = datetime(2026, 3, 2, 12, tzinfo=UTC)
NOW = OPENED + timedelta(hours=8)
STATUSES = {"Novo": ("new", None), "Fechado": ("closed", None)}
FREIREICH = {6: (0.8571, 0.6197, 0.9516), 10: (0.7529, 0.5032, 0.8894), 23: (0.4482, 0.1881, 0.6801)}
"""Freireich (1963), 6-MP arm, as printed with survival packages: S and its log-log limits after so many weeks."""

outcomes = st.tuples(st.integers(3, 400), st.sampled_from(["answered", "closed", "open"]))
"""Minutes after the opening, and what happened then; what is closed within two minutes was recorded afterwards."""


def tickets(cases: dict[str, list[tuple[int, str]]]) -> dict[str, list[dict]]:
    """Canonical rows: each department's tickets, all opened at nine."""
    rows, events = [], []
    for department, outcomes in cases.items():
        for number, (minutes, outcome) in enumerate(outcomes):
            ticket = {"ticket_id": f"{department}-{number}"}
            state = "Fechado" if outcome == "closed" else "Novo"
            rows.append({**ticket, "raw_status": state, "opened_at": OPENED.isoformat(), "department": department})
            events.append({**ticket, "occurred_at": OPENED.isoformat(), "kind": "status", "raw_status": "Novo"})
            said = {"kind": "message", "author": "agent", "body": "Religamos o servidor."}
            then = {"kind": "status", "raw_status": "Fechado"} if outcome == "closed" else said
            if outcome != "open":
                happened = OPENED + timedelta(minutes=minutes)
                events.append({**ticket, "occurred_at": happened.isoformat(), "sequence": 2, **then})
    return {"tickets": rows, "ticket_events": events}


def curves(cases: dict[str, list[tuple[int, str]]], folder) -> dict[str, pd.DataFrame]:
    """Department → the rows of its curve of first response, through the real facts."""
    store = make_warehouse(folder, tickets(cases), STATUSES, NOW.isoformat())
    try:
        return {name: store.frame("response/curve", {"departments": [name]}) for name in cases}
    finally:
        store.close()


def left(curve: pd.DataFrame, seconds: float) -> float:
    """The share still waiting after so long."""
    passed = curve[curve["seconds"] <= seconds]
    return float(passed["waiting_share"].iloc[-1]) if len(passed) else 1.0


def test_freireichs_arm_comes_out_as_published(tmp_path):
    """S, its limits and the median of the 6-MP arm, a week for ten minutes of waiting, through the query itself."""
    curve = warehouse_of("the_6_mp_arm_of_freireich", tmp_path).frame("response/curve").set_index("seconds")
    for week, published in FREIREICH.items():
        found = curve.loc[600 * week, ["waiting_share", "low_share", "high_share"]]
        assert tuple(round(float(one), 4) for one in found) == published
    assert curve["median_seconds"].iloc[0] == 600 * 23
    assert len(curve) == 16  # every time at which anybody answered or left: few points are all drawn


@settings(max_examples=6, deadline=None)
@given(st.lists(st.lists(outcomes, min_size=1, max_size=12), min_size=1, max_size=8))
def test_every_point_agrees_with_the_formula(tmp_path_factory, drawn):
    """Share, limits, number at risk, median and 9 in 10 of any tickets are those of the plain formula."""
    cases = {f"d{number}": outcomes for number, outcomes in enumerate(drawn)}
    for name, curve in curves(cases, tmp_path_factory.mktemp("any")).items():
        watched: dict[int, list[int]] = {}
        for minutes, outcome in cases[name]:
            seconds = 60 * minutes if outcome != "open" else 8 * 3600
            watched.setdefault(seconds, [0, 0])[outcome != "answered"] += 1
        steps = kaplan_meier([(seconds, *counts) for seconds, counts in watched.items()])
        found = curve.set_index("seconds")
        assert len(found) == len(watched)
        for step in steps:
            row = found.loc[step.time]
            assert row["waiting_share"] == pytest.approx(step.share, abs=1e-9)
            assert row["risk_count"] == step.at_risk
            if 0 < step.share < 1:
                assert (row["low_share"], row["high_share"]) == pytest.approx((step.low, step.high), abs=1e-9)
        for column, share in {"median_seconds": 0.5, "p90_seconds": 0.1}.items():
            value = curve[column].iloc[0]
            assert (None if pd.isna(value) else value) == reached(steps, share)


@settings(max_examples=6, deadline=None)
@given(st.lists(outcomes, max_size=12), st.integers(3, 400))
def test_it_never_gets_better_by_leaving_open_or_closing_unanswered(tmp_path_factory, others, minutes):
    """Left open, or closed at that moment instead of answered, a ticket never lowers the share still waiting."""
    cases = {outcome: [*others, (minutes, outcome)] for outcome in ("answered", "open", "closed")}
    found = curves(cases, tmp_path_factory.mktemp("worse"))
    for seconds in sorted({*found["answered"]["seconds"], *found["open"]["seconds"]}):
        for instead in ("open", "closed"):
            assert left(found[instead], seconds) >= left(found["answered"], seconds) - 1e-12
    for column in ("median_seconds", "p90_seconds"):
        best = found["answered"][column].fillna(float("inf")).iloc[0]
        assert all(found[instead][column].fillna(float("inf")).iloc[0] >= best for instead in ("open", "closed"))


# ---------------------------------------------------------------- the reports, on the demo
@pytest.mark.parametrize("dimension", response.DIMENSIONS)
@pytest.mark.parametrize("measure", response.MEASURES)
def test_the_groups_add_up_to_the_whole(demo_store, measure, dimension):
    """However the tickets are grouped they are the same tickets; at most six curves are drawn, with few points."""
    found = response.report(demo_store, Filter(), Wanted(measure, "working", dimension))
    whole = getattr(found, measure)
    assert whole.error is found.curve.error is found.groups.error is None
    assert found.groups.n == whole.n == found.curve.n
    assert found.groups.frame["ended_count"].sum() == whole.numerator
    drawn = found.curve.frame[~found.curve.frame["is_mark"]].groupby("place").size()
    assert len(drawn) == min(6, len(found.groups.frame))
    assert drawn.max() <= 200


def test_the_overview_says_the_same(demo_store):
    """The overview's median and 9 in 10 are those of this page."""
    chosen = Filter(departments=("Suporte técnico",))
    found = response.report(demo_store, chosen, Wanted())
    row = demo_store.frame("response/first_response", chosen.params()).iloc[0]
    assert (found.response.value, found.response_p90.value) == (
        row["median_working_seconds"],
        row["p90_working_seconds"],
    )
    assert (found.response.numerator, found.response.n) == (row["answered_count"], row["ticket_count"])


def test_the_naive_figure_leaves_out_those_who_wait(demo_store):
    """It stands on fewer tickets than ours, and its median is never longer than ours on the same clock."""
    rows = response.report(demo_store, Filter(), Wanted()).naive.frame.set_index("count_way")
    assert rows.at["naive_working", "ticket_count"] < rows.at["ours", "ticket_count"]
    assert rows.at["naive_working", "naive_working_seconds"] <= rows.at["ours", "naive_working_seconds"]


def test_targets_are_absent_until_somebody_sets_one(demo_store):
    """Without targets there is no share, and no zero."""
    found = response_work.report(demo_store, Filter())
    assert found.answer_target.value is found.answer_target.n is None
    assert found.answer_targets.state == "empty"
    assert found.due_target.denominator == found.due_target.numerator + found.due_targets.frame["missed_count"].sum()


def test_the_shares_of_time_are_all_of_it(demo_store):
    """Ours, the customer's and the third party's are one hundred percent."""
    assert response_work.report(demo_store, Filter()).hands.frame["time_percent"].sum() == pytest.approx(100)


@pytest.mark.parametrize("dimension", response_teams.DIMENSIONS)
def test_the_teams_add_up(demo_store, dimension):
    """Whoever the table goes by, open, waiting and rated tickets are those of the other pages."""
    rows = response_teams.report(demo_store, Filter(), dimension, None).teams.frame
    counts = demo_store.frame("overview/counts").iloc[0]
    if dimension == "customer":  # the busiest 500 of them
        assert rows["open_count"].sum() <= counts["open_count"]
        return
    assert rows["open_count"].sum() == counts["open_count"]
    assert rows["waiting_count"].sum() == counts["queue_count"]
    assert rows["rated_count"].sum() == counts["rated_count"]


def test_one_agent_is_alone(demo_store):
    """Who asks for one agent gets that one's line, and nobody's where the agent is not known."""
    everybody = response_teams.report(demo_store, Filter(), "agent", None).teams.frame
    one = everybody[everybody["group_key"].notna()].iloc[0]
    own = response_teams.report(demo_store, Filter(), "agent", (one["group_source"], one["group_key"])).teams.frame
    assert own["group_key"].tolist() == [one["group_key"]]
    assert response_teams.report(demo_store, Filter(), "agent", ("", "")).teams.state == "empty"
