"""Every table as a file: CSV as a spreadsheet of that language opens it, and Excel with its filter on a second sheet."""

import csv
import io
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import pandas as pd
import streamlit as st
import xlsxwriter

from dashboard import text
from dashboard.reports.base import Panel
from dashboard.reports.filters import Filter
from dashboard.text.cells import guard
from dashboard.ui import data, filter_bar, formats, who
from dashboard.ui.formats import Manner
from dashboard.ui.language import say
from dashboard.ui.manner import manner

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class Sheet:
    """A table on its way out: headings, exact values, and what to say about it."""

    name: str
    headings: list[str]
    rows: list[list[Any]]
    about: list[tuple[str, str]]


def row(panel: Panel, chosen: Filter, everything: Callable[[], Panel] | None = None) -> None:
    """The two download buttons; files are made when one is clicked. ``everything`` fetches rows beyond those shown."""
    if "ticket_id" in panel.frame and not who.actor().may("tickets.export"):
        return
    said, sentence = manner(), filter_bar.sentence(chosen)
    name = file_name(panel.key, sentence)

    def sheet() -> Sheet:
        return exported(everything() if everything else panel, sentence, said)

    with st.container(horizontal=True, gap="small", key=f"downloads.{panel.key}", width="content"):
        for label, extension, mime, write in (("CSV", "csv", "text/csv", as_csv), ("Excel", "xlsx", EXCEL, as_excel)):
            st.download_button(
                label, lambda write=write: write(sheet(), said.language), f"{name}.{extension}", mime,
                key=f"download.{extension}.{panel.key}", on_click="ignore", type="tertiary", icon=":material/download:",
                help=say("ui.download.help", kind=label),
            )  # fmt: skip


def exported(panel: Panel, sentence: str, said: Manner) -> Sheet:
    """The panel's rows with exact values: durations in seconds, moments on the company's clock."""
    source = data.store()
    columns = [column for column in panel.frame if text.has(f"column.{column}")]
    about = [
        (say("ui.export.table"), say(f"metric.{panel.key}.title")),
        (say("ui.export.filter"), sentence),
        (say("ui.export.as_of"), text.moment(source.as_of, said.zone, said.language)),
        (say("ui.export.version"), source.info.stamp),
        (say("ui.export.rows"), text.number(len(panel.frame), said.language)),
    ]
    values = [panel.frame[column].map(_exact(column, said)).tolist() for column in columns]
    rows = [list(cells) for cells in zip(*values, strict=True)]
    return Sheet(say("ui.export.sheet"), [_heading(column) for column in columns], rows, about)


def as_csv(sheet: Sheet, language: str) -> bytes:
    """Portuguese: semicolons, decimal comma and a byte-order mark, as Excel there expects; English: RFC 4180."""
    is_portuguese = language == "pt-BR"
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";" if is_portuguese else ",", lineterminator="\r\n")
    writer.writerow(sheet.headings)
    writer.writerows([_in_csv(value, is_portuguese) for value in cells] for cells in sheet.rows)
    return out.getvalue().encode("utf-8-sig" if is_portuguese else "utf-8")


def as_excel(sheet: Sheet, language: str) -> bytes:
    """Rows on the first sheet, filter and freshness on the second."""
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(out, options) as book:
        bold = book.add_format({"bold": True, "bottom": 1})
        moment = book.add_format({"num_format": "dd/mm/yyyy hh:mm" if language == "pt-BR" else "yyyy-mm-dd hh:mm"})
        day = book.add_format({"num_format": "dd/mm/yyyy" if language == "pt-BR" else "yyyy-mm-dd"})
        page = book.add_worksheet(sheet.name)
        page.freeze_panes(1, 0)
        page.set_column(0, max(len(sheet.headings) - 1, 0), 20)
        page.write_row(0, 0, sheet.headings, bold)
        for place, cells in enumerate(sheet.rows, start=1):
            for column, value in enumerate(cells):
                _in_excel(page, place, column, value, moment, day)
        notes = book.add_worksheet(say("ui.export.about"))
        notes.set_column(0, 0, 24)
        notes.set_column(1, 1, 90)
        for place, (what, told) in enumerate(sheet.about):
            notes.write_string(place, 0, what, bold)
            notes.write_string(place, 1, guard(told))
    return out.getvalue()


def file_name(key: str, sentence: str) -> str:
    """Table, filter and freshness: the only place where a CSV can say them without becoming harder to read."""
    as_of = data.store().as_of.astimezone(data.store().info.zone)
    return f"{_slug(key)}_{_slug(sentence)[:90]}_{as_of:%Y%m%d-%H%M}"


def _slug(words: str) -> str:
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-zA-Z0-9]+", "-", plain).strip("-").lower()


def _heading(column: str) -> str:
    label = say(f"column.{column}")
    return say("ui.export.in_seconds", label=label) if formats.kind(column) == "duration" else label


def _exact(column: str, said: Manner) -> Callable[[Any], Any]:
    shown, kind = formats.cell(column, said), formats.kind(column)

    def exact(value: Any) -> Any:
        if shown(value) == "–":
            return ""
        if kind in ("duration", "count"):
            return float(value) if float(value) % 1 else int(value)
        if kind == "moment":
            return pd.Timestamp(value).tz_convert(said.zone).tz_localize(None).to_pydatetime()
        if kind == "day":
            return formats.day_of(value)
        return guard(shown(value))

    return exact


def _in_csv(value: Any, is_portuguese: bool) -> Any:
    if isinstance(value, datetime):
        return value.strftime("%d/%m/%Y %H:%M:%S" if is_portuguese else "%Y-%m-%d %H:%M:%S")
    if isinstance(value, date):
        return value.strftime("%d/%m/%Y" if is_portuguese else "%Y-%m-%d")
    return str(value).replace(".", ",") if isinstance(value, float) and is_portuguese else value


def _in_excel(page: Any, place: int, column: int, value: Any, moment: Any, day: Any) -> None:
    if isinstance(value, datetime):
        page.write_datetime(place, column, value, moment)
    elif isinstance(value, date):
        page.write_datetime(place, column, value, day)
    elif isinstance(value, int | float):
        page.write_number(place, column, value)
    else:
        page.write_string(place, column, str(value))
