"""Books as people and programs keep them: every cell is loaded as it is meant, or a sentence says why not."""

import re
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest
import xlsxwriter

from dashboard import text
from dashboard.errors import SourceError
from dashboard.importing.files import spreadsheets
from dashboard.importing.files.sheet_marks import column_letters, column_number
from dashboard.importing.files.sheet_unclear import is_unclear
from tests.importing.support import ask, make_source, run, tickets, totals
from tests.importing.test_spreadsheets import FORMATS, ODS, book

HEADER = ["ticket_id", "raw_status", "opened_at", "closed_at", "subject", "customer_id"]
MOMENT = datetime(2026, 1, 2, 10)  # noqa: DTZ001 - a sheet has no zones
LATER = datetime(2026, 1, 20, 10)  # noqa: DTZ001
FOUND = "ticket_id, raw_status, opened_at::date::text, subject, customer_id"


def row(number: object, status: str = "new", **cells: object) -> list:
    """A row of a sheet of tickets."""
    told = {"ticket_id": number, "raw_status": status, "opened_at": MOMENT, **cells}
    return [told.get(column, "") for column in HEADER]


def drawn(file: Path, draw: Callable, options: dict | None = None) -> Path:
    """An Excel file with one sheet that ``draw`` makes, given the sheet and the format of moments."""
    with xlsxwriter.Workbook(file, options or {}) as made:
        draw(made.add_worksheet("Chamados"), made.add_format({"num_format": FORMATS[datetime]}))
    return file


def fill(sheet, moment, rows: list[list], top: int = 0) -> None:
    for number, cells in enumerate(rows, start=top):
        for column, cell in enumerate(cells):
            if cell != "":
                sheet.write(number, column, cell, moment if isinstance(cell, date) else None)


def rewritten(file: Path, change: Callable[[str], str], part: str = "xl/worksheets/sheet1.xml") -> Path:
    """The same book with one part written otherwise, as other programs write it."""
    with zipfile.ZipFile(file) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    changed = change(parts[part].decode()).encode()
    assert changed != parts[part]
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in {**parts, part: changed}.items():
            archive.writestr(name, content)
    return file


def warned(data_dir: Path) -> list[tuple]:
    return ask(data_dir, "select rule, row_number, field from cell_warnings order by 1, 2, 3")


def refused(file: Path, data_dir: Path) -> SourceError:
    with pytest.raises(SourceError) as error:
        run("canonical", file, data_dir)
    for language in text.LANGUAGES:
        assert error.value.key not in text.explain(error.value, language)
    return error.value


# ---------------------------------------------------------------------- merged cells
def test_the_value_of_cells_merged_downward_counts_for_each_of_their_rows(tmp_path):
    """A customer merged over three tickets is that of all three; each row that took it from above is named."""

    def draw(sheet, moment):
        fill(sheet, moment, [HEADER, row(1), row(2), row(3), row(4, customer_id="c2")])
        sheet.merge_range("F2:F4", "c1")

    run("canonical", drawn(tmp_path / "b.xlsx", draw), tmp_path / "data")
    assert tickets(tmp_path / "data", "ticket_id, customer_id") == [("1", "c1"), ("2", "c1"), ("3", "c1"), ("4", "c2")]
    assert warned(tmp_path / "data") == [("merged-down", 3, "customer_id"), ("merged-down", 4, "customer_id")]


def test_an_id_merged_downward_is_that_of_every_row(tmp_path):
    """No row is left without its id: the later row of the same ticket counts, the one before it is superseded."""

    def draw(sheet, moment):
        fill(sheet, moment, [HEADER, row(""), row("", "closed", closed_at=LATER), row(2)])
        sheet.merge_range("A2:A3", "0007")

    report = run("canonical", drawn(tmp_path / "b.xlsx", draw), tmp_path / "data")
    assert tickets(tmp_path / "data") == [("0007", "closed"), ("2", "new")]
    assert (totals(report)["superseded"], totals(report)["rejected"]) == (1, 0)


