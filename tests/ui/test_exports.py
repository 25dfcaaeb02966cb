"""Every table as a file: exact values, the filter beside them, and nothing a spreadsheet would run."""

import csv
import io
import zipfile
from datetime import UTC, date, datetime
from xml.etree import ElementTree

import pandas as pd
import pytest

from dashboard import text
from dashboard.reports.filters import Filter
from dashboard.ui.components import downloads, filter_bar
from dashboard.ui.reader import data
from dashboard.ui.wording import files, formats
from dashboard.ui.wording.files import Sheet
from dashboard.ui.wording.formats import Manner
from tests.pages import fakes

SHEET = Sheet(
    "Dados",
    ["Assunto", "Espera (s)", "Aberto em", "Dia", "Nota"],
    [
        ["'=HYPERLINK(1)", 1234567, datetime(2026, 11, 20, 11, 30), date(2026, 11, 20), 4.5],  # noqa: DTZ001
        ["D'Ávila; “x”\n2", 0, "", "", ""],
    ],
    [("Filtro", "De 01/11/2026 a 20/11/2026"), ("Dados de", "20/11/2026 11:30")],
)


def test_portuguese_csv_opens_in_excel() -> None:
    """Semicolons, decimal comma, day first, and the mark that says UTF-8."""
    written = files.as_csv(SHEET, "pt-BR")
    assert written.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(written.decode("utf-8-sig")), delimiter=";"))
    assert rows[1] == ["'=HYPERLINK(1)", "1234567", "20/11/2026 11:30:00", "20/11/2026", "4,5"]
    assert rows[2][0] == "D'Ávila; “x”\n2"
    assert len(rows) == 3


def test_english_csv_is_plain() -> None:
    """Commas, decimal point, ISO dates, no mark."""
    written = files.as_csv(SHEET, "en")
    assert not written.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(written.decode("utf-8"))))
    assert rows[1] == ["'=HYPERLINK(1)", "1234567", "2026-11-20 11:30:00", "2026-11-20", "4.5"]


@pytest.mark.parametrize("language", text.LANGUAGES)
def test_excel_has_the_filter_on_a_second_sheet_and_no_formula(language: str) -> None:
    """Numbers are numbers, text is text, and what the rows are is said beside them."""
    with zipfile.ZipFile(io.BytesIO(files.as_excel(SHEET, language))) as book:
        names = [sheet.attrib["name"] for sheet in _all(book, "xl/workbook.xml", "sheet")]
        strings = [node.text for node in _all(book, "xl/sharedStrings.xml", "t")]
        assert not _all(book, "xl/worksheets/sheet1.xml", "f")
        numbers = [node.text for node in _all(book, "xl/worksheets/sheet1.xml", "v")]
    assert names == ["Dados", text.say("ui.export.about", language)]
    assert "De 01/11/2026 a 20/11/2026" in strings
    assert "1234567" in numbers


def _all(book: zipfile.ZipFile, name: str, tag: str) -> list:
    return [node for node in ElementTree.fromstring(book.read(name)).iter() if node.tag.endswith("}" + tag)]


def test_a_table_is_exported_exactly(monkeypatch: pytest.MonkeyPatch) -> None:
    """Durations in seconds, moments on the company's clock, words from outside guarded, phones left alone."""
    store = fakes.FakeStore()
    monkeypatch.setattr(data, "store", lambda: store)
    frame = fakes.tickets(2).frame.assign(subject=["=1+1", "+55 (11) 3333-4444"])
    panel = fakes.panel("queue_order", frame)
    said = Manner("pt-BR", store.info.zone, 32400)
    sheet = downloads.exported(panel, "Todo o período", said)
    rows = [dict(zip(sheet.headings, cells, strict=True)) for cells in sheet.rows]
    assert rows[0]["Assunto"] == "'=1+1"
    assert rows[1]["Assunto"] == "+55 (11) 3333-4444"
    assert rows[0]["Espera (s)"] == 3000
    assert rows[1]["Espera desde"] == datetime(2026, 11, 20, 11, 30)  # noqa: DTZ001 - a spreadsheet has no zones
    assert rows[0]["Atendente"] == ""
    assert ("Filtro", "Todo o período") in sheet.about


