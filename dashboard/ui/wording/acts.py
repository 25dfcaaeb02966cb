"""Rows of the audit as people read them: what an act was about, and what stood before and after it.

The desk keeps them in the words of the program, the same in every language; files take what is kept.
"""

import json
from typing import Any
from zoneinfo import ZoneInfo

import pandas as pd

from dashboard import text

NOTHING = "–"
UNTOLD = ("job", "act")
"""Ids that tell a reader nothing; the file of the audit has them."""
ENUMS = {
    "kind": ("case_event", "mark", "outcome"),
    "state": ("case_state",),
    "case_type": ("case_type",),
    "finding": ("case_finding",),
    "outcome": ("case_outcome",),
    "publish": ("case_publish",),
    "channel": ("case_channel",),
    "classification": ("feedback_classification",),
    "reason": ("reason",),
    "ending": ("audit_ending",),
    "source": ("audit_source",),
    "flagged_by": ("actor",),
    "permission": ("permission",),
}
"""What is kept of an act → where the catalogues hold the names of its values."""


def subject(kept: str, language: str) -> str:
    """A record and a ticket ("cadastro demo/7"), a page and a table by their names; the rest as it is."""
    first, _, rest = kept.partition(" ")
    if first == "page" and text.has(f"page.{rest}.title"):
        rest = text.say(f"page.{rest}.title", language)
    if text.has(f"audit_subject.{first}"):
        return f"{text.say(f'audit_subject.{first}', language)} {rest}".rstrip()
    table = f"metric.{first}.label"
    return text.say(table, language) if not rest and text.has(table) else kept


def sought(words: str, language: str) -> str:
    """Words looked for among what acts were about, as it is kept: "cadastro demo/7" as "contacts demo/7"."""
    first, between, rest = words.partition(" ")
    names = (key for key in text.catalogue(language) if key.startswith("audit_subject."))
    same = (name for name in names if text.say(name, language).lower() == first.lower())
    kept = next((name.partition(".")[2] for name in same), first)
    return f"{kept}{between}{rest}"


def told(kept: str, language: str, zone: ZoneInfo) -> str:
    """What is kept as JSON, in words: "estado: Recebida · prazo: 07/12/2026"; a dash where nothing is."""
    try:
        values = json.loads(kept)
    except ValueError:
        return kept
    return _words(values, language, zone) or NOTHING


def _words(values: Any, language: str, zone: ZoneInfo, key: str = "") -> str:
    if isinstance(values, dict):
        parts = [(name, _words(value, language, zone, name)) for name, value in values.items() if name not in UNTOLD]
        return " · ".join(f"{_label(name, language)}: {words}" for name, words in parts if words)
    if isinstance(values, list):
        return ", ".join(_words(one, language, zone, key) for one in values)
    return _value(key, values, language, zone)


def _label(key: str, language: str) -> str:
    field = key.rpartition(".")[2]
    found = (name for name in (f"audit_key.{key}", f"contact_field.{field}") if text.has(name))
    name = next(found, None)
    return text.say(name, language).lower() if name else key


def _value(key: str, value: Any, language: str, zone: ZoneInfo) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, bool) or value in ("true", "false"):
        return text.say("ui.yes" if value in (True, "true") else "ui.no", language)
    if isinstance(value, (int, float)):
        return text.number(value, language, 0 if value == int(value) else 1)
    if key.endswith(("_at", "_day")):
        return _moment(key, str(value), language, zone)
    names = (f"{prefix}.{value}" for prefix in ENUMS.get(key, ()))
    name = next((one for one in names if text.has(one)), None)
    return text.say(name, language) if name else str(value)


def _moment(key: str, value: str, language: str, zone: ZoneInfo) -> str:
    try:
        moment = pd.Timestamp(value)
    except ValueError:
        return value
    if key.endswith("_day"):
        return text.day(moment.date(), language)
    return text.moment((moment.tz_localize("UTC") if moment.tzinfo is None else moment).to_pydatetime(), zone, language)