def test_records_drawn_two_rows_high_are_one_row_each(tmp_path):
    """Where all cells of a record are merged over two rows, the second of them is no record."""

    def draw(sheet, moment):
        fill(sheet, moment, [HEADER])
        for number, top in enumerate((2, 4), start=1):
            sheet.merge_range(f"A{top}:A{top + 1}", number)
            sheet.merge_range(f"B{top}:B{top + 1}", "new")
            sheet.merge_range(f"C{top}:C{top + 1}", MOMENT, moment)

    report = run("canonical", drawn(tmp_path / "b.xlsx", draw), tmp_path / "data")
    assert totals(report) == {"read": 2, "used": 2, "repeated": 0, "superseded": 0, "rejected": 0}


def test_a_header_of_two_rows_with_merged_cells(tmp_path):
    """Names merged over both rows, and names under a heading of their own, are one header; a title may stand above."""

    def draw(sheet, moment):
        sheet.merge_range("A1:F1", "Relatório de chamados")
        for column, name in zip("ABEF", ("ticket_id", "raw_status", "subject", "customer_id"), strict=True):
            sheet.merge_range(f"{column}3:{column}4", name)
        sheet.merge_range("C3:D3", "Datas")
        fill(sheet, moment, [["", "", "opened_at", "closed_at"], row(1, "closed", closed_at=LATER, subject="s")], 3)

    run("canonical", drawn(tmp_path / "b.xlsx", draw), tmp_path / "data")
    assert tickets(tmp_path / "data", FOUND) == [("1", "closed", "2026-01-02", "s", None)]
    assert warned(tmp_path / "data") == []


def test_a_cell_that_another_covers_is_told(tmp_path):
    """Cells merged to the right: the value is that of the first column, and the covered one is named."""

    def draw(sheet, moment):
        fill(sheet, moment, [HEADER, row(1), row(2)])
        sheet.merge_range("E2:F2", "text")

    run("canonical", drawn(tmp_path / "b.xlsx", draw), tmp_path / "data")
    assert tickets(tmp_path / "data", "subject, customer_id") == [("text", None), (None, None)]
    assert warned(tmp_path / "data") == [("merged-across", 2, "customer_id")]


# ---------------------------------------------------------------------- what is hidden
def test_hidden_and_filtered_rows_and_columns_are_data(tmp_path):
    """What a filter hides is still in the list: all of it is loaded."""

    def draw(sheet, moment):
        fill(sheet, moment, [HEADER, row(1, customer_id="c1"), row(2, "closed", closed_at=LATER), row(3)])
        sheet.autofilter("A1:F4")
        sheet.filter_column("B", "x == new")
        sheet.set_row(2, None, None, {"hidden": True})
        sheet.set_column("F:F", None, None, {"hidden": True})

    run("canonical", drawn(tmp_path / "b.xlsx", draw), tmp_path / "data")
    assert tickets(tmp_path / "data", "ticket_id, customer_id") == [("1", "c1"), ("2", None), ("3", None)]


@pytest.mark.parametrize("hide", ["hide", "very_hidden"])
def test_a_hidden_sheet_beside_a_visible_one_is_asked_about(tmp_path, hide):
    """An older copy kept out of sight never mixes with the list; alone, or with other content, it is data."""

    def make(file: Path, visible: list[list], hidden: list[list]) -> Path:
        with xlsxwriter.Workbook(file) as made:
            moment = made.add_format({"num_format": FORMATS[datetime]})
            fill(made.add_worksheet("Atual"), moment, visible)
            copy = made.add_worksheet("Cópia")
            fill(copy, moment, hidden)
            getattr(copy, hide)()
        return file

    error = refused(make(tmp_path / "b.xlsx", [HEADER, row(1)], [HEADER, row(1, "closed")]), tmp_path / "data")
    assert (error.key, error.facts["file"], error.facts["visible"]) == (
        "error.sheet_hidden", "b.xlsx/Cópia", "b.xlsx/Atual",
    )  # fmt: skip
    pivot = [["new", "closed"], [1, 0]]
    report = run("canonical", make(tmp_path / "c.xlsx", pivot, [HEADER, row(1)]), tmp_path / "data")
    assert ([one.file for one in report.files], report.not_mapped) == (["c.xlsx/Cópia"], ("c.xlsx/Atual",))
    report = run("canonical", make(tmp_path / "d.xlsx", [HEADER, row(2)], pivot), tmp_path / "data")
    assert ([one.file for one in report.files], report.not_mapped) == (["d.xlsx/Atual"], ("d.xlsx/Cópia",))


