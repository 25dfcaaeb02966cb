"""Tickets left open: where we owe the next step, where the customer does or it is over, and what is to be checked.

Three lists that are never mixed (METRICS, stale and unclosed). What people recorded stands beside each ticket.
"""

from dataclasses import dataclass
from datetime import date

import pandas as pd

from dashboard.reports import silence
from dashboard.reports.base import Link, Number, Panel
from dashboard.reports.filters import Filter
from dashboard.reports.overview import TREND_DAYS, comparison
from dashboard.reports.parts import HISTORY, TICKETS, Asked, Row, department_link, number, of_whole, panel, share
from dashboard.reports.queue import in_every_band, period, standing
from dashboard.reports.silence import COUNTS, of_turns
from dashboard.store.engine import Store

LISTS: dict[str, tuple[str, ...]] = {
    "ours": ("support", "third_party"),
    "theirs": ("customer", "finished"),
    "check": ("unknown",),
}
"""List → the turns in it, in the order in which it is ours to act."""
DAILY, LIST, PRECISION = "stale/daily", "stale/now", "stale/closing_words"


@dataclass(frozen=True)
class StaleReport:
    """One number per list, how often the rule for closing words was right, and pictures of the chosen list.

    ``weaker`` names the sources that cannot tell silence from messages, by what stands in for them.
    """

    ours: Number
    theirs: Number
    check: Number
    closing_words: Number
    bands: Panel
    by_department: Panel
    over_time: Panel
    weaker: dict[str, tuple[str, ...]]


def report(store: Store, chosen: Filter, which: str) -> StaleReport:
    """All but the list itself, under a filter; ``which`` is one of ``LISTS``."""
    asked = Asked(store, chosen)
    before = comparison(asked)
    asked.ahead((DAILY, COUNTS, PRECISION), (COUNTS,), before)
    return StaleReport(
        **{name: _number(asked, before, name) for name in LISTS},
        closing_words=_closing_words(asked),
        bands=_bands(asked, which),
        by_department=_by_department(asked, which),
        over_time=_over_time(asked),
        weaker=weaker(asked),
    )


def listing(
    store: Store, chosen: Filter, which: str, marked: bool | None, today: date | None, limit: int, offset: int
) -> Panel:
    """The tickets of one list, the longest silence first; ``n`` is the length of the whole list.

    Where no chosen source can tell silence, all open tickets of these turns, the oldest first. ``marked`` narrows
    to those with a standing mark, or without one; a snooze stands until the local day ``today``.
    """
    asked = Asked(store, chosen)
    narrowed = {"turns": list(LISTS[which]), "whatever_the_silence": asked.lacks(HISTORY)}
    narrowed |= {"marked": marked, "today": today}
    page = panel(asked, "stalled_list", LIST, lambda: asked.frame(LIST, **narrowed, row_limit=limit, row_offset=offset))
    return of_whole(silence.if_known(asked, LISTS[which], page))


def weaker(asked: Asked) -> dict[str, tuple[str, ...]]:
    """What stands in for messages, and of which of the chosen sources: ``status_history``; ``age`` where none of them
    can tell silence, ``age_apart`` where others can and this one's tickets are therefore in no list."""
    age = "age" if asked.lacks(HISTORY) else "age_apart"
    found: dict[str, tuple[str, ...]] = {}
    for source in asked.store.info.sources:
        is_chosen = not asked.chosen.sources or source.source in asked.chosen.sources
        if is_chosen and TICKETS in source.has and "messages" not in source.has:
            basis = "status_history" if "status_history" in source.has else age
            found[basis] = (*found.get(basis, ()), source.source)
    return found


def _number(asked: Asked, before: Filter | None, which: str) -> Number:
    turns = list(LISTS[which])
    key = "stalled" if which == "ours" else f"stalled_{which}"
    base = Number(key, "tickets", COUNTS, link=Link("tickets/now", {"turns": turns, "stalled_only": "true"}))

    def fill() -> Row:
        found = silence.stalled(asked, turns, before)
        days = asked.frame(DAILY)
        trend = standing(
            days[days["turn"].isin(turns)].assign(all=""), "all", "stalled_change", "count", *period(asked)
        )
        return {**found, "trend": tuple(float(one) for one in trend["count"].tail(TREND_DAYS))}

    return number(asked, base, HISTORY, fill)


def _closing_words(asked: Asked) -> Number:
    base = Number("closing_words", "percent", PRECISION, ignores_period=True)

    def fill() -> Row:
        row = asked.row(PRECISION)
        return share(row["right_count"], row["judged_count"])

    return number(asked, base, "messages", fill)


def _bands(asked: Asked, which: str) -> Panel:
    turns = list(LISTS[which])

    def rows() -> pd.DataFrame:
        return in_every_band(of_turns(asked.frame(COUNTS), turns), "open_count")

    def link(row: Row) -> Link:
        return Link("tickets/now", {"turns": turns, "silent_band": int(row["band"]), "open_only": "true"})

    made = panel(asked, "silence_bands", COUNTS, rows, "open_count", link, needs=HISTORY)
    return silence.if_known(asked, turns, made)


def _by_department(asked: Asked, which: str) -> Panel:
    turns = list(LISTS[which])

    def rows() -> pd.DataFrame:
        counts = of_turns(asked.frame(COUNTS), turns)
        by = counts.groupby("department", as_index=False, dropna=False)
        summed = by.agg(stalled_count=("stalled_count", "sum"), open_count=("open_count", "sum"))
        stalled = summed[summed["stalled_count"] > 0]
        return stalled.sort_values(["stalled_count", "department"], ascending=[False, True], ignore_index=True)

    def link(row: Row) -> Link:
        return department_link("tickets/now", row["department"], turns=turns, stalled_only="true")

    made = panel(asked, "stalled_by_department", COUNTS, rows, "stalled_count", link, needs=HISTORY)
    return silence.if_known(asked, turns, made)


def _over_time(asked: Asked) -> Panel:
    """Stalled at each day's end, one line per list."""
    list_of = {turn: name for name, turns in LISTS.items() for turn in turns}

    def rows() -> pd.DataFrame:
        days = asked.frame(DAILY)
        changes = days.assign(stalled_list=days["turn"].map(list_of))
        return standing(changes, "stalled_list", "stalled_change", "stalled_count", *period(asked))

    return panel(asked, "stalled_over_time", DAILY, rows, "stalled_count", needs=HISTORY)
