"""Damage to the cells and rows of one table, before it is written: a table goes in, a damaged one comes out."""

import random
from datetime import UTC, datetime

Table = list[list[str]]
MOMENT_NAMES = ("opened_at", "closed_at", "occurred_at", "asked_at", "given_at")


def _moments(table: Table) -> list[int]:
    return [place for place, column in enumerate(table[0]) if column in MOMENT_NAMES]


def _rewritten(table: Table, write, places: list[int], chosen=lambda row: True) -> Table:
    """The table with the filled cells of some columns written otherwise in the chosen rows."""
    rows = [list(row) for row in table]
    for number, row in enumerate(rows[1:], start=1):
        for place in places:
            if row[place] and chosen(number):
                row[place] = write(row[place])
    return rows


def _moment(cell: str) -> datetime:
    return datetime.fromisoformat(cell).replace(tzinfo=UTC)


ALIKE = (("ticket_id", "customer_id"), ("opened_at", "closed_at"), ("asked_at", "given_at"))
"""Neighbours whose cells nothing tells apart."""
SPARE = {"raw_status": "merged_into", "kind": "attachment_names", "raw_score": "agent_id"}


def _spare(table: Table) -> str:
    """A column that the table could have as well, and has not."""
    return next(spare for column, spare in SPARE.items() if column in table[0])


# ---------------------------------------------------------------------- shifted
def some_rows_shifted_right(table: Table, chance: random.Random) -> Table:
    """An empty cell slipped in, the last one fell off: the row has as many cells as ever."""
    rows = [list(row) for row in table]
    for row in chance.sample([row for row in rows[1:] if row[-1]], 3):
        row.insert(chance.randrange(len(row) - 1), "")
        row.pop()
    return rows


def some_rows_shifted_left(table: Table, chance: random.Random) -> Table:
    """A cell was deleted and those behind it moved up, as a spreadsheet offers."""
    rows = [list(row) for row in table]
    for row in chance.sample([row for row in rows[1:] if row[-1]], 3):
        row.pop(chance.randrange(len(row) - 1))
        row.append("")
    return rows


def some_rows_split(table: Table, chance: random.Random) -> Table:
    """A separator inside a cell that nobody quoted: one cell too many."""
    rows = [list(row) for row in table]
    for row in chance.sample(rows[1:], 3):
        place = chance.randrange(len(row))
        row[place : place + 1] = [row[place][:3], row[place][3:]]
    return rows


def split_before_an_empty_end(table: Table, chance: random.Random) -> Table:
    """One cell too many, and the last of them is empty: it looks like a separator at the end of the line."""
    rows = [[*table[0], _spare(table)], *([*row, ""] for row in table[1:])]
    for row in chance.sample(rows[1:], 3):
        place = chance.randrange(len(row) - 1)
        row[place : place + 1] = [row[place][:3], row[place][3:]]
    return rows


def all_rows_shifted(table: Table, chance: random.Random) -> Table:
    """Every row lacks its first cell."""
    return [table[0], *([*row[1:], ""] for row in table[1:])]


def rows_shifted_from_the_middle(table: Table, chance: random.Random) -> Table:
    """From some row on a column is missing in the middle."""
    start, place = len(table) // 2, chance.randrange(len(table[0]) - 1)
    return [
        row if number < start else [*row[:place], *row[place + 1 :], ""] for number, row in enumerate(table)
    ]  # fmt: skip


def columns_swapped_midway(table: Table, chance: random.Random) -> Table:
    """From some row on two neighbouring columns have changed places; what they hold is not alike."""
    places = [place for place, pair in enumerate(zip(table[0], table[0][1:], strict=False)) if pair not in ALIKE]
    start, place = len(table) // 2, chance.choice(places)
    rows = [list(row) for row in table]
    for row in rows[start:]:
        row[place], row[place + 1] = row[place + 1], row[place]
    return rows


# ---------------------------------------------------------------------- headers
def without_header(table: Table, chance: random.Random) -> Table:
    """The rows alone."""
    return table[1:]


def header_again(table: Table, chance: random.Random) -> Table:
    """The header once more between the rows, as in files put together."""
    place = chance.randrange(2, len(table))
    return [
        *table[:place],
        [f"\ufeff{table[0][0]}", *table[0][1:]],
        *table[place:],
        [word.upper() for word in table[0]],
    ]


def header_translated(table: Table, chance: random.Random) -> Table:
    """Names that nobody knows."""
    return [[f"coluna {word[::-1]}" for word in table[0]], *table[1:]]


def columns_reordered(table: Table, chance: random.Random) -> Table:
    """Another order of columns, the header with them."""
    order = chance.sample(range(len(table[0])), len(table[0]))
    return [[row[place] for place in order] for row in table]


def header_shorter(table: Table, chance: random.Random) -> Table:
    """The rows begin with a number of their own that the header does not name."""
    return [table[0], *([str(number), *row] for number, row in enumerate(table[1:]))]


