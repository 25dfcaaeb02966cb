"""Parameters of a query: from what a page, a URL or a command line gives to what the database takes."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from difflib import get_close_matches
from typing import Any
from zoneinfo import ZoneInfo

from dashboard.errors import QueryError
from dashboard.settings import Settings
from dashboard.store.info import Info
from dashboard.store.queries import FILTER_COLUMNS, Param, QueryFile

BAND_EDGES = (1, 3, 5)
"""Working days at which the age bands of the queue end: on time, watch, late, forgotten."""


def thresholds(settings: Settings) -> dict[str, Any]:
    """The settings that queries take as parameters, working days turned into working seconds."""
    day = settings.time.working_day_seconds
    return {
        **{f"stale_{turn}_seconds": seconds for turn, seconds in settings.stale_seconds.items()},
        "ask_to_close_seconds": round(settings.stale.ask_to_close * day),
        "status_without_event_seconds": round(settings.stale.status_without_event * day),
        "incident_customers": settings.incidents.customers,
        "band_edges_seconds": [days * day for days in BAND_EDGES],
        "overtaken_seconds": settings.order.overtaken_minutes * 60,
        "forgotten_seconds": settings.order.forgotten_days * day,
        "departure_seconds": settings.order.departure_days * day,
        "coverage_days": settings.order.coverage_days,
        "again_days": settings.rights.again_days,
        "least_tickets": settings.rights.least_tickets,
    }


def bound(
    query: QueryFile, given: Mapping[str, Any], info: Info, as_of: datetime, settings: Settings
) -> dict[str, Any]:
    """Every parameter of the query with a value of its type.

    Left out or ``None``: the whole period, no filter, the data's as_of and its local day, the settings' thresholds,
    ``None`` for the rest. The page's common parameters may be given to any query; another name it does not declare is
    refused with a suggestion.
    """
    declared = {param.name: param for param in query.params}
    common = {"start_date", "end_date", "as_of", "zone", *FILTER_COLUMNS}
    for name in given.keys() - declared.keys() - common:
        near = get_close_matches(name, declared, 3, 0.4) or list(declared)
        raise QueryError("error.query_param_unknown", name=query.name, param=name, near=", ".join(near) or "–")
    defaults = {"start_date": info.first_day, "end_date": info.last_day, "as_of": as_of, "zone": info.zone.key}
    defaults["today"] = as_of.astimezone(info.zone).date()
    defaults |= thresholds(settings)
    values = {}
    for name, param in declared.items():
        value = given.get(name)
        values[name] = defaults.get(name) if value is None else _typed(query.name, param, value, info.zone)
    return values


def _typed(query_name: str, param: Param, value: Any, zone: ZoneInfo) -> Any:
    try:
        read = _READERS[param.kind](value)
        # A moment without a zone is what the clock on the company's wall shows.
        return read.replace(tzinfo=zone) if isinstance(read, datetime) and read.tzinfo is None else read
    except (ValueError, TypeError, KeyError) as error:
        raise QueryError(
            "error.query_param_value", name=query_name, param=param.name, kind=param.kind, value=str(value)
        ) from error


def _moment(value: Any) -> datetime:
    return value if isinstance(value, datetime) else datetime.fromisoformat(str(value))


def _day(value: Any) -> date:
    return value if isinstance(value, date) and not isinstance(value, datetime) else date.fromisoformat(str(value))


def _truth(value: Any) -> bool:
    return value if isinstance(value, bool) else {"true": True, "false": False}[str(value).lower()]


def _list(item: Callable[[Any], Any]) -> Callable[[Any], list]:
    return lambda value: [item(one) for one in ([value] if isinstance(value, str | int) else value)]


_READERS: dict[str, Callable[[Any], Any]] = {
    "text": str,
    "bigint": int,
    "integer": int,
    "double": float,
    "boolean": _truth,
    "date": _day,
    "timestamptz": _moment,
    "text[]": _list(str),
    "bigint[]": _list(int),
}
