"""Every way a raw file can be written, and nothing lost on the way."""

import gzip
import io
import zipfile

import duckdb
import pytest

from dashboard.errors import SourceError
from dashboard.importing.files import encodings, inputs, layout
from dashboard.importing.files import survey as surveys
from tests.importing.support import HEAD, SOURCE, ask, make_source, run, tickets, totals, write

ROWS = "1,new,2026-01-02 10:00\n2,closed,2026-01-03 10:00\n"
FULL = f"{HEAD},subject\n1,new,2026-01-02 10:00,São João\n"


@pytest.mark.parametrize(
    ("encoding", "name"), [("utf-8", "plain"), ("utf-8-sig", "mark"), ("utf-16", "utf16"), ("cp1252", "windows")]
)
def test_encodings(tmp_path, encoding, name):
    """UTF-8 with and without a mark, UTF-16 by its mark and cp1252 are read without a word from the user."""
    file = write(tmp_path / f"{name}.csv", FULL.encode(encoding))
    run("canonical", file, tmp_path / "data")
    assert tickets(tmp_path / "data", "subject") == [("São João",)]


def test_latin_1_where_cp1252_has_no_such_byte(tmp_path):
    """A byte that cp1252 does not know is read as latin-1."""
    file = write(tmp_path / "t.csv", FULL.encode("cp1252") + b"2,new,2026-01-02 10:00,\x81\xe3\n")
    run("canonical", file, tmp_path / "data")
    assert tickets(tmp_path / "data", "subject") == [("São João",), ("\x81ã",)]


def test_mixed_encodings_are_refused_with_the_row(tmp_path):
    """A UTF-8 file with a few bytes of another encoding is refused, and the message names the row."""
    lines = FULL.encode() + b"2,new,2026-01-02 10:00,S\xe3o\n"
    with pytest.raises(SourceError) as refused:
        run("canonical", write(tmp_path / "t.csv", lines), tmp_path / "data")
    assert (refused.value.key, refused.value.facts["row"]) == ("error.encoding_mixed", 3)


@pytest.mark.parametrize("name", ["t.csv", "t.tsv", "t.txt"])
@pytest.mark.parametrize("source", ["canonical", "auto"])
@pytest.mark.parametrize(
    ("content", "key", "row"),
    [
        (FULL.encode() + b"2,new,2026-01-02 10:00,a\0b\n", "error.zero_byte", 3),
        (FULL.encode() + b"2,new,2026-01-02 10:00,x\n" * 500 + b"3,new,2026-01-02,a\0b\n", "error.zero_byte", 503),
        (FULL.encode("utf-16-le"), "error.encoding_unmarked", 1),
        (FULL.encode("utf-16-be"), "error.encoding_unmarked", 1),
    ],
)
def test_zero_bytes_are_refused_with_the_row(tmp_path, name, source, content, key, row):
    """Text with a zero byte, or UTF-16 without its mark, is refused and never taken for a file to leave out."""
    with pytest.raises(SourceError) as refused:
        run(source, write(tmp_path / name, content), tmp_path / "data")
    assert (refused.value.key, refused.value.facts["file"], refused.value.facts["row"]) == (key, name, row)


def test_a_page_beside_the_tables_is_left_out(tmp_path):
    """A page under its own name is no table of the export, and no obstacle."""
    write(tmp_path / "in" / "readme.html", "<html></html>")
    write(tmp_path / "in" / "tickets.csv", HEAD + "\n" + ROWS)
    assert run("canonical", tmp_path / "in", tmp_path / "data").published


