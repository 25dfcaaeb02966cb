"""A table as a file: CSV as spreadsheets of that language open it, Excel with its filter on a second sheet."""

import csv
import io
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import xlsxwriter

from dashboard import text
from dashboard.text.cells import guarded

_NOTHING_GUESSED = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


@dataclass(frozen=True)
class Sheet:
    """A table on its way out: headings, exact values, and what to say about it."""

    name: str
    headings: list[str]
    rows: list[list[Any]]
    about: list[tuple[str, str]]


def as_csv(sheet: Sheet, language: str) -> bytes:
    """Portuguese: semicolons, decimal comma and a byte-order mark, as Excel there expects; English: RFC 4180."""
    is_portuguese = language == "pt-BR"
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";" if is_portuguese else ",", lineterminator="\r\n")
    writer.writerow(sheet.headings)
    writer.writerows([_in_csv(value, is_portuguese) for value in cells] for cells in sheet.rows)
    return out.getvalue().encode("utf-8-sig" if is_portuguese else "utf-8")


def as_excel(sheet: Sheet, language: str) -> bytes:
    """Rows on the first sheet, filter and freshness on the second. Text stays text: no formula is ever made of it."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, **_NOTHING_GUESSED}) as book:
        heading = book.add_format({"bold": True, "bottom": 1})
        day = "dd/mm/yyyy" if language == "pt-BR" else "yyyy-mm-dd"
        manners = {
            date: book.add_format({"num_format": day}),
            datetime: book.add_format({"num_format": f"{day} hh:mm"}),
        }
        page = book.add_worksheet(sheet.name)
        page.freeze_panes(1, 0)
        page.set_column(0, max(len(sheet.headings) - 1, 0), 20)
        page.write_row(0, 0, sheet.headings, heading)
        for place, cells in enumerate(sheet.rows, start=1):
            for column, value in enumerate(cells):
                page.write(place, column, value, manners.get(type(value)))
        _about(book.add_worksheet(text.say("ui.export.about", language)), sheet.about, heading)
    return out.getvalue()


def _about(page: Any, about: list[tuple[str, str]], heading: Any) -> None:
    page.set_column(0, 0, 24)
    page.set_column(1, 1, 90)
    for place, (what, told) in enumerate(about):
        page.write_string(place, 0, what, heading)
        page.write_string(place, 1, guarded(told))


def _in_csv(value: Any, is_portuguese: bool) -> Any:
    if isinstance(value, datetime):
        return value.strftime("%d/%m/%Y %H:%M:%S" if is_portuguese else "%Y-%m-%d %H:%M:%S")
    if isinstance(value, date):
        return value.strftime("%d/%m/%Y" if is_portuguese else "%Y-%m-%d")
    return str(value).replace(".", ",") if isinstance(value, float) and is_portuguese else value
