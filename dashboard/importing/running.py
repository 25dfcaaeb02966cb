"""One import from the first file to the published version, step by step."""

# Identifiers are quoted by words.py and come from tables.py, source.toml or a header; cells never enter the SQL.

import json
import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path, PurePosixPath
from zoneinfo import ZoneInfo

import duckdb

from dashboard import clock
from dashboard.errors import DashboardError, ImportRefused, SourceError
from dashboard.importing import databases, forgetting, telling
from dashboard.importing.files import inputs
from dashboard.importing.files.raw_files import RawFile
from dashboard.importing.publishing import quality
from dashboard.importing.publishing.books import Books
from dashboard.importing.publishing.kept import count_kept, open_kept
from dashboard.importing.publishing.merging import Merging
from dashboard.importing.publishing.warehouse import Draft, draft
from dashboard.importing.report import Report
from dashboard.importing.rows import duplicates, headers, moved
from dashboard.importing.rows.accounting import Accounting
from dashboard.importing.rows.hiding import Hiding
from dashboard.importing.rows.hiding_faults import hide_facts
from dashboard.importing.rows.mapping import Mapping
from dashboard.importing.rows.reading import RawRelation, read
from dashboard.importing.rows.typed import Typing
from dashboard.importing.sources import guessing, recognise, statuses
from dashboard.importing.sources.source import Source, find
from dashboard.importing.words import literal
from dashboard.secrets import Masker
from dashboard.settings import Settings

Progress = Callable[[str, float], None]
STEPS = ("waiting", "unpacking", "reading", "dates", "mapping", "merging", "facts", "publishing")
"""What ``progress`` is told, with the share of the step that is done."""
DESCRIPTION = "export.toml"


