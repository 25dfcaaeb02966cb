"""Damage done while a table is written as text, or afterwards to the bytes of the file."""

import csv
import io
import random

from tests.importing.damage.cells import Table


def text(table: Table, delimiter: str = ",", line_end: str = "\n", quoting: int = csv.QUOTE_MINIMAL) -> str:
    written = io.StringIO()
    csv.writer(written, delimiter=delimiter, lineterminator=line_end, quoting=quoting).writerows(table)
    return written.getvalue()


def _halves(table: Table) -> tuple[str, str]:
    middle = len(table) // 2
    return text(table[:middle]), text(table[middle:])


# ---------------------------------------------------------------------- encodings
def _mixed(first: str, second: str):
    def damage(table: Table, chance: random.Random) -> bytes:
        top, bottom = _halves(table)
        return top.encode(first) + bottom.encode(second)

    return damage


def one_row_of_utf8_in_cp1252(table: Table, chance: random.Random) -> bytes:
    """Nearly all in cp1252; one row came from elsewhere."""
    return text(table[:-1]).encode("cp1252") + text(table[-1:]).encode()


def one_row_of_cp1252_in_utf8(table: Table, chance: random.Random) -> bytes:
    """The other way about."""
    return text(table[:-1]).encode() + text(table[-1:]).encode("cp1252")


def one_row_of_cp850(table: Table, chance: random.Random) -> bytes:
    """All in the code page of old consoles: every byte is a letter in cp1252, too."""
    return text(table).encode("cp850")


def encoded_twice(table: Table, chance: random.Random) -> bytes:
    """UTF-8 taken for cp1252 and written as UTF-8 once more, in some rows."""
    middle = len(table) * 3 // 4
    return (text(table[:middle]) + text(table[middle:]).encode().decode("latin-1")).encode()


def mark_in_the_middle(table: Table, chance: random.Random) -> bytes:
    """Two files put together, each with its byte-order mark."""
    top, bottom = _halves(table)
    return top.encode("utf-8-sig") + bottom.encode("utf-8-sig")


def zero_bytes(table: Table, chance: random.Random) -> bytes:
    """A zero byte far down."""
    whole = text(table).encode()
    place = chance.randrange(len(whole) // 2, len(whole))
    return whole[:place] + b"\0" + whole[place:]


# ---------------------------------------------------------------------- separators, quotes, lines
def delimiter_changes(table: Table, chance: random.Random) -> bytes:
    """Semicolons from the middle on."""
    middle = len(table) // 2
    return (text(table[:middle]) + text(table[middle:], ";")).encode()


def other_delimiters(table: Table, chance: random.Random) -> bytes:
    """Tabs, semicolons or bars throughout."""
    return text(table, chance.choice(";\t|")).encode()


def quotes_never_closed(table: Table, chance: random.Random) -> bytes:
    """A cell begins with a quote that nobody doubled."""
    lines = text(table).splitlines(keepends=True)
    place = chance.randrange(2, len(lines))
    lines[place] = lines[place].replace(",", ',"', 1)
    return "".join(lines).encode()


def quotes_closed_too_late(table: Table, chance: random.Random) -> bytes:
    """One cell begins with a quote, the same cell of a later row ends with one: what lies between is one cell."""
    lines = text(table).splitlines()
    first = chance.randrange(1, len(lines) - 4)
    column = chance.randrange(len(table[0]))
    for row, mark in ((first, '"{}'), (first + 3, '{}"')):
        cells = lines[row].split(",")
        cells[column] = mark.format(cells[column])
        lines[row] = ",".join(cells)
    return "\n".join([*lines, ""]).encode()


def quotes_inside(table: Table, chance: random.Random) -> bytes:
    """All cells quoted, quotes inside some of them not doubled."""
    lines = text(table, quoting=csv.QUOTE_ALL).splitlines()
    for place in range(3, len(lines), 5):
        lines[place] = lines[place].replace('","', 'a"b","', 1)
    return "\n".join([*lines, ""]).encode()


def line_ends_mixed(table: Table, chance: random.Random) -> bytes:
    """CR, LF and CRLF in one file."""
    return "".join(line + chance.choice(["\n", "\r\n", "\r"]) for line in text(table).splitlines()).encode()


def separator_at_every_end(table: Table, chance: random.Random) -> bytes:
    """Each line but the header ends with a separator."""
    first, *others = text(table).splitlines()
    return "\n".join([first, *(f"{line}," for line in others), ""]).encode()


def separator_at_some_ends(table: Table, chance: random.Random) -> bytes:
    """Some lines do."""
    lines = text(table).splitlines()
    return "\n".join([line + "," * (number % 3 == 2) for number, line in enumerate(lines)]).encode()


# ---------------------------------------------------------------------- cut
def cut_anywhere(table: Table, chance: random.Random) -> bytes:
    """The file ends in the middle of a row."""
    whole = text(table).encode()
    return whole[: chance.randrange(len(whole) // 2, len(whole) - 1)]


def cut_in_the_last_cell(table: Table, chance: random.Random) -> bytes:
    """The last row has all its cells, and the last of them is not whole."""
    longest = max(range(len(table) // 2, len(table)), key=lambda number: len(table[number][-1]))
    return text(table[: longest + 1]).encode()[:-3]


KINDS = [
    one for name, one in list(globals().items())
    if callable(one) and getattr(one, "__module__", "") == __name__ and name[0] != "_" and name != "text"
]  # fmt: skip
for pair in (("utf-8", "latin-1"), ("latin-1", "utf-8"), ("utf-8", "cp1252"), ("utf-8", "utf-16"), ("utf-16", "utf-8"),
             ("utf-16-le", "utf-8"), ("utf-8", "utf-16-be")):  # fmt: skip
    _mixing = _mixed(*pair)
    _mixing.__name__ = f"{pair[0]}_then_{pair[1]}"
    KINDS.append(_mixing)
CUTS = (cut_anywhere, cut_in_the_last_cell)
