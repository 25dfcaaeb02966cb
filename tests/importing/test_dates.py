"""How dates are written is decided per column, over all its rows."""

import pytest

from dashboard.errors import SourceError
from tests.importing.support import ask, make_source, run, tickets, totals, write


def export(tmp_path, *opened: str, closed: tuple[str, ...] = ()):
    closings = closed or ("",) * len(opened)
    rows = [f'{n},open,"{one}","{other}"' for n, (one, other) in enumerate(zip(opened, closings, strict=True), start=1)]
    return write(tmp_path / "x.csv", "id,status,opened,closed\n" + "\n".join(rows) + "\n")


def opened(tmp_path) -> list[str]:
    return [row[0] for row in tickets(tmp_path / "data", "opened_at::text")]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2026-01-02 10:00:00.123456", "2026-01-02 13:00:00.123456+00"),
        ("2026-01-02T10:00", "2026-01-02 13:00:00+00"),
        ("2026-01-02", "2026-01-02 03:00:00+00"),
        ("2026-01-02T10:00:00Z", "2026-01-02 10:00:00+00"),
        ("2026-01-02T10:00Z", "2026-01-02 10:00:00+00"),
        ("2026-01-02 10:00:00 UTC", "2026-01-02 10:00:00+00"),
        ("2026-01-02 10:00:00.5-03:00", "2026-01-02 13:00:00.5+00"),
        ("2026-01-02T10:00:00+0200", "2026-01-02 08:00:00+00"),
        ("2026/01/02 10:00", "2026-01-02 13:00:00+00"),
        ("29/2/2016 01:16", "2016-02-29 04:16:00+00"),
        ("22/08/2025 11:49", "2025-08-22 14:49:00+00"),
        ("22/08/2025 11:49:30", "2025-08-22 14:49:30+00"),
        ("22.08.2025", "2025-08-22 03:00:00+00"),
        ("22/08/25 11:49", "2025-08-22 14:49:00+00"),
        ("8/22/2025 3:07 PM", "2025-08-22 18:07:00+00"),
        ("22/08/2025 11:49 a.\u00a0m.", "2025-08-22 14:49:00+00"),
        ("8/22/2025, 3:07:05\u202fPM", "2025-08-22 18:07:05+00"),
        ("22/08/2025, 12:07AM", "2025-08-22 03:07:00+00"),
        ("22/08/2025, 11:49:30", "2025-08-22 14:49:30+00"),
        ("2018-11-04 00:30", "2018-11-04 03:30:00+00"),
    ],
)
def test_ways_to_write_a_moment(tmp_path, written, read):
    """Each of these is read, naive ones in the zone of the source (also in an hour that its clocks skip)."""
    run(make_source(tmp_path / "source"), export(tmp_path, written), tmp_path / "data")
    assert opened(tmp_path) == [read]


@pytest.mark.parametrize(("proof", "month"), [("13/01/2026", "02"), ("01/13/2026", "01")])
def test_one_row_proves_the_order_of_its_column(tmp_path, proof, month):
    """One date that can only be day first (or month first) decides for every row of the column."""
    run(make_source(tmp_path / "source"), export(tmp_path, "01/02/2026", proof), tmp_path / "data")
    assert opened(tmp_path)[0][5:7] == month


def test_columns_decide_on_their_own(tmp_path):
    """Two columns of one file may have different orders."""
    file = export(tmp_path, "13/01/2026", "01/02/2026", closed=("02/14/2026", "02/03/2026"))
    run(make_source(tmp_path / "source"), file, tmp_path / "data")
    assert tickets(tmp_path / "data", "opened_at::date::text, closed_at::date::text")[1] == ("2026-02-01", "2026-02-03")


def test_an_order_that_nothing_proves_is_refused_until_it_is_stated(tmp_path):
    """A column whose order stays open is refused with a row to look at; --date-order states it."""
    source, file = make_source(tmp_path / "source"), export(tmp_path, "01/02/2026", "03/04/2026")
    with pytest.raises(SourceError) as refused:
        run(source, file, tmp_path / "data")
    assert refused.value.key == "error.date_order_unknown"
    assert (refused.value.facts["column"], refused.value.facts["row"]) == ("opened", 2)
    run(source, file, tmp_path / "data", date_order="mdy")
    assert opened(tmp_path)[0].startswith("2026-01-02")


def test_the_same_day_and_month_leave_nothing_open(tmp_path):
    """02/02 is the same day either way."""
    run(make_source(tmp_path / "source"), export(tmp_path, "02/02/2026"), tmp_path / "data")
    assert opened(tmp_path)[0].startswith("2026-02-02")


def test_both_orders_in_one_column_are_refused_with_a_row_of_each(tmp_path):
    """A column that proves both orders is refused; the message names one row of each."""
    with pytest.raises(SourceError) as refused:
        run(make_source(tmp_path / "source"), export(tmp_path, "13/01/2026", "01/14/2026"), tmp_path / "data")
    assert refused.value.key == "error.date_order_both"
    assert (refused.value.facts["day_row"], refused.value.facts["month_row"]) == (2, 3)


def test_an_unreadable_cell_rejects_its_row_only_where_the_column_is_needed(tmp_path):
    """An impossible opening sets the row aside; an impossible closing empties its cell and is said."""
    file = export(
        tmp_path, "2026-01-02", "2026-02-30", "2026-01-04", closed=("2026-01-05", "2026-01-05", "yesterday"),
    )  # fmt: skip
    report = run(make_source(tmp_path / "source"), [file], tmp_path / "data")
    assert tickets(tmp_path / "data", "ticket_id, closed_at::date::text") == [("1", "2026-01-05"), ("3", None)]
    assert ask(tmp_path / "data", "select row_number, field, rule, message from rejected_rows") == [
        (3, "opened", "date-unreadable", "era esperada uma data, veio “2026-02-30”")
    ]
    assert ask(tmp_path / "data", "select row_number, field, rule, cell from cell_warnings") == [
        (4, "closed", "date-unreadable", "yesterday")
    ]
    assert totals(report) == {"read": 3, "used": 2, "repeated": 0, "superseded": 0, "rejected": 1}


def test_a_column_that_is_mostly_no_date_is_refused(tmp_path):
    """Where most cells are no dates, the columns have moved: the file is refused."""
    with pytest.raises(SourceError) as refused:
        run(make_source(tmp_path / "source"), export(tmp_path, "abc", "def", "2026-01-02"), tmp_path / "data")
    assert (refused.value.key, refused.value.facts["unreadable"]) == ("error.column_unreadable", 2)


def test_no_date_of_mysql_is_no_value(tmp_path):
    """0000-00-00 00:00:00 is how MySQL writes no date: empty, and no warning."""
    file = export(tmp_path, "2026-01-02", closed=("0000-00-00 00:00:00",))
    report = run(make_source(tmp_path / "source"), file, tmp_path / "data")
    assert tickets(tmp_path / "data", "closed_at") == [(None,)]
    assert report.warnings == ()
