"""new-source: what the files decide is written so that it loads at once; what they do not is marked, never guessed."""

import json
from pathlib import Path

import pytest

from dashboard import text
from dashboard.cli import main
from dashboard.errors import DashboardError
from dashboard.importing.drafting import NewSource, new_source
from dashboard.importing.drafting.states import state_of
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
    assert made.draft.unread == ["Última alteração"]
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


def columns(made: NewSource) -> dict[str, str]:
    return {role: column.name for role, column in made.draft.reads.items()}


def test_a_target_is_no_moment_of_the_work(tmp_path):
    """ "SLA solução" is a deadline, that of the first answer is not the ticket's: neither is an answer or an end."""
    made = drafted(
        tmp_path,
        "Número;Status;Aberto em;SLA 1ª resposta;SLA solução;1ª resposta em;Resolvido em;Fechado em\n"
        "1;Novo;13/01/2026 10:00;13/01/2026 14:00;14/01/2026 10:00;;;\n"
        "2;Fechado;14/01/2026 10:00;14/01/2026 14:00;15/01/2026 10:00;"
        "14/01/2026 11:00;14/01/2026 12:00;15/01/2026 9:00\n",
    )
    found = columns(made)
    assert (found["due_at"], found["first_response_at"]) == ("SLA solução", "1ª resposta em")
    assert (found["resolved_at"], found["closed_at"]) == ("Resolvido em", "Fechado em")
    assert made.draft.unread == ["SLA 1ª resposta"]
    assert (keys(made), made.draft.is_whole) == ([], True)


@pytest.mark.parametrize(
    ("header", "row", "role", "column"),
    [
        ("ID do registro,Nome do ticket", "71,Rede", "ticket_id", "ID do registro"),
        ("ID do registro,Nome do ticket", "71,Rede", "subject", "Nome do ticket"),
        ("id,Proprietário do tíquete", "71,Ana", "agent_id", "Proprietário do tíquete"),
        ("id,Operador,Grupo Operador", "71,Ana,N1", "department", "Grupo Operador"),
        ("id,Equipe responsável,Atendido por", "71,N1,Ana", "agent_id", "Atendido por"),
        ("id,Requerente - Grupo,Atribuído - Grupo técnico", "71,Loja,N1", "department", "Atribuído - Grupo técnico"),
        ("id,Interações do cliente,Nome da empresa", "71,3,Acme", "customer_id", "Nome da empresa"),
        ("id,Cliente (Completo),Cliente (Organização)", "71,Bia,Acme", "customer_id", "Cliente (Organização)"),
        ("id,E-mail do cliente,Nome do cliente", "71,b@acme.com.br,Bia", "customer_id", "Nome do cliente"),
        ("Chave do item,Atribuído", "A-71,Ana", "ticket_id", "Chave do item"),
        ("id,Atribuído,Atribuído em", "71,Ana,2026-01-04 10:00", "agent_id", "Atribuído"),
        ("id,Descrição do problema", "71,Rede", "subject", "Descrição do problema"),
        ("id,Aberto via,Fonte", "71,Portal,Chat", "channel", "Fonte"),
        ("id,Data da resposta", "71,2026-01-04 10:00", "first_response_at", "Data da resposta"),
        ("id,Data do Primeiro Atendimento", "71,2026-01-04 10:00", "first_response_at", "Data do Primeiro Atendimento"),
        ("id,Data Final", "71,2026-01-04 10:00", "closed_at", "Data Final"),
        ("id,Data de criação do cliente", "71,2020-01-04 10:00", "opened_at", "Data"),
        ("id,Situação do cliente", "71,Ativo", "raw_status", "Status"),
        ("id,Nota do cliente,Nome do cliente", "71,Boa,Bia", "customer_id", "Nome do cliente"),
        ("id,Setor responsável,Atendido por", "71,N1,Ana", "agent_id", "Atendido por"),
        ("Chamado pai,Código", "70,71", "ticket_id", "Código"),
        ("id,Finalizado em,Prazo final", "71,2026-01-04 10:00,2026-01-05 10:00", "closed_at", "Finalizado em"),
        ("id,Previsão de conclusão", "71,2026-01-05 10:00", "due_at", "Previsão de conclusão"),
        ("id,Última ação em", "71,2026-01-05 10:00", "updated_at", "Última ação em"),
    ],
)  # fmt: skip
def test_columns_as_helpdesks_in_brazil_name_them(tmp_path, header, row, role, column):
    """The column that plays the part, beside one that only shares a word with it."""
    made = drafted(tmp_path, f"{header},Status,Data\n{row},Fechado,2026-01-03 10:00\n")
    assert columns(made)[role] == column
    assert columns(made)["opened_at"] == "Data"