def header_shorter_with_an_empty_end(table: Table, chance: random.Random) -> Table:
    """The same, and each line ends with a separator's worth of nothing."""
    return [[*table[0], _spare(table)], *([str(number), *row, ""] for number, row in enumerate(table[1:]))]


def columns_empty(table: Table, chance: random.Random) -> Table:
    """Empty columns between the others, some without a name."""
    return [[*row[:2], "", *row[2:], "", ""] for row in table]


# ---------------------------------------------------------------------- dates
def day_first(table: Table, chance: random.Random) -> Table:
    """All moments as ``25/01/2026 10:00:00``."""
    return _rewritten(table, lambda cell: _moment(cell).strftime("%d/%m/%Y %H:%M:%S"), _moments(table))


def two_orders_proved(table: Table, chance: random.Random) -> Table:
    """Every other row has the month first; days beyond 12 prove both."""
    first = _rewritten(
        table, lambda cell: _moment(cell).strftime("%d/%m/%Y %H:%M:%S"), _moments(table), lambda n: n % 2
    )
    return _rewritten(
        first,
        lambda cell: cell if "/" in cell else _moment(cell).strftime("%m/%d/%Y %H:%M:%S"),
        _moments(table),
    )


def two_orders_unproved(table: Table, chance: random.Random) -> Table:
    """Both orders, and no day beyond 12 to tell them apart."""
    early = [row for row in table[1:] if all(not row[place] or int(row[place][8:10]) < 13 for place in _moments(table))]
    return two_orders_proved([table[0], *early], chance)


def years_of_two_digits_first(table: Table, chance: random.Random) -> Table:
    """``26/01/05 08:00:00``: the year could be taken for a day."""
    return _rewritten(table, lambda cell: _moment(cell).strftime("%y/%m/%d %H:%M:%S"), _moments(table))


def year_day_month(table: Table, chance: random.Random) -> Table:
    """``2026-25-01``: the year first, and then the day."""
    return _rewritten(table, lambda cell: _moment(cell).strftime("%Y-%d-%m %H:%M:%S"), _moments(table))


def some_serial_dates(table: Table, chance: random.Random) -> Table:
    """Some moments as the serial number of a spreadsheet."""
    start = datetime(1899, 12, 30, tzinfo=UTC)
    return _rewritten(
        table, lambda cell: repr((_moment(cell) - start).total_seconds() / 86400), _moments(table), lambda n: n % 4 == 0
    )


def all_serial_dates(table: Table, chance: random.Random) -> Table:
    """All of them."""
    start = datetime(1899, 12, 30, tzinfo=UTC)
    return _rewritten(table, lambda cell: repr((_moment(cell) - start).total_seconds() / 86400), _moments(table))


def epochs_mixed(table: Table, chance: random.Random) -> Table:
    """Seconds and milliseconds since 1970 between ordinary moments."""
    seconds = _rewritten(table, lambda cell: str(int(_moment(cell).timestamp())), _moments(table), lambda n: n % 4 == 1)
    return _rewritten(
        seconds,
        lambda cell: str(int(_moment(cell).timestamp() * 1000)) if "-" in cell else cell,
        _moments(table),
        lambda n: n % 4 == 2,
    )


def zones_mixed(table: Table, chance: random.Random) -> Table:
    """The same moments with and without an offset, as offsets are written."""
    from datetime import timedelta, timezone

    def write(cell: str) -> str:
        hours = chance.choice([-3, 0, 2])
        there = _moment(cell).astimezone(timezone(timedelta(hours=hours))).strftime("%Y-%m-%d %H:%M:%S")
        ends = [f"{hours:+03}:00", f"{hours:+03}00", f" {hours:+03}00", f"{hours:+03}", f" {hours:+03}:00"]
        return cell if chance.random() < 0.2 else there + chance.choice([*ends, *(["Z", " UTC"] if not hours else [])])

    return _rewritten(table, write, _moments(table))


def zones_by_name(table: Table, chance: random.Random) -> Table:
    """Some moments with the short name of a zone, which means many things."""
    return _rewritten(table, lambda cell: f"{cell} BRT", _moments(table), lambda n: n % 5 == 0)


def moments_with_halves(table: Table, chance: random.Random) -> Table:
    """AM and PM."""
    return _rewritten(table, lambda cell: _moment(cell).strftime("%Y-%m-%d %I:%M:%S %p"), _moments(table))


def years_cut_short(table: Table, chance: random.Random) -> Table:
    """Some years lost a digit or two: ``026-01-05``, ``0026-01-05``."""
    return _rewritten(table, lambda cell: "00" + cell[2:], _moments(table), lambda n: n % 6 == 0)


# ---------------------------------------------------------------------- words, ids and numbers
def blanks_and_case(table: Table, chance: random.Random) -> Table:
    """Blanks around every cell, statuses and channels in another case."""
    loud = [place for place, column in enumerate(table[0]) if column in ("raw_status", "kind")]
    rows = [[f" {cell}\u00a0" for cell in row] if number else row for number, row in enumerate(table)]
    return _rewritten(rows, str.upper, loud, lambda n: n % 2)