def test_utf_16_without_a_mark_can_be_stated(tmp_path):
    """A source that states UTF-16 reads it without its mark, as the refusal advises."""
    stated = SOURCE.replace("[tables.raw]", '[tables.raw]\nencoding = "utf-16-le"')
    file = write(tmp_path / "t.csv", "id,status,opened,subject\n1,open,2026-01-02,São João\n".encode("utf-16-le"))
    run(make_source(tmp_path / "source", stated), file, tmp_path / "data")
    assert tickets(tmp_path / "data", "subject") == [("São João",)]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiters(tmp_path, delimiter):
    """The delimiter is the one under which the header holds the required columns."""
    content = (HEAD + "\n" + ROWS).replace(",", delimiter)
    run("canonical", write(tmp_path / "export.txt", content), tmp_path / "data")
    assert tickets(tmp_path / "data") == [("1", "new"), ("2", "closed")]


def test_line_breaks_quotes_and_delimiters_inside_cells(tmp_path):
    """A quoted cell may hold line breaks, quotes and delimiters; a row is a record, as a spreadsheet counts."""
    content = f'{HEAD},subject\r\n1,new,2026-01-02 10:00,"a\r\nb; ""c"", d"\r\n2,new,,x\r\n'
    report = run("canonical", write(tmp_path / "t.csv", content), tmp_path / "data")
    assert tickets(tmp_path / "data", "subject") == [('a\r\nb; "c", d',)]
    assert report.rejected[0].examples == (("t.csv", 3, "opened_at"),)


def test_excel_hints_blank_lines_and_blank_rows_are_no_rows(tmp_path):
    """Excel's sep= line, blank lines and rows of empty cells are not counted as read."""
    content = "sep=;\n\n" + (HEAD + "\n" + ROWS).replace(",", ";") + ";;\n\n"
    report = run("canonical", write(tmp_path / "t.csv", content), tmp_path / "data")
    assert totals(report)["read"] == 2
    assert tickets(tmp_path / "data") == [("1", "new"), ("2", "closed")]


@pytest.mark.parametrize(
    "title", ["Chamados de março\n", "Chamados de março;;\nGerado em 01/04;;\n\n", '"Chamados\n2026"\n']
)
@pytest.mark.parametrize("subject", ["x", '"a;\nb"'])
def test_titles_above_the_header_are_no_rows(tmp_path, title, subject):
    """As above a sheet's; rows are named as the file counts its records, and none is lost."""
    rows = f"1;new;2026-01-02 10:00;{subject}\n2;new;;x\n3;new;2026-01-03 10:00;y\n"
    content = f"{title}{HEAD.replace(',', ';')};subject\n{rows}"
    report = run("canonical", write(tmp_path / "t.csv", content), tmp_path / "data")
    assert totals(report)["read"] == 3
    assert [row[0] for row in tickets(tmp_path / "data")] == ["1", "3"]
    above = 3 if "Gerado" in title else 1
    assert report.rejected[0].examples == (("t.csv", above + 3, "opened_at"),)


def test_a_file_of_one_column_keeps_its_first_row_as_header(tmp_path):
    """Where no row has several cells nothing is a title."""
    file = write(tmp_path / "t.csv", "only\n" + "a\n" * 30)
    ways = layout.layouts(next(iter(inputs.collect([file], tmp_path / "unpacked"))))
    assert {(one.columns, one.header_row) for one in ways} == {(("only",), 1)}


def test_header_with_blanks_mark_and_repeated_names(tmp_path):
    """Blanks around a column's name do not count, and the second column of a name is called name_2."""
    source = make_source(tmp_path / "source", tickets=(
        "select id as ticket_id, status as raw_status, opened as opened_at, category_2 as category, "
        "source_file, source_row from raw"
    ))  # fmt: skip
    content = "\ufeff id , status,opened ,category,category\n1,open,2026-01-02 10:00,first,second\n"
    run(source, write(tmp_path / "x.csv", content), tmp_path / "data")
    assert tickets(tmp_path / "data", "category") == [("second",)]


