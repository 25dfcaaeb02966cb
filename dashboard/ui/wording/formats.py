"""How a value is said on screen and written in an export, decided by its column's name (DESIGN, query files)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

import pandas as pd

from dashboard import text
from dashboard.reports.base import Number
from dashboard.ui.wording import acts

PLACES = ("place", "department_place", "row_number", "first_row_number", "hour")
ENDINGS = {
    "duration": ("_seconds",),
    "moment": ("_at",),
    "day": ("_day", "_date"),
    "count": ("_count", "_sum"),
    "percent": ("_percent",),
}
"""Kind → how the names of its columns end."""
KINDS = {
    "hits_per_hundred": "decimal",
    "trend": "trend",
    "day": "day",
    "week": "day",
    "score": "decimal",
    "days": "count",
    "audit_subject": "subject",
    "audit_before": "told",
    "audit_after": "told",
    **dict.fromkeys(PLACES, "count"),
}
"""Columns whose names have no such ending."""
ENUMS = {
    "state": "state",
    "turn": "turn",
    "turn_rule": "rule",
    "reason": "reason",
    "contradiction": "attention",
    "kind": "attention",
    "rule": "reject",
    "secret_kind": "secret_kind",
    "dropped_thing": "dropped_thing",
    "dropped_why": "dropped_why",
    "band": "band",
    "weekday": "weekday.long",
    "passage": "passage",
    "raw_table": "raw_table",
    "next_step": "next_step",
    "last_words_by": "author",
    "outcome": "outcome",
    "ending": "ending",
    "holder": "holder",
    "severity": "severity",
    "quality_severity": "quality_severity",
    "record_rule": "record_rule",
    "reach_kind": "reach_kind",
    "reach_reason": "reach_reason",
    "contact_role": "contact_role",
    "reach_field": "contact_field",
    "change_state": "change_state",
    "group_name": "wait_band",
    "case_type": "case_type",
    "case_state": "case_state",
    "case_channel": "case_channel",
    "channel": "channel",
    "scale": "rating_scale",
    "raw_score": "raw_score",
    "case_holder": "case_holder",
    "case_identity": "case_identity",
    "case_finding": "case_finding",
    "case_outcome": "case_outcome",
    "case_publish": "case_publish",
    "age_band": "age_band",
    "due_band": "due_band",
    "overtaken_reason": "overtaken_reason",
    "wait_fate": "wait_fate",
    "expected_note": "expected_note",
    "recommendation_state": "recommendation_state",
    "count_way": "count_way",
    "customer_rule": "customer_rule",
    "duty": "duty",
    "contact_reason": "reason",
    "actor_role": "role",
    "audit_action": "audit_action",
    "actor": "actor",
    "counted_measure": "counted_measure",
}
"""Column → where the catalogues hold the names of its values; a value without a name is shown as it is."""


@dataclass(frozen=True)
class Manner:
    """What saying a value depends on."""

    language: str
    zone: ZoneInfo
    working_day_seconds: int


def kind(column: str) -> str:
    """duration, moment, day, count, percent, decimal, trend, enum, truth, subject, told or text."""
    for name, endings in ENDINGS.items():
        if column.endswith(endings):
            return name
    if column in KINDS:
        return KINDS[column]
    if column in ENUMS:
        return "enum"
    return "truth" if column.startswith(("is_", "has_")) else "text"


@lru_cache(maxsize=256)
def cell(column: str, manner: Manner) -> Callable[[Any], str]:
    """How the values of a column are said; a missing one is a dash. What was said once is remembered."""
    said = {
        "duration": lambda value: text.duration(value, manner.language, _day_length(column, manner)),
        "moment": lambda value: text.moment(_moment(value), manner.zone, manner.language),
        "day": lambda value: text.day(pd.Timestamp(value).date(), manner.language),
        "count": lambda value: text.number(value, manner.language),
        "percent": lambda value: f"{text.number(value, manner.language, 1)}%",
        "decimal": lambda value: text.number(value, manner.language, 1),
        "enum": lambda value: text.of(ENUMS[column], str(value), manner.language),
        "truth": lambda value: text.say("ui.yes" if value else "ui.no", manner.language),
        "trend": lambda value: " · ".join(text.number(one, manner.language, 1) for one in value),
        "subject": lambda value: acts.subject(value, manner.language),
        "told": lambda value: acts.told(value, manner.language, manner.zone),
        "text": str,
    }[kind(column)]
    return lru_cache(maxsize=4096)(lambda value: "–" if _is_missing(value) else said(value))


def amount(value: float | None, unit: str, manner: Manner) -> str:
    """A number of a report in its unit."""
    if unit == "percent":
        return "–" if value is None else f"{text.number(value, manner.language, 1)}%"
    if unit == "working_seconds":
        return text.duration(value, manner.language, manner.working_day_seconds)
    if unit == "calendar_seconds":
        return text.duration(value, manner.language)
    if unit == "decimal":
        return text.number(value, manner.language, 1)
    if unit == "time_of_day":
        return "–" if value is None else text.time_of_day(value)
    return text.number(value, manner.language)


def change(number: Number, manner: Manner) -> str | None:
    """Against the same weekdays before, with its sign; ``None`` where either side is missing."""
    if number.value is None or number.before is None:
        return None
    difference = number.value - number.before
    size = amount(abs(difference), number.unit, manner)
    if number.unit == "percent":
        size = text.say("ui.points", manner.language, size=text.number(abs(difference), manner.language, 1))
    return f"{'-' if difference < 0 else '+'}{size}" if difference else text.say("ui.unchanged", manner.language)


def day_of(value: Any) -> date:
    """A day out of a frame."""
    return pd.Timestamp(value).date()


def _day_length(column: str, manner: Manner) -> int | None:
    return manner.working_day_seconds if "working" in column else None


def _moment(value: Any) -> datetime:
    stamp = pd.Timestamp(value)
    return (stamp.tz_localize("UTC") if stamp.tzinfo is None else stamp).to_pydatetime()


def _is_missing(value: Any) -> bool:
    return value is None or (pd.api.types.is_scalar(value) and pd.isna(value)) or (isinstance(value, str) and not value)
