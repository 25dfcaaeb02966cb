"""Order of arrival: counted as by hand, on queues of every kind; and a fair team comes out fair."""

import heapq
from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import settings as settings_file
from dashboard.importing.facts import order
from dashboard.importing.facts.positions import SECOND, Calendar
from dashboard.importing.facts.ranks import Ranks
from dashboard.worktime import intervals
from tests.support import make_warehouse

TOLERANCE = 60


@given(st.lists(st.integers(0, 9), min_size=1, max_size=40), st.data())
def test_ranks_answer_as_a_sorted_stretch_does(drawn, told):
    """Below a limit and smallest after some: what sorting the stretch says."""
    column = np.minimum(np.array(drawn), len(drawn) - 1)
    first = told.draw(st.integers(0, len(column) - 1))
    last = told.draw(st.integers(first + 1, len(column)))
    limit, place = told.draw(st.integers(0, len(column))), told.draw(st.integers(0, last - first - 1))
    ranks, stretch = Ranks(column), sorted(column[first:last].tolist())
    sides = np.array([first]), np.array([last])
    assert ranks.below(*sides, np.array([limit])).tolist() == [sum(one < limit for one in stretch)]
    assert ranks.smallest(*sides, np.array([place])).tolist() == [stretch[place]]


@st.composite
def queues(draw) -> list[dict]:
    """Waits of a few groups: at once, moved in, still waiting, left otherwise, known only by their answer."""
    waits = []
    for _ in range(draw(st.integers(1, 14))):
        started = draw(st.integers(0, 12)) * 30
        entered = started + draw(st.sampled_from([0, 0, 0, 45, 200]))
        seen = draw(st.sampled_from([order.NEVER, *(entered + 30 * step for step in range(12))]))
        is_picked_up = seen < order.NEVER and draw(st.booleans() | st.just(True))
        taken = draw(st.integers(entered, seen)) if is_picked_up and draw(st.booleans()) else seen
        waits.append(
            {"group": draw(st.integers(0, 1)), "started": started, "entered": entered, "seen": seen, "taken": taken,
             "is_picked_up": is_picked_up, "is_prioritised": draw(st.booleans())}
        )  # fmt: skip
    return waits


def by_hand(waits: list[dict], one: dict, until: str) -> list[dict]:
    """Who overtook it, straight from the definition."""
    return [
        younger
        for younger in waits
        if younger["group"] == one["group"]
        and younger["started"] > one["started"]
        and younger["is_picked_up"]
        and younger["seen"] >= one["entered"]
        and (one[until] == order.NEVER or younger["seen"] + TOLERANCE < one[until])
    ]


@given(queues())
def test_overtakes_are_those_counted_by_hand(waits):
    """On any queue: how many overtook each wait, how many by priority, and who was the first while it waited."""
    columns = {name: np.array([one[name] for one in waits]) for name in waits[0]}
    moments = {
        name: np.where(columns[name] == order.NEVER, order.NEVER, columns[name] * SECOND)
        for name in ("started", "entered", "seen")
    }
    found = order.overtaken(
        order.Waits(
            columns["group"], moments["started"], moments["entered"], moments["seen"], columns["seen"],
            columns["taken"], columns["is_picked_up"], columns["is_prioritised"],
        ),
        TOLERANCE,
    )  # fmt: skip
    for place, one in enumerate(waits):
        ahead = by_hand(waits, one, "taken")
        assert found.count[place] == len(ahead)
        assert found.priority_count[place] == sum(younger["is_prioritised"] for younger in ahead)
        earliest = min((younger["seen"] for younger in by_hand(waits, one, "seen")), default=None)
        assert (waits[found.first[place]]["seen"] if found.first[place] >= 0 else None) == earliest


def calendar() -> Calendar:
    """The working calendar of the defaults, for a few weeks."""
    settings = settings_file.load()
    open_hours = list(intervals(settings, "", date(2026, 2, 2), date(2026, 6, 30)))
    starts, ends = (
        np.array([int(side.timestamp()) * SECOND for side in both]) for both in zip(*open_hours, strict=True)
    )
    return Calendar(starts, ends, np.concatenate([[0], np.cumsum((ends - starts) // SECOND)[:-1]]))


@given(st.integers(0, 3_000_000))
def test_a_position_is_first_reached_at_its_moment(position):
    """At the moment of a position it is reached, a second before it is not."""
    known = calendar()
    moment = known.moments(np.array([position]))
    assert known.positions(moment).tolist() == [position]
    assert position == 0 or known.positions(moment - SECOND).tolist() < [position]


def fair_team(agents: int, waits: int, seed: int) -> list[tuple[int, int, int, int]]:
    """First come, first served: arrival, pick-up, answer as working seconds, and who answered."""
    rng = np.random.default_rng(seed)
    handling = np.exp(rng.normal(np.log(25 * 60), 0.8, waits)).astype(int)
    arrivals = np.cumsum(rng.exponential(handling.mean() / agents / 0.9, waits)).astype(int)
    free = [(0, agent) for agent in range(agents)]
    served = []
    for arrival, length in zip(arrivals.tolist(), handling.tolist(), strict=True):
        since, agent = heapq.heappop(free)
        begun = max(since, arrival)
        served.append((arrival, begun, begun + length, agent))
        heapq.heappush(free, (begun + length, agent))
    return served


def told(served: list[tuple[int, int, int, int]], share_traced: float) -> dict[str, list[dict]]:
    """As tickets with a question, an answer and, for a share of them, the assignment with which work began."""
    rng, known = np.random.default_rng(1), calendar()
    tickets, events = [], []
    for number, (*positions, agent) in enumerate(served):
        asked, begun, answered = (
            datetime.fromtimestamp(int(moment) // SECOND, UTC).isoformat()
            for moment in known.moments(np.array(positions) + 1)
        )
        ticket = {"ticket_id": str(number), "channel": "email", "department": "Suporte"}
        tickets.append({**ticket, "raw_status": "Aguardando cliente", "opened_at": asked, "opened_by": "customer"})
        by = {"ticket_id": str(number), "author": "agent", "agent_id": str(agent)}
        events.append({**by, "occurred_at": asked, "kind": "message", "author": "customer", "body": "O site caiu."})
        if rng.random() < share_traced:
            events.append({**by, "occurred_at": begun, "kind": "assignment"})
        events.append({**by, "occurred_at": answered, "kind": "message", "body": "Corrigimos o apontamento do DNS."})
    return {"tickets": tickets, "ticket_events": events}


@pytest.mark.parametrize("share_traced", [0, 0.3, 1])
@pytest.mark.parametrize("agents", [2, 4, 8])
def test_a_fair_team_overtakes_nobody(agents, share_traced, tmp_path):
    """Whoever serves in order of arrival is found to: at least 97 % never overtaken, however little is seen of it."""
    canonical = told(fair_team(agents, 250, agents), share_traced)
    last = max(event["occurred_at"] for event in canonical["ticket_events"])
    exported_at = (datetime.fromisoformat(last) + timedelta(days=1)).isoformat()
    store = make_warehouse(tmp_path, canonical, {"Aguardando cliente": ("waiting_customer", None)}, exported_at)
    found = store.frame("queue/order_by_department")
    store.close()
    total = found[found["is_total"]].iloc[0]
    assert total["wait_count"] == 250
    assert total["overtaken_count"] <= 0.03 * 250
