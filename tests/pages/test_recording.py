"""Recording what was learned about contact records, over a real store: seen first, counted at once, taken back."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import text
from dashboard.ui.contacts import record_view
from dashboard.ui.reader import data
from tests.pages.conftest import ENTRY
from tests.pages.test_working import button, keys, pick, said
from tests.support import CAPABILITIES, make_warehouse

EVIL = "<script>alert(1)</script> **negrito** [x](http://evil)"
CUSTOMERS = [
    {"customer_id": "c1", "name": EVIL, "customer_kind": "company"},
    {"customer_id": "c2", "name": "Loja Sul Ltda", "customer_kind": "company"},
]
CONTACTS = [
    {"contact_id": "p1", "customer_id": "c1", "name": "Ana Prado", "contact_role": "primary", "phone_1": "8765-4321"},
    {
        "contact_id": "p2", "customer_id": "c2", "name": "Bia Reis", "contact_role": "primary",
        "phone_1": "11 3333-4447", "email": "bia@example.com",
    },
]  # fmt: skip
EXPORTED = "2026-03-20T15:00:00Z"
Visit = Callable[..., AppTest]


def make(data_dir: Path, contacts: list[dict], exported_at: str = EXPORTED) -> None:
    rows = {"customers": CUSTOMERS, "contacts": contacts}
    make_warehouse(data_dir, rows, {}, exported_at, capabilities=CAPABILITIES | {"contacts"}).close()


@pytest.fixture
def visit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Visit]:
    """``visit(role="staff", **address)`` opens the page over two records: nobody reaches the first one."""
    make(tmp_path, CONTACTS)
    monkeypatch.setenv("DASHBOARD_DATA_DIR", str(tmp_path))

    def visited(role: str = "staff", name: str = "Ana", **address: str) -> AppTest:
        app = AppTest.from_file(ENTRY, default_timeout=30)
        app.session_state["actor.role"] = role
        app.session_state["actor.name"] = name
        app.run()
        for key, value in address.items():
            app.query_params[key] = value
        app = app.switch_page("pages/contacts.py").run()
        assert not app.exception
        return app

    yield visited
    data.store().close()
    data._stores.pop(tmp_path.resolve(), None)


def numbers(app: AppTest) -> list[str]:
    return [metric.value for metric in app.metric]


def again(app: AppTest) -> AppTest:
    """In a browser what happens inside the record runs inside it; here the whole page runs, and opens it anew."""
    del app.session_state[record_view.SHOWN]
    return app


def kind(app: AppTest, wanted: str) -> AppTest:
    next(one for one in app.get("button_group") if one.key.startswith("outcomes.kind")).set_value(wanted)
    return again(app).run()


def fill(app: AppTest, cell: str, value: str) -> AppTest:
    next(one for one in app.text_input if one.key.startswith(f"outcomes.{cell}.")).set_value(value)
    return again(app).run()


def record(app: AppTest) -> AppTest:
    button(app, "outcomes.record").click()
    return again(app).run()


def opened(visit: Visit, row: int = 0, **more: str) -> AppTest:
    return pick(visit(**more), "records_list", cells=[(row, "customer_name")])


def corrected(visit: Visit, phone: str = "(11) 98765-4321") -> AppTest:
    app = fill(kind(opened(visit), "corrected"), "phone_1", phone)
    return record(app)


def test_a_correction_counts_at_once_and_one_click_takes_it_back(visit: Visit) -> None:
    """Nobody reached the first record; with a number that works somebody does; undone, nobody again."""
    assert numbers(visit()) == ["1", "1", "0"]
    app = corrected(visit)
    assert numbers(app) == ["0", "2", "1"]
    done = text.say("ui.outcomes.done", "pt-BR", what=text.say("outcome.corrected", "pt-BR"))
    assert done in said(app, "success")
    button(app, "outcomes.undo").click().run()
    assert numbers(visit()) == ["1", "1", "0"]


def test_what_will_be_recorded_is_seen_first_and_what_reaches_nobody_is_refused(visit: Visit) -> None:
    """Old and new value side by side; a number without its ninth digit names the one that was probably meant."""
    app = fill(kind(opened(visit), "corrected"), "phone_1", "11 98765-4321")
    shown = " ".join(one.proto.body for one in app.get("html"))
    assert "8765-4321" in shown
    assert "+55 11 98765-4321" in shown
    app = fill(app, "phone_1", "(11) 8765-4321")
    assert any("(11) 98765-4321" in words.replace("\\", "") for words in said(app, "info"))
    assert "outcomes.record" not in keys(app)


@pytest.mark.parametrize("wanted", ["confirmed", "left", "unreachable", "note"])
def test_every_outcome_is_recorded_with_who_did_it(visit: Visit, wanted: str) -> None:
    """It stands among the latest, with the person, and can be taken back there."""
    app = kind(opened(visit, row=1), wanted)
    if wanted == "note":
        app = fill(app, "note", "liga amanhã")
    record(app)
    later = visit(view="changes")
    assert any(f"Ana · {text.say(f'outcome.{wanted}', 'pt-BR')}" in line for line in said(later, "text"))
    assert any(key and key.startswith("outcomes.undo.") for key in keys(later))


def test_a_second_person_needs_a_way_of_their_own(visit: Visit) -> None:
    """The first one's number is refused; with their own they settle the rule."""
    app = fill(fill(kind(opened(visit, row=1), "second_person"), "name", "Caio"), "phone_1", "1133334447")
    assert "outcomes.record" not in keys(app)
    app = fill(app, "email", "caio@example.com")
    record(app)
    listed = visit(record_rule="secondary-missing").dataframe[0].value
    assert list(listed["customer_name"]) == [EVIL]


