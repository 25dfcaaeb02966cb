"""JSON that DuckDB reads gives what Python makes of it, record by record; whatever could differ is left to Python."""

import json

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from dashboard.importing.files import json_fast, json_files
from dashboard.importing.files.raw_files import FAULT, ROW, RawFile
from dashboard.importing.words import name

TICKETS = [
    {"id": 403957746773123456789, "status": "open", "via": {"channel": "web", "from": {}}, "tags": ["a", "b"],
     "fields": [{"id": 1, "value": "São"}, {"id": 2, "value": None}], "score": 1.5, "ids": [1, 22]},
    {"id": 2, "status": "done", "via": None, "tags": [], "fields": [], "never": None, "flag": True,
     "notes": [{"body": "b", "files": [{"name": "x"}]}, {"body": "c", "parent_id": 9}]},
]  # fmt: skip
LINES = "\n".join(json.dumps(one) for one in TICKETS)
TRUSTED = {
    "lines": LINES,
    "lines of Windows, marked": "\ufeff" + LINES.replace("\n", "\r\n") + "\r\n\r\n",
    "array": json.dumps(TICKETS, indent=1, ensure_ascii=False),
    "page": json.dumps({"count": 2, "raw": TICKETS, "next": None, "links": [1]}),
    "brackets in words": '{"raw":[{"a":"]}"},{"a":"],\\"q\\":[]}"}],"links":[1]}',
    "commas in words": '{"a":",]"}\n{"a":", }"}',
    "digits": '{"n":12345678901234567890123}\n{"n":1.50}\n{"n":1e5}\n{"n":0.1000000000000000055}\n{"n":-7}',
    "moments": '{"date":"2024-01-01"}\n{"date":"2024-01-01T10:00:00Z"}',
    "many kinds": '{"a":true}\n{"a":"true"}\n{"a":12}\n{"a":null}\n{"a":{}}',
    "signs": '{"a b.c\'":{"d\\"e":"\\u00e3\\n\\/"}}\n{"a b.c\'":{}}',
    "objects without anything": '{"a":1}\n{}\n{"a":2}',
}
LEFT_TO_PYTHON = {
    "a key twice": '{"a":1,"a":2}\n{"a":1}\n{"a":3}',
    "a key twice, inside": '{"a":1.5,"b":{"c":1,"c":2}}\n{"a":1}\n{"a":3}',
    "a key twice, the same": '{"a":1,"a":1}\n{"a":1}',
    "keys that differ by case": '{"a":1,"A":2}\n{"a":1,"A":3}',
    "keys that differ by case, apart": '{"a":1}\n{"A":"x"}',
    "a key without a name": '{"":1,"b":2}\n{"b":2}',
    "object or text": '{"a":{"b":1}}\n{"a":"s"}',
    "list or text": '{"a":[1,"x"]}\n{"a":2}',
    "fractions in lists": '{"a":[1.50,2]}\n{"a":[]}',
    "numbers or text": '{"a":1.10}\n{"a":"x"}',
    "a fraction that cannot be told": '{"v":1.50,"n":[{"v":1.50},{"v":1.5}]}\n{"v":2.250,"n":[{"v":2}]}',
    "gaps in a list": '{"a":[{"b":1},null]}\n{"a":[]}',
    "no numbers": '{"a":NaN}\n{"a":1}',
    "a blank line": '{"a":1}\n\n{"a":2}',
    "a broken line": '{"a":1}\n{"a":2}\n{"a":',
    "a comma too many": '{"a":1,}\n{"a":2}\n{"a":3}',
    "a line without a record": '{"a":1}\nnull\n{"a":2}',
    "two tables": '{"tickets":[{"a":1}],"users":[{"b":2}]}',
    "a path that is a key": '{"a.b":1,"a":{"b":2}}\n{"a.b":3}',
    "half a sign": '{"a":"\\ud800"}\n{"a":"b"}',
    "objects in objects": '{"id":1,"x":' + '{"a":' * 30_000 + "1" + "}" * 30_000 + '}\n{"id":2}\n',
    "lists in lists": '{"id":1,"x":' + "[" * 100_000 + "1" + "]" * 100_000 + '}\n{"id":2}\n',
}


def read(path, folder):
    """Of each table its columns, and every row with its number; or the error."""
    try:
        found = json_files.tables(RawFile(path, "raw.json"), folder)
    except Exception as error:
        return type(error)
    return {one.name: _rows(one) for one in found}


def _rows(file):
    relation = duckdb.sql(f"from read_parquet('{file.path}', file_row_number = true)")
    columns = sorted(set(relation.columns) - {ROW, FAULT, "file_row_number"})
    row = ROW if ROW in relation.columns else f"file_row_number + 1 as {ROW}"
    fault = FAULT if FAULT in relation.columns else "null"
    return columns, relation.project(", ".join([row, fault, *map(name, columns)])).order(ROW).fetchall()


def both(tmp_path, content, monkeypatch):
    """Whether DuckDB was trusted, what it found, and what Python does."""
    path = tmp_path / "raw.json"
    path.write_bytes(content.encode())
    trusted, real = [], json_fast.tables

    def watched(*arguments):
        found = real(*arguments)
        trusted.append(found is not None)
        return found

    with monkeypatch.context() as patched:
        patched.setattr(json_fast, "tables", watched)
        fast = read(path, tmp_path / "fast")
        patched.setattr(json_fast, "tables", lambda *_: None)
        return trusted == [True], fast, read(path, tmp_path / "slow")


@pytest.mark.parametrize("content", TRUSTED.values(), ids=TRUSTED)
def test_what_can_be_trusted_is_read_by_duckdb(tmp_path, monkeypatch, content):
    """And gives the same tables, rows and cells, with every digit."""
    is_trusted, fast, slow = both(tmp_path, content, monkeypatch)
    assert is_trusted
    assert fast == slow


@pytest.mark.parametrize("content", LEFT_TO_PYTHON.values(), ids=LEFT_TO_PYTHON)
def test_what_could_be_misread_is_left_to_python(tmp_path, monkeypatch, content):
    """A file in which anything is said twice, oddly or not quite is read record by record; nothing is left behind."""
    is_trusted, fast, slow = both(tmp_path, content, monkeypatch)
    assert not is_trusted
    assert fast == slow


WORDS = some.text('ab1 ,:{}[]"\\\né\u2028', max_size=4)
FRACTIONS = some.integers(-(10**6), 10**6).map(lambda number: number / 64)
"""Without exponents, which the reader of documents writes in a way of its own."""
SCALARS = some.none() | some.booleans() | some.integers() | FRACTIONS | WORDS
CELLS = some.recursive(
    SCALARS,
    lambda inner: some.lists(inner, max_size=3) | some.dictionaries(some.sampled_from("abc"), inner),
    max_leaves=6,
)
RECORDS = some.lists(
    some.dictionaries(some.sampled_from(["id", "a", "b", "notes", "A_1"]), CELLS, max_size=4), min_size=1, max_size=6
)


@given(records=RECORDS, form=some.sampled_from(["lines", "array", "page"]))
@settings(max_examples=80, deadline=None)
def test_any_records_are_read_alike(tmp_path_factory, records, form):
    """Whatever stands in them, and whichever way is gone."""
    content = {
        "lines": "\n".join(json.dumps(one) for one in records),
        "array": json.dumps(records),
        "page": json.dumps({"raw": records, "next": None}),
    }[form]
    with pytest.MonkeyPatch.context() as monkeypatch:
        _, fast, slow = both(tmp_path_factory.mktemp("any"), content, monkeypatch)
    assert fast == slow
