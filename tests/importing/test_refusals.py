"""What bad input gets: a message with the file and the next step, and the data as they were."""

import zipfile

import pytest

from dashboard import text
from dashboard.errors import DashboardError
from dashboard.store import versions
from tests.importing.support import HEAD, SELECT, SOURCE, make_source, run, tickets, write

GOOD = f"{HEAD}\n1,new,2026-01-02 10:00\n"


def refused(tmp_path, source, given, **options) -> DashboardError:
    """The refusal; with data before it, they must be the same afterwards, and nothing may be left over."""
    data = tmp_path / "data"
    run("canonical", write(tmp_path / "before" / "tickets.csv", GOOD), data)
    stamp = versions.pointed_stamp(data)
    with pytest.raises(DashboardError) as error:
        run(source, given, data, **options)
    assert versions.pointed_stamp(data) == stamp
    assert sorted(one.name for one in data.iterdir() if one.name != "import.lock") == [
        "current.json", f"warehouse-{stamp}.duckdb",
    ]  # fmt: skip
    for language in text.LANGUAGES:
        assert error.value.key not in text.explain(error.value, language)
    return error.value


def test_a_file_that_is_not_there(tmp_path):
    """A path that does not exist is named."""
    error = refused(tmp_path, "canonical", tmp_path / "nowhere.csv")
    assert (error.key, error.facts["path"]) == ("error.input_missing", str(tmp_path / "nowhere.csv"))


def test_a_source_that_does_not_exist(tmp_path):
    """An unknown source gets the nearest name, before any file is looked at."""
    error = refused(tmp_path, "zendesk_metric", tmp_path / "nowhere.csv")
    assert (error.key, error.facts["near"].split(", ")[0]) == ("error.source_unknown", "zendesk_metrics")


def test_an_empty_file(tmp_path):
    """An empty file says that it is empty."""
    for source in ("canonical", "auto"):
        for name in ("tickets.csv", "export.zip", "tickets.csv.gz"):
            error = refused(tmp_path / source / name, source, write(tmp_path / name, ""))
            assert (error.key, error.facts["file"]) == ("error.file_empty", name)


def test_an_empty_folder(tmp_path):
    """A folder without files says so."""
    (tmp_path / "empty").mkdir()
    assert refused(tmp_path, "canonical", tmp_path / "empty").key == "error.input_empty"


def test_only_a_header(tmp_path):
    """A header without rows says so."""
    assert refused(tmp_path, "canonical", write(tmp_path / "tickets.csv", HEAD + "\n")).key == "error.only_headers"


def test_a_missing_key_column(tmp_path):
    """A file without a required column names the column and what it has instead."""
    error = refused(tmp_path, "canonical", write(tmp_path / "tickets.csv", "ticket_id,status,opened_at\n1,new,2026\n"))
    assert (error.key, error.facts["missing"]) == ("error.columns_missing", "raw_status")
    assert error.facts["found"] == "ticket_id, status, opened_at"


def test_a_truncated_zip(tmp_path):
    """A zip that was cut off says so, and what to do."""
    whole = tmp_path / "whole.zip"
    with zipfile.ZipFile(whole, "w") as archive:
        archive.writestr("tickets.csv", GOOD * 50)
    error = refused(tmp_path, "canonical", write(tmp_path / "cut.zip", whole.read_bytes()[:200]))
    assert (error.key, error.facts["file"]) == ("error.archive_broken", "cut.zip")


def test_a_truncated_gzip(tmp_path):
    """A gz that was cut off says so."""
    error = refused(tmp_path, "canonical", write(tmp_path / "t.csv.gz", b"\x1f\x8b\x08\x00\x00"))
    assert error.key == "error.archive_broken"


def test_a_broken_parquet_file(tmp_path):
    """A file that begins like Parquet and is none says so."""
    assert (
        refused(tmp_path, "canonical", write(tmp_path / "tickets.parquet", b"PAR1xxxx")).key == "error.parquet_broken"
    )


