"""Files with quotes: DuckDB reads what it reads as Python would, and no other."""

import csv
import io

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from dashboard.importing.files.layout import Layout
from dashboard.importing.files.raw_files import RawFile
from dashboard.importing.files.records import TextReader
from dashboard.importing.rows import reading
from dashboard.importing.rows.reading import SCHEMAS

HEAD = '"id","at","said"\n'
TRUSTED = {
    "every cell in quotes": HEAD + '"1","2026-01-01","a"\n"2","2026-01-02",""\n',
    "some cells in quotes": 'id,at,said\n1,2026-01-01,"a, b"\n2,2026-01-02,c\n',
    "quotes in a cell": HEAD + '"1","2026-01-01","a ""b"" ""c"""\n',
    "lines in a cell": HEAD + '"1","2026-01-01","a\nb\r\n, c"\n"2","2026-01-02","x"\n',
    "lines of Windows": (HEAD + '"1","2026-01-01","São"\n"2","2026-01-02"," "').replace("\n", "\r\n"),
    "a mark of the encoding": "\ufeff" + HEAD + '"1","2026-01-01","a"\n',
}
LEFT_TO_PYTHON = {
    "a swallowed row": HEAD + '"1","2026-01-01","a\n"2","2026-01-02","b"\n"3","2026-01-03","c"\n',
    "rows within a cell": 'id,at,said\n1,2026-01-01,a\n2,2026-01-02,"b\n3,2026-01-03,c\n4,2026-01-04,d"\n',
    "a cell that goes on": HEAD + '"1","2026-01-01","a" "b"\n',
    "a blank behind a quote": HEAD + '"1" ,"2026-01-01","a"\n',
    "a header that is broken": '"id" ,"at","said"\n"1","2026-01-01","a"\n',
    "a cell too many, at a line end of its own": '"id","at","said"\r\n"1","2026-01-01","a",\n"2","2026-01-02","b"\r\n',
    "a blank line": HEAD + '\n"1","2026-01-01","a"\n',
    "a cell too few": HEAD + '"1","2026-01-01"\n"2","2026-01-01","a"\n',
}


def both(folder, content):
    """What DuckDB read (``None`` where it was not trusted), and what Python did: rows, faults."""
    path = folder / "raw.csv"
    path.write_bytes(content.encode())
    encoding = "utf-8-sig" if content.startswith("\ufeff") else "utf-8"
    return [
        read(RawFile(path, "raw.csv"), Layout(("id", "at", "said"), encoding, ","), way) for way in (simply, carefully)
    ]


def read(file, layout, way):
    with duckdb.connect() as connection:
        connection.execute(SCHEMAS)
        if not way(connection, TextReader(file, layout)):
            return None
        rows = connection.execute('select source_row, id, "at", said from raw.file_0 order by 1').fetchall()
        return rows, connection.execute("select * from raw_faults").fetchall()


def simply(connection, reader):
    return reader.is_simple() and reading._try_simple(connection, reader, "raw.file_0")


def carefully(connection, reader):
    reading._load_carefully(connection, reader, "raw.file_0")
    return True


@pytest.mark.parametrize("content", TRUSTED.values(), ids=TRUSTED)
def test_quotes_that_add_up_are_read_by_duckdb(tmp_path, content):
    """With the cells, the rows and their numbers that Python would have found."""
    fast, slow = both(tmp_path, content)
    assert fast == slow


@pytest.mark.parametrize("content", LEFT_TO_PYTHON.values(), ids=LEFT_TO_PYTHON)
def test_quotes_that_cannot_be_trusted_are_left_to_python(tmp_path, content):
    """It alone can say which record broke."""
    assert both(tmp_path, content)[0] is None


PIECES = ["a", "7", "2026-01-02", "x,y", '"', '""', " ", "\n", "\r\n", "é", "\\", "\t", '" "', "3,2026-01-03,c\n"]
ROWS = some.lists(some.lists(some.sampled_from(PIECES), max_size=4).map("".join), min_size=1, max_size=6)
DAMAGE = some.lists(
    some.tuples(some.integers(0, 200), some.sampled_from(['"', ",", "\n", '""', " ", '"\n', ""])), max_size=2
)


@given(
    said=ROWS,
    damage=DAMAGE,
    quoting=some.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL]),
    end=some.sampled_from(["\n", "\r\n"]),
)
@settings(max_examples=150, deadline=None)
def test_any_file_is_read_alike_or_left_to_python(tmp_path_factory, said, damage, quoting, end):
    """Whatever stands in its cells, and wherever a sign got lost or came in."""
    out = io.StringIO()
    writer = csv.writer(out, quoting=quoting, lineterminator=end)
    writer.writerow(["id", "at", "said"])
    writer.writerows((str(place), f"2026-01-{place:02}", cell) for place, cell in enumerate(said, start=1))
    content = out.getvalue()
    for place, sign in damage:
        before = len(HEAD) + place
        content = content[:before] + sign + content[before + (not sign) :]
    fast, slow = both(tmp_path_factory.mktemp("any"), content)
    assert fast in (None, slow)
