"""Where a command speaks: sentences and tables in the chosen language, JSON for machines, progress beside them."""

import argparse
import contextlib
import json
import math
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

import pandas as pd
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from dashboard import text
from dashboard.importing import STEPS
from dashboard.settings import Settings

PIPED_WIDTH = 200


@dataclass(frozen=True)
class Command:
    """A command as it was given: its arguments, the data folder, the settings, and where to speak."""

    chosen: argparse.Namespace
    data_dir: Path
    settings: Settings
    speaker: "Speaker"


def language_of(argv: Sequence[str], environment: dict[str, str]) -> str:
    """--language, else DASHBOARD_LANGUAGE, else Portuguese where the system speaks it, else English."""
    words = list(argv)
    for at, word in enumerate(words):
        value = words[at + 1] if word == "--language" and at + 1 < len(words) else word.removeprefix("--language=")
        if word.startswith("--language") and value in text.LANGUAGES:
            return value
    if environment.get("DASHBOARD_LANGUAGE") in text.LANGUAGES:
        return environment["DASHBOARD_LANGUAGE"]
    system = next((environment[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environment.get(name)), "")
    return "pt-BR" if system.lower().startswith("pt") else "en"


def data_dir_of(given: str | None) -> Path:
    """--data, else DASHBOARD_DATA_DIR, else ./data."""
    return Path(given or os.environ.get("DASHBOARD_DATA_DIR") or "data")


@dataclass
class Speaker:
    """Says things in one language; with ``as_json`` only JSON goes to standard output."""

    language: str
    as_json: bool = False
    out: Console = field(init=False)
    err: Console = field(init=False)

    def __post_init__(self) -> None:
        self.out = Console(highlight=False, width=None if sys.stdout.isatty() else PIPED_WIDTH)
        self.err = Console(stderr=True, highlight=False, width=None if sys.stderr.isatty() else PIPED_WIDTH)

    def words(self, key: str, **facts: object) -> str:
        """The entry of the catalogue in this language."""
        return text.say(key, self.language, **facts)

    def say(self, key: str, **facts: object) -> None:
        """One sentence on standard output; nothing for machines."""
        if not self.as_json:
            self.out.print(self.words(key, **facts), markup=False, soft_wrap=True)

    def line(self, words: str) -> None:
        """A line that is no sentence of the catalogues, unchanged."""
        self.out.print(words, markup=False, soft_wrap=True)

    def complain(self, sentence: str) -> None:
        """A failure, on standard error."""
        self.err.print(sentence, markup=False, soft_wrap=True)

    def json(self, value: object) -> None:
        """A value for machines."""
        sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2, default=plain) + "\n")

    def table(
        self, title: str, columns: Sequence[str], rows: Sequence[Sequence[object]], numeric: Sequence[int] = ()
    ) -> None:
        """A table with a title; the columns in ``numeric`` are set to the right."""
        table = Table(title=title or None, title_justify="left", title_style="bold", show_edge=False, pad_edge=False)
        for place, column in enumerate(columns):
            table.add_column(column, justify="right" if place in numeric else "left", overflow="fold")
        for row in rows:
            table.add_row(*(_escaped(self._shown(cell)) for cell in row))
        self.out.print(table)

    def _shown(self, cell: object) -> str:
        if cell is None or cell is pd.NaT or (isinstance(cell, float) and math.isnan(cell)):
            return "–"
        return text.number(cell, self.language) if isinstance(cell, int) and not isinstance(cell, bool) else str(cell)

    @contextlib.contextmanager
    def progress(self) -> Iterator[Callable[[str, float], None]]:
        """A bar on standard error while something long runs; silent for machines and where nobody watches."""
        columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
        bar = Progress(*columns, console=self.err, transient=True, disable=self.as_json or not self.err.is_terminal)
        with bar:
            steps = ("simulating", *STEPS)
            task = bar.add_task("", total=len(steps))

            def tell(step: str, share: float) -> None:
                bar.update(task, completed=steps.index(step) + share, description=self.words(f"import.step.{step}"))
                if step == "waiting" and not self.as_json:
                    self.complain(self.words("import.step.waiting"))

            yield tell


def plain(value: object) -> object:
    """A value that JSON does not know: moments as ISO text, no value as null."""
    if value is pd.NaT or value is pd.NA:
        return None
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    return value.item() if hasattr(value, "item") else str(value)


def _escaped(cell: str) -> str:
    return cell.replace("[", r"\[")
