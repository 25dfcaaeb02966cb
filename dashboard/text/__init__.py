"""Every word that people read, in Portuguese and English, and how numbers, dates and durations are said.

The catalogues are TOML files under ``pt-BR/`` and ``en/``, one per room of the product; a test demands the
same keys in both. An entry is a sentence with ``{names}``, or a table ``{zero, one, other}`` chosen by
``count``. Nothing here knows a page: the language is always an argument.
"""

import tomllib
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache, lru_cache
from math import isnan
from pathlib import Path
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_time
from babel.numbers import format_decimal

from dashboard.errors import DashboardError, Term

LANGUAGES = ("pt-BR", "en")
_ROOT = Path(__file__).parent
_MISSING = "–"
_FORMS = {"zero", "one", "other"}


@cache
def catalogue(language: str) -> dict[str, str | dict[str, str]]:
    """All entries of a language, keys flattened with dots: ``kpi.queue.label``."""
    entries: dict[str, str | dict[str, str]] = {}
    for file in sorted((_ROOT / language).glob("*.toml")):
        _flatten(tomllib.loads(file.read_text(encoding="utf-8")), "", entries)
    return entries


def _flatten(table: dict, prefix: str, entries: dict) -> None:
    for key, value in table.items():
        is_plural = isinstance(value, dict) and "other" in value and value.keys() <= _FORMS
        if isinstance(value, dict) and not is_plural:
            _flatten(value, f"{prefix}{key}.", entries)
        else:
            entries[f"{prefix}{key}"] = value


def say(key: str, language: str, /, **facts: object) -> str:
    """The entry in that language with its names filled; numbers among ``facts`` are formatted.

    A plural entry is chosen by ``count`` (0 → zero if present, 1 → one, else other). An unknown key raises
    ``KeyError``: a missing text is a defect, not an empty label.
    """
    entry = catalogue(language)[key]
    if isinstance(entry, dict):
        entry = _plural(entry, facts.get("count"))
    said = {name: _said(fact, language) for name, fact in facts.items()}
    return entry.format_map(said)


def has(key: str, language: str = "en") -> bool:
    """True where the catalogues hold the key."""
    return key in catalogue(language)


def _plural(forms: dict[str, str], count: object) -> str:
    if count == 0 and "zero" in forms:
        return forms["zero"]
    return forms["one"] if count == 1 and "one" in forms else forms["other"]


def _said(fact: object, language: str) -> object:
    if isinstance(fact, bool) or not isinstance(fact, (int, float)):
        return fact
    return number(fact, language)


def explain(error: DashboardError, language: str) -> str:
    """What a person reads of a failure."""
    return say(error.key, language, **worded(error.facts, language)) if has(error.key, language) else str(error)


def worded(facts: Mapping[str, object], language: str) -> dict[str, object]:
    """The facts of a failure, those that are terms in their words."""
    return {
        name: of(fact.prefix, fact.name, language) if isinstance(fact, Term) else fact for name, fact in facts.items()
    }


def of(prefix: str, name: str | None, language: str) -> str:
    """The label of an enum-like value (``state``, ``turn``, …); the value itself where it has none."""
    key = f"{prefix}.{name}"
    return say(key, language) if name and has(key, language) else (name or _MISSING)


@cache
def locale(language: str) -> Locale:
    """Babel's locale of a language of the catalogues."""
    return Locale.parse(language.replace("-", "_"))


@lru_cache(maxsize=65_536)  # hover texts say the same few numbers again and again
def number(value: float | None, language: str, digits: int = 0) -> str:
    """1.234,5 in Portuguese, 1,234.5 in English; a dash where there is no value."""
    if value is None or isnan(value):
        return _MISSING
    pattern = "#,##0" + ("." + "0" * digits if digits else "")
    return format_decimal(value, format=pattern, locale=locale(language))


def percent(numerator: float | None, denominator: float | None, language: str, digits: int = 1) -> str:
    """numerator / denominator as 87,3%; a dash where the denominator is empty."""
    if numerator is None or not denominator:
        return _MISSING
    return f"{number(100 * numerator / denominator, language, digits)}%"


@lru_cache(maxsize=16_384)
def day(value: date | None, language: str) -> str:
    """22/11/2026 in Portuguese, 22 Nov 2026 in English."""
    if value is None:
        return _MISSING
    return format_date(value, format="dd/MM/yyyy" if language == "pt-BR" else "d MMM yyyy", locale=locale(language))


@lru_cache(maxsize=1024)
def month(value: date, language: str) -> str:
    """nov. de 2026 in Portuguese, Nov 2026 in English; any day of the month stands for it."""
    return format_date(value, format="MMM 'de' yyyy" if language == "pt-BR" else "MMM yyyy", locale=locale(language))


def time_of_day(hours: float) -> str:
    """10:35, the same in both languages; ``hours`` since midnight."""
    minutes = round(hours * 60)
    return f"{minutes // 60:02}:{minutes % 60:02}"


def moment(value: datetime | None, zone: ZoneInfo, language: str) -> str:
    """Day and time in the company's zone: 22/11/2026 08:50."""
    if value is None:
        return _MISSING
    local = value.astimezone(zone)
    return f"{day(local.date(), language)} {format_time(local, format='HH:mm', locale=locale(language))}"


def duration(seconds: float | None, language: str, working_day_seconds: int | None = None) -> str:
    """A duration as people say it, in its two largest units.

    With ``working_day_seconds`` the seconds are working time and a day has that length
    ("3 dias úteis e 4 h"); without, calendar time ("2 dias e 3 h").
    """
    if seconds is None or isnan(seconds):
        return _MISSING
    day_seconds, unit = (working_day_seconds, "working_day") if working_day_seconds else (86400, "day")
    minutes = int(seconds // 60)
    if seconds < 60:
        return say("duration.seconds", language, count=int(seconds))
    if seconds < 3600:
        return say("duration.minutes", language, count=minutes)
    if seconds < day_seconds:
        return _two("duration.hours", minutes // 60, "duration.minutes", minutes % 60, language)
    days, rest = divmod(int(seconds), day_seconds)
    joined = say("duration.and", language)
    parts = [say(f"duration.{unit}", language, count=days)]
    if days < 10 and rest >= 3600:
        parts.append(say("duration.hours", language, count=rest // 3600))
    return joined.join(parts)


def _two(large_key: str, large: int, small_key: str, small: int, language: str) -> str:
    parts = [say(large_key, language, count=large)]
    if small:
        parts.append(say(small_key, language, count=small))
    return " ".join(parts)
