"""Days and their times in two columns."""

import pytest

from dashboard.errors import SourceError
from tests.importing.support import ask, run, write
from tests.importing.test_drafting import drafted

MAPPING = """
ticket_id = "id"
raw_status = "status"
opened_at = ["Dia", "Hora"]
zone = "America/Sao_Paulo"
missing = ["-"]
"""


def opened(tmp_path, *rows: str) -> list[tuple]:
    """(ticket, opening as UTC text) of the tickets that were used."""
    table = write(tmp_path / "t.csv", "id;status;Dia;Hora\n" + "".join(f"{row}\n" for row in rows))
    run(write(tmp_path / "m.toml", MAPPING), table, tmp_path / "data")
    return ask(tmp_path / "data", "select ticket_id, strftime(opened_at, '%d %H:%M:%S') from tickets order by 1")


def test_two_columns_are_one_moment(tmp_path):
    """However the time is written; a day without one begins the day, and what is no time is told with its row."""
    assert opened(
        tmp_path,
        "1;open;13/03/2026;09:15", "2;open;13/03/2026;9:15:30", "3;open;13/03/2026;14h30", "4;open;13/03/2026;9h",
        "5;open;13/03/2026;-", "6;open;13/03/2026;", "7;open;13/03/2026;manhã", "8;open;2026-03-13 00:00:00;9:15 PM",
        "9;open;2026-03-13;1899-12-31 10:00:00",
    ) == [
        ("1", "13 12:15:00"), ("2", "13 12:15:30"), ("3", "13 17:30:00"), ("4", "13 12:00:00"),
        ("5", "13 03:00:00"), ("6", "13 03:00:00"), ("8", "14 00:15:00"), ("9", "13 13:00:00"),
    ]  # fmt: skip
    rejected = ask(tmp_path / "data", "select row_number, rule, cells from rejected_rows")
    assert rejected == [(8, "date-unreadable", '{"id":"7","status":"open","Dia":"13/03/2026 manhã","Hora":"manhã"}')]


def test_a_pair_is_of_a_moment_and_of_two_columns(tmp_path):
    """Anything else in a mapping is refused with the key at fault."""
    for wrong in ('raw_status = ["a", "b"]', 'closed_at = ["a", "b", "c"]', 'closed_at = ["a", ""]'):
        mapping = MAPPING.replace('raw_status = "status"\n', "" if "raw_status" in wrong else 'raw_status = "status"\n')
        with pytest.raises(SourceError) as refused:
            run(write(tmp_path / "m.toml", f"{wrong}\n{mapping}"), write(tmp_path / "t.csv", "id\n1\n"), tmp_path / "d")
        assert (refused.value.key, refused.value.facts["key"]) == ("error.mapping_column", wrong.split(" ")[0])


def test_times_are_of_dates(tmp_path):
    """A source folder that gives a time to a column that is no date is refused."""
    told = 'name = "s"\n[tables.t]\nrequired = ["id"]\ndates = ["Dia"]\ntimes = { "id" = "Hora" }\n'
    write(tmp_path / "s" / "source.toml", told)
    write(tmp_path / "s" / "tickets.sql", "select * from t")
    with pytest.raises(SourceError) as refused:
        run(tmp_path / "s", write(tmp_path / "t.csv", "id\n1\n"), tmp_path / "data")
    assert refused.value.key == "error.source_invalid"


@pytest.mark.parametrize(
    ("head", "times", "notes"),
    [
        ("id,status,Data abertura,Hora abertura,Data fechamento,Hora fechamento",
         {"Data abertura": "Hora abertura", "Data fechamento": "Hora fechamento"}, []),
        ("id,status,Abertura,Hora,Fechamento,Horário", {"Abertura": "Hora", "Fechamento": "Horário"}, []),
        ("id,status,Abertura,Início,Fechamento,Término", {}, ["time_elsewhere", "time_elsewhere"]),
    ],
)  # fmt: skip
def test_new_source_finds_the_time_of_a_day(tmp_path, head, times, notes):
    """By its name, or right beside it; where it could be another column's it is asked for. It loads at once."""
    rows = "".join(f"{at},closed,{at + 12}/01/2026,10:0{at},{at + 12}/01/2026,11:0{at}\n" for at in range(1, 4))
    made = drafted(tmp_path, f"{head}\n{rows}")
    assert made.draft.times == times
    assert [key for key, _ in made.draft.notes] == notes
    run(tmp_path / "source", tmp_path / "in", tmp_path / "data")
    took = "extract(epoch from closed_at) - extract(epoch from opened_at)"
    assert ask(tmp_path / "data", f"select distinct {took} from tickets") == [(3600 if times else 0,)]