def scientific_ids(table: Table, chance: random.Random) -> Table:
    """A spreadsheet rounded long ids: ``1.23E+05`` stands for thousands of them."""
    ids = [place for place, column in enumerate(table[0]) if column in ("ticket_id", "feedback_id")]
    return _rewritten(
        table,
        lambda cell: f"{float(int(''.join(c for c in cell if c.isdigit())) * 10**9):.2E}",
        ids,
        lambda n: n % 3 == 0,
    )


def scientific_customers(table: Table, chance: random.Random) -> Table:
    """The same in a column that only points at something."""
    ids = [place for place, column in enumerate(table[0]) if column == "customer_id"]
    return _rewritten(table, lambda cell: f"{int(cell) * 10**9:.2E}".replace(".", ","), ids, lambda n: n % 3 == 0)


def ids_as_floats(table: Table, chance: random.Random) -> Table:
    """A column of numbers with gaps became floating: ``7001.0``."""
    ids = [place for place, column in enumerate(table[0]) if column == "customer_id"]
    return _rewritten(table, lambda cell: f"{cell}.0", ids)


def decimal_commas(table: Table, chance: random.Random) -> Table:
    """``1234,5`` and ``1,234`` for the same kind of number in one column."""
    places = [place for place, column in enumerate(table[0]) if column == "stated_resolution_seconds"]
    rows = _rewritten(table, lambda cell: f"{cell},00", places)
    return _rewritten(rows, lambda cell: f"{cell[:-3]},000", places, lambda n: n % 2)


def thousands(table: Table, chance: random.Random) -> Table:
    """``12,345``."""
    places = [place for place, column in enumerate(table[0]) if column == "stated_resolution_seconds"]
    return _rewritten(table, lambda cell: f"{int(cell):,}", places)


def thousands_with_points(table: Table, chance: random.Random) -> Table:
    """``12.345``, where the source's decimal sign is a point."""
    places = [place for place, column in enumerate(table[0]) if column == "stated_resolution_seconds"]
    return _rewritten(table, lambda cell: f"{int(cell):,}".replace(",", "."), places)


def words_for_no_number(table: Table, chance: random.Random) -> Table:
    """``NaN``, ``inf`` and ``#REF!`` where a number should be."""
    places = [place for place, column in enumerate(table[0]) if column == "stated_resolution_seconds"]
    return _rewritten(table, lambda cell: chance.choice(["NaN", "inf", "-Infinity", "#REF!"]), places, lambda n: n % 3)


def spreadsheet_errors(table: Table, chance: random.Random) -> Table:
    """``#N/A`` and ``#REF!`` where a formula failed: no customer is called that."""
    places = [place for place, column in enumerate(table[0]) if column in ("customer_id", "department", "comment")]
    return _rewritten(table, lambda cell: chance.choice(["#N/A", "#REF!", "#VALUE!"]), places, lambda n: n % 3 == 0)


# ---------------------------------------------------------------------- rows
def orphans(table: Table, chance: random.Random) -> Table:
    """40 % of the rows name a ticket that is not there."""
    places = [place for place, column in enumerate(table[0]) if column == "ticket_id"]
    return _rewritten(table, lambda cell: f"9{cell}", places, lambda n: n % 5 < 2)


def footers(table: Table, chance: random.Random) -> Table:
    """Totals below the rows, and who made the file."""
    width = len(table[0])
    total = ["Total: 40", *[""] * (width - 3), "187", ""]
    return [*table, total, ["Generated by X", *[""] * (width - 1)], ["Total", "99", *[""] * (width - 2)]]


def rows_twice(table: Table, chance: random.Random) -> Table:
    """Every row twice."""
    return [*table, *table[1:]]


def a_huge_cell(table: Table, chance: random.Random) -> Table:
    """A cell of 1 MB in a column that nobody reads."""
    return [
        [*row, _spare(table) if number == 0 else "x" * 1_000_000 * (number == 7)] for number, row in enumerate(table)
    ]


def pivoted(table: Table, chance: random.Random) -> Table:
    """A report instead of rows: departments across, months down."""
    return [["month", "Suporte", "Cobrança"], ["2026-01", "12", "13"], ["2026-02", "1", "0"], ["Total", "13", "13"]]


def titles_above(table: Table, chance: random.Random) -> Table:
    """A title and a blank line above the header."""
    return [["Relatório de chamados"], [""], *table]


def line_breaks(table: Table, chance: random.Random) -> Table:
    """Line breaks within a column that nobody reads, as many as rows."""
    return [[*row, _spare(table) if number == 0 else "a\r\nb\n\nc\rd"] for number, row in enumerate(table)]


KINDS = [
    one for name, one in list(globals().items()) if callable(one) and one.__module__ == __name__ and name[0] != "_"
]