def test_a_spreadsheet_that_is_none(tmp_path):
    """A file that begins like a spreadsheet and is none says so."""
    with zipfile.ZipFile(tmp_path / "book.xlsx", "w") as archive:
        archive.writestr("[Content_Types].xml", "")
        archive.writestr("xl/workbook.xml", "")
    assert refused(tmp_path, "canonical", tmp_path / "book.xlsx").key == "error.spreadsheet_broken"


def test_an_old_spreadsheet_that_is_none(tmp_path):
    """The old format likewise."""
    file = write(tmp_path / "old.xls", b"\xd0\xcf\x11\xe0")
    assert refused(tmp_path, "canonical", file).key == "error.spreadsheet_broken"


def test_nothing_usable(tmp_path):
    """Where every ticket breaks a rule, the import is refused with the reasons."""
    content = f"{HEAD},closed_at\n,new,2026-01-02,\n1,new,2026-01-02,2026-01-01\n2,,2026-01-02,\n3,new,,\n"
    error = refused(tmp_path, "canonical", write(tmp_path / "tickets.csv", content))
    assert error.key == "error.nothing_usable"
    assert set(error.facts["reasons"].split(", ")) == {
        "id-missing (1)", "closed-before-opened (1)", "status-missing (1)", "opened-missing (1)",
    }  # fmt: skip


def test_a_source_that_loses_rows(tmp_path):
    """A raw row that no SELECT returns is a defect of the source: refused, with the row."""
    source = make_source(tmp_path / "source", tickets=SELECT + "where status <> 'open'")
    file = write(tmp_path / "x.csv", "id,status,opened\n1,done,2026-01-02\n2,open,2026-01-02\n")
    error = refused(tmp_path, source, file)
    assert (error.key, error.facts["row"]) == ("error.rows_unaccounted", 3)


def test_a_select_with_an_unknown_column(tmp_path):
    """A column that no canonical table has gets the nearest name."""
    source = make_source(
        tmp_path / "source", tickets=SELECT.replace("as subject", "").replace("subject", "subject as subjekt")
    )
    error = refused(tmp_path, source, write(tmp_path / "x.csv", "id,status,opened\n1,done,2026-01-02\n"))
    assert (error.key, error.facts["near"]) == ("error.select_column_unknown", "subject")


def test_a_select_that_fails(tmp_path):
    """A SELECT that DuckDB refuses is named by its file."""
    source = make_source(tmp_path / "source", tickets="select nothing from raw")
    error = refused(tmp_path, source, write(tmp_path / "x.csv", "id,status,opened\n1,done,2026-01-02\n"))
    assert (error.key, error.facts["file"]) == ("error.select_failed", "helpdesk/tickets.sql")


@pytest.mark.parametrize(
    ("line", "key"), [("zone = 'Nowhere/City'", "zone"), ("colour = 'red'", "colour"), ("decimal = ';'", "decimal")]
)
def test_a_source_description_with_a_mistake(tmp_path, line, key):
    """A key of source.toml that does not fit is named."""
    description = line + "\n" + SOURCE.replace('zone = "America/Sao_Paulo"\n', "")
    error = refused(tmp_path, make_source(tmp_path / "source", description), tmp_path)
    assert (error.key, error.facts["setting"]) == ("error.source_invalid", key)


def test_a_select_named_after_no_table(tmp_path):
    """A SELECT whose file is named after no canonical table gets the nearest name."""
    source = make_source(tmp_path / "source", ticket_event="select 1")
    error = refused(tmp_path, source, tmp_path)
    assert (error.key, error.facts["near"]) == ("error.source_select_unknown", "ticket_events")


def test_auto_without_a_match_says_what_each_source_expects(tmp_path):
    """auto on an unknown file names the sources with their columns, and those that came."""
    error = refused(tmp_path, "auto", write(tmp_path / "x.csv", "a,b\n1,2\n"))
    assert error.key == "error.auto_none"
    assert "glpi_pt_br – glpi_chamados: ID, Status" in error.facts["expected"]
    assert error.facts["found"] == "x.csv: a, b"


