"""From canonical tables to facts: the calendar, the words of the settings, and the SQL of ``queries/warehouse``.

Nothing here depends on as_of. The facts are always rebuilt whole: it costs seconds, and no half-updated
number can survive.
"""

import hashlib
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import duckdb
import pyarrow as pa

from dashboard import forecast, reach, secrets, worktime
from dashboard.errors import ImportRefused
from dashboard.importing.facts import conduct, contacts, forecasts, matters, order, phrases
from dashboard.settings import Settings
from dashboard.store import tables
from dashboard.store.queries import ROOT, with_parts

STEPS = ROOT / "warehouse"
FACT_TABLES = (
    "working_intervals", "spells", "turn_spells", "stall_spells", "state_spells", "daily_states", "passages",
    "daily_flows", "ticket_facts", "resolutions", "waits", "forecast_tests", "rule_hits", "promises", "incidents",
    "incident_tickets", "ratings", "rating_requests", "phone_numbers", "email_addresses", "contact_ways",
    "customer_domains", "orphan_writers", "record_rules", "record_facts", "shared_ways",
)  # fmt: skip
CALENDAR_BEFORE = timedelta(days=14)
CALENDAR_AFTER = timedelta(days=730)
_EARLIEST = date(1990, 1, 1)
_LATEST = date(2100, 1, 1)
READERS = (
    *(file for code in (__file__, reach.__file__, secrets.__file__) for file in sorted(Path(code).parent.glob("*.py"))),
    *(Path(module.__file__) for module in (forecast, worktime, tables)),
)
"""The code beside the steps: what it says of words, secrets, contacts and the order of arrival is part of the facts."""
AFTER = {"77_waits": order.judge, "78_order": forecasts.fill}
"""What follows a step and is no SQL: a join of every wait with every younger one is quadratic."""


def fingerprint(settings: Settings) -> str:
    """Twelve hex digits over all that the facts come from but the data: settings, steps, and table definitions.

    Facts of another fingerprint are out of date: the server builds them anew before it serves.
    """
    known = hashlib.sha256(settings.facts_hash.encode())
    for sql in _steps().values():
        known.update(sql.encode())
    for file in READERS:
        known.update(file.read_bytes())
    return known.hexdigest()[:12]


def build(connection: duckdb.DuckDBPyConnection, settings: Settings) -> None:
    """Fill every fact table of the open warehouse from its canonical tables; what was there is replaced."""
    connection.execute("set TimeZone='UTC'")
    connection.execute("set default_null_order='nulls_last_on_asc_first_on_desc'")
    for table in FACT_TABLES:
        connection.execute(f"delete from {table}")
    _fill_calendar(connection, settings)
    _fill_targets(connection, settings)
    _set_variables(connection, settings)
    contacts.understand(connection)
    matters.prepare(connection, settings)
    for step, sql in _steps().items():
        connection.execute(sql)
        if step in AFTER:
            AFTER[step](connection, settings)


def _steps() -> dict[str, str]:
    """The steps in their order, with the parts that they share with the questions."""
    return {file.stem: with_parts(file.read_text(encoding="utf-8")) for file in sorted(STEPS.glob("*.sql"))}


def check(connection: duckdb.DuckDBPyConnection) -> None:
    """Raise ``ImportRefused`` where two roads to one number disagree: nothing is published then."""
    running, counted = connection.execute(
        """
        select
            (select coalesce(sum(case
                when kind in ('opened', 'reopened', 'reopened_by_thanks', 'moved_in') then passage_count
                when kind in ('closed', 'moved_out') then -passage_count else 0 end), 0) from daily_flows),
            (select count(*) from spells where is_open and ended_at = timestamptz 'infinity')
        """
    ).fetchone()
    if running != counted:
        raise ImportRefused("error.stock_identity", running=int(running), counted=int(counted))


