"""Three roads to the stalled: the sum of the days' changes, the counts and the list must agree."""

from datetime import date

import pytest

TURNS = ("support", "third_party", "customer", "finished", "unknown")
DAYS = [
    date(2026, 11, 18),  # the data's moment lies inside it
    date(2026, 11, 17),
    date(2026, 11, 15),  # a Sunday, and a holiday
    date(2026, 11, 2),  # a holiday on a Monday
    date(2026, 10, 30),
]
FILTERS = {"departments": "department", "agents": "agent_id", "customers": "customer_id", "channels": "channel"}


def asked(store, sql: str, column: str) -> list:
    """One column of the fact table's own rows."""
    return store._run("asked", sql, {}).to_pandas()[column].dropna().tolist()


def most_stalled(store, column: str) -> str:
    """The department, agent, customer or channel with the most stalled stretches."""
    counted = f"select {column} from stall_spells where {column} is not null group by 1 order by count(*) desc, 1"
    return asked(store, counted, column)[0]


def days_of_each_turn(store) -> list[date]:
    """For each turn the last day over whose end a ticket of it was stalled."""
    lasted = "select turn, max(started_day) as day from stall_spells where ended_day > started_day group by 1"
    return [day.date() if hasattr(day, "date") else day for day in asked(store, lasted, "day")]


def by_days(store, params: dict) -> dict[str, int]:
    """Per turn the changes of all days up to the last, summed up."""
    summed = store.frame("stale/daily", params).groupby("turn")["stalled_change"].sum()
    return {turn: int(summed.get(turn, 0)) for turn in TURNS}


def by_counts(store, params: dict) -> dict[str, int]:
    """Per turn the stalled of the counts, whatever the department and the length of silence."""
    summed = store.frame("stale/counts", params).groupby("turn")["stalled_count"].sum()
    return {turn: int(summed.get(turn, 0)) for turn in TURNS}


def by_list(store, params: dict) -> dict[str, int]:
    """Per turn how long the list says that it is."""
    lists = {turn: store.frame("stale/now", {**params, "turns": [turn], "row_limit": 1}) for turn in TURNS}
    return {turn: int(listed["total_count"].max()) if len(listed) else 0 for turn, listed in lists.items()}


@pytest.mark.parametrize("filtered_by", [None, *FILTERS])
def test_three_roads_lead_to_the_stalled_of_a_day(filtered_by, demo_store):
    """On every day, filtered or not, they count the same tickets of each turn; and there are some."""
    params = {filtered_by: [most_stalled(demo_store, FILTERS[filtered_by])]} if filtered_by else {}
    met = 0
    for day in [*DAYS, *days_of_each_turn(demo_store)]:
        until = {**params, "end_date": day}
        counted = by_counts(demo_store, until)
        assert by_days(demo_store, until) == counted, day
        assert by_list(demo_store, until) == counted, day
        met += sum(counted.values())
    assert met > 0


def test_the_roads_are_walked_by_tickets_of_every_turn(demo_store):
    """On the days looked at there are stalled tickets of ours, of third parties, of customers, to close, to check."""
    found = [by_counts(demo_store, {"end_date": day}) for day in days_of_each_turn(demo_store)]
    assert all(max(counted[turn] for counted in found) > 0 for turn in TURNS), found


@pytest.mark.parametrize("filtered_by", FILTERS)
def test_all_choices_of_a_filter_and_those_without_one_are_the_whole(filtered_by, demo_store):
    """The stalled of all departments, agents, customers or channels, and of none, are all the stalled."""
    column = FILTERS[filtered_by]
    choices = asked(demo_store, f"select distinct {column} from stall_spells", column)
    chosen = by_counts(demo_store, {filtered_by: choices})
    without = (
        f"select turn, count(*) as standing from stall_spells where {column} is null and ended_day is null group by 1"
    )
    nobodys = demo_store._run("without", without, {}).to_pandas().set_index("turn")["standing"]
    whole = {turn: chosen[turn] + int(nobodys.get(turn, 0)) for turn in TURNS}
    assert whole == by_days(demo_store, {})
    assert sum(whole.values()) > 0
