"""Facts built anew from the data at hand: after a change of the settings, or of the tables themselves."""

# Identifiers are quoted by words.py and come from tables.py, source.toml or a header; cells never enter the SQL.

import json
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from dashboard import clock
from dashboard.errors import ImportRefused
from dashboard.importing.facts import fingerprint
from dashboard.importing.publishing import quality
from dashboard.importing.publishing.kept import count_kept, open_kept
from dashboard.importing.publishing.merging import shared_columns
from dashboard.importing.publishing.warehouse import Draft, draft
from dashboard.importing.report import Report
from dashboard.importing.rows.hiding import Hiding
from dashboard.importing.running import Progress, _silent
from dashboard.importing.sources import statuses
from dashboard.secrets import Masker
from dashboard.settings import Settings
from dashboard.store import versions
from dashboard.store.tables import BOOKKEEPING, CANONICAL, SCHEMA_VERSION


def needs_rebuild(data_dir: Path, settings: Settings) -> bool:
    """True where the current facts were built under other settings, or by an older version of the tables."""
    version = versions.current(data_dir)
    if version is None:
        return False
    facts = versions.read_facts(version.path)
    return facts.schema_version != SCHEMA_VERSION or facts.settings_hash != fingerprint(settings)


def rebuild(
    data_dir: Path, settings: Settings, *, wait: bool = True, progress: Progress = _silent, now: datetime | None = None
) -> Report:
    """Publish the same canonical rows with new facts. Raises ``ImportRefused`` where there are no data."""
    moment = now or clock.instant()
    with draft(data_dir, settings, True, wait, lambda: progress("waiting", 0.0)) as paper:
        if paper.damage:
            raise paper.damage  # an older version in its place would lose data under the name of new facts
        if paper.parent is None:
            raise ImportRefused("error.nothing_to_rebuild", folder=str(data_dir))
        facts = versions.read_facts(paper.parent.path)
        progress("merging", 0.0)
        _carry(paper)
        progress("facts", 0.0)
        report = Report("rebuild", "", stamp=paper.stamp)
        with paper.finish(moment) as connection:
            report = replace(report, forgotten=paper.forgotten.told())
            connection.execute(
                "insert into imports (stamp, source, kind, imported_at, report) values (?, '', 'rebuild', ?, ?)",
                [paper.stamp, moment, json.dumps(report.to_dict())],
            )
            quality.measure(connection, settings, paper.stamp, moment)
            paper.sign(connection, moment, facts.is_demo)
            connection.execute("checkpoint")
        progress("publishing", 0.0)
        paper.publish()
        return replace(report, published=True)


def _carry(paper: Draft) -> None:
    with paper.workshop() as connection:
        hiding = Hiding(connection, Masker(paper.settings.secrets))
        changed = open_kept(hiding, paper.is_parent_current)
        for table in [*CANONICAL, *BOOKKEEPING]:
            shared = shared_columns(connection, table)
            if shared:
                connection.execute(f"insert into warehouse.{table} ({shared}) select {shared} from kept.{table}")
        count_kept(hiding, changed, paper.stamp, None)
        statuses.fill(connection, paper.settings, {})