def test_the_change_list_says_what_became_of_each_change(visit: Visit, tmp_path: Path) -> None:
    """To be carried over; closed when an import brings it in another spelling; a conflict when it brings another."""
    corrected(visit)
    assert list(visit(view="changes").dataframe[0].value["new_value"]) == ["+55 11 98765-4321"]
    for written, state in (("011 987654321", "carried"), ("11 91111-2222", "conflict")):
        make(tmp_path, [{**CONTACTS[0], "phone_1": written}, CONTACTS[1]], "2026-03-21T15:00:00Z")
        data.store().refresh()
        shown = visit(view="changes", change_state=state).dataframe[0].value
        assert list(shown["present_value"]) == [written]


def test_a_record_is_found_by_the_name_of_a_person(visit: Visit) -> None:
    """Accents and capitals aside; the name does not get into the address."""
    app = visit()
    next(one for one in app.text_input if one.key == "records.name").set_value("BÍA").run()
    assert list(app.dataframe[0].value["customer_name"]) == ["Loja Sul Ltda"]
    assert (
        "b" not in "".join(one for key, values in app.query_params.items() for one in values if key != "lang").lower()
    )


def test_a_record_opens_beside_the_list_of_changes(visit: Visit) -> None:
    """The act stands in the record and on the page below it, each with its own undo."""
    corrected(visit)
    app = pick(visit(view="changes"), "record_changes", cells=[(0, "customer_name")])
    assert not app.exception
    assert len([key for key in keys(app) if key and key.startswith("outcomes.undo.")]) == 2


def test_the_call_list_leaves_out_who_was_just_reached(visit: Visit) -> None:
    """Both records first, in the order of work; after an outcome one of them."""
    before = visit(view="calls").dataframe[0].value
    assert list(before["place"]) == [1, 2]
    assert list(before["contact_person"]) == ["Ana Prado", "Bia Reis"]
    assert before["ways"][1] == "Bia Reis: (11) 3333-4447, bia@example.com"
    corrected(visit)
    assert list(visit(view="calls").dataframe[0].value["contact_person"]) == ["Bia Reis"]


def test_without_a_number_the_call_list_says_where_to_ask_for_one(visit: Visit, tmp_path: Path) -> None:
    """In the ticket that waits, else in the next one; an address without a number stands beside it."""
    contacts = [
        {**CONTACTS[0], "phone_1": "", "email": "ana@example.com"},
        {**CONTACTS[1], "phone_1": "123", "email": "bia@example.com"},
    ]
    asked = {"ticket_id": "t1", "number": "4711", "customer_id": "c1", "raw_status": "Novo", "opened_by": "customer"}
    rows = {
        "customers": CUSTOMERS,
        "contacts": contacts,
        "tickets": [{**asked, "opened_at": "2026-03-19T12:00:00Z"}],
    }
    make_warehouse(tmp_path, rows, {"Novo": ("new", None)}, EXPORTED, capabilities=CAPABILITIES | {"contacts"}).close()
    for language, in_ticket, in_next in (
        ("pt-BR", "sem telefone: peça no ticket 4711", "sem telefone: peça no próximo ticket"),
        ("en", "no phone: ask in ticket 4711", "no phone: ask in the next ticket"),
    ):
        ways = dict(visit(view="calls", lang=language).dataframe[0].value[["contact_person", "ways"]].to_numpy())
        assert ways == {
            "Ana Prado": f"{in_ticket} · Ana Prado: ana@example.com",
            "Bia Reis": f"{in_next} · Bia Reis: bia@example.com",
        }


@pytest.mark.parametrize("view", ["records", "calls", "changes", "single_points"])
def test_who_need_not_call_sees_the_last_four_digits(visit: Visit, view: str) -> None:
    """The ombudsman reads every view, and no whole number or address in any of them; nor can they record."""
    corrected(visit)
    app = visit(role="ombudsman", view=view)
    if view != "single_points":
        table = {"records": "records_list", "calls": "call_list", "changes": "record_changes"}[view]
        app = pick(app, table, cells=[(0, "customer_name")])
    told = " ".join(
        [one.proto.body for one in app.get("html")]
        + [str(frame.value.to_dict()) for frame in app.dataframe]
        + said(app, "text")
    )
    for secret in ("98765", "3333-4447", "bia@"):
        assert secret not in told
    assert "outcomes.record" not in keys(app)


@pytest.mark.parametrize("language", text.LANGUAGES)
@pytest.mark.parametrize("view", ["records", "calls", "changes", "single_points"])
def test_every_view_in_both_languages(visit: Visit, view: str, language: str) -> None:
    """No failure, no missing text; a customer's name stands there letter by letter."""
    corrected(visit)
    app = visit(view=view, lang=language)
    assert not app.error
    if view == "records":
        assert EVIL in set(app.dataframe[0].value["customer_name"])
