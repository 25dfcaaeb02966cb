"""A mapping file and a table: the shortest way from a spreadsheet to the dashboard."""

from pathlib import Path

import pytest

from dashboard.errors import SourceError
from tests.importing.support import ask, run, write

MAPPING = """
ticket_id = "Nº"
opened_at = "Aberto em"
closed_at = "Fechado em"
raw_status = "Situação"
customer_id = "Cliente"
missing = ["-"]

[statuses]
"Aberto" = "in_progress"
"Feito" = "closed"
"""
TABLE = """Nº;Aberto em;Fechado em;Situação;Cliente
1;13/01/2026 10:00;;Aberto;Acme
2;02/01/2026 10:00;03/01/2026 09:00;Feito;-
2;x;;Feito;-
3;02/01/2026;20/01/2026;Outro;"Bia; B"
"""


def refused(tmp_path: Path, mapping: str) -> SourceError:
    with pytest.raises(SourceError) as error:
        run(write(tmp_path / "m.toml", mapping), write(tmp_path / "t.csv", TABLE), tmp_path / "data")
    return error.value


@pytest.mark.parametrize("given", ["folder/tabela.csv", "folder"])
def test_a_mapping_and_a_table(tmp_path, given):
    """Columns by their names, statuses as stated; what is not stated is said, a bad row kept with its reason."""
    mapping = write(tmp_path / "planilha.toml", MAPPING)
    write(tmp_path / "folder" / "tabela.csv", TABLE)
    report = run(mapping, tmp_path / given, tmp_path / "data")
    assert (report.source, [one.rule for one in report.rejected]) == ("planilha", ["date-unreadable"])
    assert ask(tmp_path / "data", "select ticket_id, state, customer_id from ticket_facts order by 1") == [
        ("1", "in_progress", "Acme"),
        ("2", "closed", None),
        ("3", "unknown", "Bia; B"),
    ]
    assert ask(tmp_path / "data", "select name from customers order by 1") == [("Acme",), ("Bia; B",)]


def test_without_a_status_the_end_decides(tmp_path):
    """What has no end is open."""
    mapping = 'ticket_id = "Nº"\nopened_at = "Aberto em"\nclosed_at = "Fechado em"\n'
    run(write(tmp_path / "m.toml", mapping), write(tmp_path / "t.csv", TABLE), tmp_path / "data")
    asked = "select ticket_id, state from ticket_facts order by 1"
    assert ask(tmp_path / "data", asked) == [("1", "in_progress"), ("2", "closed"), ("3", "closed")]


@pytest.mark.parametrize(
    ("mapping", "key", "facts"),
    [
        (MAPPING.replace("closed_at", "close_at"), "error.mapping_key", {"key": "close_at"}),
        (MAPPING.replace('"Cliente"', "3"), "error.mapping_column", {"key": "customer_id"}),
        (MAPPING.replace('ticket_id = "Nº"', ""), "error.mapping_missing", {"key": "ticket_id"}),
        ('ticket_id = "Nº"\nopened_at = "Aberto em"\n', "error.mapping_missing", {"key": "raw_status"}),
        (MAPPING.replace('"closed"', '"finished"'), "error.source_invalid", {}),
        ("ticket_id = ", "error.source_invalid", {}),
        (MAPPING.replace("Fechado em", "Encerrado"), "error.columns_missing", {"missing": "Encerrado"}),
    ],
)
def test_what_is_wrong_is_named(tmp_path, mapping, key, facts):
    """An unknown key, a missing line, a column that the table does not have."""
    error = refused(tmp_path, mapping)
    assert (error.key, {name: error.facts[name] for name in facts}) == (key, facts)
