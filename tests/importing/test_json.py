"""JSON and JSON lines as raw files: every record with its line, nested objects as columns, lists as tables."""

import json

import pytest

from dashboard.errors import SourceError
from tests.importing.support import SOURCE, make_source, run, tickets, totals, write

NESTED = SOURCE.replace("[tables.raw]", '[tables.raw]\nfiles = ["raw*"]').replace('"score"', '"via.channel"')
CHILDREN = """
[tables.said]
required = ["parent_id", "body", "at"]
dates = ["at"]
"""
SELECT = """
select id as ticket_id, status as raw_status, opened as opened_at, subject, "via.channel" as channel,
    source_file, source_row
from raw
"""
EVENTS = """
select parent_id as ticket_id, "at" as occurred_at, 'note' as kind, body, source_file, source_row from said
"""
TICKETS = [
    {"id": 403957746773123456789, "status": "open", "opened": "2026-01-02T10:00:00Z", "via": {"channel": "web"},
     "tags": ["a", "b"], "notes": [{"body": "São João", "at": "2026-01-02T11:00:00Z"}]},
    {"id": 2, "status": "done", "opened": "2026-01-03T10:00:00Z", "subject": "x", "flag": True, "score": 1.50,
     "notes": [{"body": "b", "at": "2026-01-03T11:00:00Z"}, {"body": "c", "at": "2026-01-03T12:00:00Z"}]},
]  # fmt: skip


def source(tmp_path):
    return make_source(tmp_path / "source", NESTED + CHILDREN, tickets=SELECT, ticket_events=EVENTS)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("raw.jsonl", "\n".join(json.dumps(one) for one in TICKETS)),
        ("raw.json", json.dumps(TICKETS, indent=1)),
        ("page.json", json.dumps({"count": 2, "raw": TICKETS, "next_page": None}, ensure_ascii=False)),
        ("export.dat", "\ufeff" + json.dumps({"raw": TICKETS})),
    ],
)
def test_lines_and_documents_say_the_same(tmp_path, name, content):
    """Ids keep every digit, objects become columns, lists of objects tables with their parent's id."""
    report = run(source(tmp_path), write(tmp_path / name, content), tmp_path / "data")
    assert tickets(tmp_path / "data", "ticket_id, subject, channel") == [
        ("2", "x", None),
        ("403957746773123456789", None, "web"),
    ]
    assert tickets(tmp_path / "data", "(select string_agg(body order by occurred_at) from ticket_events)")[0] == (
        "São João,b,c",
    )
    assert totals(report) == {"read": 5, "used": 5, "repeated": 0, "superseded": 0, "rejected": 0}


def test_a_line_that_is_no_record_is_kept_aside(tmp_path):
    """With its line and its text; blank lines are none."""
    lines = [json.dumps(TICKETS[0]), "", json.dumps(TICKETS[1]), '{"id": 3, "status": "op', "[1]"]
    report = run(source(tmp_path), write(tmp_path / "raw.jsonl", "\n".join(lines)), tmp_path / "data")
    assert report.rejected[0].examples == (("raw.jsonl", 4, None), ("raw.jsonl", 5, None))
    assert len(tickets(tmp_path / "data")) == 2


@pytest.mark.parametrize(
    "content",
    ['{"raw": [{"id": 1, "status": "open"', "[{]", '{"id": 1}\nx\ny\n', '{"raw": [' + '{"a":' * 5000],
)
def test_broken_json_is_refused_whole(tmp_path, content):
    """A document that was cut off, or lines of which most are no records."""
    with pytest.raises(SourceError) as refused:
        run(source(tmp_path), write(tmp_path / "raw.json", content), tmp_path / "data")
    assert refused.value.key == "error.json_broken"


def test_a_map_from_ids_is_no_table(tmp_path):
    """Thousands of keys would be thousands of columns."""
    content = json.dumps([{str(number): 1 for number in range(3000)}])
    with pytest.raises(SourceError) as refused:
        run(source(tmp_path), write(tmp_path / "raw.json", content), tmp_path / "data")
    assert refused.value.key == "error.json_wide"


def test_json_that_holds_no_table_is_not_mapped(tmp_path):
    """A file of settings beside the export stops nothing."""
    write(tmp_path / "in" / "settings.json", '{\n "a": 1\n}')
    write(tmp_path / "in" / "raw.jsonl", json.dumps(TICKETS[0]))
    report = run(source(tmp_path), tmp_path / "in", tmp_path / "data")
    assert report.not_mapped == ("settings.json",)
