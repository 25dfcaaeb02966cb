"""Phones against a table written from Brazil's numbering plan, and against anything at all."""

import csv
import time
from itertools import groupby
from pathlib import Path

import phonenumbers
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from dashboard.reach import plan
from dashboard.reach.phones import NUMBERS_PER_CELL, Phone, formatted, understood

FIELDS = ("kind", "area", "national", "extension", "reason", "repaired")
PHONELIKE = st.text(alphabet="0123456789" * 3 + " ()[]+-./,;*'@\n\tEehrx०٣３–\u200b\u00a0", max_size=60)
LONG = 100_000


def table() -> list[tuple[str, list[dict[str, str]]]]:
    with (Path(__file__).parent / "phones.csv").open(encoding="utf-8", newline="") as opened:
        rows = list(csv.DictReader(opened))
    return [(raw, list(cell)) for raw, cell in groupby(rows, key=lambda row: row["raw"])]


TABLE = table()


@pytest.mark.parametrize(("raw", "rows"), TABLE, ids=[ascii(raw) for raw, _ in TABLE])
def test_table(raw, rows):
    """Every cell of the table is understood as the plan says, number by number."""
    expected = [Phone(*(row[field] or None for field in FIELDS)) for row in rows if row["kind"] != "empty"]
    assert list(understood(raw)) == expected
    if int(rows[0]["number_count"]):
        assert len(expected) == int(rows[0]["number_count"])


def test_table_is_whole():
    """The table stays the long one, each cell once."""
    assert len(TABLE) >= 200
    assert len({raw for raw, _ in TABLE}) == len(TABLE)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("(11) 3333-4444", "(11) 3333-4444"),
        ("11987654321", "(11) 98765-4321"),
        ("08007771234", "0800 777 1234"),
        ("0800481296", "0800 48 1296"),
        ("40041045", "4004-1045"),
        ("1140041045", "(11) 4004-1045"),
        ("190", "190"),
        ("10331", "10331"),
        ("+351211234567", "+351 21 123 4567"),
        ("(11) 8765-4321", "(11) 8765-4321"),
        ("8765.4321", "8765-4321"),
        ("1133334444 r.23", "(11) 3333-4444 ramal 23"),
        ("98765-4321", ""),
    ],
)
def test_formatted(cell, expected):
    """A number is written as people write it; one that is none is not written."""
    assert [formatted(phone) for phone in understood(cell)] == [expected]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("(11) 3333-4444 98765-4321", ["1133334444", "11987654321"]),
        ("1133334444 11987654321", ["1133334444", "11987654321"]),
        ("+55 11 98765-4321 +351 912 345 678", ["11987654321", "+351912345678"]),
        ("Tel 1: (11) 3333-4444 Tel 2: (11) 98765-4321", ["1133334444", "11987654321"]),
        ("11/3333-4444 / 98765-4321", ["1133334444", "11987654321"]),
        ("(11) 3333-4444/45/46", ["1133334444", "1133334445", "1133334446"]),
        ("sala 305, (11) 3333-4444, das 8:00 às 18h", ["1133334444"]),
        ("joao11987654321@empresa.com.br; (11) 3333-4444", ["1133334444"]),
        ("+44 (0)20 7946 0000", ["+442079460000"]),
    ],
)
def test_several(cell, expected):
    """Numbers that stand together are told apart, and what only looks like one is none."""
    assert [phone.national for phone in understood(cell)] == expected


@pytest.mark.parametrize("nothing", [None, "", " ", "\u200b", "\u00a0\n\t"])
def test_nothing(nothing):
    """A cell without a sign in it has no number and no verdict."""
    assert understood(nothing) == ()


def test_abroad():
    """An example number of every country is understood, and its formatted form is the same number."""
    for region in phonenumbers.SUPPORTED_REGIONS - {"BR"}:
        number = phonenumbers.example_number(region)
        written = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
        (phone,) = understood(written)
        assert (phone.kind, phone.national) == ("foreign", written)
        assert understood(formatted(phone)) == (phone,)


@pytest.mark.parametrize(
    ("cell", "reason"),
    [("+999 1234 5678", "country-unknown"), ("+351 12", "too-short"), ("+351 912 345 678 901", "too-long")],
)
def test_impossible_abroad(cell, reason):
    """A number of another country says why it is none."""
    assert understood(cell) == (Phone("invalid", reason=reason),)


def test_areas():
    """Brazil has 67 areas."""
    assert len(plan.AREAS) == 67


def judged(cell: str) -> tuple[Phone, ...]:
    """What must hold for any cell: few numbers, a reason exactly where there is no number, formatted ones the same."""
    phones = understood(cell)
    assert len(phones) <= NUMBERS_PER_CELL
    for phone in phones:
        assert (phone.reason is None) == (phone.kind != "invalid") == bool(phone.national)
        assert (phone.repaired is not None) == (phone.kind == "repairable")
        assert phone.area is None or phone.area in plan.AREAS
        if phone.national:
            assert understood(formatted(phone)) == (phone,)
    return phones


@given(st.text(max_size=80))
def test_any_text(cell):
    """No text makes the parser raise."""
    judged(cell)


@given(PHONELIKE)
@example("+1.1(11) 3333-4444 x12")
def test_any_phonelike(cell):
    """Nor does one made of the signs of phone numbers."""
    judged(cell)


@given(st.binary(max_size=80), st.sampled_from(["latin-1", "utf-16-le", "cp1252", "utf-8"]))
def test_any_bytes(raw, encoding):
    """Nor do bytes read in the wrong encoding, lone surrogates included."""
    judged(raw.decode(encoding, errors="surrogateescape" if encoding == "utf-8" else "replace"))


@given(st.integers(1, 999), st.text(alphabet="0123456789", min_size=1, max_size=14))
def test_any_abroad(country, digits):
    """Any number after any country's code is the same number once formatted."""
    judged(f"+{country} {digits}")


@given(
    st.sampled_from(sorted(plan.AREAS)),
    st.from_regex(r"[2-5][0-9]{7}|9[0-9]{8}", fullmatch=True),
    st.sampled_from(["{}{}", "({}) {}", "+55 {} {}", "0{}{}", "0 15 {} {}", "(0xx{}) {}", "55{}{}", "0055{}{}"]),
)
def test_any_line(area, subscriber, form):
    """A line of the plan is the same number in every form that people write."""
    (plainest,) = understood(f"({area}) {subscriber}")
    assume(plainest.reason != "placeholder")
    assert understood(form.format(area, subscriber)) == (plainest,)
    assert plainest.national == area + subscriber


@pytest.mark.parametrize(
    "piece",
    ["(", "1", "1 ", "1+", "+", "(1", " ", "x", "@", "a@", "0xx", "1*", "٣", "ﷺ", "1\n", "1x", "0-", "0800 ", "\ud800"],
)
def test_long_cells(piece):
    """100,000 characters are read in a moment, whatever they are."""
    cell = (piece * LONG)[:LONG]
    started = time.perf_counter()
    judged(cell)
    judged("1" + cell + "1")
    assert time.perf_counter() - started < 5
