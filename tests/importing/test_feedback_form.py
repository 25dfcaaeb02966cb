"""The company's own feedback form: marks and words without a helpdesk, alone or beside one."""

from pathlib import Path

import duckdb

from tests.importing.support import HEAD, NOW, run, write

FORM = "﻿data;nota;comentário;ticket;cliente;e-mail\n"
ROWS = (
    "20/11/2026 10:00;5;Ótimo atendimento;123;c1;ana@example.com\n"
    "19/11/2026 09:00;1,5;Demorou muito;;;\n"
    "19/11/2026 09:00;1,5;Demorou muito;;;\n"
    "18/11/2026 08:00;;Só um comentário;;;\n"
    "18/11/2026 08:30;sem nota;Prefiro não dar nota;;;\n"
    "17/11/2026 08:00;;;;;\n"
    "99/99/2026;4;data ruim;;;\n"
)


def ratings(data_dir: Path) -> list[tuple]:
    (file,) = data_dir.glob("warehouse-*.duckdb")
    with duckdb.connect(str(file), read_only=True) as connection:
        return connection.execute("select score, comment, ticket_id from ratings order by 2").fetchall()


def test_marks_and_words_come_in_each_once(tmp_path: Path) -> None:
    """The same answer twice is one; words without a mark stay; a row with neither, or without a day, is set aside."""
    report = run("feedback_form", write(tmp_path / "respostas.csv", FORM + ROWS), tmp_path / "data")
    assert [report.total(name) for name in ("read", "used", "repeated", "rejected")] == [7, 4, 1, 2]
    assert {(one.rule, one.count) for one in report.rejected} == {("score-missing", 1), ("date-unreadable", 1)}
    assert ratings(tmp_path / "data") == [
        (1.5, "Demorou muito", None),
        (None, "Prefiro não dar nota", None),
        (None, "Só um comentário", None),
        (5.0, "Ótimo atendimento [ticket 123]", None),
    ]


def test_the_form_again_and_beside_a_helpdesk(tmp_path: Path) -> None:
    """A later download holds the old answers too: they are known. A helpdesk beside it keeps its tickets."""
    data_dir = tmp_path / "data"
    run("canonical", write(tmp_path / "tickets.csv", f"{HEAD}\n1,new,2026-11-01T12:00:00Z\n"), data_dir, now=NOW)
    file = write(tmp_path / "respostas.csv", FORM + ROWS)
    run("feedback_form", file, data_dir)
    later = write(tmp_path / "later" / "respostas.csv", FORM + ROWS + "21/11/2026 10:00;4;Bom;;;\n")
    report = run("feedback_form", later, data_dir)
    assert (report.total("used"), report.total("repeated")) == (1, 5)