@pytest.mark.parametrize(
    ("status", "state"),
    [
        ("Novo (Pipeline de suporte)", "new"),
        ("1 - Em atendimento", "in_progress"),
        ("Em atendimento (planejado)", "in_progress"),
        ("Fechado (mesclado)", None),
        ("2 - Fechado (reaberto)", None),
        ("Resolvido (parcialmente)", None),
        ("fechado sem êxito", "closed"),
        ("Cancelado", "closed"),
        ("Em espera", "on_hold"),
        ("Esperando por terceiros", "on_hold"),
        ("Ag. cliente", "waiting_customer"),
        ("Aguardando Atendimento", "new"),
        ("Respondido, aguardando cliente", "waiting_customer"),
        ("Aguardando resposta", None),
        ("Aguardando retorno do cliente", "waiting_customer"),
        ("Aguardando retorno ao cliente", None),
        ("Aguardando atendimento ao cliente", None),
        ("Resolvido, aguardando cliente", None),
        ("Cliente aguardando resposta", None),
        ("Aguardando visita no cliente", None),
        ("Awaiting user info", "waiting_customer"),
        ("Waiting on contact", "waiting_customer"),
        ("Pendente", None),
        ("100", None),
    ],
)
def test_words_that_nobody_disputes(status, state):
    """A number before and brackets behind a status do not hide it; brackets with a state of their own leave it open."""
    assert state_of(status) == state


def test_the_end_of_a_status_left_open_is_kept(tmp_path):
    """Whoever states later what it means finds the ends: they are neither counted as of open rows nor dropped."""
    going = "1,open,2026-01-01,\n2,open,2026-01-02,2026-01-08\n3,open,2026-01-02,\n"
    rows = f"{going}4,Ok,2026-01-04,2026-01-09\n5,closed,2026-01-04,2026-01-09\n"
    made = drafted(tmp_path, f"id,status,opened,closed\n{rows}")
    assert ("end_open", {"column": "closed", "filled": 1, "count": 3}) in made.draft.notes
    run(tmp_path / "source", tmp_path / "in", tmp_path / "data")
    assert ask(tmp_path / "data", "select ticket_id from tickets where closed_at is not null order by 1") == [
        ("4",),
        ("5",),
    ]


def test_days_of_first_responses_are_not_read(tmp_path):
    """At midnight they would stand before the opening; beside a column of times they are read."""
    made = drafted(tmp_path, "id,status,created,Primeira resposta em\n1,open,2026-01-03 10:00,2026-01-03\n")
    assert (keys(made), "first_response_at" in made.draft.reads) == (["response_days"], False)
    (tmp_path / "b").mkdir()
    header = "id,status,created,Data 1º Atendimento,Hora 1º Atendimento"
    made = drafted(tmp_path / "b", f"{header}\n1,open,2026-01-03 10:00,2026-01-03,10:12\n")
    assert (keys(made), made.draft.times) == ([], {"Data 1º Atendimento": "Hora 1º Atendimento"})


