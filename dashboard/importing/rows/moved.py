"""Rows whose cells have moved into a neighbour's column: set aside, or the file refused where they are many.

No column says what it may hold, but its other cells do: dates, numbers, or a few words again and again. A cell has
moved where the column next to it knows its like, its own column does not, and the place it came from holds
something foreign. One of these alone is an odd value and no more.
"""

# Identifiers are quoted by words.py and come from tables.py, source.toml or a header; cells never enter the SQL.

import re
from collections import Counter
from dataclasses import dataclass, replace

import duckdb

from dashboard.errors import SourceError
from dashboard.importing.cells.dates import NAMED, YEAR_FIRST, YEAR_LAST
from dashboard.importing.words import BLANKS, listed, literal, name

SAMPLE_ROWS = 2000
"""Rows from which the columns are learnt, the first ones of the file: what moves, moves later. A shorter file is
looked at twice: with what its first third says, and with what the whole does."""
FEWEST_ROWS = 12
"""With fewer filled cells a column is not known well enough."""
MOST_WORDS = 40
"""A column with more different cells holds free text."""
USUAL = 0.9
"""Share of a column's filled cells that must be of one kind."""
RARE = 0.02
"""A word that makes up more than this share of a column belongs there."""
FEW = 3
"""As often as this a moved cell may itself have been met among the first rows."""
SHARED = 0.1
"""Two columns that share more of their cells (two people, two groups) say nothing about each other."""
FARTHEST = 2
"""Columns that a cell may have moved by."""
MOST_COLUMNS = 500
MANY = 0.2
"""Share of moved rows from which on it is not rows that moved, but the file that is two tables."""
MOST_CANDIDATES = 50_000
DATE = re.compile(f"{YEAR_FIRST}|{YEAR_LAST}|{NAMED.removeprefix('(?i)')}", re.IGNORECASE)
STARTS_LIKE_A_DATE = r"^\d{1,4}[-/. ][\dA-Za-z]"
NUMBER = re.compile(r"-?[\d.,]*\d")


@dataclass(frozen=True)
class Column:
    """What a column holds: ``kind`` is date, number, words or text."""

    kind: str
    words: Counter[str]
    filled_share: float
    date_share: float
    longest: int = 0
    most_blanks: int = 0

    def knows(self, cell: str) -> bool:
        """True where the cell is of the column's kind."""
        if self.kind == "date":
            return bool(DATE.match(cell))
        if self.kind == "number":
            return bool(NUMBER.fullmatch(cell))
        return self.kind == "words" and self.words[cell] > 1

    def is_foreign(self, cell: str) -> bool:
        """True where the cell cannot well belong here; a word never met before may."""
        if not cell:
            return self.filled_share > USUAL
        if self.kind in ("date", "number"):
            return not self.knows(cell)
        is_known = self.words[cell] > 0
        return self.kind == "words" and not is_known and (len(cell) > 2 * self.longest or bool(DATE.match(cell)))

    def has(self, cell: str) -> bool:
        """True where such cells are usual here."""
        if self.kind == "date":
            return bool(DATE.match(cell))
        if DATE.match(cell) and self.date_share <= SHARED:
            return False
        return self.words[cell] > max(FEW, RARE * self.words.total())


