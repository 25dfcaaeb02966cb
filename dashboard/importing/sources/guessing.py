"""Which source an export comes from, where nobody said: the one whose tickets are in its files.

A source without tickets is taken only where none with tickets fits: customers stand in most exports.
"""

from dashboard.errors import DashboardError, SourceError
from dashboard.importing.files.raw_files import RawFile
from dashboard.importing.sources.recognise import Matched, expected, recognise, subject_tables
from dashboard.importing.sources.source import Source, find, names
from dashboard.importing.words import few, folded

UNREADABLE = (
    "error.file_empty", "error.encoding_mixed", "error.parquet_broken", "error.zero_byte", "error.encoding_unmarked",
    "error.markup",
)  # fmt: skip
OF_TICKETS = {"status", "situação", "situacao"}
"""Columns that answers to a form do not have: a list of tickets with a date and a text would pass for them."""


def guess(files: list[RawFile]) -> Source:
    """The one shipped source whose tickets (else customers or contacts) are in these files, for ``auto``.

    Raises ``SourceError`` where none is (with the one that nearly is, else with what each expected) or several are
    (with their names).
    """
    sources = [find(name) for name in names()]
    found = {}
    near: list[tuple[float, Source, DashboardError]] = []
    for source in sources:
        recognised = recognise(source, files)
        near += [(_missing_share(source, one), source, one) for one in recognised.problems if _is_near(source, one)]
        tables = {one.table for one in recognised.matched}
        if tables & subject_tables(source):
            subject = source.subject_of(tables)
            if subject != "feedback" or not any(_has_status(one) for one in recognised.matched):
                found[source.name] = source, subject
    fitting = [source for source, subject in found.values() if subject == "tickets"]
    fitting = fitting or [source for source, _ in found.values()]
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        raise SourceError("error.auto_several", sources=", ".join(source.name for source in fitting))
    if near:
        _, source, problem = min(near, key=lambda one: one[0])
        raise SourceError("error.auto_nearly", source=source.name, **problem.facts)
    told = "\n".join(f"  {source.name} – {expected(source)}" for source in sources)
    seen = recognise(sources[0], files)
    problem = next(iter(seen.problems), None) if len(files) == 1 else None
    if problem and problem.key in UNREADABLE:
        raise problem
    raise SourceError(
        "error.auto_none", expected=told, found=seen.nearest[:300] or few([file.name for file in files], 6)
    )


def _has_status(matched: Matched) -> bool:
    return any(folded(column) in OF_TICKETS for column in matched.columns)


def _is_near(source: Source, problem: DashboardError) -> bool:
    """A file that lacks a few columns of the table that the source is about."""
    return problem.key == "error.columns_missing" and problem.facts["table"] in subject_tables(source)


def _missing_share(source: Source, problem: DashboardError) -> float:
    """Of the columns that recognise the table; a long list that lacks one is nearer than a short one."""
    required = source.tables[problem.facts["table"]].required
    return len(problem.facts["missing"].split(", ")) / len(required)
