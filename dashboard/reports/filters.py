"""The filter: declared once, used as query parameters, as the URL, and as the sentence above every page."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from dashboard import text

LISTS = ("sources", "departments", "channels", "levels", "agents", "customers")
"""The list filters, in the order in which they are offered; each is a query parameter of that name."""


@dataclass(frozen=True)
class Filter:
    """What a page looks at. ``None`` and empty tuples mean: everything.

    ``start`` and ``end`` are local days, both inclusive; ``as_of`` is an aware moment.
    """

    start: date | None = None
    end: date | None = None
    as_of: datetime | None = None
    sources: tuple[str, ...] = ()
    departments: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    agents: tuple[str, ...] = ()
    customers: tuple[str, ...] = ()

    def params(self) -> dict[str, Any]:
        """As query parameters; the store fills what is ``None`` with the whole period and the data's as_of."""
        lists = {name: list(getattr(self, name)) or None for name in LISTS}
        return {"start_date": self.start, "end_date": self.end, "as_of": self.as_of, **lists}

    def to_url(self) -> dict[str, str | list[str]]:
        """As URL parameters; what is not filtered is left out."""
        chosen: dict[str, str | list[str]] = {}
        for field in fields(self):
            value = getattr(self, field.name)
            if value:
                chosen[field.name] = list(value) if field.name in LISTS else value.isoformat()
        return chosen

    @classmethod
    def from_url(cls, values: Mapping[str, list[str]], zone: ZoneInfo | None = None) -> "Filter":
        """Read from URL parameters; anything unreadable there is as if it were not given.

        A moment without an offset is on the clock of ``zone`` and, without one, unreadable; days the wrong
        way round change places.
        """
        moments = {"start": date.fromisoformat, "end": date.fromisoformat, "as_of": datetime.fromisoformat}
        read: dict[str, Any] = {name: tuple(values[name]) for name in LISTS if values.get(name)}
        for name, parse in moments.items():
            try:
                read[name] = parse(values[name][0])
            except (KeyError, IndexError, ValueError):
                continue
        if "as_of" in read:
            read["as_of"] = _aware(read["as_of"], zone)
        if "start" in read and "end" in read:
            read["start"], read["end"] = sorted((read["start"], read["end"]))
        return cls(**read)

    def before(self, first: date, last: date) -> "Filter":
        """The same weekdays before: moved back by ceil(length / 7) × 7 days (METRICS, comparing periods).

        ``first`` and ``last`` are the period's real ends (the filter's own may be open).
        """
        weeks = -(-((last - first).days + 1) // 7)
        back = timedelta(days=7 * weeks)
        as_of = self.as_of - back if self.as_of else None
        return replace(self, start=first - back, end=last - back, as_of=as_of)

    def sentence(
        self,
        language: str,
        names: Mapping[str, Mapping[str, str]] | None = None,
        zone: ZoneInfo | None = None,
        has_period: bool = True,
    ) -> str:
        """The filter in words. ``names`` maps a list filter's ids to what people call them.

        ``zone`` is the clock on which ``as_of`` is said; without it, ``as_of``'s own.
        """
        parts = [self._period(language)] if has_period else []
        for name in LISTS:
            chosen = getattr(self, name)
            if chosen:
                known = (names or {}).get(name, {})
                said = ", ".join(known.get(one, one) or text.say("filter.none", language) for one in chosen)
                parts.append(text.say(f"filter.said.{name}", language, chosen=said))
        if self.as_of:
            moment = text.moment(self.as_of, zone or self.as_of.tzinfo, language)
            parts.append(text.say("filter.said.as_of", language, moment=moment))
        return " · ".join(parts)

    def _period(self, language: str) -> str:
        start, end = text.day(self.start, language), text.day(self.end, language)
        if self.start and self.end:
            return text.say("filter.said.between", language, start=start, end=end)
        if self.start:
            return text.say("filter.said.since", language, start=start)
        return text.say("filter.said.until" if self.end else "filter.said.whole", language, end=end)


def _aware(moment: datetime, zone: ZoneInfo | None) -> datetime | None:
    return moment if moment.tzinfo else zone and moment.replace(tzinfo=zone)


def one_before(chosen: Filter, first: date, last: date, as_of: datetime) -> Filter:
    """``Filter.before`` for a filter whose as_of is the data's own."""
    return replace(chosen, as_of=as_of).before(first, last)