def set_aside(connection: duckdb.DuckDBPyConnection, relation: str, columns: tuple[str, ...], file: str) -> None:
    """Put the moved rows of a raw relation into ``raw_faults`` (rule ``cells-moved``).

    Raises ``SourceError`` where they are so many that the columns themselves have moved.
    """
    if len(columns) > MOST_COLUMNS:
        return
    quoted = ", ".join(name(column) for column in columns)
    first = f"select {quoted} from {relation} order by source_row limit {SAMPLE_ROWS}"
    sample = [[_plain(cell) for cell in row] for row in connection.execute(first).fetchall()]
    moved: dict[int, tuple[int, str]] = {}
    for rows in (sample, sample[: len(sample) // 3] if len(sample) < SAMPLE_ROWS else []):
        known = [_column([row[place] for row in rows]) for place in range(len(columns))]
        moved |= _found(connection, relation, columns, known)
    if moved:
        _tell(connection, relation, columns, file, [(row, *place) for row, place in moved.items()])


def _found(
    connection: duckdb.DuckDBPyConnection, relation: str, columns: tuple[str, ...], known: list[Column]
) -> dict[int, tuple[int, str]]:
    """Moved rows by their number: the place of the first cell that has moved, and the cell."""
    origins = [_origins(known, place) for place in range(len(known))]
    condition = _candidates(known, origins)
    if not condition:
        return {}
    cells = ", ".join(f"trim(cast({name(one)} as text), {literal(BLANKS)}) as c{at}" for at, one in enumerate(columns))
    rows = connection.execute(
        f"select * from (select {cells}, source_row from {relation}) where {condition} limit {MOST_CANDIDATES}"
    ).fetchall()
    found = ((row[-1], _moved(known, origins, [_plain(cell) for cell in row[:-1]])) for row in rows)
    return {row: place for row, place in found if place}


def _tell(connection: duckdb.DuckDBPyConnection, relation: str, columns: tuple[str, ...], file: str, moved: list):
    count = connection.execute(f"select count(*) from {relation}").fetchone()[0]
    if len(moved) > MANY * count:
        row, place, cell = min(moved)
        raise SourceError(
            "error.cells_moved", file=file, row=row, column=columns[place], cell=cell[:60], moved=len(moved), read=count
        )
    pairs = ", ".join(f"{literal(column)}: {name(column)}" for column in columns)
    connection.execute("create or replace temp table moved_rows (source_row bigint, field text, cell text)")
    connection.executemany(
        "insert into moved_rows values (?, ?, ?)", [(row, columns[place], cell) for row, place, cell in moved]
    )
    connection.execute(
        f"insert into raw_faults select {literal(file)}, source_row, field, 'cells-moved', cell, "
        f"cast(to_json({{{pairs}}}) as text), true from {relation} inner join moved_rows using (source_row)"
    )


def _column(cells: list[str]) -> Column:
    filled = [cell for cell in cells if cell]
    words = Counter(filled)
    share = len(filled) / len(cells) if cells else 0.0
    dates = sum(bool(DATE.match(cell)) for cell in filled)
    kind = _kind(filled, words, dates) if len(filled) >= FEWEST_ROWS else "text"
    bare = Column(kind, words, share, dates / len(filled) if filled else 0.0)
    own = [cell for cell in words if bare.knows(cell)]
    blanks = max((cell.count(" ") for cell in own), default=0)
    return replace(bare, longest=max(map(len, own), default=0), most_blanks=blanks)


def _kind(filled: list[str], words: Counter[str], dates: int) -> str:
    if dates >= USUAL * len(filled):
        return "date"
    repeated = sum(count for count in words.values() if count > 1)
    if len(words) <= min(MOST_WORDS, len(filled) / 3) and repeated >= USUAL * len(filled):
        return "words"
    is_number = sum(bool(NUMBER.fullmatch(cell)) for cell in filled) >= USUAL * len(filled)
    return "number" if is_number else "text"


def _plain(cell: object) -> str:
    return cell.strip(BLANKS) if isinstance(cell, str) else "" if cell is None else str(cell)


def _origins(known: list[Column], place: int) -> list[int]:
    """The neighbours whose like is told from the column's own."""
    around = range(max(0, place - FARTHEST), min(len(known), place + FARTHEST + 1))
    return [one for one in around if one != place and _are_distinct(known[place], known[one])]


def _are_distinct(column: Column, home: Column) -> bool:
    if home.kind == "text" or home.kind == column.kind == "date" or home.kind == column.kind == "number":
        return False
    if home.kind == "date":
        return column.date_share <= 2 * SHARED
    alike = sum(count for cell, count in column.words.items() if home.knows(cell))
    return alike <= SHARED * column.words.total()


def _candidates(known: list[Column], origins: list[list[int]]) -> str:
    """SQL: the rows worth a look, those with a cell that a neighbour knows and its own column does not.

    Cells are called ``c0`` and so on. What their first sign excludes is not asked further: dates and numbers begin with
    one that stands before the colon.
    """
    conditions = []
    for place, (column, around) in enumerate(zip(known, origins, strict=True)):
        cell = f"c{place}"
        kinds = {known[one].kind for one in around}
        words = {word for one in around if known[one].kind == "words" for word in known[one].words}
        if words:
            conditions.append(f"{cell} in ({listed(sorted(words))})")
        if "date" in kinds:
            conditions.append(f"({cell} < ':' and regexp_matches({cell}, {literal(STARTS_LIKE_A_DATE)}))")
        if "number" in kinds:
            conditions.append(f"({cell} < ':' and try_cast({cell} as double) is not null)")
        if column.kind != "text" and any(one.kind == "text" for one in known[max(0, place - 1) : place + 2]):
            conditions.append(f"strlen({cell}) - strlen(replace({cell}, ' ', '')) > {column.most_blanks + 1}")
    return " or ".join(conditions)


def _moved(known: list[Column], origins: list[list[int]], cells: list[str]) -> tuple[int, str] | None:
    """The first cell that has moved, with its place; ``None`` where all are at home."""
    for place, cell in enumerate(cells):
        column = known[place]
        if not cell or column.has(cell) or (column.kind != "words" and column.knows(cell)):
            continue
        if _is_prose_from_next_door(known, cells, place):
            return place, cell
        for origin in origins[place]:
            home, left = known[origin], cells[origin]
            if (
                home.knows(cell)
                and not home.knows(left)
                and (
                    home.is_foreign(left)
                    or (column.kind in ("words", "number") and not left and column.words[cell] <= FEW)
                    or any(known[one].knows(left) for one in origins[origin])
                )
            ):
                return place, cell
    return None


def _is_prose_from_next_door(known: list[Column], cells: list[str], place: int) -> bool:
    """True for several words more than the column has, where the free text beside it is empty or no text."""
    column, cell = known[place], cells[place]
    if column.kind == "text" or cell.count(" ") < column.most_blanks + 2:
        return False
    beside = [one for one in (place - 1, place + 1) if 0 <= one < len(known) and known[one].kind == "text"]
    return any(
        not cells[one]
        or any(known[other].knows(cells[one]) for other in (place, one - 1, one + 1) if 0 <= other < len(known))
        for one in beside
    )
