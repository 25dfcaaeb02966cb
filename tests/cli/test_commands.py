"""The command line: what it prints, in which language, and with which exit code. Never a traceback."""

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from dashboard import importing, text
from dashboard.cli import arguments, main
from dashboard.cli.console import language_of
from dashboard.store import versions
from dashboard.store.tables import CANONICAL

TICKETS = (
    "ticket_id,raw_status,opened_at,subject\n"
    "1,new,2026-01-02 10:00,=1+1\n2,closed,2026-01-03 10:00,ok\n3,new,,=HYPERLINK()\n4,new,,+55 (11) 3333-4444\n"
)


@pytest.fixture(autouse=True)
def english(monkeypatch):
    monkeypatch.setenv("DASHBOARD_LANGUAGE", "en")
    monkeypatch.delenv("DASHBOARD_DEBUG", raising=False)


@pytest.fixture
def data(tmp_path) -> Path:
    """A data folder with one small import in it."""
    file = tmp_path / "tickets.csv"
    file.write_text(TICKETS, encoding="utf-8")
    assert main(["import", "canonical", str(file), "--data", str(tmp_path / "data"), "--json"]) == 0
    return tmp_path / "data"


def test_a_report_for_people_and_one_for_machines(tmp_path, data, capsys):
    """The report is readable text, or with --json JSON and nothing else."""
    capsys.readouterr()
    file = str(tmp_path / "tickets.csv")
    assert main(["--data", str(data), "import", "canonical", file]) == 0
    said = capsys.readouterr().out
    assert "Published as version" in said
    assert "opened-missing" in said
    assert main(["import", "canonical", file, "--data", str(data), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["totals"] == {"read": 4, "used": 0, "repeated": 2, "superseded": 0, "rejected": 2}
    assert told["stamp"] == versions.pointed_stamp(data)
    assert told["tickets_by_state"] == {"closed": 1, "new": 1}


@pytest.mark.parametrize(("language", "sentence"), [("pt-BR", "não existe"), ("en", "does not exist")])
def test_a_refusal_is_one_sentence_in_the_language_and_exit_code_1(tmp_path, capsys, language, sentence):
    """A refused import says why on standard error and leaves with 1."""
    assert main(["import", "canonical", "nowhere.csv", "--data", str(tmp_path), "--language", language]) == 1
    said = capsys.readouterr()
    assert sentence in said.err
    assert said.out == ""
    assert main(["import", "canonical", "nowhere.csv", "--data", str(tmp_path), "--language", language, "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert (told["published"], [one["key"] for one in told["problems"]]) == (False, ["error.input_missing"])
    assert sentence in told["problems"][0]["message"]
    assert versions.pointed_stamp(tmp_path) is None


def test_check_leaves_with_1_where_there_are_problems_and_0_where_not(tmp_path, data, capsys):
    """check lists the problems and leaves with 1; a good export leaves with 0; neither publishes."""
    stamp = versions.pointed_stamp(data)
    bad = tmp_path / "bad" / "tickets.csv"
    bad.parent.mkdir()
    bad.write_text("ticket_id,opened_at\n1,01/02/2026\n", encoding="utf-8")
    assert main(["check", "canonical", str(bad), "--data", str(data)]) == 1
    assert "1 problem found" in capsys.readouterr().out
    assert main(["check", "canonical", str(bad), "--data", str(data), "--json"]) == 1
    assert "raw_status" in json.loads(capsys.readouterr().out)["problems"][0]["message"]
    assert main(["check", "canonical", str(tmp_path / "tickets.csv"), "--data", str(data)]) == 0
    assert versions.pointed_stamp(data) == stamp


def test_rejects_are_a_csv_with_the_original_cells_and_no_formula(data, capsys):
    """rejects writes file, row, field, rule, message and the cells; formulas are neutralised, phones are not."""
    capsys.readouterr()
    assert main(["rejects", "--data", str(data)]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [(row["file"], row["row"], row["field"], row["rule"]) for row in rows] == [
        ("tickets.csv", "4", "opened_at", "opened-missing"),
        ("tickets.csv", "5", "opened_at", "opened-missing"),
    ]
    assert [row["subject"] for row in rows] == ["'=HYPERLINK()", "+55 (11) 3333-4444"]


def test_rejects_speak_the_language_asked_for(tmp_path, capsys):
    """Rows set aside under one language are explained in another, with the cell that came."""
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "tickets.csv").write_text(TICKETS, encoding="utf-8")
    events = "ticket_id,occurred_at,kind\n77,2026-01-02 10:00,message\n1,2026-01-02 10:00,chat\n"
    (folder / "ticket_events.csv").write_text(events, encoding="utf-8")
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "settings.toml").write_text('language = "pt-BR"\n', encoding="utf-8")
    assert main(["import", "canonical", str(folder), "--data", str(tmp_path / "data")]) == 0
    told = {}
    for language in text.LANGUAGES:
        capsys.readouterr()
        assert main(["rejects", "--data", str(tmp_path / "data"), "--language", language]) == 0
        rows = csv.DictReader(io.StringIO(capsys.readouterr().out))
        told[language] = {row["rule"]: row["message"] for row in rows}
    cells = {"orphan": "77", "kind-unknown": "chat", "opened-missing": ""}
    assert told == {
        language: {rule: text.say(f"import.rule.{rule}", language, cell=cell) for rule, cell in cells.items()}
        for language in text.LANGUAGES
    }


def test_an_export_from_the_future_is_refused(tmp_path, data, capsys):
    """--exported-at in the future is refused by import and check; one in the past is taken."""
    stamp = versions.pointed_stamp(data)
    file = str(tmp_path / "tickets.csv")
    for command in ("import", "check"):
        for moment in ("2999-01-01T00:00:00Z", "2999-01-01"):
            assert main([command, "canonical", file, "--data", str(data), "--exported-at", moment]) == 1
            assert "2999" in capsys.readouterr().err
    assert versions.pointed_stamp(data) == stamp
    assert main(["check", "canonical", file, "--data", str(data), "--exported-at", "2026-01-05T00:00:00Z"]) == 0


def test_versions_and_the_way_back(tmp_path, data, capsys):
    """versions lists the newest first; rollback goes to the one before, and by stamp to any."""
    first = versions.pointed_stamp(data)
    main(["import", "canonical", str(tmp_path / "tickets.csv"), "--data", str(data)])
    capsys.readouterr()
    assert main(["versions", "--data", str(data), "--json"]) == 0
    listed = json.loads(capsys.readouterr().out)
    assert [one["is_current"] for one in listed] == [True, False]
    assert main(["rollback", "--data", str(data)]) == 0
    assert versions.pointed_stamp(data) == first
    assert main(["rollback", listed[0]["stamp"], "--data", str(data)]) == 0
    assert versions.pointed_stamp(data) == listed[0]["stamp"]
    assert main(["rollback", "19990101", "--data", str(data)]) == 1


def test_a_query_as_csv_json_and_table(data, capsys):
    """query prints the same rows in each form."""
    capsys.readouterr()
    expected = [["closed", "closed", "1"], ["new", "new", "1"]]
    assert main(["query", "status/by_raw_status", "--format", "csv", "--data", str(data)]) == 0
    head, *rows = csv.reader(io.StringIO(capsys.readouterr().out))
    assert (head, sorted(rows)) == (["raw_status", "state", "ticket_count"], expected)
    assert main(["query", "status/by_raw_status", "--format", "json", "--data", str(data)]) == 0
    assert {one["raw_status"]: one["ticket_count"] for one in json.loads(capsys.readouterr().out)} == {
        "closed": 1,
        "new": 1,
    }
    assert main(["query", "status/by_raw_status", "--data", str(data)]) == 0
    assert "ticket_count" in capsys.readouterr().out


def test_a_whole_number_stays_one_beside_an_empty_cell(data, capsys):
    """An hour is 9 and never 9.0, also where the column has a cell without one."""
    capsys.readouterr()
    assert main(["query", "queue/flow_hourly", "--format", "csv", "--data", str(data)]) == 0
    _, *rows = csv.reader(io.StringIO(capsys.readouterr().out))
    hours = [row[0] for row in rows]
    assert "" in hours
    assert "9" in hours


def test_a_query_with_a_list_parameter(data, capsys):
    """A parameter given twice is a list; one that the query lacks gets the nearest name."""
    capsys.readouterr()
    given = ["query", "status/by_state", "--data", str(data), "--format", "json"]
    assert main([*given, "--param", "sources=canonical", "--param", "sources=other"]) == 0
    assert sum(one["ticket_count"] for one in json.loads(capsys.readouterr().out)) == 2
    assert main([*given, "--param", "sources=other"]) == 0
    assert sum(one["ticket_count"] for one in json.loads(capsys.readouterr().out)) == 0
    assert main([*given, "--param", "sorces=other"]) == 1
    assert "sources" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (["imprt", "x"], "import"),
        (["--data", "somewhere", "querry"], "query"),
        (["import"], "source"),
        (["query", "status/by_state", "--param", "nothing"], "--param name=value"),
        (["import", "canonical", "x", "--date-order", "ymd"], "ymd"),
        (["import", "canonical", "x", "--exported-at", "yesterday"], "yesterday"),
        (["serve", "--prot", "1"], "--prot"),
        (["serve", "--port", "0"], "1–65535"),
        (["serve", "--port", "65536"], "1–65535"),
        (["serve", "--port", "http"], "http"),
        (["demo", "--tickets", "0"], "--tickets"),
        (["demo", "--tickets=-5"], "--tickets"),
    ],
)
def test_wrong_usage_leaves_with_2(argv, said, capsys, tmp_path, monkeypatch):
    """What cannot be understood says so, with the nearest command, and leaves with 2."""
    monkeypatch.setenv("DASHBOARD_DATA_DIR", str(tmp_path))
    assert main(argv) == 2
    assert said in capsys.readouterr().err


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (["import", "zendesk_metric", "x"], "zendesk_metrics"),
        (["query", "status/by_stat"], "status/by_state"),
        (["query", "status/by_state"], "no data"),
        (["rejects"], "no data"),
        (["rebuild"], "no data"),
    ],
)
def test_unknown_names_get_the_nearest_and_no_data_says_so(argv, said, capsys, tmp_path):
    """An unknown source or query gets the nearest name; without data the command says what to do."""
    assert main([*argv, "--data", str(tmp_path)]) == 1
    assert said in capsys.readouterr().err


