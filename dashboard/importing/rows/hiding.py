"""Secrets out of an import's rows before anything is compared, kept or told; see ``dashboard/secrets`` for the rules.

DuckDB finds the few texts in which a rule could find something, Python masks each different one once, and DuckDB puts
the masked ones in their place. A row's ``content`` is that of its masked text, so a repeated import stays repeated.
"""

# Identifiers are quoted by words.py and come from tables.py, source.toml or a header; cells never enter the SQL.

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

import duckdb
import pyarrow as pa
import sqlalchemy as sa

from dashboard.importing.words import literal, name
from dashboard.secrets import Masked, Masker

ANNOUNCED = ("email", "phone_1", "phone_2", "author_email")
"""Contact data: their numbers and addresses are what they are for, so only what a word announces is hidden."""
IDS = ("number", "merged_into")
"""Beside every ``…_id``: what identifies a row is left alone, or rows would fall together."""
LONG = ("body", "subject", "comment", "attachment_names", "name", "message", "cells")
"""Columns in which most cells differ; the others are looked at once per different cell."""
BATCH_ROWS = 10_000
_MASKS = pa.schema({"written": pa.string(), "masked": pa.string(), "kinds": pa.list_(pa.string())})


def is_id(column: str) -> bool:
    """True for what identifies a row."""
    return column.endswith("_id") or column in IDS


def hidable(table: sa.Table) -> list[str]:
    """The columns of a table that may hold a secret."""
    texts = (column.name for column in table.columns if isinstance(column.type, sa.Text))
    return [column for column in texts if column != "source" and not is_id(column)]


@dataclass
class Hiding:
    """Masks the rows of one import; ``counts`` says how many secrets of which kind were hidden where."""

    connection: duckdb.DuckDBPyConnection
    masker: Masker
    counts: Counter[tuple[str, str]] = field(default_factory=Counter)

    def rows(self, table: sa.Table) -> None:
        """Mask the canonical rows in ``new``; call it when a row's ``content`` is known and nothing was compared."""
        columns = [column.name for column in table.columns if column.name != "source"]
        for column in hidable(table):
            if self.learn(f"new.{table.name}", column):
                self._count(table.name, column)
                content = ", ".join("masks.masked" if one == column else f"row.{name(one)}" for one in columns)
                self.connection.execute(
                    f"update new.{table.name} as row set {name(column)} = masks.masked, content = hash({content}) "
                    f"from main.masks as masks where row.{name(column)} = masks.written"
                )

    def learn(self, relation: str, column: str, masks: str = "main.masks") -> int:
        """Fill ``masks`` (written, masked, kinds) from the relation's cells that hold a secret; their number."""
        is_contact = column in ANNOUNCED
        mask = self.masker.mask_announced if is_contact else self.masker.mask
        asked = self.masker.candidate_cell if is_contact else self.masker.candidate
        self.connection.execute(f"create or replace table {masks} (written text, masked text, kinds text[])")
        number = 0
        for cells in self.candidates(relation, column, asked):
            found = [(cell, masked) for cell in cells if (masked := mask(cell)).counts]
            if found:
                self._keep(masks, found)
                number += len(found)
        return number

    def _keep(self, masks: str, found: list[tuple[str, Masked]]) -> None:
        columns = (
            [cell for cell, _ in found],
            [masked.text for _, masked in found],
            [list(masked.counts.elements()) for _, masked in found],
        )
        self.connection.register("found_masks", pa.table(columns, schema=_MASKS))
        self.connection.execute(f"insert into {masks} select * from found_masks")
        self.connection.unregister("found_masks")

    def candidates(self, relation: str, column: str, asked: str) -> Iterator[list[str]]:
        """The different cells in which a rule could find something by what is ``asked``, some at a time.

        They are read by a second connection: what is read bit by bit ends with the next statement of its own.
        """
        cell = name(column)
        cells = relation if column in LONG else f"(select distinct {cell} from {relation})"
        with self.connection.cursor() as reading:
            reader = reading.execute(
                f"select distinct {cell} from {cells} where regexp_matches({cell}, {literal(asked)})"
            ).to_arrow_reader(BATCH_ROWS)
            for batch in reader:
                yield batch.column(0).to_pylist()

    def _count(self, table: str, column: str) -> None:
        rows = self.connection.execute(
            f"select kind, count(*) from (select unnest(masks.kinds) as kind from new.{table} as row "
            f"inner join main.masks as masks on row.{name(column)} = masks.written) group by kind"
        ).fetchall()
        for kind, count in rows:
            self.counts[f"{table}.{column}", kind] += count
