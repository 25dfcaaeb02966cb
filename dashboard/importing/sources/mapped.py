"""A mapping file: the shortest source a person can write, one line per column of one table of tickets.

``ticket_id = "Nº"`` says which column of the table is which of ours; the SELECTs follow from that. A moment may stand
in two columns, ``opened_at = ["Dia", "Hora"]``.
"""

import tomllib
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path

from pydantic import ValidationError

from dashboard.errors import SourceError
from dashboard.importing.sources.source import Source
from dashboard.importing.words import name
from dashboard.store.tables import CANONICAL, Moment

TABLE = "mapped"
SETTINGS = ("name", "zone", "missing", "decimal", "full", "statuses", "channels", "priorities")
"""Keys that mean what they mean in source.toml."""
TICKETS = {column.name: column for column in CANONICAL["tickets"].columns if column.name != "source"}
PEOPLE = {"customers": "customer_id", "agents": "agent_id"}
ENDS = ("closed_at", "resolved_at")
DAY_AND_TIME = 2
BY_END = {"open": "in_progress", "closed": "closed"}
"""Statuses where the table has none: a ticket without an end is open."""


class MappedSource(Source):
    """A source that a mapping file describes; ``reads`` maps our columns to those of the table."""

    reads: dict[str, str]

    @cached_property
    def selects(self) -> dict[str, str]:
        """The SELECTs that the mapping stands for."""
        lines = [f"{name(raw)} as {ours}" for ours, raw in self.reads.items()]
        if "raw_status" not in self.reads:
            end = next(one for one in ENDS if one in self.reads)
            lines.append(f"if({name(self.reads[end])} is null, 'open', 'closed') as raw_status")
        made = {"tickets": f"select {', '.join(lines)}, source_file, source_row from {TABLE}"}
        for table, key in PEOPLE.items():
            if key in self.reads:
                cell = name(self.reads[key])
                made[table] = (
                    f"select distinct {cell} as {key}, {cell} as name, null as source_file, null as source_row "
                    f"from {TABLE} where {cell} is not null"
                )
        return made


def load_mapping(file: Path) -> MappedSource:
    """Read and check a mapping file. Raises ``SourceError`` naming the key at fault."""
    try:
        told = tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SourceError("error.source_invalid", file=str(file), setting="–", problem=str(error)) from error
    settings = {key: told.pop(key) for key in SETTINGS if key in told}
    date_order = told.pop("date_order", None)
    _check(file, told)
    if "raw_status" not in told:
        settings.setdefault("statuses", BY_END)
    pairs = {ours: raw for ours, raw in told.items() if isinstance(raw, list)}
    told |= {ours: day for ours, (day, _) in pairs.items()}
    times = dict(pairs.values())
    dates = [raw for ours, raw in told.items() if _is_moment(ours)]
    required = list(dict.fromkeys([*told.values(), *times.values()]))
    table = {"required": required, "dates": dates, "times": times, "date_order": date_order}
    table["needed"] = [told["opened_at"]]
    try:
        return MappedSource.model_validate(
            {"name": file.stem, **settings, "folder": file.parent, "tables": {TABLE: table}, "reads": told}
        )
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"])
        raise SourceError("error.source_invalid", file=str(file), setting=key, problem=first["msg"]) from error


def _check(file: Path, reads: dict[str, object]) -> None:
    for key, raw in reads.items():
        if key not in TICKETS:
            known = [*TICKETS, *SETTINGS, "date_order"]
            near = ", ".join(get_close_matches(key, known, 3, 0.4) or known[:6])
            raise SourceError("error.mapping_key", file=str(file), key=key, near=near)
        columns = raw if isinstance(raw, list) and len(raw) == DAY_AND_TIME and _is_moment(key) else [raw]
        if not all(isinstance(column, str) and column.strip() for column in columns):
            raise SourceError("error.mapping_column", file=str(file), key=key)
    for key in ("ticket_id", "opened_at"):
        if key not in reads:
            raise SourceError("error.mapping_missing", file=str(file), key=key)
    if "raw_status" not in reads and not any(key in reads for key in ENDS):
        raise SourceError("error.mapping_missing", file=str(file), key="raw_status")


def _is_moment(ours: str) -> bool:
    return isinstance(TICKETS[ours].type, type(Moment))