def test_two_visible_sheets(tmp_path):
    """Of the same layout both are read, each with its own dates and rows in the report; another kind is named."""
    first, second = [HEADER, row(1), row(2)], [["Título"], [], HEADER, row(3)]
    file = book(tmp_path / "b.xlsx", Janeiro=first, Fevereiro=second, Resumo=[["mês", "total"], ["jan", 2]])
    report = run("canonical", file, tmp_path / "data")
    assert [(one.file, one.used) for one in report.files] == [("b.xlsx/Janeiro", 2), ("b.xlsx/Fevereiro", 1)]
    assert report.not_mapped == ("b.xlsx/Resumo",)
    assert [one for (one,) in tickets(tmp_path / "data", "ticket_id")] == ["1", "2", "3"]


# ---------------------------------------------------------------------- formulas
def with_formulas(file: Path, *cells: tuple[str, str, object]) -> Path:
    def draw(sheet, moment):
        fill(sheet, moment, [HEADER, *(row(number) for number in range(1, 5))])
        for place, formula, result in cells:
            sheet.write_formula(place, formula, None, result)

    return drawn(file, draw)


def test_formulas_with_a_result_are_that_result(tmp_path):
    """Numbers, texts, and an empty text, which is a result as well."""
    file = with_formulas(
        tmp_path / "b.xlsx", ("F2", "=7000+1", 7001), ("F3", '="c"&2', "c2"), ("F4", '=IF(1,"")', "gone")
    )
    rewritten(file, lambda part: part.replace("<v>gone</v>", "<v></v>"))
    rewritten(file, lambda part: part.replace(' fullCalcOnLoad="1"', ""), "xl/workbook.xml")
    run("canonical", file, tmp_path / "data")
    found = tickets(tmp_path / "data", "customer_id")
    assert (found, warned(tmp_path / "data")) == ([("7001",), ("c2",), (None,), (None,)], [])


WRITTEN = {
    "an empty value": lambda part: part.replace("<v>0</v></c></row>", "<v></v></c></row>"),
    "no value": lambda part: part.replace("<v>0</v></c></row>", "</c></row>"),
    "a closed value": lambda part: part.replace("<v>0</v></c></row>", "<v/></c></row>"),
    "prefixes": lambda part: re.sub(r"<(/?)(\w)", r"<\1x:\2", part.replace("xmlns=", "xmlns:x=")).replace(
        "<x:v>0</x:v></x:c></x:row>", "</x:c></x:row>"
    ),
    "no places": lambda part: re.sub(r'<c r="\w+"|<row r="\d+"', lambda one: one[0].split()[0], part)
    .replace("<c></c>", "").replace("<v>0</v></c></row>", "</c></row>"),
    "a 0 to be calculated on opening": None,
}  # fmt: skip


