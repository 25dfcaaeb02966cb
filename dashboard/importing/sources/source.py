"""A source is a folder: ``source.toml`` says how an export looks, one SELECT per canonical table says what it means.

The folders that ship stand in ``queries/sources``; any other folder of that shape works as well. Everything
that differs between helpdesks belongs there; nothing in ``importing`` knows the name of one.
"""

import re
import tomllib
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field, ValidationError, ValidationInfo, field_validator

from dashboard.errors import SourceError
from dashboard.importing.sources import live_tables
from dashboard.importing.words import folded
from dashboard.settings import TURNS
from dashboard.store.tables import CANONICAL

ROOT = Path(__file__).parents[3] / "queries" / "sources"
STATES = (
    "new", "in_analysis", "in_progress", "waiting_customer", "on_hold", "resolved", "closed",
    "merged", "spam", "deleted", "monitoring", "test", "unknown",
)  # fmt: skip
STATUSES = "statuses"
SUBJECTS = ("tickets", "customers", "contacts", "feedback")
"""Canonical tables an export can be about: the first that a source delivers is the one it cannot do without, unless
its ``about`` says otherwise."""
Order = Literal["dmy", "mdy"]


class Part(BaseModel):
    """A part of ``source.toml``; a key that nobody reads is a mistake and refused."""

    model_config = ConfigDict(extra="forbid", frozen=True, ignored_types=(cached_property,))


class RawTable(Part):
    """One kind of raw file: the columns that recognise it, and how its cells are read.

    Rows of a ``lookup`` table explain others (names of groups, tags) and need not become rows of their own. A row
    whose only cell matches ``footer`` says something about the file and is set aside. ``times`` names, for a column
    of days, the column beside it that holds their time.
    """

    required: list[str] = Field(min_length=1)
    optional: list[str] = []
    aliases: dict[str, list[str]] = {}
    values: dict[str, str] = {}
    files: list[str] = []
    dates: list[str] = []
    times: dict[str, str] = {}
    needed: list[str] = []
    numbers: list[str] = []
    date_order: Order | None = None
    encoding: str | None = None
    footer: str | None = None
    lookup: bool = False
    database: live_tables.LiveTable | None = None

    @field_validator("footer")
    @classmethod
    def _footer_is_a_pattern(cls, footer: str | None) -> str | None:
        if footer:
            re.compile(footer)
        return footer

    @field_validator("times")
    @classmethod
    def _times_belong_to_dates(cls, times: dict[str, str], told: ValidationInfo) -> dict[str, str]:
        others = sorted(set(times) - set(told.data.get("dates", ())))
        if others:
            raise ValueError(f"{others[0]!r} is not among the dates")
        return times

    @property
    def columns(self) -> list[str]:
        """Every column that is spoken of; some twice."""
        return [*self.required, *self.optional, *self.dates, *self.times.values()]


class StatusMeaning(Part):
    """What a raw status stands for; ``turn`` is whose turn it is where there are no messages."""

    state: Literal[STATES]
    turn: Literal[TURNS] | None = None


class Scale(Part):
    """A scale of scores; the values in ``no_answer`` are no score."""

    no_answer: list[str] = []


