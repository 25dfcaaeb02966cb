"""From canonical tables to facts: the calendar, the words of the settings, and the SQL of ``queries/warehouse``.

Nothing here depends on as_of. The facts are always rebuilt whole: it costs seconds, and no half-updated
number can survive.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import duckdb
import pyarrow as pa

from dashboard import reach, worktime
from dashboard.errors import ImportRefused
from dashboard.importing import contacts
from dashboard.settings import Settings, Words
from dashboard.store import tables
from dashboard.store.queries import ROOT, with_parts

STEPS = ROOT / "warehouse"
FACT_TABLES = (
    "working_intervals", "spells", "turn_spells", "stall_spells", "state_spells", "daily_states", "passages",
    "daily_flows", "ticket_facts", "ratings", "rating_requests", "phone_numbers", "email_addresses", "contact_ways",
    "customer_domains", "orphan_writers", "record_rules", "record_facts", "shared_ways",
)  # fmt: skip
CALENDAR_BEFORE = timedelta(days=14)
CALENDAR_AFTER = timedelta(days=730)
_EARLIEST = date(1990, 1, 1)
_LATEST = date(2100, 1, 1)
READERS = (Path(contacts.__file__), *sorted(Path(reach.__file__).parent.glob("*.py")))
"""The code that understands contacts: what it says is part of the facts."""
NEVER = "$^"
"""A pattern that matches nothing: what an empty list of words stands for."""


def fingerprint(settings: Settings) -> str:
    """Twelve hex digits over all that the facts come from but the data: settings, steps, and table definitions.

    Facts of another fingerprint are out of date: the server builds them anew before it serves.
    """
    known = hashlib.sha256(settings.facts_hash.encode())
    for sql in _steps():
        known.update(sql.encode())
    for file in [Path(__file__), Path(worktime.__file__), Path(tables.__file__), *READERS]:
        known.update(file.read_bytes())
    return known.hexdigest()[:12]


def build(connection: duckdb.DuckDBPyConnection, settings: Settings) -> None:
    """Fill every fact table of the open warehouse from its canonical tables; what was there is replaced."""
    connection.execute("set TimeZone='UTC'")
    connection.execute("set default_null_order='nulls_last_on_asc_first_on_desc'")
    for table in FACT_TABLES:
        connection.execute(f"delete from {table}")
    _fill_calendar(connection, settings)
    _set_variables(connection, settings)
    contacts.understand(connection)
    for sql in _steps():
        connection.execute(sql)


def _steps() -> list[str]:
    """The steps in their order, with the parts that they share with the questions."""
    return [with_parts(file.read_text(encoding="utf-8")) for file in sorted(STEPS.glob("*.sql"))]


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
        "closing_word_limit": settings.words.closing_word_limit,
        **thresholds(settings),
        **patterns(settings.words),
    }
    for name, value in variables.items():
        connection.execute(f"set variable {name} = {_literal(value)}")


def _literal(value: object) -> str:
    if isinstance(value, list):
        return "cast([" + ", ".join(_literal(one) for one in value) + "] as text[])"
    return str(value) if isinstance(value, int) else "'" + str(value).replace("'", "''") + "'"


def thresholds(settings: Settings) -> dict[str, int]:
    """Working seconds of silence after which a ticket counts as stalled, by whose turn it is."""
    return {f"stale_{turn}_seconds": seconds for turn, seconds in settings.stale_seconds.items()}


def patterns(words: Words) -> dict[str, str]:
    """The phrases as regular expressions over lower-case text without accents."""
    whole = (
        "holding", "request", "negation", "own_step", "promise", "hedge", "confirmation", "acceptance",
        "thanks", "unfinished", "automated", "notice", "other_closing",
    )  # fmt: skip
    found = {name: _whole_words(getattr(words, name)) for name in whole}
    harmless = _any(sorted(words.harmless, key=lambda phrase: -len(phrase.split())))
    between = rf"(?:\s+(?:{_any(words.denial_between)})){{0,3}}"
    no_trouble = rf"(?:{_any(words.denial)}){between}\s+(?:{_any(words.trouble)})"
    found["harmless"] = rf"\b(?:{harmless}|{no_trouble})\b"
    found["robot_senders"] = "|".join(re.escape(part.lower()) for part in words.robot_senders) or NEVER
    closers = [*words.thanks, *words.praise, *words.success]
    polite = f"{_any([*closers, *words.courtesy])}|{no_trouble}"
    found["closer"] = _whole_words(closers)
    clause = _clause(closers)
    found["closing_only"] = _only(polite, clause)
    found["consent"] = _only(f"{_any(words.consent)}|{polite}", clause)
    found["consent_word"] = _whole_words(words.consent)
    glad = _only(polite, _clause([*closers, *words.acceptance, *words.confirmation]))
    found["refusal"] = f"[^a-z0-9]*(?:{_any(words.refusal)})(?:[^a-z0-9]{glad})?"
    asked = [*words.formality, *words.outcome_question, *words.further_question]
    found["formality"] = _sentence(asked, "[.!?]?")
    for name in ("closing_question", "outcome_question", "further_question", "leave_question"):
        found[name] = _sentence(getattr(words, name), "[?]")
    found["automatic_reply"] = f"^[^a-z0-9]*(?:(?:{polite})[^a-z0-9]+)*(?:{_any(words.automatic_reply)})(?:[^a-z0-9]|$)"
    goes_on = f"\\s+(?:{_any(words.receipt_goes_on)})(?:[^a-z0-9]|$)"
    found["receipt"] = (
        f"(?:^|[^a-z0-9])(?:{_any(words.receipt)})(?:\\s*#?[0-9][\\w-]*)?(?:\\s*[.!,;:\\n]|\\s*$|{goes_on})"
    )
    return {name: pattern if getattr(words, name, True) else NEVER for name, pattern in found.items()}


def _plain(phrase: str) -> str:
    """As messages are compared: lower case, without accents, one kind of apostrophe."""
    apart = unicodedata.normalize("NFKD", phrase.lower().replace("’", "'"))
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def _any(phrases: list[str]) -> str:
    return "|".join(r"[\s,]+".join(_one_of(word) for word in _plain(phrase).split()) for phrase in phrases)


def _one_of(word: str) -> str:
    """A word of a phrase: ``pode/podem`` is either, ``*`` any letters."""
    either = [re.escape(one).replace(r"\*", "[a-z0-9']*") for one in word.split("/")]
    return either[0] if len(either) == 1 else f"(?:{'|'.join(either)})"


def _whole_words(phrases: list[str]) -> str:
    """Any of the phrases as whole words; a sign such as 👍 needs no room around it."""
    signs = [phrase for phrase in phrases if not re.search(r"\w", phrase)]
    words = [phrase for phrase in phrases if phrase not in signs]
    either = [f"(?:^|[^a-z0-9])(?:{_any(words)})(?:[^a-z0-9]|$)"] if words else []
    return "|".join([*either, *(re.escape(sign) for sign in signs)])


def _clause(phrases: list[str]) -> str:
    """A clause with one of the phrases and a few words of any kind on either side; a number is none."""
    words = [phrase for phrase in phrases if re.search(r"\w", phrase)]
    return rf"(?:[a-z'-]+[ \t]+){{0,2}}(?:{_any(words)})(?:[ \t]+[a-z'-]+){{0,3}}[ \t]*(?:[^a-z0-9 \t'-]|$)"


def _only(words: str, clause: str) -> str:
    """Nothing but these words, whatever stands between them, and such clauses."""
    return f"[^a-z0-9]*(?:(?:{words})[^a-z0-9]+|{clause}[^a-z0-9]*)*(?:{words})?[^a-z0-9]*"


def _sentence(phrases: list[str], end: str) -> str:
    """A whole sentence that holds one of the phrases."""
    return rf"[^.!?\n]*\b(?:{_any(phrases)})\b[^.!?\n]*{end}"