@pytest.mark.parametrize("change", WRITTEN.values(), ids=WRITTEN)
def test_a_formula_that_nobody_calculated_is_no_empty_cell(tmp_path, change):
    """However a program leaves the result out, the file is refused with the sheet, the cell and the formula."""

    def draw(sheet, moment):
        fill(sheet, moment, [HEADER, row(1, closed_at=LATER, subject="s", customer_id="c1"), row(2)[:3]])
        for column, cell in (("D", LATER), ("E", "s")):
            sheet.write(f"{column}3", cell, moment if column == "D" else None)
        sheet.write_formula("F3", "=A3*2")

    file = drawn(tmp_path / "b.xlsx", draw)
    if change:
        rewritten(file, change)
        rewritten(file, lambda part: part.replace(' fullCalcOnLoad="1"', ""), "xl/workbook.xml")
    error = refused(file, tmp_path / "data")
    assert (error.key, error.facts) == (
        "error.formula_uncalculated",
        {"file": "b.xlsx/Chamados", "column": "customer_id", "cell": "F3", "formula": "=A3*2", "count": 1},
    )


def test_formulas_without_a_result_do_no_harm_where_nobody_reads(tmp_path):
    """In another column, and in the line of totals below the list."""

    def draw(sheet, moment):
        fill(sheet, moment, [["id", "status", "opened", "Dias"], [1, "open", MOMENT], [2, "open", MOMENT], ["Total"]])
        sheet.write_formula("D2", "=TODAY()-C2")
        sheet.write_formula("B4", "=COUNTA(B2:B3)")

    source = make_source(tmp_path / "source")
    report = run(source, drawn(tmp_path / "b.xlsx", draw), tmp_path / "data")
    assert (totals(report)["used"], [one.rule for one in report.rejected]) == (2, ["footer"])


def test_a_column_of_formulas_alone_is_there(tmp_path):
    """Dates and ids, the last column and the last rows: without their results nothing of them is dropped."""
    file = with_formulas(tmp_path / "b.xlsx", ("D2", "=C2+1", ""))
    assert refused(file, tmp_path / "data").facts["column"] == "closed_at"
    file = with_formulas(tmp_path / "b.xlsx", ("A9", "=ROW()", ""))
    assert refused(file, tmp_path / "data").facts["cell"] == "A9"


def test_failed_formulas_are_no_value_and_told(tmp_path):
    """#N/A and its like: no value in a text or a date, no id, each with its row."""
    file = with_formulas(
        tmp_path / "b.xlsx", ("A3", "=NA()", "#N/A"), ("D4", "=1/0", "#DIV/0!"), ("F5", "=Z1", "#REF!")
    )
    report = run("canonical", file, tmp_path / "data")
    assert [one for (one,) in tickets(tmp_path / "data", "ticket_id")] == ["1", "3", "4"]
    assert report.rejected[0].examples == (("b.xlsx/Chamados", 3, "ticket_id"),)
    assert warned(tmp_path / "data") == [
        ("formula-error", 3, "ticket_id"), ("formula-error", 4, "closed_at"), ("formula-error", 5, "customer_id"),
    ]  # fmt: skip


# ---------------------------------------------------------------------- dates and numbers
def test_the_date_system_of_1904(tmp_path):
    """Days are counted from 1904 where the book says so: the dates are those on screen."""

    def draw(sheet, moment):
        fill(sheet, moment, [HEADER, row(1)])

    file = drawn(tmp_path / "b.xlsx", draw, {"date_1904": True})
    run("canonical", file, tmp_path / "data")
    assert tickets(tmp_path / "data", "opened_at::text") == [("2026-01-02 10:00:00+00",)]


def test_serial_numbers_between_dates_are_not_taken_for_moments(tmp_path):
    """A date that lost its format: the row is kept aside with the number; a whole column of them is refused."""
    rows = [HEADER, row(1), row(2), row(3), row(4, opened_at=46024.5)]
    report = run("canonical", book(tmp_path / "b.xlsx", t=rows), tmp_path / "data")
    assert [(one.rule, one.examples[0][1:]) for one in report.rejected] == [("date-unreadable", (5, "opened_at"))]
    rows = [HEADER, *(row(number, opened_at=46024.5 + number) for number in range(4))]
    assert refused(book(tmp_path / "c.xlsx", t=rows), tmp_path / "data").key == "error.column_unreadable"


