"""Words that several parts of the rights page say: the limits in force, and a difference in waiting."""

from typing import Any

import pandas as pd

from dashboard import text
from dashboard.reports import tolerances
from dashboard.reports.rights import SMALL
from dashboard.ui.reader import data
from dashboard.ui.reader.language import current, say
from dashboard.ui.reader.manner import manner
from dashboard.ui.wording import formats


def tolerance(line: str) -> str:
    """The limits in force for a line, in words."""
    facts = dict(tolerances.of(data.store().settings)[line])
    if "channels" in facts:
        facts["channels"] = ", ".join(text.of("channel", one, current()) for one in facts["channels"])
    return say(f"tolerance.{line}", **facts)


def difference(row: Any) -> str | None:
    """The median difference of a rule with its interval and its n; ``None`` where nobody knows one."""
    if pd.isna(row.difference_working_seconds):
        return None
    said = say("ui.rights.difference", median=_signed(row.difference_working_seconds), **_edges(row))
    return f"{said} · {_stands_on(row)}"


def in_a_sentence(row: Any) -> str | None:
    """The same as a sentence, without a word about causes."""
    seconds = row.difference_working_seconds
    if pd.isna(seconds):
        return None
    size = formats.amount(abs(seconds), "working_seconds", manner())
    facts = {"size": size, "n": _stands_on(row), **_edges(row)}
    return say("ui.rights.shorter" if seconds < 0 else "ui.rights.longer", **facts)


def _edges(row: Any) -> dict[str, str]:
    return {"low": _signed(row.low_working_seconds), "high": _signed(row.high_working_seconds)}


def _stands_on(row: Any) -> str:
    count = int(row.known_count)
    return say("ui.rights.difference_few" if count < SMALL else "ui.n", count=count)


def _signed(seconds: float) -> str:
    size = formats.amount(abs(seconds), "working_seconds", manner())
    return f"{'−' if seconds < 0 else '+'}{size}" if seconds else size
