"""A file damaged in any of many ways is loaded right or refused with its reason, never loaded wrong."""

import csv
import json
import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard import text
from dashboard.errors import DashboardError
from tests.importing.damage import cells, judging, loading, truth, written
from tests.importing.support import HEAD, make_source, run, tickets, totals, write
from tests.importing.support import settings as own_settings

KINDS = [*cells.KINDS, *written.KINDS]
REPLACED = (cells.two_orders_unproved, cells.pivoted)
"""Damage after which rows of the truth are rightly not there."""
ONLY_CHILDREN = (cells.orphans,)
"""Damage that is none where tickets are concerned: other ids are other tickets."""


@pytest.mark.parametrize("damage", KINDS, ids=lambda damage: damage.__name__)
@settings(max_examples=1, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32 - 1), table=st.sampled_from(list(truth.FORMS)))
def test_loaded_right_or_refused(tmp_path_factory, damage, seed, table):
    """Every row and value that was loaded is true, or empty and told; every row that is missing was set aside."""
    table = "feedback" if damage in ONLY_CHILDREN else table
    export, folder = truth.make(seed), tmp_path_factory.mktemp("damaged")
    for one, name in truth.FORMS.items():
        rows = export.table(one)
        content = damage(rows, random.Random(seed)) if one == table else rows
        write(folder / "in" / name, content if isinstance(content, bytes) else written.text(content))
    try:
        loaded = loading.load("canonical", [folder / "in"], folder / "data", own_settings())
    except DashboardError as error:
        found = [error.key for language in text.LANGUAGES if error.key in text.explain(error, language)]
    else:
        found = judging.wrongs(export, loaded, damage in (*written.CUTS, *REPLACED))
    assert found == []


@settings(max_examples=2, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32 - 1))
def test_nothing_is_found_in_a_correct_export(tmp_path_factory, seed):
    """A correct export is loaded whole, without any warning; a second copy under another name changes nothing."""
    export, folder = truth.make(seed), tmp_path_factory.mktemp("correct")
    for one, name in truth.FORMS.items():
        for copy in ("a", "b"):
            write(folder / "in" / copy / name, written.text(export.table(one)))
    loaded = loading.load("canonical", [folder / "in"], folder / "data", own_settings())
    assert judging.wrongs(export, loaded) == []
    assert (loaded.warnings, loaded.rejected) == ([], [])
    assert all(len(loaded.tables[table]) == len(rows) for table, rows in export.tables.items())


@pytest.mark.parametrize("quoting", [csv.QUOTE_MINIMAL, csv.QUOTE_ALL])
def test_texts_that_look_like_rows_stay_whole(tmp_path, quoting):
    """Line breaks, separators and dates within a quoted text are text, where no line is a row of this file."""
    body = "Olá,\n2026-01-02 10:00, caiu\n\n1,2,3,4\nlinha; com | tudo\r\nobrigado"
    rows = [[*HEAD.split(","), "subject"], *([str(one), "new", "2026-01-02 10:00", body] for one in range(30))]
    report = run("canonical", write(tmp_path / "t.csv", written.text(rows, quoting=quoting)), tmp_path / "data")
    assert totals(report)["used"] == 30
    assert {subject for (subject,) in tickets(tmp_path / "data", "subject")} == {body}


def test_two_people_in_one_row_are_no_moved_cells(tmp_path):
    """Columns that hold the same names say nothing about each other, nor does a word that is rare."""
    names = ["Ana", "Rui", "Zoe", "Eva"]
    lines = [
        f"{number},new,2026-01-02 10:00,{names[number % 3]},{names[number % 4] if number % 5 else ''}"
        for number in range(200)
    ]
    content = "\n".join(["ticket_id,raw_status,opened_at,agent_id,closed_by", *lines, "999,new,2026-01-02,Teo,Ana", ""])
    report = run("canonical", write(tmp_path / "t.csv", content), tmp_path / "data")
    assert totals(report)["used"] == 201


@pytest.mark.parametrize("is_document", [False, True])
def test_a_key_that_comes_twice(tmp_path, is_document):
    """Which of two values is meant cannot be told: the record is kept aside; equal ones are one."""
    same = '{"ticket_id": 1, "raw_status": "new", "raw_status": "new", "opened_at": "2026-01-02"}'
    other = '{"ticket_id": 2, "raw_status": "new", "raw_status": "closed", "opened_at": "2026-01-02"}'
    plain = '{"ticket_id": 3, "raw_status": "new", "opened_at": "2026-01-02", "subject": "a\\":b"}'
    content = f"[{same},{other},{plain}]" if is_document else f"{same}\n{other}\n{plain}\n"
    report = run("canonical", write(tmp_path / "tickets.json", content), tmp_path / "data")
    assert [one for (one,) in tickets(tmp_path / "data", "ticket_id")] == ["1", "3"]
    assert (totals(report)["read"], totals(report)["rejected"]) == (3, 1)


def test_a_number_that_is_none_in_json(tmp_path):
    """``NaN`` means that there is no value."""
    rows = [{"ticket_id": 1, "raw_status": "new", "opened_at": "2026-01-02", "subject": float("nan")}]
    file = write(tmp_path / "tickets.jsonl", json.dumps(rows[0]) + "\n")
    run("canonical", file, tmp_path / "data")
    assert tickets(tmp_path / "data", "ticket_id, subject") == [("1", None)]


def test_ten_thousand_columns(tmp_path):
    """Columns that nobody reads do no harm, however many."""
    extra = ",".join(f"extra {number}" for number in range(10_000))
    content = f"id,status,opened,{extra}\n1,open,2026-01-02{',x' * 10_000}\n"
    run(make_source(tmp_path / "source"), write(tmp_path / "t.csv", content), tmp_path / "data")
    assert tickets(tmp_path / "data") == [("1", "open")]
