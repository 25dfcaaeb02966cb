"""Text that Excel saved: where the columns to the right are empty for sixteen rows, their separators are missing."""

import pytest

from dashboard.errors import DashboardError
from tests.importing.support import ask, run, write

MAPPING = """
ticket_id = "id"
raw_status = "status"
opened_at = "aberto"
closed_at = "fechado"
subject = "assunto"
zone = "America/Sao_Paulo"
"""
HEAD = ["id", "status", "aberto", "assunto", "fechado", "nota"]


def row(number: int, closed: str = "", note: str = "") -> list[str]:
    return [
        str(number),
        "resolved" if closed else "open",
        f"{number % 28 + 1:02}/03/2026 09:15",
        f"T{number}",
        closed,
        note,
    ]


def saved(rows: list[list[str]]) -> list[str]:
    """The lines as Excel writes them."""
    lines = []
    for start in range(0, len(rows), 16):
        block = rows[start : start + 16]
        width = max(place for one in block for place, cell in enumerate(one, 1) if cell)
        lines += [";".join(one[:width]) for one in block]
    return lines


def sheet() -> list[list[str]]:
    """A header and 59 tickets: the second block has neither end nor note, the third ends, the last a note."""
    ends = dict.fromkeys((3, 35, 40), "30/03/2026 10:00")
    return [HEAD, *(row(number, ends.get(number, ""), "n" if number == 58 else "") for number in range(1, 60))]


def loaded(tmp_path, lines: list[str], ending: str = "\r\n") -> tuple[list, list]:
    """What became tickets, and what was set aside."""
    table = write(tmp_path / "t.csv", "\r\n".join(lines) + ending)
    run(write(tmp_path / "m.toml", MAPPING), table, tmp_path / "data")
    found = (
        "select ticket_id, raw_status, opened_at, closed_at, subject from tickets order by cast(ticket_id as integer)"
    )
    return ask(tmp_path / "data", found), ask(
        tmp_path / "data", "select row_number, rule from rejected_rows order by 1"
    )


def test_rows_that_excel_wrote_short_are_whole(tmp_path):
    """They load as the same sheet with every separator does."""
    short = saved(sheet())
    assert {line.count(";") for line in short} == {3, 4, 5}
    tickets, rejected = loaded(tmp_path / "short", short)
    assert (len(tickets), rejected) == (59, [])
    assert tickets == loaded(tmp_path / "whole", [";".join(one) for one in sheet()])[0]
    blank = [line if number != 20 else ";;;" for number, line in enumerate(short, 1)]
    assert [len(rows) for rows in loaded(tmp_path / "blank", blank)] == [58, 0]


def _lost(lines: list[str], row: int) -> list[str]:
    """The separator behind the status of a row is gone."""
    first, _, rest = lines[row - 1].partition("open;")
    return [*lines[: row - 1], f"{first}open {rest}", *lines[row:]]


@pytest.mark.parametrize(
    ("change", "ending"),
    [
        (lambda lines: _lost(lines, 20), "\r\n"),
        (lambda lines: _lost(lines, 5), "\r\n"),
        (lambda lines: [line[: -len(";T25")] if line.startswith("25;") else line for line in lines], "\r\n"),
        (lambda lines: [*lines[:20], f"{lines[20]};;;;x", *lines[21:]], "\r\n"),
        (lambda lines: [*lines[:20], lines[20].replace("T20", '"T20'), *lines[21:]], "\r\n"),
        (lambda lines: lines[:-3], ""),
        (lambda lines: [*lines[:20], *lines[26:]], "\r\n"),
    ],
    ids=["lost", "lost-elsewhere", "cut", "too-many", "quote", "no-end", "rows-moved"],
)
def test_whatever_else_makes_rows_short_keeps_them_aside(tmp_path, change, ending):
    """One sign of another hand, and every short row is set aside with its reason."""
    tickets, rejected = loaded(tmp_path, change(saved(sheet())), ending)
    assert {rule for _, rule in rejected} == {"structure"}
    assert len(rejected) > 16
    assert not [one for one in tickets if one[1] not in ("open", "resolved")]


def _without(place: int, rows: list[list[str]]) -> list[str]:
    return [";".join(cell for at, cell in enumerate(one) if at != place) for one in rows]


def test_rows_that_all_lost_the_same_cell_are_not_taken_for_short_ones(tmp_path):
    """The header stands in the first block with all its cells; behind whole rows, the kinds of cells tell."""
    tickets = [row(number, "30/03/2026 10:00") for number in range(1, 60)]
    with pytest.raises(DashboardError):
        loaded(tmp_path / "all", [";".join(HEAD), *_without(3, tickets)])
    found, rejected = loaded(
        tmp_path / "behind", [";".join(one) for one in [HEAD, *tickets[:15]]] + _without(3, tickets[15:])
    )
    assert (len(found), len(rejected)) == (15, 44)


def test_a_few_short_rows_prove_nothing(tmp_path):
    """Without a block that is short throughout, nobody knows who wrote them."""
    tickets, rejected = loaded(tmp_path, saved(sheet()[:20]))
    assert (len(tickets), len(rejected)) == (15, 4)