def test_rows_with_too_many_or_too_few_cells_are_kept_aside(tmp_path):
    """A row whose cells do not fit the header is rejected with its cells; its neighbours are used."""
    content = f"{HEAD}\n1,new,2026-01-02 10:00\n2,new\n3,new,2026-01-02 10:00,extra\n4,new,2026-01-02 10:00,\n"
    report = run("canonical", write(tmp_path / "t.csv", content), tmp_path / "data")
    assert tickets(tmp_path / "data") == [("1", "new"), ("4", "new")]
    assert totals(report) == {"read": 4, "used": 2, "repeated": 0, "superseded": 0, "rejected": 2}
    rejected = ask(tmp_path / "data", "select row_number, rule, cells from rejected_rows order by 1")
    assert rejected[0] == (3, "structure", '{"ticket_id": "2", "raw_status": "new"}')
    assert '"column_4": "extra"' in rejected[1][2]


def test_a_quote_that_never_closes_costs_one_row(tmp_path):
    """A quote that never closes costs its own row; what follows is read."""
    content = f'{HEAD},subject\n1,new,2026-01-02 10:00,"a"\n2,new,2026-01-02 10:00,"never\n3,new,2026-01-02 10:00,c\n'
    report = run("canonical", write(tmp_path / "t.csv", content), tmp_path / "data")
    assert tickets(tmp_path / "data") == [("1", "new"), ("3", "new")]
    assert report.rejected[0].examples == (("t.csv", 3, None),)


def test_a_cell_of_ten_megabytes_is_read(tmp_path):
    """A 10 MB cell arrives whole, quoted or not."""
    big = "x" * 10_000_000
    content = f'{HEAD},subject\n1,new,2026-01-02 10:00,{big}\n2,new,2026-01-02 10:00,"{big}"\n'
    run("canonical", write(tmp_path / "t.csv", content), tmp_path / "data")
    assert tickets(tmp_path / "data", "length(subject)") == [(10_000_000,), (10_000_000,)]


def test_ids_stay_text(tmp_path):
    """Leading zeros, blanks inside and more than 15 digits stay as they are written."""
    content = f"{HEAD}\n0000045,new,2026-01-02\n52 267,new,2026-01-02\n40395774677312345678,new,2026-01-02\n"
    run("canonical", write(tmp_path / "t.csv", content), tmp_path / "data")
    assert tickets(tmp_path / "data", "ticket_id") == [("0000045",), ("40395774677312345678",), ("52 267",)]


def test_zip_in_zip_gzip_and_what_is_ignored(tmp_path):
    """A zip in a zip and a gz are opened; hidden files are ignored, others that fit no table are named."""
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("folder/tickets.csv", f"{HEAD}\n{ROWS}")
        archive.writestr("__MACOSX/tickets.csv", "x")
        archive.writestr("../../outside.txt", "no table")
    with zipfile.ZipFile(tmp_path / "export.zip", "w") as archive:
        archive.writestr("inner.zip", inner.getvalue())
        archive.writestr(".hidden", "x")
    write(tmp_path / "agents.csv.gz", gzip.compress(b"agent_id,name\na,Ana\n"))
    report = run("canonical", [tmp_path / "export.zip", tmp_path / "agents.csv.gz"], tmp_path / "data")
    assert [file.file for file in report.files] == ["export.zip/inner.zip/folder/tickets.csv", "agents.csv"]
    assert report.not_mapped == ("export.zip/inner.zip/../../outside.txt",)
    assert not (tmp_path / "outside.txt").exists()
    assert ask(tmp_path / "data", "select name from agents") == [("Ana",)]


def test_parquet_keeps_ids_and_times(tmp_path):
    """Parquet is read like CSV: ids become text without a .0, its times stay moments."""
    file = tmp_path / "tickets.parquet"
    duckdb.sql(
        "copy (select 403957746773::double as ticket_id, 'new' as raw_status, "
        "timestamp '2026-01-02 10:00' as opened_at, "
        f"timestamptz '2026-01-02 12:00:00-03' as closed_at) to '{file}' (format parquet)"
    )
    report = run("canonical", file, tmp_path / "data")
    assert tickets(tmp_path / "data", "ticket_id, opened_at::text, closed_at::text") == [
        ("403957746773", "2026-01-02 10:00:00+00", "2026-01-02 15:00:00+00")
    ]
    assert totals(report)["used"] == 1