@dataclass
class Import:
    """What is asked for, and what is known so far."""

    wanted: str | Path
    given: list[Path | RawFile]
    settings: Settings
    draft: Draft
    progress: Progress
    now: datetime
    instance: str | None = None
    exported_at: datetime | None = None
    date_order: str | None = None
    is_demo: bool = False
    database: databases.Wanted | None = None
    is_check: bool = False
    extract: databases.Extract | None = None
    source: Source = field(init=False)
    problems: list[DashboardError] = field(default_factory=list)
    not_mapped: list[str] = field(default_factory=list)
    report: Report = field(init=False)
    masker: Masker = field(init=False)

    def __post_init__(self) -> None:
        self.masker = Masker(self.settings.secrets)

    def run(self) -> Report:
        """Build the new warehouse in the draft; the report has no stamp yet."""
        self._check_instance_name()
        known = None if self.wanted == "auto" else find(self.wanted)
        self.progress("unpacking", 0.0)
        files = [] if self.database else self._files()
        if self.database and known is None:
            raise SourceError("error.database_source_unnamed")
        self.source = known or guessing.guess(files)
        self.instance = self.instance or ("demo" if self.is_demo else self.source.name)
        parent = self.draft.parent
        self.report = Report(
            self.source.name, self.instance,
            was_damaged=self.draft.damage is not None, started_from=parent.stamp if parent else None,
        )  # fmt: skip
        matched = [] if self.database else self._recognise(files)
        with self.draft.workshop() as connection:
            dropped = self._guard_demo(connection)
            self._guard_kind(connection, dropped)
            self._build(connection, matched if not self.database else self._extract(connection), dropped)
        return self._finish()

    # ------------------------------------------------------------------ before anything is read
    def _check_instance_name(self) -> None:
        if self.instance is not None and not re.fullmatch(r"[\w][\w .@-]{0,59}", self.instance):
            raise ImportRefused("error.instance_name", instance=self.instance)

    def _files(self) -> list[inputs.RawFile]:
        """The files of the export; its ``export.toml`` is read here and is no file to map."""
        files = inputs.collect(self.given, self.draft.folder / "unpacked")
        described = [file for file in files if PurePosixPath(file.name).name == DESCRIPTION]
        for file in described:
            self._describe(file)
        return [file for file in files if file not in described]

    def _recognise(self, files: list[inputs.RawFile]) -> list[recognise.Matched]:
        recognised = recognise.recognise(self.source, files)
        self.problems += recognised.problems
        self.not_mapped = recognised.unmapped
        return recognised.matched

    def _extract(self, connection: duckdb.DuckDBPyConnection) -> list[recognise.Matched]:
        """The tables of a running helpdesk as raw files; the moment of reading is that of the export."""
        known = databases.Known(connection, self.instance)
        self.extract = databases.extract(
            self.database, self.source, known, self.settings, self.draft.folder / "tables",
            lambda share: self.progress("reading", share),
        )  # fmt: skip
        self.exported_at = self.exported_at or self.extract.reading.read_at
        return self.extract.matched

    @property
    def _is_partial(self) -> bool:
        """True where only what changed was read: rows that are not in it are still there."""
        return self.extract is not None and not self.extract.reading.is_full

    def _describe(self, file: inputs.RawFile) -> None:
        try:
            told = tomllib.loads(file.path.read_text(encoding="utf-8")).get("exported_at")
            moment = datetime.fromisoformat(told) if isinstance(told, str) else told
        except (tomllib.TOMLDecodeError, UnicodeDecodeError, ValueError) as error:
            raise SourceError("error.export_description", file=file.name, problem=str(error)) from error
        if isinstance(moment, datetime) and self.exported_at is None:
            self.exported_at = moment

    def _guard_demo(self, connection: duckdb.DuckDBPyConnection) -> tuple[str, ...]:
        """The sources that this import drops: the demo never stands beside real data."""
        if not self.draft.parent:
            return ()
        rows = connection.execute("select source, coalesce(is_demo, false) from present.sources order by 1").fetchall()
        real = [source for source, is_demo in rows if not is_demo]
        if self.is_demo and real:
            raise ImportRefused("error.demo_beside_real", sources=", ".join(real))
        return tuple(source for source, is_demo in rows if is_demo)

    def _guard_kind(self, connection: duckdb.DuckDBPyConnection, dropped: tuple[str, ...]) -> None:
        if not self.draft.parent or self.instance in dropped:
            return
        row = connection.execute("select kind from present.sources where source = ?", [self.instance]).fetchone()
        if row and row[0] != self.source.name:
            raise ImportRefused("error.instance_taken", instance=self.instance, kind=row[0], wanted=self.source.name)

    # ------------------------------------------------------------------ raw rows to canonical rows
    @property
    def _zone(self) -> str:
        """Of moments that state none."""
        return self.source.zone or self.settings.time.zone

    @property
    def _stated_moment(self) -> datetime | None:
        """When the export was made, where somebody said so."""
        if self.exported_at is None or self.exported_at.tzinfo:
            return self.exported_at
        return self.exported_at.replace(tzinfo=ZoneInfo(self._zone))

    def _build(self, connection: duckdb.DuckDBPyConnection, matched: list[recognise.Matched], dropped: tuple) -> None:
        self._heed_headers(matched)
        relations = self._read(connection, matched)
        typing = self._type(connection, relations)
        self.report = replace(self.report, dates=telling.dates(typing.dates))
        if self.problems:
            raise self.problems[0]
        self.progress("mapping", 0.0)
        hiding = Hiding(connection, self.masker)
        until = None if self.extract else self._stated_moment or self.now
        Mapping(connection, self.source, hiding, self._zone, until).run(self._known_tickets(dropped))
        duplicates.settle(connection)
        self._refuse_nothing(connection, relations)
        self.progress("merging", 0.0)
        if self.draft.parent:
            changed = open_kept(hiding, self.draft.is_parent_current)
            count_kept(hiding, changed, self.draft.stamp, self.instance)
        terms = self.draft.terms(connection, self.now)
        forgetting.before_merge(terms, self.instance)
        self._merge(connection, dropped)
        forgetting.after_merge(terms, self.instance)
        accounting = Accounting(connection, self.source, relations)
        accounting.outcomes()
        self._keep_books(connection, accounting, hiding, bool(dropped))

    def _heed_headers(self, matched: list[recognise.Matched]) -> None:
        """Refuse what files and headers tell before a row is read; a check goes on, to list what else is wrong."""
        told = headers.problem(self.source, matched)
        if told:
            self.problems.append(told)
        if told or (self.problems and not self.is_check):
            raise self.problems[0]

    def _merge(self, connection: duckdb.DuckDBPyConnection, dropped: tuple[str, ...]) -> None:
        told = (connection, self.source, self.instance, bool(self.draft.parent), dropped)
        if self.extract is None:
            Merging(*told).run()
            databases.forget(connection, self.instance)
            return
        databases.LiveMerging(*told, is_full=not self._is_partial).run()
        databases.remember(connection, self.instance, self.extract.reading, self.settings)

    def _read(self, connection: duckdb.DuckDBPyConnection, matched: list[recognise.Matched]) -> list[RawRelation]:
        relations = []
        for number, one in enumerate(matched):
            self.progress("reading", number / len(matched))
            try:
                relations.append(read(connection, one, number, self.source.tables[one.table].footer))
                moved.set_aside(connection, relations[-1].relation, one.columns, one.file.name)
            except DashboardError as problem:
                self.problems.append(problem)
        return relations

    def _type(self, connection: duckdb.DuckDBPyConnection, relations: list[RawRelation]) -> Typing:
        self.progress("dates", 0.0)
        typing = Typing(connection, self.source, self._zone, self.date_order, is_live=self.extract is not None)
        typing.make(relations)
        self.problems += typing.problems
        return typing

    def _known_tickets(self, dropped: tuple[str, ...]) -> str:
        is_replaced = self.extract is not None and not self._is_partial
        if not self.draft.parent or self.instance in dropped or is_replaced:
            return "select null where false"
        if self._is_partial:
            return databases.known_tickets(self.instance)
        return f"select ticket_id from present.tickets where source = {literal(self.instance)}"

    def _refuse_nothing(self, connection: duckdb.DuckDBPyConnection, relations: list[RawRelation]) -> None:
        subject = self.source.subject_of({one.matched.table for one in relations})
        usable = connection.execute(f"select count(*) from new.{subject} where outcome <> 'rejected'").fetchone()[0]
        if usable or self._is_partial:
            return
        read_count = sum(one.read_count for one in relations)
        files = ", ".join(one.matched.file.name for one in relations)
        if not read_count:
            raise ImportRefused("error.only_headers", files=files)
        reasons = telling.reasons(connection, subject)
        raise ImportRefused("error.nothing_usable", files=files, read=read_count, reasons=reasons)

    # ------------------------------------------------------------------ the end
    def _keep_books(
        self, connection: duckdb.DuckDBPyConnection, accounting: Accounting, hiding: Hiding, dropped_demo: bool
    ) -> None:
        told = Books(
            connection, self.draft.stamp, self.source, self.instance, self.settings, self.now, self.is_demo,
            self._stated_moment, hiding, self._is_partial,
        )  # fmt: skip
        files = told.keep(accounting, self.not_mapped)
        self.report = replace(
            self.report,
            exported_at=told.write_source().isoformat(),
            files=tuple(files),
            not_mapped=tuple(self.not_mapped),
            rejected=telling.rules(connection, "rejected_rows", self.draft.stamp),
            warnings=telling.rules(connection, "cell_warnings", self.draft.stamp),
            hidden_secrets=telling.hidden_secrets(hiding.counts),
            dropped_demo=dropped_demo and not self.is_demo,
            is_partial=self._is_partial,
            gone=self.extract.reading.gone if self.extract else (),
        )
        statuses.learn(connection, self.source, self.instance)
        statuses.fill(connection, self.settings, {self.instance: self.source})

    def _finish(self) -> Report:
        """Facts, checks, and the report that the file itself keeps."""
        self.progress("facts", 0.0)
        with self.draft.finish(self.now) as connection:
            percent = self.settings.imports.waiting_agent_last_percent
            self.report = replace(
                self.report,
                stamp=self.draft.stamp,
                forgotten=self.draft.forgotten.told(),
                tickets_by_state=telling.tickets_by_state(connection, self.instance),
                unknown_statuses=telling.unknown_statuses(connection, self.instance),
                doubtful_statuses=telling.doubtful_statuses(connection, self.instance, percent),
            )
            told = json.dumps(self.report.to_dict(), ensure_ascii=False)
            connection.execute(
                "insert into imports (stamp, source, kind, imported_at, report) values (?, ?, ?, ?, ?)",
                [self.draft.stamp, self.instance, self.source.name, self.now, told],
            )
            quality.measure(connection, self.settings, self.draft.stamp, self.now)
            self.draft.sign(connection, self.now, self.is_demo)
            connection.execute("checkpoint")
        return self.report


