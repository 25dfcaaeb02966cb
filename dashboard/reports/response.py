"""Response times: how long the first answer and the solution take, with those who still wait counted as waiting."""

from dataclasses import dataclass, replace

import pandas as pd

from dashboard.reports.base import Link, Number, Panel
from dashboard.reports.filters import Filter
from dashboard.reports.parts import TICKETS, Asked, Row, none_if_missing, number, panel, share
from dashboard.store.engine import Store

CURVE, NAIVE, TARGETS, SOLVED = "response/curve", "response/naive", "response/targets", "response/solved"
MEASURES = ("response", "resolution")
CLOCKS = ("working", "calendar")
DIMENSIONS = ("all", "department", "level", "category", "channel", "month")
SMALL = 10
"""Fewer tickets are said to be few."""
_FILTERS = {"department": "departments", "channel": "channels", "level": "levels"}
_QUANTILES = tuple(f"{name}{edge}_seconds" for name in ("median", "p90") for edge in ("", "_low", "_high"))


@dataclass(frozen=True)
class Wanted:
    """What the switches of the page stand on."""

    measure: str = MEASURES[0]
    clock: str = CLOCKS[0]
    dimension: str = DIMENSIONS[0]

    @property
    def needs(self) -> str:
        """What a source must bring for it."""
        return needs(self.measure)


@dataclass(frozen=True)
class ResponseReport:
    """Six numbers, the 9 in 10 beside two of them, the curve with its groups, and what others would show."""

    response: Number
    response_p90: Number
    resolution: Number
    resolution_p90: Number
    answer_target: Number
    one_touch: Number
    reopen_rate: Number
    waits_per_ticket: Number
    curve: Panel
    groups: Panel
    naive: Panel


def report(store: Store, chosen: Filter, wanted: Wanted) -> ResponseReport:
    """Everything about how long it takes under a filter."""
    asked = Asked(store, chosen)
    targets = [TARGETS] if store.settings.targets.answers else []
    asked.ahead((*_curves(asked, wanted), (NAIVE, {"measure": wanted.measure}), SOLVED, *targets))
    return ResponseReport(
        response=_quantile(asked, wanted, "response", "median"),
        response_p90=_quantile(asked, wanted, "response", "p90"),
        resolution=_quantile(asked, wanted, "resolution", "median"),
        resolution_p90=_quantile(asked, wanted, "resolution", "p90"),
        answer_target=answer_target(asked),
        one_touch=_one_touch(asked),
        reopen_rate=_reopen_rate(asked),
        waits_per_ticket=_waits_per_ticket(asked),
        curve=_curve(asked, wanted),
        groups=groups(asked, wanted, "response_groups", _grouped(asked, wanted)),
        naive=_naive(asked, wanted),
    )


