"""Addresses, numbers and full names of the erased out of whatever text they stand in, known by their prints alone.

DuckDB lists what looks like an address or a number and hashes it; of the few that are meant every occurrence is
replaced. Names are looked for word by word, but only in texts that hold one of their first words.
"""

# Identifiers come from tables.py; cells never enter the SQL.

import re

import duckdb

from dashboard.privacy import marks, prints
from dashboard.privacy.ledger import Ledger

BATCH_ROWS = 20_000


class Finder:
    """Tells whether a text names somebody who was erased."""

    def __init__(self, ledger: Ledger) -> None:
        self.salt = ledger.salt
        self.emails = ledger.all_prints("emails")
        self.phones = ledger.all_prints("phones")
        self.people = ledger.all_prints("names")
        self.ids = ledger.all_prints("customers") | ledger.all_prints("contacts")
        self.first_words = ledger.all_prints("first_words")
        self.lengths = sorted({one for entry in ledger.entries for one in entry.prints.name_lengths}, reverse=True)

    def names(self, source: str, cell: str) -> bool:
        """True for a cell that is an id of theirs, or a text that holds an address, a number or a name of theirs."""
        kinds = ("customer", "contact")
        if any(prints.of_id(self.salt, kind, source, cell) in self.ids for kind in kinds):
            return True
        return self.without(cell) != cell

    def without(self, written: str) -> str:
        """The text with a mark in the place of each of them."""
        written = re.sub(prints.EMAIL, lambda found: self._if(self.is_email, found[0]), written)
        written = re.sub(prints.NUMBER, lambda found: self._if(self.is_phone, found[0]), written)
        return self.without_people(written)

    def is_email(self, candidate: str) -> bool:
        """True for an address of the erased."""
        return prints.email(self.salt, candidate) in self.emails

    def is_phone(self, candidate: str) -> bool:
        """True for a number of theirs, however it is written."""
        return prints.of(self.salt, "phone", prints.national_digits(candidate)) in self.phones

    def without_people(self, written: str) -> str:
        """The text without their full names, however accented."""
        for length in self.lengths:
            written = self._without_windows(written, length)
        return written

    def _without_windows(self, written: str, length: int) -> str:
        words = list(re.finditer(r"[^\W_]+(?:'[^\W_]+)?", written))
        spans = []
        for place in range(len(words) - length + 1):
            first, last = words[place], words[place + length - 1]
            said = written[first.start() : last.end()]
            if prints.name(self.salt, said) in self.people:
                spans.append((first.start(), last.end()))
        for start, end in reversed(spans):
            written = written[:start] + marks.DROPPED + written[end:]
        return written

    @staticmethod
    def _if(is_meant, candidate: str) -> str:
        return marks.DROPPED if is_meant(candidate) else candidate


class Scrubber:
    """Scrubs tables of an open database."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, ledger: Ledger) -> None:
        self.connection = connection
        self.finder = Finder(ledger)

    def scrub(self, table: str, columns: tuple[str, ...], where: str = "") -> int:
        """Replace what is meant in these columns of the rows in question; how many cells changed.

        ``table`` and ``columns`` are names of ours and ``where`` a condition without any value: they go into the SQL.
        """
        if not all(name.isidentifier() for name in (table, *columns)):
            raise ValueError("a name of tables.py is expected")
        return sum(self._column(table, column, where or "true") for column in columns)

    def _column(self, table: str, column: str, where: str) -> int:
        changed = {}
        for cell in self._candidates(table, column):
            clean = self.finder.without(cell)
            if clean != cell:
                changed[cell] = clean
        for cell, clean in changed.items():
            self.connection.execute(f"update {table} set {column} = ? where {column} = ? and {where}", [clean, cell])  # noqa: S608
        return len(changed)

    def _candidates(self, table: str, column: str) -> list[str]:
        """The different cells that could hold one of what is looked for."""
        pattern = f"{prints.EMAIL}|{prints.NUMBER}"
        if first_words := self._first_words(table, column):
            pattern = rf"{pattern}|\b(?:{'|'.join(first_words)})\b"
        found = self.connection.execute(
            f"select distinct {column} from {table} where regexp_matches(strip_accents(lower({column})), ?)",  # noqa: S608
            [pattern.lower()],
        )
        return [cell for batch in found.to_arrow_reader(BATCH_ROWS) for cell in batch.column(0).to_pylist()]

    def _first_words(self, table: str, column: str) -> list[str]:
        """The words said there that a name begins with, or that look so."""
        if not self.finder.first_words:
            return []
        said = self.connection.execute(
            "select distinct word from (select unnest(regexp_extract_all("  # noqa: S608
            f"strip_accents(lower({column})), '[a-z][a-z0-9]+')) as word from {table})"
        )
        words = (word for batch in said.to_arrow_reader(BATCH_ROWS) for word in batch.column(0).to_pylist())
        return [word for word in words if prints.first_word(self.finder.salt, word) in self.finder.first_words]
