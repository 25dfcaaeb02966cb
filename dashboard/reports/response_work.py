"""What it took: targets kept, in whose hands the time went, what comes after hours, and the morning wave."""

from dataclasses import dataclass
from math import ceil

import pandas as pd

from dashboard.reports.base import Link, Number, Panel
from dashboard.reports.filters import Filter
from dashboard.reports.parts import HISTORY, TICKETS, Asked, Row, none_if_missing, number, panel, share
from dashboard.reports.response import CURVE, SOLVED, TARGETS, Wanted, answer_target, groups
from dashboard.store.engine import Store

AFTER_HOURS, MORNING = "response/after_hours", "response/morning_daily"
EMERGENCIES: Row = {"kind": "emergency", "clock": "calendar"}
APART: Row = {"kind": "apart", "dimension": "kind"}
HANDS = ("support", "customer", "third_party")


@dataclass(frozen=True)
class WorkReport:
    """Five numbers and five panels; ``cleared_p90`` stands beside ``cleared``."""

    answer_target: Number
    due_target: Number
    after_hours: Number
    emergencies: Number
    cleared: Number
    cleared_p90: Number
    answer_targets: Panel
    due_targets: Panel
    apart: Panel
    hands: Panel
    wave: Panel


def report(store: Store, chosen: Filter) -> WorkReport:
    """Everything about the work behind the times under a filter."""
    asked = Asked(store, chosen)
    asked.ahead((TARGETS, SOLVED, MORNING, AFTER_HOURS, (CURVE, EMERGENCIES), (CURVE, APART)))
    return WorkReport(
        answer_target=answer_target(asked),
        due_target=_due_target(asked),
        after_hours=_after_hours(asked),
        emergencies=_emergencies(asked),
        cleared=_cleared(asked, "wave_cleared", 0.5),
        cleared_p90=_cleared(asked, "wave_cleared_p90", 0.9),
        answer_targets=_targets(asked, "answer_targets", "answer"),
        due_targets=_targets(asked, "due_targets", "due"),
        apart=groups(asked, Wanted(dimension="kind"), "response_apart", APART),
        hands=_hands(asked),
        wave=panel(asked, "morning_wave", MORNING, lambda: _wave(asked), "standing_count", needs="messages"),
    )


def _rows_of(asked: Asked, target: str) -> pd.DataFrame:
    rows = asked.frame(TARGETS)
    return rows[rows["target"] == target].reset_index(drop=True)


def _due_target(asked: Asked) -> Number:
    def fill() -> Row:
        rows = _rows_of(asked, "due")
        kept, missed = int(rows["kept_count"].sum()), int(rows["missed_count"].sum())
        return share(kept, kept + missed)

    return number(asked, Number("due_target", "percent", TARGETS), TICKETS, fill)


def _targets(asked: Asked, key: str, target: str) -> Panel:
    """Per department: kept, missed, not yet counted; the share of the decided comes last."""

    def rows() -> pd.DataFrame:
        found = _rows_of(asked, target)
        decided = found["kept_count"] + found["missed_count"]
        return found.assign(decided_count=decided, kept_percent=100 * found["kept_count"] / decided.where(decided > 0))

    return panel(asked, key, TARGETS, rows, needs="responses" if target == "answer" else TICKETS)


def _after_hours(asked: Asked) -> Number:
    def fill() -> Row:
        row = asked.row(AFTER_HOURS)
        # All that came is counted: the share is no sample of anything.
        return {**share(row["after_hours_count"], row["opened_count"]), "low": None, "high": None}

    return number(asked, Number("after_hours", "percent", AFTER_HOURS), TICKETS, fill)


def _emergencies(asked: Asked) -> Number:
    """Calendar time until a person answered an emergency that came after hours."""
    base = Number("after_hours_emergencies", "calendar_seconds", CURVE, is_quantile=True)

    def fill() -> Row:
        found = asked.frame(CURVE, **EMERGENCIES)
        if found.empty:
            return {"n": 0}
        first = {column: none_if_missing(found.at[0, column]) for column in found}
        return {
            "value": first["median_seconds"],
            "n": first["ticket_count"],
            "low": first["median_low_seconds"],
            "high": first["median_high_seconds"],
        }

    return number(asked, base, "responses", fill)


def _wave(asked: Asked) -> pd.DataFrame:
    """The days; today's, while its wave still stands, is no day that failed."""
    rows = asked.frame(MORNING)
    today = (asked.chosen.as_of or asked.store.as_of).astimezone(asked.store.info.zone).date()
    days = pd.to_datetime(rows["day"]).dt.date
    return rows.assign(day=days, is_unfinished=(days == today) & rows["cleared_at"].isna())


def _cleared(asked: Asked, key: str, part: float) -> Number:
    """The time of day by which the wave was gone on such a part of the days; none where too often it was not."""

    def fill() -> Row:
        days = _wave(asked)
        days = days[~days["is_unfinished"]]
        hours = sorted(days["cleared_hour"].dropna())
        rank = ceil(part * len(days)) - 1
        return {"value": hours[rank] if 0 <= rank < len(hours) else None, "n": len(days)}

    return number(asked, Number(key, "time_of_day", MORNING, is_quantile=True), "messages", fill)


def _hands(asked: Asked) -> Panel:
    """The working time of the tickets solved in the period, by whose turn it was."""

    def rows() -> pd.DataFrame:
        row = asked.row(SOLVED)
        seconds = [row[f"{whose}_working_seconds"] for whose in HANDS]
        whole = sum(seconds)
        found = pd.DataFrame({"turn": HANDS, "working_seconds": seconds, "ticket_count": row["timed_count"]})
        return found.assign(time_percent=100 * found["working_seconds"] / whole) if whole else found.iloc[0:0]

    def link(_: Row) -> Link:
        return Link("tickets/solved", {"with_history": "true"})

    return panel(asked, "in_our_hands", SOLVED, rows, link=link, needs=HISTORY)
