"""The rows kept aside as a file: whole, with the reason in words, file, row, what to do, and the cells as they came.

Their secrets were masked when they were kept; a cell that a spreadsheet would run is shown as text.
"""

import json
from dataclasses import replace
from typing import Any

import streamlit as st

from dashboard import text
from dashboard.actions import audit
from dashboard.importing.rows.rejects import advice, reason
from dashboard.reports import data as report
from dashboard.reports.base import Panel
from dashboard.text.cells import guarded
from dashboard.ui.components import downloads
from dashboard.ui.reader import data, who
from dashboard.ui.reader.language import current, say
from dashboard.ui.reader.manner import manner
from dashboard.ui.wording.files import Sheet

NEEDED = ("tickets.export", "contacts.reveal")
"""The cells are those of the export: whoever sees numbers masked elsewhere does not get them whole here."""
EXCEL_ROWS = 100_000
"""More take a workbook minutes; a CSV of any length takes seconds."""
TOLD = ("source", "file", "row_number", "field", "rule", "reject_reason", "reject_advice")


def worded(panel: Panel) -> Panel:
    """The summary with its examples in the reader's language: the import wrote them in its own."""
    if panel.state != "loaded":
        return panel
    pairs = zip(panel.frame["rule"], panel.frame["example"], strict=True)
    return replace(panel, frame=panel.frame.assign(example=[reason(rule, words, current()) for rule, words in pairs]))


def show(panel: Panel) -> None:
    """The buttons, where there is something to take away and the reader may."""
    if panel.state != "loaded" or not all(who.actor().may(one) for one in NEEDED):
        return
    count = int(panel.frame["row_count"].sum())
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="downloads-rejected"):
        st.caption(say("ui.rejected.whole", count=count), width="content")
        language, present, source = current(), who.actor(), data.store()

        def made(kind: str, write: downloads.Write) -> bytes:
            audit.noted(source, present, "export.rejects", kind, rows=count, version=source.info.stamp)
            return write(sheet(language), language)

        name = downloads.file_name(f"rejected {say('ui.rejected.all')}")
        for way in downloads.WAYS if count <= EXCEL_ROWS else (downloads.CSV,):
            downloads.button(way, made, name, key=f"download.rejected.{way.extension}", about="ui.rejected.help")


def sheet(language: str) -> Sheet:
    """All rows; the columns of all files side by side after what is said of each row."""
    rows = report.rejected_rows(data.store()).to_dict("records")
    cells = [_cells(row["cells"]) for row in rows]
    columns = list(dict.fromkeys(name for one in cells for name in one))
    headings = [text.say(f"column.{name}", language) for name in TOLD] + [guarded(name) for name in columns]
    told = [
        [*_told(row, language), *(guarded(str(one.get(name) or "")) for name in columns)]
        for row, one in zip(rows, cells, strict=True)
    ]
    source = data.store()
    about = [
        (text.say("ui.export.table", language), text.say("metric.rejects.title", language)),
        (text.say("ui.export.as_of", language), text.moment(source.as_of, manner().zone, language)),
        (text.say("ui.export.version", language), source.info.stamp),
        (text.say("ui.export.rows", language), text.number(len(told), language)),
    ]
    return Sheet(text.say("ui.export.sheet", language), headings, told, about)


def _told(row: dict[str, Any], language: str) -> list[Any]:
    why = reason(row["rule"], row["message"], language)
    said = [row["source"], row["file"], row["field"] or "", text.of("reject", row["rule"], language)]
    source, file, field, rule = (guarded(one) for one in said)
    return [source, file, int(row["row_number"]), field, rule, guarded(why), advice(row["rule"], language)]


def _cells(kept: str | None) -> dict[str, Any]:
    return json.loads(kept) if kept else {}
