"""Days and their times in two columns (``times`` of a raw table): one moment as it would be written in one cell."""

# Identifiers are quoted by words.py and come from tables.py, source.toml or a header; cells never enter the SQL.

from dataclasses import replace

import duckdb

from dashboard.importing.rows.reading import RawRelation
from dashboard.importing.words import listed, literal, name, trimmed

NO_TIME = r"[ T]00:00(:00(\.0+)?)?$"
"""What a spreadsheet or a database adds to a day of which no time is known."""
NO_DAY = r"^\d{4}-\d\d-\d\d[ T]"
"""What a spreadsheet puts before a time that stands alone."""
HOURS = r"(?i)^(\d{1,2}) ?h(?:s|oras?)?$"
HOURS_AND_MINUTES = r"(?i)^(\d{1,2}) ?h ?(\d\d)(?: ?min?)?$"
"""``9h`` and ``9h15``, as they are written in Portuguese."""


def joined(
    connection: duckdb.DuckDBPyConnection, one: RawRelation, times: dict[str, str], missing: list[str]
) -> RawRelation:
    """The relation with each day's time behind it; a day without a time, or with a ``missing`` one, stays a day."""
    pairs = {day: time for day, time in times.items() if day in one.types and time in one.types}
    if not pairs:
        return one
    view = one.relation.replace("file_", "timed_")
    cells = ", ".join(f"{_moment(name(day), name(time), missing)} as {name(day)}" for day, time in pairs.items())
    connection.execute(f"create view {view} as select * replace ({cells}) from {one.relation}")
    return replace(one, relation=view, types={**one.types, **dict.fromkeys(pairs, "VARCHAR")})


def _moment(day: str, time: str, missing: list[str]) -> str:
    alone = f"regexp_replace({trimmed(f'cast({day} as text)')}, {literal(NO_TIME)}, '')"
    written = f"regexp_replace({trimmed(f'cast({time} as text)')}, {literal(NO_DAY)}, '')"
    written = rf"regexp_replace({written}, {literal(HOURS_AND_MINUTES)}, '\1:\2')"
    written = rf"regexp_replace({written}, {literal(HOURS)}, '\1:00')"
    known = f"case when lower({written}) not in ({listed([*map(str.lower, missing), ''])}) then {written} end"
    return f"{alone} || coalesce(' ' || {known}, '')"
