"""Denúncias are kept apart: from those who may not see them, and out of everything that leaves the app."""

import csv
import json
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from dashboard.actions import cases, opening
from dashboard.actions.opening import Opening
from dashboard.cli import main
from dashboard.errors import ActionRefused, NotAllowed, QueryError
from dashboard.roles import Actor
from dashboard.store import desk, queries, tables
from dashboard.store.engine import Store
from tests.actions import desk_of_cases
from tests.actions.desk_of_cases import ANAS, BOSS, DEPUTY, OMBUDSMAN, STAFF, everything, rows, state

SECRET = "ZYXWVUTSRQ-o-diretor-pediu-propina"
OPEN_SECRET = "ABCDEFGHIJ-a-fatura-veio-errada"
DENUNCIATION = Opening("denunciation", "in_person", SECRET, identity="confidential", customer_name="Ivo Segredo")
NAMELESS = Opening("denunciation", "in_person", SECRET, identity="anonymous", ticket=ANAS)
QUERY = "desk/denunciation_state"


@pytest.fixture
def store(office: Store) -> Store:
    """The ombudsman's desk, empty."""
    return office


@pytest.fixture
def protocol(store: Store) -> str:
    """A denúncia that came through a colleague."""
    return opening.open_case(store, STAFF, DENUNCIATION)


def refused(act: Callable[[], object]) -> ActionRefused | NotAllowed:
    with pytest.raises((ActionRefused, NotAllowed)) as raised:
        act()
    return raised.value


# ---------------------------------------------------------------- who sees it
def test_it_lies_in_tables_of_its_own(store: Store, protocol: str) -> None:
    """Nothing of it stands among the other cases; its way is the same."""
    assert not rows(store, tables.cases)
    assert not rows(store, tables.case_events)
    cases.triage(store, OMBUDSMAN, protocol)
    cases.send_to_area(store, OMBUDSMAN, protocol, "Diretoria")
    cases.area_answered(store, OMBUDSMAN, protocol, "Apurado.")
    cases.answer(store, OMBUDSMAN, protocol, "conclusive", "Medidas tomadas.")
    cases.conclude(store, OMBUDSMAN, protocol, "founded")
    assert state(store, protocol, QUERY)["state"] == "concluded"
    assert not rows(store, tables.case_events)
    assert store.frame("desk/case_state").empty


def test_who_may_not_see_it_is_told_what_is_told_of_no_case(store: Store, protocol: str) -> None:
    """Its protocol and one that was never given get the same sentence, from those who may answer for an area too."""
    for given in (protocol, "2026-999999"):
        told = [
            refused(lambda one=given: cases.area_answered(store, STAFF, one, "x")),
            refused(lambda one=given: cases.archive(store, DEPUTY, one, "x")),
        ]
        assert [(error.key, error.facts) for error in told] == [("error.case_unknown", {"protocol": given})] * 2
    assert refused(lambda: cases.archive(store, BOSS, protocol, "x")).key == "error.not_allowed"
    assert len(rows(store, tables.denunciation_events)) == 1


def test_one_about_the_ombudsman_is_the_deputys_alone(store: Store) -> None:
    """Said at the opening, or handed over: the ombudsman does not find it any more."""
    from_the_start = opening.open_case(store, STAFF, Opening("denunciation", "email", SECRET, for_deputy=True))
    handed = opening.open_case(store, STAFF, Opening("denunciation", "email", SECRET, about=("Olga",)))
    assert refused(lambda: cases.triage(store, OMBUDSMAN, handed)).key == "error.case_own_service"
    cases.hand_over(store, OMBUDSMAN, handed, "É sobre mim.")
    stranger = Actor("Eva", "deputy")
    for protocol in (from_the_start, handed):
        assert refused(lambda one=protocol: cases.triage(store, OMBUDSMAN, one)).key == "error.case_unknown"
        cases.triage(store, DEPUTY, protocol)
        assert refused(lambda one=protocol: cases.archive(store, stranger, one, "x")).key == "error.deputy_other"


@pytest.mark.parametrize(("came_as", "meant"), [("complaint", "denunciation"), ("denunciation", "complaint")])
def test_nothing_becomes_one_or_ceases_to_be_one(store: Store, came_as: str, meant: str) -> None:
    """A triage changes other types; this one is a new case."""
    protocol = opening.open_case(store, STAFF, Opening(came_as, "email", SECRET))
    key = refused(lambda: cases.triage(store, OMBUDSMAN, protocol, case_type=meant)).key
    assert key == "error.case_denunciation_apart"


def test_an_anonymous_one_names_nobody(store: Store) -> None:
    """Neither the customer of its ticket nor the colleague through whom it came; who is accused is kept."""
    opening.open_case(store, STAFF, NAMELESS)
    written = json.dumps(everything(store), default=str, ensure_ascii=False)
    assert "Rui" not in written
    assert "Padaria Sol" not in written
    (case,) = rows(store, tables.denunciations)
    assert (case["customer_id"], case["customer_name"], case["actor"]) == (None, None, "")
    assert "Ana" in case["about"]


