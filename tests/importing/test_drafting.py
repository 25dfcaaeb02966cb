"""new-source: what the files decide is written so that it loads at once; what they do not is marked, never guessed."""

import json
from pathlib import Path

import pytest

from dashboard import text
from dashboard.cli import main
from dashboard.errors import DashboardError
from dashboard.importing.drafting import NewSource, new_source
from dashboard.importing.sources.source import load
from tests.importing.support import SHARED, ask, needs_exports, run, write

EXPORT = (
    "Nº do chamado;Título;Situação;Aberto em;Encerrado em;Cliente;Atendente;Canal;Última alteração\n"
    "0001;Sem rede;Em andamento;13/01/2026 10:00;;Acme;Ana;telefone;1\n"
    '0002;"Senha; nova";Encerrado;02/01/2026 10:00;20/01/2026 10:00;Bia;-;e-mail;1\n'
    "0003;Nota;Pendente;03/01/2026 10:00;;Bia;-;e-mail;1\n"
)


def drafted(tmp_path: Path, content: str | bytes, name: str = "chamados.csv") -> NewSource:
    file = write(tmp_path / "in" / name, content)
    return new_source(tmp_path / "source", [file.parent], lambda key, **facts: text.say(key, "en", **facts))


def keys(made: NewSource) -> list[str]:
    return [key for key, _ in made.draft.notes]


def test_a_portuguese_export_loads_at_once(tmp_path):
    """cp1252, semicolons, day first: each column finds its place, `-` is nobody, only "Pendente" is left open."""
    made = drafted(tmp_path, EXPORT.encode("cp1252"))
    assert {role: column.name for role, column in made.draft.reads.items()} == {
        "ticket_id": "Nº do chamado", "subject": "Título", "raw_status": "Situação", "opened_at": "Aberto em",
        "closed_at": "Encerrado em", "customer_id": "Cliente", "agent_id": "Atendente", "channel": "Canal",
    }  # fmt: skip
    assert made.draft.states == {"Em andamento": "in_progress", "Encerrado": "closed", "Pendente": None}
    assert (keys(made), made.draft.is_whole) == (["status_unknown"], True)
    run(tmp_path / "source", tmp_path / "in", tmp_path / "data")
    assert ask(tmp_path / "data", "select ticket_id, opened_at::text, agent_id from tickets order by 1") == [
        ("0001", "2026-01-13 13:00:00+00", "Ana"),
        ("0002", "2026-01-02 13:00:00+00", None),
        ("0003", "2026-01-03 13:00:00+00", None),
    ]
    assert "# TODO" in (tmp_path / "source" / "source.toml").read_text(encoding="utf-8")


def test_an_order_that_nothing_proves_stays_undecided(tmp_path):
    """The source says so, and the import asks: it is never loaded either way."""
    made = drafted(tmp_path, "id,status,created\n1,open,03/04/2026\n2,open,05/06/2026\n")
    assert (keys(made), made.draft.is_whole) == (["order_unknown"], False)
    assert load(tmp_path / "source").tables["raw_chamados"].date_order is None
    with pytest.raises(DashboardError) as refused:
        run(tmp_path / "source", tmp_path / "in", tmp_path / "data")
    assert refused.value.key == "error.date_order_unknown"


def test_an_end_that_open_rows_have_too_is_no_end(tmp_path):
    """Mostly filled on open rows: not read. Filled on a few: read where the status says finished."""
    rows = "".join(f"{number},open,2026-01-0{number},2026-01-09\n" for number in range(1, 4))
    made = drafted(tmp_path, f"id,status,opened,closed\n{rows}4,closed,2026-01-04,2026-01-09\n")
    assert (keys(made), "closed_at" in made.draft.reads) == (["end_useless", "end_missing"], False)
    (tmp_path / "b").mkdir()
    made = drafted(
        tmp_path / "b",
        f"id,status,opened,closed\n{rows.replace(',2026-01-09', ',', 2)}4,closed,2026-01-04,2026-01-09\n",
    )
    assert (keys(made), made.draft.only_finished) == (["end_open"], {"closed_at"})
    run(tmp_path / "b" / "source", tmp_path / "b" / "in", tmp_path / "data")
    assert ask(tmp_path / "data", "select ticket_id from tickets where closed_at is not null") == [("4",)]


def test_tickets_that_ended_on_no_day_are_told(tmp_path):
    """Without a column of ends all of them are; with one, those whose end is empty. Deleted ones need none."""
    rows = "1,open,2026-01-02,\n2,closed,2026-01-02,2026-01-05\n3,solved,2026-01-02,-\n4,deleted,2026-01-02,\n"
    made = drafted(tmp_path, f"id,status,opened,closed\n{rows}")
    assert made.draft.notes == [("end_missing", {"filled": 1, "count": 2})]
    (tmp_path / "b").mkdir()
    made = drafted(tmp_path / "b", f"id,status,opened,number\n{rows.replace('2026-01-05', '7')}")
    assert ("end_missing", {"filled": 2, "count": 2}) in made.draft.notes
    (tmp_path / "c").mkdir()
    made = drafted(tmp_path / "c", "id,status,opened,closed\n1,open,2026-01-02,\n2,closed,2026-01-02,2026-01-05\n")
    assert made.draft.notes == []


