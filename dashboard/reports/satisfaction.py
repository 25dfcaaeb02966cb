"""Satisfaction: what those who rated say, how many of those asked did, and who stayed silent.

Nobody is ranked: groups with few ratings are set apart, agents stand in alphabetical order, and who may not see
everybody's asks with ``only_group``.
"""

from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

from dashboard.reports.base import Link, Number, Panel
from dashboard.reports.filters import Filter
from dashboard.reports.overview import comparison
from dashboard.reports.parts import Asked, Row, none_if_missing, number, of_whole, panel, share
from dashboard.reports.queue import period
from dashboard.reports.search import plain
from dashboard.reports.statistics import wilson, xmr
from dashboard.store.engine import Store

COUNTS, MARKS, WEEKLY = "satisfaction/counts", "satisfaction/distribution", "satisfaction/weekly"
GROUPS, UNRATED, COMMENTS = "satisfaction/by_group", "satisfaction/unrated", "satisfaction/comments"
RATED = "tickets/rated"
DIMENSIONS = ("department", "channel", "level", "category", "band", "agent")
IN_THEIR_ORDER = ("band", "agent")
"""Bands from short to long, agents by name; the others from the least to the most satisfied."""
WAIT = "wait_"
"""Before the number of a wait band in its name: ``wait_0`` is the shortest."""
SMALL = 10
"""Fewer ratings are said to be few: not ranked, and no week of theirs is called a signal."""
HISTORY_WEEKS, LEAST_WEEKS = 26, 12
NEEDS = "feedback"
_FILTERS = {"department": "departments", "channel": "channels", "level": "levels"}


@dataclass(frozen=True)
class SatisfactionReport:
    """Numbers and pictures. ``assumed`` counts the eligible of sources that do not say whom they asked."""

    csat: Number
    response_rate: Number
    undated: Number
    comments: Number
    weekly: Panel
    marks: Panel
    by_group: Panel
    groups: Panel
    unrated: Panel
    original: Panel
    assumed: int


def report(store: Store, chosen: Filter, dimension: str, only_group: str | None) -> SatisfactionReport:
    """All but the comments, under a filter; ``dimension`` is one of ``DIMENSIONS``."""
    asked = Asked(store, chosen)
    before = comparison(asked)
    grouped = {"dimension": dimension, "only_group": only_group}
    asked.ahead((COUNTS, (WEEKLY, _history(asked)), MARKS, (GROUPS, grouped), UNRATED), (COUNTS,), before)
    return SatisfactionReport(
        csat=_rate(asked, before, "csat", "satisfied_count", "rated_count", Link(RATED)),
        response_rate=_rate(asked, before, "response_rate", "answered_count", "eligible_count", None),
        undated=_count(asked, "undated_scores", "tickets", "undated_count", Link(RATED, {"undated_only": "true"})),
        comments=_count(asked, "comments", "comments", "comment_count", None),
        weekly=panel(asked, "csat_weekly", WEEKLY, lambda: _weeks(asked), "rated_count", needs=NEEDS),
        marks=_marks(asked),
        by_group=_by_group(asked, "csat_by_group", grouped, "rated_count"),
        groups=_by_group(asked, "rating_groups", grouped, "eligible_count"),
        unrated=_unrated(asked),
        original=panel(asked, "original_scores", MARKS, lambda: asked.frame(MARKS), "rated_count", needs=NEEDS),
        assumed=_assumed(asked),
    )


def listing(store: Store, chosen: Filter, words: str, worst_first: bool, limit: int, offset: int) -> Panel:
    """Comments in which every word occurs (the first two and the rest as one); ``n`` is how many there are."""
    asked = Asked(store, chosen)
    terms = [*plain(words).split(maxsplit=2), "", "", ""][:3]
    narrowed: Row = {f"term_{place}": term for place, term in enumerate(terms, 1)}
    narrowed |= {"worst_first": worst_first, "row_limit": limit, "row_offset": offset}
    return of_whole(panel(asked, "comments", COMMENTS, lambda: asked.frame(COMMENTS, **narrowed), needs=NEEDS))


def _rate(asked: Asked, before: Filter | None, key: str, part: str, whole: str, link: Link | None) -> Number:
    base = Number(key, "percent", COUNTS, link=link)

    def fill() -> Row:
        counts = asked.row(COUNTS)
        past = asked.row(COUNTS, before) if before else None
        target = asked.store.settings.targets.csat_percent if key == "csat" else None
        return {
            **share(counts[part], counts[whole]),
            "before": past and share(past[part], past[whole])["value"],
            "target": target or None,
            # Whom it asked is no sample of anything: the rate is what it is.
            **({} if key == "csat" else {"low": None, "high": None}),
        }

    return number(asked, base, NEEDS, fill)


def _count(asked: Asked, key: str, unit: str, column: str, link: Link | None) -> Number:
    base = Number(key, unit, COUNTS, link=link)
    return number(
        asked, base, NEEDS, lambda: {"value": asked.row(COUNTS)[column], "n": asked.row(COUNTS)["rated_count"]}
    )


def _assumed(asked: Asked) -> int:
    counted = number(
        asked, Number("response_rate", "tickets", COUNTS), NEEDS, lambda: {"n": asked.row(COUNTS)["assumed_count"]}
    )
    return counted.n or 0