def test_dates_and_texts_in_one_column(tmp_path):
    """Real dates beside dates as text: read alike where the order is proved; half converted they are refused."""
    rows = [HEADER, row(1, opened_at=LATER), row(2, opened_at="13/01/2026 10:00"), row(3, opened_at="02/03/2026")]
    run("canonical", book(tmp_path / "b.xlsx", t=rows), tmp_path / "data")
    assert [one for (one,) in tickets(tmp_path / "data", "opened_at::date::text")] == [
        "2026-01-20", "2026-01-13", "2026-03-02",
    ]  # fmt: skip
    rows = [HEADER, row(1), row(2, opened_at="13/01/2026 10:00")]
    assert refused(book(tmp_path / "c.xlsx", t=rows), tmp_path / "data").key == "error.dates_half_converted"


def test_ids_as_numbers_and_as_text(tmp_path):
    """Texts keep their zeros, whole numbers lose their .0; beyond the digits that Excel keeps an id is set aside."""
    ids = ["0000045", 123.0, "123456789012345678", 123456789012345, 1.23e15, 123456789012345678, "1,23E+15"]
    report = run("canonical", book(tmp_path / "b.xlsx", t=[HEADER, *map(row, ids)]), tmp_path / "data")
    assert [one for (one,) in tickets(tmp_path / "data", "ticket_id")] == [
        "0000045", "123", "123456789012345", "123456789012345678",
    ]  # fmt: skip
    assert (totals(report)["rejected"], [one.rule for one in report.warnings]) == (3, ["id-rounded"])


def test_ids_that_their_format_fills_with_zeros(tmp_path):
    """``000123`` on screen is ``000123``, as in every other export; a format that only rounds is none of that."""
    with xlsxwriter.Workbook(tmp_path / "b.xlsx") as made:
        moment, zeros, plain = (
            made.add_format({"num_format": shown}) for shown in (FORMATS[datetime], "000000", "0.00")
        )
        sheet = made.add_worksheet()
        fill(sheet, moment, [HEADER, row(""), row(""), row("45")])
        sheet.write("A2", 123, zeros)
        sheet.write("A3", 1234567, zeros)
        sheet.write("F2", 7, plain)
        sheet.write("F3", 0, zeros)
    run("canonical", tmp_path / "b.xlsx", tmp_path / "data")
    found = [("000123", "7"), ("1234567", "000000"), ("45", None)]
    assert tickets(tmp_path / "data", "ticket_id, customer_id") == found


def test_durations_beyond_a_day(tmp_path):
    """``[h]:mm`` is read as it is shown."""

    def draw(sheet, moment):
        fill(sheet, moment, [HEADER, row(1)])
        sheet.write("E2", 26 / 24, sheet_format[0])

    sheet_format = []
    with xlsxwriter.Workbook(tmp_path / "b.xlsx") as made:
        sheet_format.append(made.add_format({"num_format": "[h]:mm:ss"}))
        draw(made.add_worksheet(), made.add_format({"num_format": FORMATS[datetime]}))
    run("canonical", tmp_path / "b.xlsx", tmp_path / "data")
    assert tickets(tmp_path / "data", "subject") == [("26:00:00",)]


# ---------------------------------------------------------------------- where the table stands
def test_a_table_in_the_middle_of_the_sheet(tmp_path):
    """Title, blank row and blank column before it, totals below: cells are named as the sheet names them."""

    def draw(sheet, moment):
        sheet.write("B1", "Relatório")
        for number, cells in enumerate([HEADER, row(1), row(2), ["Total geral", "", "", "", 2]], start=2):
            for column, cell in enumerate(cells, start=1):
                sheet.write(number, column, cell, moment if isinstance(cell, date) else None)

    report = run("canonical", drawn(tmp_path / "b.xlsx", draw), tmp_path / "data")
    assert (totals(report)["used"], report.rejected[0].rule, report.rejected[0].examples[0][1]) == (2, "footer", 6)

    def draw_with_formula(sheet, moment):
        draw(sheet, moment)
        sheet.write_formula("G4", "=1+1")

    assert refused(drawn(tmp_path / "c.xlsx", draw_with_formula), tmp_path / "data").facts["cell"] == "G4"