@pytest.mark.parametrize(
    ("failure", "said"),
    [
        (MemoryError(), "memory"),
        (OSError(28, "No space left on device"), "No space left on device"),
        (ValueError("odd"), "ValueError: odd"),
        (KeyboardInterrupt(), "Stopped"),
    ],
)
def test_any_failure_is_a_sentence(monkeypatch, capsys, tmp_path, failure, said):
    """Whatever goes wrong, a person reads a sentence and no traceback."""

    def fail(*_args, **_options):
        raise failure

    monkeypatch.setattr(importing, "run", fail)
    assert main(["import", "canonical", "x", "--data", str(tmp_path)]) in (1, 130)
    said_there = capsys.readouterr().err
    assert said in said_there
    assert "Traceback" not in said_there


def test_the_template_imports_once_it_is_filled(tmp_path, capsys):
    """template writes every canonical table with its columns, never over a file, and what it writes can be imported."""
    folder = tmp_path / "mine"
    assert main(["template", str(folder), "--data", str(tmp_path / "data")]) == 0
    assert {file.stem for file in folder.glob("*.csv")} == set(CANONICAL)
    assert "`opened_at`" in (folder / "COLUMNS.md").read_text(encoding="utf-8")
    assert main(["template", str(folder)]) == 1
    assert main(["import", "auto", str(folder), "--data", str(tmp_path / "data")]) == 1
    columns = (folder / "tickets.csv").read_text(encoding="utf-8").strip().split(",")
    values = {"ticket_id": "1", "raw_status": "new", "opened_at": "2026-01-02"}
    with (folder / "tickets.csv").open("a", encoding="utf-8") as file:
        file.write(",".join(values.get(column, "") for column in columns) + "\n")
    assert main(["import", "auto", str(folder), "--data", str(tmp_path / "data")]) == 0