def _history(asked: Asked) -> Row:
    """From the Monday 26 weeks before the period's first week."""
    return {"start_date": _monday(period(asked)[0]) - timedelta(weeks=HISTORY_WEEKS)}


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _weeks(asked: Asked) -> pd.DataFrame:
    """The weeks of the period and the 26 before, with the limits that those before give: what lies between is noise.

    A week without ratings has no share. ``signal`` (above or below) is said of whole weeks with enough ratings alone.
    """
    start, end = period(asked)
    rows = asked.frame(WEEKLY, **_history(asked))
    rows = rows.assign(week=pd.to_datetime(rows["week"]).dt.date)
    rows["csat_percent"] = 100 * rows["satisfied_count"] / rows["rated_count"]
    rows["is_history"] = rows["week"] < _monday(start)
    today = (asked.chosen.as_of or asked.store.as_of).astimezone(asked.store.info.zone).date()
    ends = rows["week"] + timedelta(days=6)
    rows["is_complete"] = (ends < today) & (ends <= end) & (rows["week"] >= asked.store.info.first_day)
    history = rows[rows["is_history"] & rows["is_complete"]]
    rows["history_count"] = len(history)
    limits = xmr(history["csat_percent"].tolist()) if len(history) >= LEAST_WEEKS else None
    centre, low, high = limits or (None, None, None)
    rows["centre_percent"] = centre
    rows["low_percent"], rows["high_percent"] = limits and max(low, 0.0), limits and min(high, 100.0)
    rows["signal"] = None
    if limits:
        judged = ~rows["is_history"] & rows["is_complete"] & (rows["rated_count"] >= SMALL)
        rows.loc[judged & (rows["csat_percent"] > high), "signal"] = "above"
        rows.loc[judged & (rows["csat_percent"] < low), "signal"] = "below"
    return rows


def _marks(asked: Asked) -> Panel:
    """Whole steps, those that nobody gave too."""

    def rows() -> pd.DataFrame:
        summed = asked.frame(MARKS).groupby("whole_score", as_index=False)["rated_count"].sum()
        every = pd.DataFrame({"whole_score": range(5, 0, -1)})
        return every.merge(summed, how="left").fillna({"rated_count": 0}).astype({"rated_count": "int64"})

    def link(row: Row) -> Link:
        return Link(RATED, {"whole_score": int(row["whole_score"])})

    return panel(asked, "marks", MARKS, rows, "rated_count", link, needs=NEEDS)


def _by_group(asked: Asked, key: str, grouped: Row, count: str) -> Panel:
    """The groups in the order in which they are shown; ``count`` names the population that is the panel's n."""
    dimension = grouped["dimension"]

    def rows() -> pd.DataFrame:
        found = asked.frame(GROUPS, **grouped)
        pairs = zip(found["satisfied_count"], found["rated_count"], strict=True)
        edges = [wilson(satisfied, rated) or (None, None) for satisfied, rated in pairs]
        found = found.assign(
            dimension=dimension,
            csat_percent=_percent(found["satisfied_count"], found["rated_count"]),
            low_percent=pd.Series([low for low, _ in edges], dtype="float64"),
            high_percent=pd.Series([high for _, high in edges], dtype="float64"),
            response_percent=_percent(found["answered_count"], found["eligible_count"]),
            is_small=found["rated_count"] < SMALL,
        )
        if dimension == "band":
            found["group_name"] = WAIT + found["group_name"]  # a word of its own: a level may be called "1"
        return _ordered(found, dimension)

    return panel(asked, key, GROUPS, rows, count, lambda row: _group_link(dimension, row), needs=NEEDS)


def _ordered(found: pd.DataFrame, dimension: str) -> pd.DataFrame:
    """Bands by length and agents by name; else from the least satisfied, the small ones apart and by name."""
    if dimension in IN_THEIR_ORDER:
        keys = found["group_name"].fillna("~").map(plain)
        return found.assign(order=keys).sort_values(["order", "group_key"], ignore_index=True).drop(columns="order")
    rank = found["csat_percent"].where(~found["is_small"], 0)
    ordered = found.assign(rank=rank, order=found["group_name"].fillna("~").map(plain))
    return ordered.sort_values(["is_small", "rank", "order"], ignore_index=True).drop(columns=["rank", "order"])


def _percent(part: pd.Series, whole: pd.Series) -> pd.Series:
    return (100 * part / whole.where(whole > 0)).astype("float64")


def _group_link(dimension: str, row: Row) -> Link | None:
    """The rated tickets of a group; those of no group have no list of their own."""
    key = none_if_missing(row["group_key"])
    if not key:
        return None
    if dimension == "band":
        return Link(RATED, {"band": int(key)})
    if dimension == "agent":
        source, agent_id = key.split("~", 1)
        return Link(RATED, {"sources": [source], "agents": [agent_id]})
    return Link(RATED, {_FILTERS[dimension]: [key]} if dimension in _FILTERS else {"category": key})


def _unrated(asked: Asked) -> Panel:
    """Two rows, the rated and the others; ``channel_shares`` holds pairs of channel and percent, the largest first."""

    def rows() -> pd.DataFrame:
        found = asked.frame(UNRATED)
        whole = found[found["is_whole"]].reset_index(drop=True)
        counts = whole["ticket_count"]
        return whole[["is_rated", "ticket_count"]].assign(
            response_working_seconds=whole["median_working_seconds"],
            unanswered_percent=_percent(counts - whole["answered_count"], counts),
            reopened_percent=_percent(whole["reopened_count"], counts),
            closed_unanswered_percent=_percent(whole["closed_unanswered_count"], counts),
            channel_shares=[
                _channels(found[~found["is_whole"] & (found["is_rated"] == one)]) for one in whole["is_rated"]
            ],
        )

    return panel(asked, "unrated", UNRATED, rows, "ticket_count", needs=NEEDS)


def _channels(found: pd.DataFrame) -> tuple[tuple[str | None, float], ...]:
    total = found["ticket_count"].sum()
    pairs = zip(found["channel"], found["ticket_count"], strict=True)
    return tuple((none_if_missing(channel), 100 * count / total) for channel, count in pairs)
