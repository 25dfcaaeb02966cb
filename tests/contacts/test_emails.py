"""E-mail addresses against a table written from the RFCs, and against anything at all."""

import csv
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.reach import typos
from dashboard.reach.emails import Email, understood

MAILLIKE = st.text(alphabet="ab.@" * 3 + 'ã-_+"\\<>()[]:;,/ \n\t0\u200b\u0301＠\ud800', max_size=60)
LONG = 100_000


def table() -> list[dict[str, str]]:
    with (Path(__file__).parent / "emails.csv").open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


TABLE = table()


@pytest.mark.parametrize("row", TABLE, ids=[ascii(row["raw"][:60]) for row in TABLE])
def test_table(row):
    """Every cell of the table has its verdict, its reason and its suggestion."""
    email = understood(row["raw"])
    assert (email.verdict, email.reason or "", email.suggestion or "") == (
        row["verdict"],
        row["reason"],
        row["suggestion"],
    )


def test_table_is_whole():
    """The table stays the long one, each cell once."""
    assert len({row["raw"] for row in TABLE}) == len(TABLE) >= 140


@pytest.mark.parametrize(
    ("cell", "address"),
    [
        ("  joao@empresa.com.br  ", "joao@empresa.com.br"),
        ("João <joao@x.com>", "joao@x.com"),
        ("Joao@Empresa.Com.Br", "Joao@empresa.com.br"),
        ("\u202ajoao@x.com.br\u202c", "joao@x.com.br"),
        ("jose\u0301@empresa.com.br", "josé@empresa.com.br"),
        ("joao@gmial.com", None),
        (None, None),
    ],
)
def test_address(cell, address):
    """A valid cell gives the address alone, its domain in small letters; any other gives none."""
    assert understood(cell).address == address


@pytest.mark.parametrize(
    ("cell", "reason", "suggestion"),
    [
        ("joao@ gmial.com.", "spaces", "joao@gmail.com"),
        ("<mailto:joao@x.com.br>", "local-part", "joao@x.com.br"),
        ("joao arroba gmail.com", "no-at", "joao@gmail.com"),
        ("jo\u200bao@x.com.br", "local-part", "joao@x.com.br"),
        ("joao@@casa@x.com.br", "two-ats", None),
    ],
)
def test_slips_together(cell, reason, suggestion):
    """Several slips in one cell lead to one suggestion, which is valid, or to none."""
    assert understood(cell) == Email("invalid", reason=reason, suggestion=suggestion)


REAL = {"email.com", "ymail.com", "mail.com", "grail.com", "cloud.com", "wahoo.com", "terras.com.br", "vol.com.br"}
REAL |= {"yahoo.com.ar", "hotmail.co.uk", "outlook.pt", "uol.com", "gmail.empresa.com.br"}


@pytest.mark.parametrize("domain", sorted(REAL))
def test_real_neighbours(domain):
    """A real domain that looks like a slip is left alone."""
    assert typos.meant(domain) is None


def judged(cell: str) -> Email:
    """What must hold for any cell: an address exactly where it is valid, and suggestions that are valid."""
    email = understood(cell)
    assert (email.verdict == "valid") == (email.address is not None)
    assert (email.verdict == "invalid") == (email.reason is not None)
    if email.address:
        assert understood(email.address) == email
    if email.suggestion:
        assert understood(email.suggestion) == Email("valid", email.suggestion)
    return email


@given(st.text(max_size=80))
def test_any_text(cell):
    """No text makes the parser raise."""
    judged(cell)


@given(MAILLIKE)
def test_any_maillike(cell):
    """Nor does one made of the signs of addresses."""
    judged(cell)


@given(st.text(max_size=30), st.text(max_size=30))
def test_any_sides(local, domain):
    """Nor do any two sides of an @."""
    judged(f"{local}@{domain}.com")


@given(st.binary(max_size=80), st.sampled_from(["latin-1", "utf-16-le", "cp1252", "utf-8"]))
def test_any_bytes(raw, encoding):
    """Nor do bytes read in the wrong encoding, lone surrogates included."""
    judged(raw.decode(encoding, errors="surrogateescape" if encoding == "utf-8" else "replace"))


@pytest.mark.parametrize(
    "piece",
    ["@", "a", "a@", "b.", '"', '"\\', '\\"', "<", "<@>", " ", "a@b.com ", ".", "ã", "ﷺ", "\ud800", "＠", "a at ", ","],
)
def test_long_cells(piece):
    """100,000 characters are read in a moment, whatever they are."""
    cell = (piece * LONG)[:LONG]
    started = time.perf_counter()
    for written in (cell, f"a@{cell}.com", f"{cell}@a.com", f'"{cell}"@a.com', f'"{cell}@@a@b.com', f"a@b{cell}c"):
        judged(written)
    assert time.perf_counter() - started < 5


def test_no_network():
    """Addresses are judged without a resolver: none is even loaded, and no name is looked up."""
    code = """
import socket, sys
def refused(*arguments, **options):
    raise AssertionError("asked the network")
socket.getaddrinfo = socket.gethostbyname = socket.create_connection = refused
socket.socket.connect = socket.socket.sendto = refused
from dashboard.reach.emails import understood
assert understood("joao@empresa.com.br").verdict == "valid"
assert understood("joao@gmial.com").suggestion == "joao@gmail.com"
assert not [name for name in sys.modules if name.split(".")[0] == "dns"]
"""
    subprocess.run([sys.executable, "-c", code], check=True, cwd=Path(__file__).parents[2])