@pytest.mark.parametrize("cell", [
    'table:number-rows-spanned="2" office:value-type="string"', 'table:formula="of:=[.A1]"',
    'office:value-type="string" calcext:value-type="error"',
])  # fmt: skip
def test_an_open_document_that_cannot_be_told_is_refused(tmp_path, cell):
    """There a covered cell and a formula without a result look empty: the way out is said."""
    with zipfile.ZipFile(tmp_path / "b.ods", "w") as archive:
        archive.writestr("mimetype", spreadsheets.OPEN_DOCUMENT)
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        rows = f"<table:table-row><table:table-cell {cell}><text:p>x</text:p></table:table-cell></table:table-row>"
        archive.writestr(
            "content.xml", ODS.format(rows=rows).replace("office:version", 'xmlns:calcext="c" office:version')
        )
    assert refused(tmp_path / "b.ods", tmp_path / "data").key == "error.spreadsheet_unclear"


def record(kind: int, content: bytes) -> bytes:
    """A record of a binary sheet; its kind and its length have seven bits a byte."""
    head = bytes([kind]) if kind < 0x80 else bytes([kind & 0x7F | 0x80, kind >> 7])
    length = len(content)
    return head + (bytes([length]) if length < 0x80 else bytes([length & 0x7F | 0x80, length >> 7])) + content


TITLE = record(176, bytes(4) + bytes(4) + bytes(4) + b"\5\0\0\0")
CELLS = record(0, b"\x03" * 25) + record(5, b"\x03" * 16) + record(8, b"\x0b" * 300)


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        (CELLS + TITLE, False),
        (CELLS + record(3, bytes(9)), True),
        (CELLS + record(11, bytes(30)), True),
        (CELLS + record(176, bytes(4) + b"\2\0\0\0" + bytes(8)), True),
    ],
)
def test_a_binary_sheet_that_cannot_be_told(tmp_path, part, expected):
    """.xlsb: an error in a cell or a formula, cells merged downward; a title merged to the right is no matter."""
    with zipfile.ZipFile(tmp_path / "b.xlsb", "w") as archive:
        archive.writestr("xl/worksheets/sheet1.bin", part)
    assert is_unclear(tmp_path / "b.xlsb") is expected


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        (b"\x05\x02\x08\x00" + bytes(6) + b"\x2a\x01", True),  # #N/A
        (b"\x05\x02\x08\x00" + bytes(6) + b"\x01\x00", False),  # true
        (b"\x06\x00\x16\x00" + bytes(6) + b"\x02\x00\x07\x00\x00\x00\xff\xff", True),  # =1/0
        (b"\x06\x00\x16\x00" + bytes(6) + b"\x01\x00\x07\x00\x00\x00\xff\xff", False),  # a boolean
    ],
)
def test_an_old_book_that_cannot_be_told(tmp_path, record, expected):
    """.xls: an error in a cell or as the result of a formula, wherever it stands in the file."""
    file = tmp_path / "b.xls"
    file.write_bytes(spreadsheets.OLD_MAGIC + bytes(1024 * 1024 - 10) + record + bytes(100))
    assert is_unclear(file) is expected


@pytest.mark.parametrize(("letters", "number"), [("A", 0), ("Z", 25), ("AA", 26), ("XFD", 16383)])
def test_columns_by_their_letters(letters, number):
    """Both ways, up to the last column of Excel."""
    assert (column_letters(number), column_number(f"{letters}12")) == (letters, number)
