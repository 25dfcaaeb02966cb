"""What the simulation planted is what the facts find."""

import pandas as pd
import pytest


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