def test_parquet_ids_kept_as_decimals_or_floating_point(tmp_path):
    """An id kept as a decimal loses the decimals that say nothing, and what is no number is no id."""
    file = tmp_path / "tickets.parquet"
    rows = "values (10.00::decimal(18,2), 1.0::double), (12.50, 'nan'), (1300.00, 3)"
    duckdb.sql(
        "copy (select id as ticket_id, customer as customer_id, 'new' as raw_status, "
        f"timestamp '2026-01-02 10:00' as opened_at from ({rows}) as t (id, customer)) to '{file}' (format parquet)"
    )
    run("canonical", file, tmp_path / "data")
    assert tickets(tmp_path / "data", "ticket_id, customer_id") == [("10", "1"), ("12.50", None), ("1300", "3")]


def test_numbers_and_truths_of_a_canonical_file(tmp_path):
    """A number or a yes/no that cannot be read empties its cell and is said; the row is used."""
    write(tmp_path / "in" / "tickets.csv", f"{HEAD}\n{ROWS}")
    write(tmp_path / "in" / "agents.csv", "agent_id,name,is_robot\na,Ana,não\nb,Bot,sim\nc,Cy,perhaps\n")
    report = run("canonical", tmp_path / "in", tmp_path / "data")
    assert ask(tmp_path / "data", "select is_robot from agents order by agent_id") == [(False,), (True,), (None,)]
    assert [(one.rule, one.examples) for one in report.warnings] == [
        ("boolean-unreadable", (("agents.csv", 4, "is_robot"),))
    ]


def test_a_single_blank_and_a_declared_missing_value_are_no_value(tmp_path):
    """A cell of one blank, and the source's own word for missing, are null."""
    content = "id,status,opened,subject\n1,open,2026-01-02 10:00, \n2,open,2026-01-02 10:00,?\n"
    run(make_source(tmp_path / "source"), write(tmp_path / "x.csv", content), tmp_path / "data")
    assert tickets(tmp_path / "data", "subject") == [(None,), (None,)]


@pytest.mark.parametrize(("name", "content"), [("t.csv", "a,b\n1,ção\n"), ("t.json", '[{"id": 1, "a": "b"}]')])
def test_a_file_is_looked_through_once_however_many_sources_ask(tmp_path, monkeypatch, name, content):
    """Long lines, zero bytes, encoding: what one pass found is remembered, until the file changes."""
    passes = []

    def counted(path):
        passes.append(path)
        return iter([path.read_bytes()])

    monkeypatch.setattr(surveys, "chunks", counted)
    monkeypatch.setattr(encodings, "chunks", counted)
    file = write(tmp_path / name, content)
    with pytest.raises(SourceError):
        run("auto", [file], tmp_path / "data")
    assert passes == [file]
    write(file, content + "\n")
    with pytest.raises(SourceError):
        run("auto", [file], tmp_path / "data")
    assert passes == [file, file]


def test_a_line_longer_than_any_record_is_named(tmp_path, monkeypatch):
    """Also where it began in the piece read before; a line of exactly that length is none."""
    monkeypatch.setattr(surveys, "CHUNK", 8)
    monkeypatch.setattr(surveys, "LONGEST_LINE", 20)
    file = write(tmp_path / "a", b'ab"\n' + b"x" * 20 + b'\n"\n')
    assert surveys.survey(file).long_lines == {b'"': 2}
    file = write(tmp_path / "b", b'ab"\n' + b"x" * 16 + b'"xxxx"\n"\n')
    assert surveys.survey(file).long_lines == {b"\n": 2}
    encodings.refuse_long_lines(file, "b", end=b'"')
    with pytest.raises(SourceError) as refused:
        encodings.refuse_long_lines(file, "b")
    assert (refused.value.key, refused.value.facts["row"]) == ("error.line_long", 2)