def test_the_files_name_says_filter_and_freshness(monkeypatch: pytest.MonkeyPatch) -> None:
    """A CSV has no other place for it: table, period, how many people, what else is chosen, and the data's moment."""
    store = fakes.FakeStore()
    monkeypatch.setattr(data, "store", lambda: store)
    monkeypatch.setattr(filter_bar, "names", lambda: {"customers": {"c1": "Zulmira", "c2": "Rui"}})
    chosen = Filter(date(2026, 11, 1), date(2026, 11, 7), departments=("Suporte técnico",), customers=("c1", "c2"))
    assert downloads.file_name("queue_order", chosen) == (
        "queue-order_de-01-11-2026-a-07-11-2026-2-clientes-departamento-suporte-tecnico_20261120-1130"
    )
    assert downloads.file_name("rejected") == "rejected_20261120-1130"


def test_the_files_name_stays_short_and_still_says_that_people_are_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many departments are chosen beside them."""
    store = fakes.FakeStore()
    monkeypatch.setattr(data, "store", lambda: store)
    monkeypatch.setattr(filter_bar, "names", dict)
    chosen = Filter(departments=tuple(f"Departamento {place}" for place in range(40)), agents=("a@b.example", ""))
    name = downloads.file_name("queue_order", chosen)
    assert name.startswith("queue-order_todo-o-periodo-2-atendentes-departamento-")
    assert len(name) < 130


def test_an_export_carries_the_moment_it_was_seen_from(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the filter has a moment of its own, the file says that one and not the data's."""
    store = fakes.FakeStore()
    monkeypatch.setattr(data, "store", lambda: store)
    seen = datetime(2026, 11, 10, 12, 0, tzinfo=UTC)
    said = Manner("pt-BR", store.info.zone, 32400)
    sheet = downloads.exported(fakes.tickets(2), "Todo o período", said, seen)
    assert (text.say("ui.export.as_of", "pt-BR"), "10/11/2026 09:00") in sheet.about
    assert downloads.file_name("tickets", Filter(as_of=seen)).endswith("_20261110-0900")


@pytest.mark.parametrize(
    ("column", "value", "said"),
    [
        ("waiting_working_seconds", 3 * 32400 + 4 * 3600, "3 dias úteis e 4 h"),
        ("ticket_count", 1234, "1.234"),
        ("state", "waiting_customer", "Aguardando o cliente"),
        ("state", "something_else", "something_else"),
        ("waiting_since_at", pd.Timestamp("2026-11-20T14:30Z"), "20/11/2026 11:30"),
        ("day", date(2026, 11, 20), "20/11/2026"),
        ("agent_name", None, "–"),
        ("waiting_working_seconds", float("nan"), "–"),
        ("waiting_since_at", pd.NaT, "–"),
        ("subject", "*não* <b>", "*não* <b>"),
    ],
)
def test_cells_are_said_as_people_say_them(column: str, value: object, said: str) -> None:
    """By the name of the column; what is missing is a dash."""
    manner = Manner("pt-BR", fakes.FakeStore().info.zone, 32400)
    assert formats.cell(column, manner)(value) == said


@pytest.mark.parametrize(
    ("unit", "value", "before", "said"),
    [
        ("tickets", 10, 12, "-2"),
        ("tickets", 12, 10, "+2"),
        ("tickets", 12, 12, "igual"),
        ("percent", 87.3, 88.0, "-0,7 p.p."),
        ("working_seconds", 7200, 3600, "+1 h"),
        ("tickets", None, 3, None),
        ("tickets", 3, None, None),
    ],
)
def test_a_change_has_its_sign_and_unit(unit: str, value: float | None, before: float | None, said: str | None) -> None:
    """Against the same weekdays before; nothing where either side is missing."""
    manner = Manner("pt-BR", fakes.FakeStore().info.zone, 32400)
    assert formats.change(fakes.number("queue", unit, value, before=before), manner) == said
