"""A raw file: where it is, and what it is called within the export."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

ROW = "source_row"
FAULT = "source_fault"
"""Columns of a converted file: the row or line of the original, and a record that could not be read."""


@dataclass(frozen=True)
class RawFile:
    """A file to look at. What was converted into Parquet says from what: the rows of a sheet (with its header
    somewhere among them), or records whose columns are known."""

    path: Path
    name: str
    form: Literal["", "sheet", "records"] = ""

    @property
    def size(self) -> int:
        return self.path.stat().st_size