def moments(of_a_job: int, written: str, others: str = "2026-02-{day:02} {hour:02}:{minute:02}") -> str:
    """Sixty tickets; the last update of the first ones was written by a job."""
    lines = ["id,status,created,Last update"]
    for number in range(60):
        said = written if number < of_a_job else others
        day, hour, minute = number % 28 + 1, 8 + number % 10, number * 7 % 60
        lines.append(f"{number},open,2026-01-{day:02},{said.format(day=day, hour=hour, minute=minute)}")
    return "\n".join(lines)


@pytest.mark.parametrize("written", ["2026-02-{day:02} 21:00", "2026-02-{day:02}T21:00:{minute:02}-03:00"])
def test_moments_of_a_nightly_job_are_told(tmp_path, written):
    """Where a third of them share a minute of the day nobody worked at it; the column is read, and doubted."""
    made = drafted(tmp_path, moments(30, written))
    facts = {"role": "updated_at", "column": "Last update", "filled": 30, "count": 60, "minute": "21:00"}
    assert made.draft.notes == [("one_minute", facts)]
    assert made.draft.reads["updated_at"].name == "Last update"


def test_one_moment_in_many_rows_is_told(tmp_path):
    """A migration or a mass change wrote it at once."""
    made = drafted(tmp_path, moments(40, "2026-02-03 17:41:09"))
    facts = {"role": "updated_at", "column": "Last update", "filled": 40, "count": 60, "moment": "2026-02-03 17:41:09"}
    assert made.draft.notes == [("one_moment", facts)]


@pytest.mark.parametrize(
    "content",
    [
        moments(0, ""),
        moments(15, "2026-02-{day:02} 21:00"),
        moments(60, "2026-02-{day:02}"),
        moments(60, "2026-02-{day:02} 00:00:00"),
        moments(60, "2026-02-{day:02} 12:00:00 AM"),
        "\n".join(moments(30, "2026-02-03 21:00").splitlines()[:15]),
    ],
    ids=["people", "a-quarter", "days", "midnights", "midnights-of-twelve", "few-rows"],
)
def test_other_moments_are_not_doubted(tmp_path, content):
    """People's own moments, days without a time, and too few rows to tell."""
    assert keys(drafted(tmp_path, content)) == []


@needs_exports
def test_the_last_update_of_a_real_export_is_doubted(tmp_path):
    """Half of it falls on 21:00; when tickets were solved is nobody's job."""
    made = new_source(tmp_path / "source", [SHARED / "glpi_pt_br"], lambda key, **facts: text.say(key, "en", **facts))
    told = [facts for key, facts in made.draft.notes if key in ("one_minute", "one_moment")]
    assert [(one["column"], one["minute"], one["filled"], one["count"]) for one in told] == [
        ("Última atualização", "21:00", 74, 148),
    ]  # fmt: skip


@pytest.mark.parametrize("joined", ["Ana (1) <br>Rui (2)", '"Ana\nRui"', "Ana; Rui", "Ana|Rui"])
def test_several_people_in_one_cell_are_told(tmp_path, joined):
    """They would become one person with all their names; a comma within a name is none."""
    made = drafted(tmp_path, f'id,status,opened,agent\n1,open,2026-01-02,{joined}\n2,open,2026-01-02,"Reis, Ana"\n')
    assert [(key, facts["count"]) for key, facts in made.draft.notes] == [("several", 1)]


def test_names_with_quotes_neither_break_out_nor_get_lost(tmp_path):
    """A header and a status with quotes, a line break and a comment sign are texts, in TOML and in SQL."""
    content = 'id,"status""\'; drop table x; --\n#",created\n1,"a""b\'\n]",2026-01-02\n2,open,2026-01-03\n'
    drafted(tmp_path, content)
    run(tmp_path / "source", tmp_path / "in", tmp_path / "data")
    assert ask(tmp_path / "data", "select ticket_id, raw_status from tickets order by 1") == [
        ("1", "a\"b'\n]"),
        ("2", "open"),
    ]


def test_without_tickets_nothing_is_written(tmp_path):
    """A list of customers is no list of tickets; a folder that holds something is left alone."""
    with pytest.raises(DashboardError) as refused:
        drafted(tmp_path, "name,phone\nAna,1\n")
    assert refused.value.key == "error.draft_nothing"
    write(tmp_path / "source" / "mine.txt", "x")
    with pytest.raises(DashboardError) as refused:
        drafted(tmp_path, EXPORT)
    assert refused.value.key == "error.draft_taken"


@pytest.mark.parametrize("language", text.LANGUAGES)
def test_the_command_says_what_it_did(tmp_path, capsys, language):
    """Every decision and every doubt is said, to people and to machines."""
    file = write(tmp_path / "chamados.csv", EXPORT)
    words = ["--language", language, "new-source", str(tmp_path / "a"), str(file)]
    assert main(words) == 0
    assert "Pendente" in capsys.readouterr().out
    assert main([*words[:3], str(tmp_path / "b"), str(file), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["columns"]["ticket_id"], told["dates"]["Aberto em"], told["loads"]) == ("Nº do chamado", "dmy", True)