# ---------------------------------------------------------------- what the curve is asked for
def marks(working_day_seconds: int, clock: str) -> list[int]:
    """Times at which the number at risk is told: hours, then days of the clock's own length."""
    day = working_day_seconds if clock == "working" else 86400
    hours = [0, 900, 1800, *(3600 * count for count in (1, 2, 3, 4, 6, 12)[: 5 if clock == "working" else 6])]
    days = [day * count for count in (1, 2, 3, 4, 5, 7, 10, 15, 20, 30, 40, 60, 80, 120, 160, 240, 365)]
    return sorted({mark // 60 * 60 for mark in (*hours, *days)})


def _whole(asked: Asked, wanted: Wanted, measure: str) -> Row:
    """All tickets together."""
    day = asked.store.settings.time.working_day_seconds
    return {"measure": measure, "clock": wanted.clock, "mark_seconds": marks(day, wanted.clock)}


def _grouped(asked: Asked, wanted: Wanted) -> Row:
    by = {} if wanted.dimension == DIMENSIONS[0] else {"dimension": wanted.dimension}
    return {**_whole(asked, wanted, wanted.measure), **by}


def _curves(asked: Asked, wanted: Wanted) -> list[tuple[str, Row]]:
    whole = [(CURVE, _whole(asked, wanted, measure)) for measure in MEASURES]
    grouped = [] if wanted.dimension == DIMENSIONS[0] else [(CURVE, _grouped(asked, wanted))]
    return [*whole, *grouped]


def needs(measure: str) -> str:
    """The capability that a measure takes."""
    return "responses" if measure == "response" else TICKETS


def offered(store: Store, chosen: Filter) -> tuple[str, ...]:
    """The measures that the chosen sources can tell; where they tell none, all: the page says what is missing."""
    told = tuple(one for one in MEASURES if not store.info.lacks(needs(one), chosen.sources))
    return told or MEASURES


# ---------------------------------------------------------------- numbers
def _quantile(asked: Asked, wanted: Wanted, measure: str, name: str) -> Number:
    base = Number(
        f"{measure}_{name}",
        f"{wanted.clock}_seconds",
        CURVE,
        link=Link("tickets/first_response", {"measure": measure}),
        is_quantile=True,
    )

    def fill() -> Row:
        found = asked.frame(CURVE, **_whole(asked, wanted, measure))
        if found.empty:
            return {"n": 0}
        first = {column: none_if_missing(found.at[0, column]) for column in found}
        target = asked.store.settings.targets.first_response_hours * 3600
        is_aimed = target and (measure, name, wanted.clock) == ("response", "p90", "working")
        return {
            "value": first[f"{name}_seconds"],
            "n": first["ticket_count"],
            "numerator": first["ended_count"],
            "denominator": first["ticket_count"],
            "low": first[f"{name}_low_seconds"],
            "high": first[f"{name}_high_seconds"],
            "target": target if is_aimed else None,
        }

    return number(asked, base, needs(measure), fill)


def answer_target(asked: Asked) -> Number:
    """Waits answered within the target of the settings, out of those that are decided; no value without targets."""
    base = Number("answer_target", "percent", TARGETS)

    def fill() -> Row:
        if not asked.store.settings.targets.answers:
            return {}
        rows = asked.frame(TARGETS)
        rows = rows[rows["target"] == "answer"]
        kept, missed = int(rows["kept_count"].sum()), int(rows["missed_count"].sum())
        return share(kept, kept + missed)

    return number(asked, base, "responses", fill)


def _one_touch(asked: Asked) -> Number:
    link = Link("tickets/solved", {"one_touch_only": "true", "with_messages": "true"})
    base = Number("one_touch", "percent", SOLVED, link=link)
    return number(
        asked,
        base,
        "messages",
        lambda: share(asked.row(SOLVED)["one_touch_count"], asked.row(SOLVED)["solved_count"]),
    )


def _reopen_rate(asked: Asked) -> Number:
    base = Number("reopen_rate", "percent", SOLVED, link=Link("tickets/solved", {"reopened_only": "true"}))
    return number(
        asked,
        base,
        "status_history",
        lambda: share(asked.row(SOLVED)["reopened_count"], asked.row(SOLVED)["first_solved_count"]),
    )


def _waits_per_ticket(asked: Asked) -> Number:
    base = Number("waits_per_ticket", "decimal", SOLVED, link=Link("tickets/solved", {"with_messages": "true"}))

    def fill() -> Row:
        row = asked.row(SOLVED)
        count = row["solved_count"]
        return {"value": row["wait_count"] / count if count else None, "n": count}

    return number(asked, base, "messages", fill)


# ---------------------------------------------------------------- curve and groups
def _curve(asked: Asked, wanted: Wanted) -> Panel:
    """The points of at most six curves, with the numbers at risk; ``n`` is all the tickets."""

    def rows() -> pd.DataFrame:
        found = asked.frame(CURVE, **_grouped(asked, wanted))
        return found[found["place"] <= 6].assign(**vars(wanted)).reset_index(drop=True)

    drawn = panel(asked, "waiting_curve", CURVE, rows, needs=wanted.needs)
    return replace(drawn, n=_ticket_count(asked, wanted)) if drawn.state == "loaded" else drawn


def _ticket_count(asked: Asked, wanted: Wanted) -> int:
    found = asked.frame(CURVE, **_grouped(asked, wanted))
    return int(found.drop_duplicates("place")["ticket_count"].sum())


def groups(asked: Asked, wanted: Wanted, key: str, params: Row) -> Panel:
    """One row per group: its counts and quantiles, in columns that name the clock."""

    def rows() -> pd.DataFrame:
        found = asked.frame(CURVE, **params).drop_duplicates("place", ignore_index=True)
        said = {name: name.replace("_seconds", f"_{wanted.clock}_seconds") for name in _QUANTILES}
        kept = ["group_key", "ticket_count", "ended_count", "waiting_count", *_QUANTILES]
        return found[kept].rename(columns=said).assign(is_small=found["ticket_count"] < SMALL, **vars(wanted))

    return panel(asked, key, CURVE, rows, "ticket_count", lambda row: group_link(wanted, row), needs=wanted.needs)


def group_link(wanted: Wanted, row: Row) -> Link | None:
    """The tickets of a group, where the list can be narrowed to it."""
    narrowed: Row = {"measure": wanted.measure}
    if wanted.dimension == "all":
        return Link("tickets/first_response", narrowed)
    field = _FILTERS.get(wanted.dimension)
    return (
        Link("tickets/first_response", {**narrowed, field: [row["group_key"]]}) if field and row["group_key"] else None
    )


def _naive(asked: Asked, wanted: Wanted) -> Panel:
    """What other tools show, step by step to what is shown here: a row per way of counting, the last one ours."""

    def rows() -> pd.DataFrame:
        ours = asked.frame(CURVE, **_whole(asked, wanted, wanted.measure))
        theirs = asked.row(NAIVE, measure=wanted.measure)
        if ours.empty or not theirs["ended_count"]:
            return pd.DataFrame(columns=["count_way"])
        counted = [
            ("naive_mean", theirs["mean_calendar_seconds"], None, theirs["ended_count"]),
            ("naive_median", theirs["median_calendar_seconds"], None, theirs["ended_count"]),
            ("naive_working", None, theirs["median_working_seconds"], theirs["ended_count"]),
        ]
        found = pd.DataFrame(
            counted, columns=["count_way", "naive_calendar_seconds", "naive_working_seconds", "ticket_count"]
        )
        own = {"count_way": "ours", f"naive_{wanted.clock}_seconds": ours.at[0, "median_seconds"]}
        found.loc[len(found)] = {**dict.fromkeys(found), **own, "ticket_count": int(ours.at[0, "ticket_count"])}
        return found.assign(waiting_count=int(ours.at[0, "waiting_count"]), clock=wanted.clock)

    return panel(asked, "naive_response", NAIVE, rows, needs=wanted.needs)
