"""A raw file: where it is, and what it is called within the export."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

ROW = "source_row"
FAULT = "source_fault"
PARENT = "source_parent"
"""Columns of a converted file: the row or line of the original, a record that could not be read, and in the table of a
database the key of the row that this one belongs to."""


@dataclass(frozen=True)
class RawFile:
    """A file to look at. What was converted into Parquet says from what: the rows of a sheet (with its header
    somewhere among them), records whose columns are known, or the rows of a database's table, numbered by their key."""

    path: Path
    name: str
    form: Literal["", "sheet", "records", "table"] = ""

    @property
    def size(self) -> int:
        return self.path.stat().st_size
