"""Sheets as raw files: cells as they are meant, rows as the sheet counts them, nothing that can burst."""

import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest
import xlsxwriter

from dashboard.errors import SourceError
from dashboard.importing.files import spreadsheets
from tests.importing.support import HEAD, run, tickets, totals, write

COLUMNS = HEAD.split(",")


def book(file: Path, **sheets: list[list]) -> Path:
    """An Excel file; a cell that is a moment gets a date format, one that begins with ``=`` a formula that gives 2."""
    with xlsxwriter.Workbook(file, {"remove_timezone": True}) as made:
        formats = {kind: made.add_format({"num_format": shown}) for kind, shown in FORMATS.items()}
        for name, rows in sheets.items():
            sheet = made.add_worksheet(name)
            for row, cells in enumerate(rows):
                for column, cell in enumerate(cells):
                    if str(cell).startswith("="):
                        sheet.write_formula(row, column, cell, None, 2)
                    else:
                        sheet.write(row, column, cell, formats.get(type(cell)))
    return file


FORMATS = {datetime: "dd/mm/yyyy hh:mm:ss", date: "dd/mm/yyyy"}
MOMENT = datetime(2026, 1, 2, 10, 0, 1)  # noqa: DTZ001 - a sheet has no zones


def test_cells_are_read_as_they_are_meant(tmp_path):
    """Dates by their value whatever their format, ids without a .0, formulas by their result, text unchanged."""
    rows = [
        [*COLUMNS, "subject"],
        [12345678901234, "new", MOMENT, "=1+1"],
        ["0000045", "new", date(2026, 1, 2), 1.5],
        ["x", "new", "2026-01-03 10:00", True],
    ]
    run("canonical", book(tmp_path / "b.xlsx", tickets=rows), tmp_path / "data")
    assert tickets(tmp_path / "data", "ticket_id, opened_at::text, subject") == [
        ("0000045", "2026-01-02 00:00:00+00", "1.5"),
        ("12345678901234", "2026-01-02 10:00:01+00", "2"),
        ("x", "2026-01-03 10:00:00+00", "true"),
    ]


def test_titles_above_the_header_blank_rows_and_empty_sheets(tmp_path):
    """The header is the row that holds the columns asked for; rows are named as the sheet counts them."""
    rows = [
        ["Report of November"], [], ["made by", "Ana"], COLUMNS, [1, "new", MOMENT], [], [2, "", MOMENT],
    ]  # fmt: skip
    file = book(tmp_path / "b.xlsx", Chamados=rows, Vazia=[], Notas=[["only", "notes"], ["a", "b"]])
    report = run("canonical", file, tmp_path / "data")
    assert totals(report) == {"read": 2, "used": 1, "repeated": 0, "superseded": 0, "rejected": 1}
    assert report.rejected[0].examples == (("b.xlsx/Chamados", 7, "raw_status"),)
    assert report.not_mapped == ("b.xlsx/Notas",)


def test_a_column_with_dates_in_two_orders_is_refused(tmp_path):
    """The rows named are those of the sheet."""
    rows = [["Title"], COLUMNS, [1, "new", "13/01/2026"], [2, "new", "01/13/2026"]]
    with pytest.raises(SourceError) as refused:
        run("canonical", book(tmp_path / "b.xlsx", tickets=rows), tmp_path / "data")
    assert refused.value.key == "error.date_order_both"
    assert (refused.value.facts["day_row"], refused.value.facts["month_row"]) == (3, 4)


def test_a_book_of_empty_sheets_is_refused(tmp_path):
    """There is nothing in it to import."""
    with pytest.raises(SourceError) as refused:
        run("canonical", book(tmp_path / "b.xlsx", Vazia=[]), tmp_path / "data")
    assert refused.value.key == "error.file_empty"


def test_a_book_that_would_burst_is_refused(tmp_path, monkeypatch):
    """Two cells at the far ends of a sheet ask for a table of 17 billion: the reader goes down, the import does not."""
    rows = [[""] * 16384 for _ in range(1)]
    rows[0][0] = "a"
    file = tmp_path / "b.xlsx"
    with xlsxwriter.Workbook(file) as made:
        sheet = made.add_worksheet("x")
        sheet.write(0, 0, "a")
        sheet.write(1048575, 16383, "z")
    with pytest.raises(SourceError) as refused:
        run("canonical", file, tmp_path / "data")
    assert refused.value.key == "error.spreadsheet_large"
    monkeypatch.setattr(spreadsheets, "LARGEST_BOOK", 100)
    with pytest.raises(SourceError) as refused:
        run("canonical", file, tmp_path / "data")
    assert refused.value.key == "error.spreadsheet_large"


ODS = """<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 office:version="1.2"><office:body><office:spreadsheet><table:table table:name="tickets">{rows}</table:table>
</office:spreadsheet></office:body></office:document-content>"""
CELL = '<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>'


def test_open_document(tmp_path):
    """An .ods is read like any other book, also under another name."""
    cells = [COLUMNS, ["1", "new", "2026-01-02"]]
    rows = "".join(
        f"<table:table-row>{''.join(CELL.format(cell=cell) for cell in row)}</table:table-row>" for row in cells
    )
    with zipfile.ZipFile(tmp_path / "export.dat", "w") as archive:
        archive.writestr("mimetype", spreadsheets.OPEN_DOCUMENT)
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr("content.xml", ODS.format(rows=rows))
    run("canonical", tmp_path / "export.dat", tmp_path / "data")
    assert tickets(tmp_path / "data") == [("1", "new")]


def test_a_document_that_is_no_spreadsheet_is_no_table(tmp_path):
    """A text document in the folder is named as not mapped."""
    write(tmp_path / "in" / "tickets.csv", f"{HEAD}\n1,new,2026-01-02\n")
    with zipfile.ZipFile(tmp_path / "in" / "letter.docx", "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<w/>")
    assert "letter.docx" in "".join(run("canonical", tmp_path / "in", tmp_path / "data").not_mapped)