def _silent(step: str, share: float) -> None:
    """Progress that nobody watches."""


def run(
    source: str | Path,
    given: list[Path | RawFile],
    data_dir: Path,
    settings: Settings,
    *,
    instance: str | None = None,
    exported_at: datetime | None = None,
    date_order: str | None = None,
    publish: bool = True,
    is_demo: bool = False,
    wait: bool = True,
    progress: Progress = _silent,
    now: datetime | None = None,
    database: databases.Wanted | None = None,
) -> Report:
    """Import an export and publish the result as a new version; with ``publish=False`` only say what would happen.

    ``source`` is the name of a source, a source's folder, or ``auto``; ``database`` is read in the place of files.
    Raises ``DashboardError`` where the import is refused: then nothing changed. A check raises nothing but lists every
    problem in its report.
    """
    with draft(data_dir, settings, publish, wait, lambda: progress("waiting", 0.0)) as paper:
        files = [one if isinstance(one, RawFile) else Path(one) for one in given]
        job = Import(
            source, files, settings, paper, progress, now or clock.instant(),
            instance, exported_at, date_order, is_demo, database, not publish,
        )  # fmt: skip
        try:
            report = job.run()
        except DashboardError as error:
            for problem in {id(one): one for one in (error, *job.problems)}.values():
                hide_facts(job.masker, problem)
            if publish:
                raise
            return _checked(job, error)
        if not publish:
            return replace(report, stamp="")
        progress("publishing", 0.0)
        paper.publish()
        return replace(report, published=True)


def _checked(job: Import, error: DashboardError) -> Report:
    """The report of a check that found problems: all of them."""
    known = getattr(job, "report", Report(str(job.wanted), job.instance or ""))
    return replace(known, stamp="", problems=tuple(job.problems) if error in job.problems else (*job.problems, error))