def _fill_calendar(connection: duckdb.DuckDBPyConnection, settings: Settings) -> None:
    first, last = connection.execute(
        "select min(opened_at), (select max(exported_at) from sources) from tickets"
    ).fetchone()
    start = max(_day(first or last) - CALENDAR_BEFORE, _EARLIEST)
    end = min(max(_day(last), start) + CALENDAR_AFTER, _LATEST)
    rows = pa.Table.from_pylist(list(_calendar(settings, start, end)), schema=_CALENDAR_SCHEMA)
    connection.register("calendar_rows", rows)
    connection.execute("insert into working_intervals by name select * from calendar_rows order by calendar, starts_at")
    connection.unregister("calendar_rows")


def _calendar(settings: Settings, start: date, end: date) -> Iterator[dict]:
    """One calendar for everybody (named ''), and one for each department with hours of its own."""
    for department in ["", *_own_calendars(settings)]:
        seconds = 0
        for starts_at, ends_at in worktime.intervals(settings, department, start, end):
            yield {
                "calendar": department,
                "starts_at": starts_at,
                "ends_at": ends_at,
                "working_seconds_before": seconds,
            }
            seconds += int((ends_at - starts_at).total_seconds())


def _own_calendars(settings: Settings) -> list[str]:
    return sorted({one.department for one in [*settings.time.hours, *settings.time.part_days]} - {""})


def _fill_targets(connection: duckdb.DuckDBPyConnection, settings: Settings) -> None:
    """The targets of the settings, the most specific first; of equally specific ones the first written."""
    connection.execute(
        "create or replace temp table answer_targets"
        " (rank integer, department text, support_level text, priority text, target_working_seconds bigint)"
    )
    by_rank = sorted(settings.targets.answers, key=lambda target: -target.named)
    for rank, target in enumerate(by_rank):
        names = [name.lower() for name in (target.department, target.level, target.priority)]
        row = [rank, *names, round(target.hours * 3600)]
        connection.execute("insert into answer_targets values (?, ?, ?, ?, ?)", row)


_CALENDAR_SCHEMA = pa.schema(
    {
        "calendar": pa.string(),
        "starts_at": pa.timestamp("us", "UTC"),
        "ends_at": pa.timestamp("us", "UTC"),
        "working_seconds_before": pa.int64(),
    }
)


def _day(moment: datetime | None) -> date:
    return moment.date() if moment else _EARLIEST


def _set_variables(connection: duckdb.DuckDBPyConnection, settings: Settings) -> None:
    variables: dict[str, object] = {
        "zone": settings.time.zone,
        "own_calendars": _own_calendars(settings),
        "instant_channels": [name.lower() for name in settings.channels.instant],
        "emergency_priorities": [phrases.plain(name) for name in settings.targets.emergency_priorities],
        "closing_word_limit": settings.words.closing_word_limit,
        **thresholds(settings),
        **phrases.patterns(settings.words),
        **conduct.variables(settings),
        **_matters(settings),
    }
    for name, value in variables.items():
        connection.execute(f"set variable {name} = {_literal(value)}")


def _matters(settings: Settings) -> dict[str, object]:
    """How far reasons, duplicates and incidents are looked for."""
    seconds = settings.incidents.usual_days * settings.time.working_day_seconds
    return {
        "opening_letters": settings.reasons.opening_letters,
        **{f"duplicate_{name}": limit for name, limit in settings.duplicates if not isinstance(limit, list)},
        **{f"incident_{name}": limit for name, limit in settings.incidents},
        "incident_usual_seconds": seconds,
        "working_day_seconds": settings.time.working_day_seconds,
    }


def _literal(value: object) -> str:
    if isinstance(value, list):
        return "cast([" + ", ".join(_literal(one) for one in value) + "] as text[])"
    return str(value) if isinstance(value, int | float) else "'" + str(value).replace("'", "''") + "'"


def thresholds(settings: Settings) -> dict[str, int]:
    """Working seconds of silence after which a ticket counts as stalled, by whose turn it is."""
    return {f"stale_{turn}_seconds": seconds for turn, seconds in settings.stale_seconds.items()}
