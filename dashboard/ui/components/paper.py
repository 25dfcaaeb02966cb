"""Small tables that print whole: Streamlit's own is a canvas that scrolls. Everything in them is escaped."""

from collections.abc import Collection, Sequence

from dashboard.reports.base import Panel
from dashboard.ui.reader.language import say
from dashboard.ui.reader.manner import manner
from dashboard.ui.wording import formats, plain

BROKEN = ("cell", "understood", "email", "seen_value", "new_value")
"""Columns of addresses and numbers, one long word each: broken, so that what stands after them stays in sight."""


def table(panel: Panel, columns: Sequence[str]) -> str:
    """The panel's rows as markup; a column in which nothing stands is left out, unless it is there to be filled in."""
    told = manner()
    columns = [one for one in columns if panel.frame[one].notna().any()]
    numeric = [place for place, one in enumerate(columns) if formats.kind(one) in ("duration", "count")]
    broken = [place for place, one in enumerate(columns) if one in BROKEN]
    said = [formats.cell(column, told) for column in columns]
    rows = [
        [say_cell(row[column]) for column, say_cell in zip(columns, said, strict=True)]
        for row in panel.frame.to_dict("records")
    ]
    headings = [say(f"column.{column}") for column in columns]
    return f'<div class="paper">{drawn(headings, rows, numeric, broken=broken)}</div>'


def titled(title: str, headings: Sequence[str], rows: Sequence[Sequence[str]], numeric: Collection[int] = ()) -> str:
    """A table with a caption; a long one scrolls inside itself, by keyboard as well."""
    inside = drawn(headings, rows, numeric, title)
    name = plain.markup(title)
    return f'<div class="paper titled" tabindex="0" role="region" aria-label="{name}">{inside}</div>'


def drawn(
    headings: Sequence[str],
    rows: Sequence[Sequence[str]],
    numeric: Collection[int] = (),
    title: str = "",
    broken: Collection[int] = (),
) -> str:
    """The markup of a table; columns in ``numeric`` are set to the right, words in those in ``broken`` may break."""
    kinds = ["number" if place in numeric else "broken" if place in broken else "" for place in range(len(headings))]
    caption = f"<caption>{plain.markup(title)}</caption>" if title else ""
    head = "".join(_cell("th", kind, one, ' scope="col"') for kind, one in zip(kinds, headings, strict=True))
    body = "".join(
        "<tr>" + "".join(_cell("td", kind, one) for kind, one in zip(kinds, row, strict=True)) + "</tr>" for row in rows
    )
    return f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def bullets(items: Sequence[str]) -> str:
    """A list; a line break in an item stays one."""
    inside = "".join(f"<li>{plain.markup(item)}</li>" for item in items)
    return f'<ul class="bullets">{inside}</ul>'


def _cell(tag: str, kind: str, words: str, more: str = "") -> str:
    return f'<{tag} class="{kind}"{more}>{plain.markup(words)}</{tag}>'