def test_settings_in_force(tmp_path, capsys):
    """settings says where the file is, and the values with the company's own among them."""
    (tmp_path / "settings.toml").write_text('[company]\nname = "Casa"\n', encoding="utf-8")
    assert main(["settings", "--data", str(tmp_path)]) == 0
    said = capsys.readouterr().out
    assert str(tmp_path / "settings.toml") in said
    assert 'company.name = "Casa"' in said


def test_queries_are_listed_with_what_they_take_and_give(capsys):
    """queries lists every query file with purpose, parameters and columns."""
    assert main(["queries", "--json"]) == 0
    listed = {one["name"]: one for one in json.loads(capsys.readouterr().out)}
    assert [column["name"] for column in listed["status/by_raw_status"]["columns"]] == [
        "raw_status",
        "state",
        "ticket_count",
    ]


@pytest.mark.parametrize(
    ("argv", "environment", "language"),
    [
        (["--language", "pt-BR"], {"LANG": "en_US.UTF-8"}, "pt-BR"),
        (["import", "--language=en"], {"LANG": "pt_BR.UTF-8"}, "en"),
        ([], {"DASHBOARD_LANGUAGE": "en", "LANG": "pt_BR.UTF-8"}, "en"),
        ([], {"LANG": "pt_BR.UTF-8"}, "pt-BR"),
        ([], {"LC_ALL": "pt_PT", "LANG": "en_US"}, "pt-BR"),
        ([], {}, "en"),
    ],
)
def test_the_language_of_the_messages(argv, environment, language):
    """--language, else DASHBOARD_LANGUAGE, else Portuguese where the system speaks it, else English."""
    assert language_of(argv, environment) == language


def test_every_command_has_its_help_in_both_languages():
    """Each command explains itself in both languages."""
    for language in text.LANGUAGES:
        assert [name for name in arguments.COMMANDS if not text.has(f"cli.command.{name}", language)] == []


def test_the_module_runs_and_helps(tmp_path):
    """python -m dashboard --help works in a process of its own, in Portuguese where the system speaks it."""
    done = subprocess.run(
        [sys.executable, "-m", "dashboard", "--help"],
        capture_output=True, text=True, check=True, env={"PATH": "", "LANG": "pt_BR.UTF-8"},
        cwd=Path(__file__).parents[2],
    )  # fmt: skip
    assert "Importa uma exportação" in done.stdout
