"""Which raw file is which table, by header and content; names of files are only a hint."""

import csv
import fnmatch
import itertools
import re
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from pyarrow import parquet

from dashboard.errors import DashboardError, SourceError
from dashboard.importing.files.layout import Layout, layouts
from dashboard.importing.files.raw_files import RawFile
from dashboard.importing.sources.source import RawTable, Source
from dashboard.importing.words import few, folded

NEARLY = 0.6
SAMPLE = 200
ALWAYS_TOLD = ("error.zero_byte", "error.encoding_unmarked")
TABLE_ENDINGS = (".csv", ".tsv", ".xls", ".xlsx", ".parquet")


@dataclass(frozen=True)
class Matched:
    """A raw file taken for a raw table. ``renamed`` maps the file's columns to what the source calls them."""

    file: RawFile
    table: str
    layout: Layout
    renamed: dict[str, str]

    @property
    def columns(self) -> tuple[str, ...]:
        return tuple(self.renamed.get(column, column) for column in self.layout.columns)


@dataclass
class Recognised:
    """What became of the files of an export."""

    matched: list[Matched] = field(default_factory=list)
    unmapped: list[str] = field(default_factory=list)
    problems: list[DashboardError] = field(default_factory=list)
    nearest: str = ""


@dataclass(frozen=True)
class Fit:
    """How well a file, read in one way, fits one raw table."""

    table: str
    layout: Layout
    renamed: dict[str, str]
    missing: tuple[str, ...]
    required_count: int
    is_named: bool

    @property
    def share(self) -> float:
        return 1 - len(self.missing) / self.required_count

    @property
    def rank(self) -> tuple:
        return (not self.missing, self.is_named, self.required_count - len(self.missing), len(self.layout.columns))


def recognise(source: Source, files: list[RawFile]) -> Recognised:
    """Find the raw table of each file; a file that nearly fits one is a problem, any other is not mapped."""
    result = Recognised()
    for file in files:
        try:
            _place(source, file, result)
        except SourceError as error:
            result.problems.append(error)
    result.problems += _hidden_beside_visible(result.matched)
    if not result.problems and not any(one.table in subject_tables(source) for one in result.matched):
        result.problems.append(_nothing_found(source, files, result))
    return result


def _hidden_beside_visible(matched: list[Matched]) -> list[SourceError]:
    """A hidden sheet is data, unless a visible one of the book is the same table: then it may be an older copy."""

    def book(one: Matched) -> tuple[str, str]:
        return one.file.name.rpartition("/")[0], one.table

    visible = {book(one): one.file.name for one in matched if one.file.form == "sheet" and not one.file.is_hidden}
    return [
        SourceError("error.sheet_hidden", file=one.file.name, table=one.table, visible=visible[book(one)])
        for one in matched
        if one.file.is_hidden and book(one) in visible
    ]


def _place(source: Source, file: RawFile, result: Recognised) -> None:
    fits = sorted((_fits(source, file)), key=lambda fit: fit.rank, reverse=True)
    best = fits[0] if fits else None
    if best and not best.missing:
        result.matched.append(Matched(file, best.table, best.layout, best.renamed))
    elif best and (best.share >= NEARLY or best.is_named):
        raise _missing_columns(file, best)
    else:
        result.unmapped.append(file.name)
        if not result.nearest and best:
            result.nearest = f"{file.name}: {few(best.layout.columns)}"


def _fits(source: Source, file: RawFile) -> list[Fit]:
    fits: list[Fit] = []
    failure = None
    for encoding in dict.fromkeys(table.encoding for table in source.tables.values()):
        try:
            ways = layouts(file, encoding)
        except SourceError as error:
            if error.key in ALWAYS_TOLD or PurePosixPath(file.name).suffix.lower() in TABLE_ENDINGS:
                failure = failure or error
            continue
        for name, table in source.tables.items():
            if table.encoding == encoding:
                fits += [_fit(name, table, file, layout) for layout in ways]
    found = [fit for fit in fits if fit.missing or _content_fits(source.tables[fit.table], file, fit)]
    if failure and all(fit.missing for fit in found):
        raise failure
    return found


def _fit(name: str, table: RawTable, file: RawFile, layout: Layout) -> Fit:
    renamed = _renamed(table, layout.columns)
    present = {folded(renamed.get(column, column)) for column in layout.columns}
    missing = tuple(column for column in table.required if folded(column) not in present)
    base = PurePosixPath(file.name).name.lower()
    is_named = any(fnmatch.fnmatch(base, pattern.lower()) for pattern in table.files)
    return Fit(name, layout, renamed, missing, len(table.required), is_named)


def _renamed(table: RawTable, columns: tuple[str, ...]) -> dict[str, str]:
    """Columns of the file → the names by which the SELECTs know them."""
    known = {folded(column): column for column in table.columns}
    for column, others in table.aliases.items():
        known |= {folded(other): column for other in others}
    renamed: dict[str, str] = {}
    for column in columns:
        said = known.get(folded(column))
        if said and said not in renamed.values() and (said == column or said not in columns):
            renamed[column] = said
    return renamed


def _content_fits(table: RawTable, file: RawFile, fit: Fit) -> bool:
    """True unless the first values of a column with a pattern mostly break it."""
    if not table.values:
        return True
    places = {fit.renamed.get(column, column): at for at, column in enumerate(fit.layout.columns)}
    rows = sample(file, fit.layout)
    for column, pattern in table.values.items():
        cells = [row[places[column]].strip() for row in rows if len(row) > places[column]]
        filled = [cell for cell in cells if cell]
        fitting = sum(bool(re.fullmatch(pattern, cell, re.IGNORECASE)) for cell in filled)
        if filled and fitting * 2 < len(filled):
            return False
    return True


def sample(file: RawFile, layout: Layout) -> list[list[str]]:
    """The first rows below the header; cells as text."""
    if layout.is_parquet:
        top = next(parquet.ParquetFile(file.path).iter_batches(batch_size=SAMPLE), None)
        rows = zip(*(column.to_pylist() for column in top.columns), strict=True) if top else ()
        return [["" if cell is None else str(cell) for cell in row] for row in rows][layout.header_row :]
    with file.path.open(encoding=layout.encoding, newline="") as stream:
        reader = csv.reader(stream, delimiter=layout.delimiter)
        try:
            return list(itertools.islice(reader, layout.header_row, layout.header_row + SAMPLE))
        except csv.Error:
            return []


def subject_tables(source: Source) -> set[str]:
    """The raw tables that the tickets come from, or whatever else the source is about: one of them must be there."""
    if source.about:
        return set(source.about.values())
    said = source.selects[source.subject].lower()
    return {name for name in source.tables if re.search(rf"\b{re.escape(name.lower())}\b", said)}


def _missing_columns(file: RawFile, fit: Fit) -> SourceError:
    return SourceError(
        "error.columns_missing",
        file=file.name,
        table=fit.table,
        missing=", ".join(fit.missing),
        found=few(fit.layout.columns),
    )


def expected(source: Source) -> str:
    """What an export of this source must hold, in its shortest useful form."""
    needed = (name for name in source.tables if name in subject_tables(source))
    return "; ".join(f"{name}: {few(source.tables[name].required, 8)}" for name in needed)


def _nothing_found(source: Source, files: list[RawFile], result: Recognised) -> SourceError:
    found = result.nearest or few([file.name for file in files], 6)
    return SourceError("error.nothing_recognised", source=source.name, expected=expected(source), found=found)
