"""What age takes out of the desk, row by row: of whom is forgotten everything that was said, of the others nothing."""

from datetime import date
from pathlib import Path

import duckdb
import pytest
import sqlalchemy as sa

from dashboard import settings as settings_file
from dashboard.store import tables
from dashboard.store.engine import Store
from tests.privacy import company
from tests.privacy.test_erasing import NOW, data_dir  # noqa: F401
from tests.privacy.test_numbers_kept import grow_old, keeping

SAID, GONE = "palavras sobre alguém", "[…]"
SHARED = {"recorded_at": NOW, "actor": "Ana", "source": "helpdesk"}
ABOUT = {"customer": {"customer_id": "c1"}, "ticket": {"ticket_id": "1"}, "comment": {"feedback_id": "f1"}}
OTHER = {"customer": {"customer_id": "c2"}, "ticket": {"ticket_id": "3"}, "comment": {"feedback_id": "f9"}}
SHELVES = ((tables.cases, tables.case_events), (tables.denunciations, tables.denunciation_events))
LEARNED = ("seen_value", "value", "way", "note")
PERSONS, TEXTS = {"persons_years": 1}, {"texts_years": 1}


@pytest.fixture
def export(tmp_path: Path) -> Path:
    """Hers are closed; his are open."""
    return company.write(tmp_path / "export")


def kept(data_dir: Path, table: sa.Table, key: str, column: str) -> dict[str, str]:  # noqa: F811
    with duckdb.connect(str(data_dir / "desk.duckdb"), read_only=True) as desk:
        return dict(desk.execute(f"select {key}, {column} from {table.name} where {key} like 'new%'").fetchall())


@pytest.fixture
def desk_of_both(data_dir: Path) -> Path:  # noqa: F811
    """Of every kind of row one about her, or her ticket, or her comment, and one about somebody who stays."""
    store = Store(data_dir, settings_file.load(), with_desk=True)
    with store.transaction() as desk:
        for whose, about in (("hers", ABOUT), ("his", OTHER)):
            called, contact = f"new-{whose}", {"hers": "p1", "his": "p2"}[whose]
            given = {"given_day": date(2026, 2, 1), "comment": SAID, "customer_name": SAID}
            learned = {"kind": "corrected", **dict.fromkeys(LEARNED, SAID)}
            noted = {"happened_at": NOW, "actor": "Ana", "role": "staff", "action": "x", "subject": called}
            rows = {
                tables.feedback_entries: {**SHARED, **about["customer"], "entry_id": called, **given},
                tables.feedback_readings: {**SHARED, **about["comment"], "reading_id": called, "reason": SAID},
                tables.contact_outcomes: {**SHARED, "act_id": called, "contact_id": contact, **learned},
                tables.audit: {"audit_id": called, **noted, "before": SAID, "after": SAID},
            }
            for table, row in rows.items():
                desk.execute(table.insert().values(**row))
            for (cases, events), shelf in zip(SHELVES, ("case", "denunciation"), strict=True):
                for by in ABOUT:
                    _case(desk, cases, events, f"{called}-{shelf}-{by}", dict(about[by]))
    store.close()
    return data_dir


def _case(desk: sa.Connection, cases: sa.Table, events: sa.Table, protocol: str, about: dict) -> None:
    if "feedback_id" in about:
        about["feedback_source"] = "helpdesk"
    told = {"opened_at": NOW, "actor": "Ana", "source": "helpdesk", "words": SAID, "customer_name": SAID}
    desk.execute(cases.insert().values(**told, **about, protocol=protocol))
    event = {"event_id": protocol, "recorded_at": NOW, "actor": "Ana", "kind": "x", "sequence": 1, "words": SAID}
    desk.execute(events.insert().values(**event, protocol=protocol, state="concluded"))


@pytest.mark.parametrize("years", [PERSONS, TEXTS])
def test_what_was_said_about_whom_age_forgets_goes_and_of_the_others_nothing(
    desk_of_both: Path, export: Path, years: dict[str, int]
) -> None:
    """Persons: all that hangs on them. Texts alone: what hangs on their tickets and comments."""
    assert grow_old(desk_of_both, export, keeping(**years))
    of_person, of_text = (GONE if years == PERSONS else SAID), GONE
    persons, texts = {"new-hers": of_person, "new-his": SAID}, {"new-hers": of_text, "new-his": SAID}
    for column in ("comment", "customer_name"):
        assert kept(desk_of_both, tables.feedback_entries, "entry_id", column) == persons
    assert kept(desk_of_both, tables.feedback_readings, "reading_id", "reason") == texts
    for column in LEARNED:
        assert kept(desk_of_both, tables.contact_outcomes, "act_id", column) == persons
    for column in ("before", "after"):
        assert kept(desk_of_both, tables.audit, "audit_id", column) == {"new-hers": "{}", "new-his": SAID}
    for (cases, events), shelf in zip(SHELVES, ("case", "denunciation"), strict=True):
        expected = {f"new-hers-{shelf}-{by}": of_person if by == "customer" else of_text for by in ABOUT}
        expected |= {f"new-his-{shelf}-{by}": SAID for by in ABOUT}
        assert kept(desk_of_both, cases, "protocol", "words") == expected
        assert kept(desk_of_both, cases, "protocol", "customer_name") == expected
        assert kept(desk_of_both, events, "protocol", "words") == expected