class Source(Part):
    """A source as its folder describes it."""

    name: str
    folder: Path
    zone: str = ""
    missing: list[str] = []
    decimal: Literal[".", ","] = "."
    live: bool = False
    full: bool = False
    database: live_tables.Database | None = None
    tables: dict[str, RawTable] = Field(min_length=1)
    about: dict[Literal[SUBJECTS], str] = {}
    merge: dict[Literal["ticket_events", "feedback", "targets"], Literal["complete", "append"]] = {}
    statuses: dict[str, StatusMeaning] = {}
    channels: dict[str, str] = {}
    priorities: dict[str, str] = {}
    scales: dict[str, Scale] = {}

    @field_validator("statuses", mode="before")
    @classmethod
    def _plain_word_is_a_state(cls, statuses: dict) -> dict:
        return {raw: {"state": said} if isinstance(said, str) else said for raw, said in statuses.items()}

    @field_validator("zone")
    @classmethod
    def _zone_exists(cls, zone: str) -> str:
        if zone:
            try:
                ZoneInfo(zone)
            except (KeyError, ValueError, OSError) as error:
                raise ValueError(f"no time zone is named {zone!r}") from error
        return zone

    @cached_property
    def selects(self) -> dict[str, str]:
        """Canonical table → its SELECT, in the order of the canonical tables, tickets first."""
        order = ["tickets", *(name for name in CANONICAL if name != "tickets")]
        files = ((name, self.folder / f"{name}.sql") for name in order)
        return {name: file.read_text(encoding="utf-8") for name, file in files if file.exists()}

    @cached_property
    def status_select(self) -> str | None:
        """What the helpdesk's own table of statuses says of them: raw_status and state, and turn where it says that."""
        file = self.folder / f"{STATUSES}.sql"
        return file.read_text(encoding="utf-8") if file.exists() else None

    @property
    def subject(self) -> str:
        """What an export of this source is about: its tickets, else its customers, contacts or feedback."""
        return next(name for name in SUBJECTS if name in self.selects)

    def subject_of(self, raw_tables: set[str]) -> str:
        """What an export with these raw tables is about; the source's own subject where ``about`` does not say."""
        found = (name for name in SUBJECTS if self.about.get(name) in raw_tables)
        return next(found, self.subject)

    def can_read(self, column: str) -> bool:
        """False where no SELECT can use the column: neither its name nor a star stands in any."""
        said = "".join([*self.selects.values(), self.status_select or ""]).lower()
        return column.lower().replace('"', '""') in said or "*" in said

    def meaning(self, raw_status: str) -> StatusMeaning:
        """What a raw status stands for here; ``unknown`` where the source does not say."""
        return self._meanings.get(folded(raw_status), StatusMeaning(state="unknown"))

    @cached_property
    def _meanings(self) -> dict[str, StatusMeaning]:
        given = {folded(raw): meaning for raw, meaning in self.statuses.items()}
        return {"deleted": StatusMeaning(state="deleted"), **given}


def names() -> list[str]:
    """The sources that ship with the product."""
    return sorted(file.parent.name for file in ROOT.glob("*/source.toml"))


def find(name: str | Path) -> Source:
    """The source of that name, or in that folder. Raises ``SourceError`` with a suggestion where there is none."""
    folder = ROOT / str(name)
    if str(name) in names():
        return load(folder)
    if Path(name).is_dir():
        return load(Path(name))
    if Path(name).suffix.lower() == ".toml" and Path(name).is_file():
        from dashboard.importing.sources.mapped import load_mapping  # noqa: PLC0415 - a mapping file is a source, too

        return load_mapping(Path(name))
    near = get_close_matches(str(name), [*names(), "auto"], 3, 0.4)
    raise SourceError("error.source_unknown", source=str(name), near=", ".join(near or [*names(), "auto"]))


def load(folder: Path) -> Source:
    """Read and check a source's folder. Raises ``SourceError`` naming the file and the key at fault."""
    file = folder / "source.toml"
    try:
        told = tomllib.loads(file.read_text(encoding="utf-8"))
        source = Source.model_validate({"name": folder.name, **told, "folder": folder})
    except FileNotFoundError as error:
        raise SourceError("error.source_without_description", folder=str(folder)) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SourceError("error.source_invalid", file=str(file), setting="–", problem=str(error)) from error
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"])
        raise SourceError("error.source_invalid", file=str(file), setting=key, problem=first["msg"]) from error
    _check_selects(source)
    _check_database(source)
    return source


def _check_database(source: Source) -> None:
    named = {
        name: (table.database, [*table.required, *table.optional, *table.dates])
        for name, table in source.tables.items()
    }
    for table, problem in live_tables.check(source.database, named):
        file, setting = str(source.folder / "source.toml"), f"tables.{table}.database"
        raise SourceError("error.source_invalid", file=file, setting=setting, problem=problem)


def _check_selects(source: Source) -> None:
    if not any(name in source.selects for name in SUBJECTS):
        raise SourceError("error.source_without_subject", folder=str(source.folder))
    for subject, table in source.about.items():
        if table not in source.tables or subject not in source.selects:
            problem = f"there is no table {table!r} or no {subject}.sql"
            raise SourceError(
                "error.source_invalid",
                file=str(source.folder / "source.toml"), setting=f"about.{subject}", problem=problem,
            )  # fmt: skip
    for file in sorted(source.folder.glob("*.sql")):
        known = [*CANONICAL, STATUSES]
        if file.stem not in known:
            near = get_close_matches(file.stem, known, 1, 0) or ["tickets"]
            raise SourceError("error.source_select_unknown", file=str(file), near=near[0], known=", ".join(known))