@pytest.mark.parametrize("begun", ["<html><body>", "\ufeff\n<!DOCTYPE html>", "<table>", '<?xml version="1.0"?>'])
@pytest.mark.parametrize("source", ["auto", "canonical"])
def test_a_web_page_that_calls_itself_a_spreadsheet(tmp_path, source, begun):
    """Helpdesks offer such tables as .xls: the refusal says what it is. Beside an export a page is no matter."""
    page = f"{begun}<table><tr><td>ticket_id</td><td>raw_status</td><td>opened_at</td></tr></table>"
    error = refused(tmp_path, source, write(tmp_path / "export.xls", page))
    assert (error.key, error.facts["file"]) == ("error.markup", "export.xls")
    write(tmp_path / "in" / "tickets.csv", GOOD)
    write(tmp_path / "in" / "readme.html", page)
    assert run(source, tmp_path / "in", tmp_path / "data").not_mapped == ("readme.html",)


def test_auto_takes_no_list_of_tickets_for_answers_to_a_form(tmp_path):
    """A date and a text are in both; a status is in tickets alone. By its name the form is still read."""
    tickets = "#;Data;Status;Assunto;Mensagem\n1;2026-01-03 10:00;Novo;Rede;Sem rede\n"
    file = write(tmp_path / "x.csv", tickets)
    assert refused(tmp_path, "auto", file).key == "error.auto_none"
    run("feedback_form", file, tmp_path / "data")


def test_auto_with_two_matches_lists_both(tmp_path):
    """auto on an export that two sources recognise lists both."""
    write(tmp_path / "in" / "a.csv", GOOD)
    write(tmp_path / "in" / "b.csv", "ID;Status;Data de abertura;Data da solução\n1;Novo;22/08/2025 11:49;\n")
    error = refused(tmp_path, "auto", tmp_path / "in")
    assert (error.key, error.facts["sources"]) == ("error.auto_several", "canonical, glpi_pt_br")


def test_a_name_that_stands_for_another_kind(tmp_path):
    """A name that already stands for another kind of export is refused."""
    file = write(tmp_path / "b.csv", "ID;Status;Data de abertura;Data da solução\n1;Novo;22/08/2025 11:49;\n")
    assert refused(tmp_path, "glpi_pt_br", file, instance="canonical").key == "error.instance_taken"


def test_demo_beside_real_data(tmp_path):
    """Demo data are refused beside real ones."""
    error = refused(tmp_path, "canonical", write(tmp_path / "tickets.csv", GOOD), instance="demo", is_demo=True)
    assert (error.key, error.facts["sources"]) == ("error.demo_beside_real", "canonical")


def test_a_check_lists_every_problem_and_publishes_nothing(tmp_path):
    """A check raises nothing, lists all problems of all files, and leaves no trace."""
    write(tmp_path / "in" / "tickets.csv", f"{HEAD},closed_at\n1,new,01/02/2026,abc\n")
    write(tmp_path / "in" / "feedback.csv", "feedback_id,score\n1,2\n")
    write(tmp_path / "in" / "agents.csv", "")
    report = run("canonical", tmp_path / "in", tmp_path / "data", publish=False)
    assert sorted(problem.key for problem in report.problems) == [
        "error.column_unreadable", "error.columns_missing", "error.date_order_unknown", "error.file_empty",
    ]  # fmt: skip
    assert not (tmp_path / "data").exists()


def test_a_check_of_a_good_export_says_what_an_import_would(tmp_path):
    """A check reports the counts of an import, without a stamp."""
    report = run("canonical", write(tmp_path / "tickets.csv", GOOD), tmp_path / "data", publish=False)
    assert (report.problems, report.total("used"), report.stamp, report.published) == ((), 1, "", False)
    run("canonical", write(tmp_path / "tickets.csv", GOOD), tmp_path / "data")
    assert tickets(tmp_path / "data") == [("1", "new")]


def test_a_file_that_nearly_fits_names_its_source(tmp_path):
    """``auto`` says which source it looks like and what it lacks, not what all of them expect."""
    header = "ID;Entidade;Título;Status;Última atualização;Aberto em;Data da solução\n"
    error = refused(tmp_path, "auto", write(tmp_path / "glpi.csv", f"{header}1;a;b;Novo;;;\n"))
    assert (error.key, error.facts["source"]) == ("error.auto_nearly", "glpi_pt_br")
    assert error.facts["missing"] == "Data de abertura"
