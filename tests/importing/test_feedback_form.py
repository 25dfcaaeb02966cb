"""The company's own feedback form: marks and words without a helpdesk, alone or beside one."""

from pathlib import Path

import pytest

from dashboard.errors import DashboardError
from dashboard.store.engine import Store
from tests.importing.support import HEAD, ask, run, settings, totals, write

FORM = "\ufeffdata;nota;comentário;ticket;cliente;e-mail;canal\r\n"
ROWS = (
    "20/11/2026 10:00;5;Ótimo atendimento;123;c1;ana@example.com;site\r\n"
    '19/11/2026 09:00;1,5;"Demorou; muito";;;;\r\n'
    '19/11/2026 09:00;1,5;"Demorou; muito";;;;\r\n'
    "18/11/2026 08:00;;Só um comentário;;;;\r\n"
    "18/11/2026 08:30;Sem nota;Prefiro não dar nota;;;;\r\n"
    "18/11/2026 09:00;9;Nota fora da escala;;;;\r\n"
    "18/11/2026 10:00;4;;77;;;\r\n"
    "17/11/2026 08:00;;;78;;;\r\n"
    "17/11/2026 08:01;Sem nota;;;;;\r\n"
    "17/11/2026 08:02;9;;;;;\r\n"
    "17/11/2026 08:03;abc;;;;;\r\n"
    "99/99/2026;4;data ruim;;;;\r\n"
    ";4;sem data;;;;\r\n"
)
RATINGS = "select score, raw_score, comment, ticket_id, customer_id from ratings order by said_at desc"


def test_marks_and_words_come_in_each_once(tmp_path: Path) -> None:
    """Of a row that says nothing, or not when, the reason is told; a mark off the scale leaves its words."""
    report = run("feedback_form", write(tmp_path / "respostas.csv", FORM + ROWS), tmp_path / "data")
    assert totals(report) == {"read": 13, "used": 6, "repeated": 1, "superseded": 0, "rejected": 6}
    assert ask(tmp_path / "data", "select row_number, rule from rejected_rows order by 1") == [
        (9, "score-missing"),
        (10, "score-missing"),
        (11, "score-missing"),
        (12, "score-missing"),
        (13, "date-unreadable"),
        (14, "id-missing"),
    ]
    assert ask(tmp_path / "data", RATINGS) == [
        (5.0, "5", "Ótimo atendimento [ticket 123]", None, "c1"),
        (1.5, "1,5", "Demorou; muito", None, None),
        (4.0, "4", None, None, None),
        (None, "9", "Nota fora da escala", None, None),
        (None, None, "Prefiro não dar nota", None, None),
        (None, None, "Só um comentário", None, None),
    ]
    assert ask(tmp_path / "data", "select said_at::text from ratings where score = 5") == [("2026-11-20 13:00:00+00",)]


def test_the_form_alone_delivers_feedback_and_no_tickets(tmp_path: Path) -> None:
    """``auto`` finds it, and nothing else is said to be in it."""
    report = run("auto", write(tmp_path / "x.csv", FORM + ROWS), tmp_path / "data")
    assert report.source == "feedback_form"
    store = Store(tmp_path / "data", settings(), with_desk=False)
    store.close()
    assert store.info.sources[0].has == {"feedback"}


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("data,nota\n20/11/2026,5\n", [(5.0, None)]),
        ("data,comentario\n20/11/2026,Bom\n", [(None, "Bom")]),
        ("Carimbo de data/hora,Avaliação,Mensagem\n20/11/2026 10:00:00,3 - Regular,Bom\n", [(3.0, "Bom")]),
    ],
)
def test_marks_or_words_are_enough(tmp_path: Path, content: str, expected: list[tuple]) -> None:
    """A form need not ask for both; headers as forms write them."""
    run("feedback_form", write(tmp_path / "respostas.csv", content), tmp_path / "data")
    assert ask(tmp_path / "data", "select score, comment from ratings") == expected


def test_a_form_without_either_is_refused(tmp_path: Path) -> None:
    """A date and a name are no feedback."""
    with pytest.raises(DashboardError) as error:
        run("feedback_form", write(tmp_path / "respostas.csv", "data,nome\n20/11/2026,Ana\n"), tmp_path / "data")
    assert (error.value.key, error.value.facts["missing"]) == ("error.columns_missing", "comentario")


def test_marks_from_nought_to_ten_are_refused(tmp_path: Path) -> None:
    """Four of ten is no four of five, with or without words beside it."""
    rows = "".join(f"{day}/11/2026;{mark}\n" for day in (13, 14) for mark in range(11))
    with pytest.raises(DashboardError) as error:
        run("feedback_form", write(tmp_path / "respostas.csv", "data;nota\n" + rows), tmp_path / "data")
    assert error.value.key == "error.scores_off_scale"
    assert [error.value.facts[fact] for fact in ("count", "filled", "row")] == [10, 20, 8]


def test_bare_marks_of_one_day_are_as_many_answers(tmp_path: Path) -> None:
    """Where nothing tells them apart none is lost, and the file again brings none twice."""
    marks = "data,nota\n" + "20/11/2026,5\n" * 3
    assert run("feedback_form", write(tmp_path / "a.csv", marks), tmp_path / "data").total("used") == 3
    report = run("feedback_form", write(tmp_path / "a.csv", marks + "20/11/2026,5\n"), tmp_path / "data")
    assert (report.total("used"), report.total("repeated")) == (1, 3)
    assert ask(tmp_path / "data", "select count(*) from ratings where score = 5") == [(4,)]


def test_the_form_again_and_beside_a_helpdesk(tmp_path: Path) -> None:
    """A later download holds the old answers too. A ticket of the helpdesk is not theirs, also under its number."""
    data = tmp_path / "data"
    run("canonical", write(tmp_path / "tickets.csv", f"{HEAD}\n123,new,2026-11-01T12:00:00Z\n"), data)
    run("feedback_form", write(tmp_path / "respostas.csv", FORM + ROWS), data, instance="Formulário")
    later = write(tmp_path / "later" / "respostas.csv", FORM + ROWS + "21/11/2026 10:00;4;Bom;;;;\r\n")
    report = run("feedback_form", later, data, instance="Formulário")
    assert (report.total("used"), report.total("repeated")) == (1, 7)
    assert ask(data, "select source, count(*), count(ticket_id) from ratings group by 1") == [("Formulário", 7, 0)]
    assert ask(data, "select source, ticket_id from tickets") == [("canonical", "123")]
