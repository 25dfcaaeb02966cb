"""What the simulation planted is what the facts find."""

from datetime import date, timedelta

import pandas as pd
import pytest

from dashboard.reports.queue import standing


def busiest(store, name: str) -> str:
    offered = store.frame("data/choices").query(f"filter == '{name}'")
    return offered.sort_values("ticket_count", ascending=False)["choice"].iloc[0]


@pytest.mark.parametrize("filtered_by", [None, "departments", "agents", "channels"])
def test_stock_identity_of_the_demo(filtered_by, demo_store):
    """Running sum of flows = spells containing each day's end, with and without filters."""
    params = {filtered_by: [busiest(demo_store, filtered_by)]} if filtered_by else {}
    flows = demo_store.frame("queue/stock_daily", params)
    spells = demo_store.frame("queue/stock_daily_by_spells", params)
    assert flows["open_count"].tolist() == spells["open_count"].tolist()
    assert flows["queue_count"].tolist() == spells["queue_count"].tolist()
    assert flows["open_count"].max() > 0


def test_the_queues_flow_is_the_difference_of_its_lengths(demo_store):
    """All that entered less all that left, at night and on weekends too: by so much the queue is longer now."""
    lengths = demo_store.frame("queue/stock_daily")
    first, last = lengths.iloc[0], lengths.iloc[-1]
    flow = demo_store.frame("queue/flow_hourly", {"start_date": first["day"] + timedelta(days=1)})
    assert flow["arrived_count"].sum() - flow["departed_count"].sum() == last["queue_count"] - first["queue_count"]
    assert flow.loc[flow["hour"].isna(), "arrived_count"].sum() > 0


@pytest.mark.parametrize(("most", "names"), [(2, {"Suporte", "Vendas", "…"}), (None, {"Suporte", "Vendas", "A", "B"})])
def test_the_smaller_ones_stand_together_and_nobody_is_lost(most, names):
    """Beyond so many groups; where no number is said each has its own line."""
    day = date(2026, 11, 2)
    counts = {"Suporte": 9, "Vendas": 8, "A": 2, "B": 1}
    changes = pd.DataFrame([{"day": day, "group": name, "change": count} for name, count in counts.items()])
    levels = standing(changes, "group", "change", "total", day, day + timedelta(days=3), most)
    assert set(levels["group"]) == names
    assert set(levels.groupby("day")["total"].sum()) == {sum(counts.values())}


def test_turns_are_those_of_the_simulation(demo_store, demo_folder):
    """Open tickets by turn, and the queue of each department, as the simulation left them."""
    planted = demo_folder[1].now
    turns = demo_store.frame("queue/by_turn").groupby("turn")["ticket_count"].sum().to_dict()
    assert turns == {turn: planted[turn] for turn in turns}
    assert sum(turns.values()) == planted["open"]
    waiting = demo_store.frame("queue/by_department").set_index("department")["queue_count"].to_dict()
    assert waiting == {name: planted[f"queue {name}"] for name in waiting}
    assert sum(waiting.values()) == planted["support"]


def test_a_customer_filter_asks_the_passages_and_agrees(demo_store):
    """The flows of all customers, one by one, add up to the roll-up's."""
    whole = demo_store.frame("queue/stock_daily")
    everybody = demo_store._run("customers", "select distinct customer_id from ticket_facts", {}).to_pandas()
    one_by_one = demo_store.frame("queue/stock_daily", {"customers": everybody["customer_id"].dropna().tolist()})
    pd.testing.assert_frame_equal(whole, one_by_one)
