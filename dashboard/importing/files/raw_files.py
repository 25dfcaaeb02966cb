"""A raw file: where it is, and what it is called within the export."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

ROW = "source_row"
FAULT = "source_fault"
PARENT = "source_parent"
MERGED = "source_merged"
"""Columns of a converted file: the row or line of the original, a record that could not be read, in the table of a
database the key of the row that this one belongs to, and in a sheet the cells that are merged with others."""


@dataclass(frozen=True)
class RawFile:
    """A file to look at. What was converted into Parquet says from what: the rows of a sheet (with its header
    somewhere among them), records whose columns are known, or the rows of a database's table, numbered by their key. A
    sheet may be hidden."""

    path: Path
    name: str
    form: Literal["", "sheet", "records", "table"] = ""
    is_hidden: bool = False

    @property
    def size(self) -> int:
        return self.path.stat().st_size
