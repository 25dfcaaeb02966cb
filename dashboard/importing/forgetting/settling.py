"""What has become due goes: from the canonical tables, from the rows set aside, and from other people's texts."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import duckdb

from dashboard.importing.forgetting import due, persons, texts
from dashboard.importing.forgetting.aside import drop_rejected
from dashboard.importing.forgetting.terms import Terms
from dashboard.privacy import ledger as ledgers
from dashboard.privacy.scrubbing import Scrubber
from dashboard.settings import Settings
from dashboard.store import versions

SCRUBBED = {
    "tickets": ("subject", "service"),
    "ticket_events": ("body", "attachment_names", "author_email"),
    "feedback": ("comment",),
    "contacts": ("email", "phone_1", "phone_2"),
    "rejected_rows": ("message", "cells"),
    "cell_warnings": ("cell",),
    "import_files": ("file",),
    "imports": ("report",),
    "quality_checks": ("examples",),
}
"""Where the address, number or name of somebody who was erased may stand beside their own rows."""


@dataclass(frozen=True)
class Forgotten:
    """How much was dropped now."""

    tickets: int = 0
    comments: int = 0
    persons: int = 0
    rows_set_aside: int = 0
    mentions: int = 0

    @property
    def is_anything(self) -> bool:
        """True where the file has to be built and written anew."""
        return any(vars(self).values())

    def told(self) -> tuple[tuple[str, int], ...]:
        """What → how many, for the report."""
        return tuple((what, count) for what, count in vars(self).items() if count)


def settle(terms: Terms) -> Forgotten:
    """Drop what is due from the open warehouse, whose facts were just built; they are to be built anew afterwards."""
    privacy = terms.privacy
    if not (privacy.texts_years or privacy.persons_years or terms.ledger.entries):
        return Forgotten()
    due.find(terms)
    dropped = texts.drop(terms)
    comments = texts.drop_loose_comments(terms)
    forgotten = persons.forget(terms)
    rows = drop_rejected(terms)
    mentions = 0
    if terms.ledger.entries:
        scrubber = Scrubber(terms.connection, terms.ledger)
        mentions = sum(scrubber.scrub(table, columns) for table, columns in SCRUBBED.items())
    return Forgotten(dropped, comments, forgotten, rows, mentions)


def is_due(data_dir: Path, settings: Settings, now: datetime) -> bool:
    """True where the current version holds what is no longer kept: texts and persons grow old without an import."""
    version = versions.current(data_dir)
    if version is None or not (settings.privacy.texts_years or settings.privacy.persons_years):
        return False
    with duckdb.connect(str(version.path), read_only=True) as connection:
        connection.execute("set TimeZone='UTC'")
        terms = Terms(connection, settings.privacy, ledgers.read(data_dir), now)
        due.find(terms)
        return bool(texts.held(terms) or persons.held(terms))