# ---------------------------------------------------------------- what leaves the app
def test_its_audit_shows_the_protocol_alone(store: Store, protocol: str) -> None:
    """One audit row per row of the case, joined by its id, with the protocol and the moment; nothing else."""
    cases.triage(store, OMBUDSMAN, protocol)
    cases.archive(store, OMBUDSMAN, protocol, SECRET)
    audit, written = rows(store, tables.audit), rows(store, tables.denunciation_events)
    assert [row["audit_id"] for row in audit] == [row["event_id"] for row in written]
    told = [{name: cell for name, cell in row.items() if name not in ("audit_id", "happened_at")} for row in audit]
    alone = {"actor": "", "role": "", "action": "cases.kept_apart", "subject": protocol, "before": "{}", "after": "{}"}
    assert told == [alone] * 3
    assert [row["actor"] for row in written] == ["Rui", "Olga", "Olga"]


@pytest.fixture
def folder(store: Store, protocol: str) -> Path:
    """A data folder with a denúncia and a complaint; nobody holds it."""
    opening.open_case(store, STAFF, Opening("complaint", "email", OPEN_SECRET))
    cases.triage(store, OMBUDSMAN, protocol)
    store.close()
    return store.data_dir


def test_an_export_holds_none(folder: Path, tmp_path: Path) -> None:
    """No file of that name, no word of it; the complaint and every protocol are there."""
    target = tmp_path / "export"
    assert main(["--data", str(folder), "desk", "export", str(target)]) == 0
    names = {file.stem for file in target.iterdir()}
    assert names == set(tables.desk.tables) - {"desk_info", "denunciations", "denunciation_events"}
    written = "".join(file.read_text(encoding="utf-8") for file in target.iterdir())
    assert OPEN_SECRET in written
    assert not [word for word in (SECRET, "Ivo", "denunciation") if word in written]
    with (target / "protocols.csv").open(encoding="utf-8") as opened:
        assert len(list(csv.DictReader(opened))) == 2


def test_a_backup_holds_none_not_even_deleted(folder: Path, tmp_path: Path) -> None:
    """Its tables are empty and its words are nowhere in the bytes of the file; those of the complaint are."""
    copy = tmp_path / "copy.duckdb"
    assert main(["--data", str(folder), "desk", "backup", str(copy)]) == 0
    with duckdb.connect(str(copy), read_only=True) as found:
        counts = {
            name: found.execute(f"select count(*) from {name}").fetchone()[0]
            for name in ("denunciations", "denunciation_events", "cases", "case_events", "protocols", "audit")
        }
    assert counts == {
        "denunciations": 0, "denunciation_events": 0, "cases": 1, "case_events": 1, "protocols": 2, "audit": 4,
    }  # fmt: skip
    kept, original = copy.read_bytes(), (folder / desk.FILE).read_bytes()
    assert OPEN_SECRET.encode() in kept
    assert SECRET.encode() in original
    assert SECRET.encode() not in kept


def test_a_restored_backup_gives_no_protocol_twice(folder: Path, tmp_path: Path) -> None:
    """The numbers of the denúncias that it lacks stay given."""
    copy = tmp_path / "copy.duckdb"
    main(["--data", str(folder), "desk", "backup", str(copy)])
    (folder / desk.FILE).unlink()
    (folder / f"{desk.FILE}.wal").unlink(missing_ok=True)
    copy.rename(folder / desk.FILE)
    restored = Store(folder, desk_of_cases.settings(), with_desk=True)
    assert opening.open_case(restored, STAFF, DENUNCIATION) == "2026-000003"
    restored.close()


def test_no_question_from_outside_finds_one(folder: Path, capsys: pytest.CaptureFixture) -> None:
    """The command line is refused the question and the tables; every query that joins them is refused."""
    assert main(["--data", str(folder), "query", QUERY]) == 1
    assert SECRET not in capsys.readouterr().out
    apart = [name for name in queries.names() if queries.load(name).is_kept_apart]
    assert QUERY in apart
    for name in apart:
        with pytest.raises(QueryError):
            queries.load_open(name)
    reader = Store(folder, desk_of_cases.settings(), with_desk=False)
    for name in tables.KEPT_APART:
        with pytest.raises(QueryError):
            reader.desk_table(name)
    reader.close()


def test_comments_are_not_told_of_one(store: Store) -> None:
    """A denúncia from a comment does not keep others from opening a case, which would tell them of it."""
    for case_type in ("denunciation", "complaint"):
        opening.open_case(store, STAFF, Opening(case_type, "rating", feedback=("helpdesk", "f1")))
    assert (
        refused(
            lambda: opening.open_case(store, STAFF, Opening("complaint", "rating", feedback=("helpdesk", "f1")))
        ).key
        == "error.feedback_has_case"
    )