def test_nobody_is_no_agent(tmp_path):
    """A ticket of "Sem agente" is nobody's; the same word elsewhere stays."""
    made = drafted(
        tmp_path, "id,status,opened,Agente,Assunto\n1,open,2026-01-02,Sem agente,Sem agente\n2,open,2026-01-02,Ana,x\n"
    )
    assert made.draft.nobody == ["Sem agente"]
    run(tmp_path / "source", tmp_path / "in", tmp_path / "data")
    assert ask(tmp_path / "data", "select agent_id, subject from tickets order by ticket_id") == [
        (None, "Sem agente"),
        ("Ana", "x"),
    ]
    assert ask(tmp_path / "data", "select name from agents") == [("Ana",)]


@pytest.mark.parametrize(
    ("scores", "scale", "read"),
    [
        (["5 - Muito satisfeito", "2 - Insatisfeito", "Não avaliado", ""], "1-5", [2.0, 5.0]),
        (["★★★★☆", "1"], "1-5", [1.0, 4.0]),
        (["10", "0", "5"], "0-10", [1.0, 3.0, 5.0]),
        (["Ótimo", "Ruim"], "good_bad", [1.0, 5.0]),
    ],
)
def test_scores_beside_tickets_are_read(tmp_path, scores, scale, read):
    """Their scale shows in the cells; who did not rate gave no score."""
    rows = "".join(f"{place},closed,2026-01-02,2026-01-03,{score}\n" for place, score in enumerate(scores))
    made = drafted(tmp_path, f"id,status,opened,closed,Nota da avaliação\n{rows}")
    assert (made.draft.scale, keys(made)) == (scale, [] if scale == "good_bad" else ["score_scale"])
    run(tmp_path / "source", tmp_path / "in", tmp_path / "data")
    assert ask(tmp_path / "data", "select score from ratings order by 1") == [(score,) for score in read]


@pytest.mark.parametrize("scores", [["Ótimo", "Regular"], ["0", "3"], ["5", "97"], ["NF 12", "NF 13"]])
def test_scores_of_no_known_scale_are_told(tmp_path, scores):
    """A word between good and bad, zeros that may be none, numbers off every scale: said, and not read."""
    rows = "".join(f"{place},open,2026-01-02,{score}\n" for place, score in enumerate(scores))
    made = drafted(tmp_path, f"id,status,opened,Nota\n{rows}")
    assert (keys(made), "raw_score" in made.draft.reads) == (["score_words"], False)
    assert not (tmp_path / "source" / "feedback.sql").exists()


def test_a_note_is_one_comment_whatever_a_cell_holds(tmp_path):
    """A draft that no program can read would be worth nothing."""
    drafted(tmp_path, "id,status,opened,Nota\n1,open,2026-01-02,Regular\x1f\n2,open,2026-01-02,Boa\n")
    load(tmp_path / "source")


def test_moments_of_customers_open_no_ticket(tmp_path):
    """Without another date nobody can say when the tickets came: refused, with the columns that were found."""
    with pytest.raises(DashboardError) as refused:
        drafted(tmp_path, "id,status,Data de criação do cliente\n1,open,2020-01-02 10:00\n")
    assert refused.value.key == "error.draft_nothing"
    assert "Data de criação do cliente" in refused.value.facts["found"]


@needs_exports
def test_the_last_update_of_a_real_export_is_doubted(tmp_path):
    """Half of it falls on 21:00; when tickets were solved is nobody's job."""
    made = new_source(tmp_path / "source", [SHARED / "glpi_pt_br"], lambda key, **facts: text.say(key, "en", **facts))
    told = [facts for key, facts in made.draft.notes if key in ("one_minute", "one_moment")]
    assert [(one["column"], one["minute"], one["filled"], one["count"]) for one in told] == [
        ("Última atualização", "21:00", 74, 148),
    ]  # fmt: skip


@pytest.mark.parametrize("joined", ["Ana (1) <br>Rui (2)", '"Ana\nRui"', "Ana; Rui", "Ana|Rui", "Ana / Rui"])
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
