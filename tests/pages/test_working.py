"""Working with tickets on the pages, over a real store: choose, see what will be recorded, record, take back."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from streamlit.testing.v1 import AppTest

from dashboard import text
from dashboard.store import tables
from dashboard.ui.reader import data
from tests.actions.helpdesk import ANSWERED, ASKED, STATUSES, THANKED, canonical, ticket
from tests.pages.conftest import ENTRY
from tests.support import make_warehouse

EVIL = "<script>alert(1)</script> **negrito** [x](http://evil) $1$ =1+1"
Visit = Callable[..., AppTest]


@pytest.fixture
def visit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Visit]:
    """``visit("stale", role="staff", **address)`` opens a page over sixty stalled tickets and a few others."""
    asked = ("2026-03-02T12:00:00Z", "customer", EVIL)
    waiting = [ticket(f"w{place:02}", "Novo", asked, number=str(1000 + place), subject=EVIL) for place in range(60)]
    others = [
        ticket("theirs", "Aguardando", ASKED, ANSWERED),
        ticket("finished", "Aguardando", ASKED, ANSWERED, THANKED),
        ticket("mine", "Novo", ASKED, agent_id="a1", department="Suporte"),
    ]
    make_warehouse(tmp_path, canonical(*waiting, *others), STATUSES, "2026-03-20T15:00:00Z").close()
    monkeypatch.setenv("DASHBOARD_DATA_DIR", str(tmp_path))

    def visited(page: str, role: str = "staff", name: str = "Ana", **address: str) -> AppTest:
        app = AppTest.from_file(ENTRY, default_timeout=30)
        app.session_state["actor.role"] = role
        app.session_state["actor.name"] = name
        app.run()
        for key, value in address.items():
            app.query_params[key] = value
        app = app.switch_page(f"pages/{page}.py").run()
        assert not app.exception
        return app

    yield visited
    data.store().close()
    data._stores.pop(tmp_path.resolve(), None)


def pick(app: AppTest, table: str, rows: list[int] = (), cells: list[tuple[int, str]] = ()) -> AppTest:
    """Tick rows of a table, or click a cell of it; its key begins with the table's name."""
    known = (one.proto.id.split("-", 2)[-1] for one in app.dataframe)
    key = next(key for key in known if key.startswith(f"table.{table}"))
    app.session_state[key] = {"selection": {"rows": list(rows), "columns": [], "cells": list(cells)}}
    return app.run()


def recorded() -> list[tuple[str, str, str]]:
    with data.store().transaction() as desk:
        marks = tables.ticket_marks.c
        return [tuple(row) for row in desk.execute(sa.select(marks.actor, marks.kind, marks.ticket_id))]


def said(app: AppTest, kind: str) -> list[str]:
    return [element.value for element in app.get(kind)]


def button(app: AppTest, key: str):
    return next(one for one in app.button if one.key == key)


def choose_kind(app: AppTest, kind: str) -> None:
    next(one for one in app.get("button_group") if one.key.startswith("marking.kind")).set_value(kind).run()


def keys(app: AppTest) -> set[str]:
    return {one.key for one in app.button}


@pytest.mark.parametrize("count", [1, 50])
def test_flagging_one_and_fifty(visit: Visit, count: int) -> None:
    """Chosen, previewed, recorded with who did it; the choice is empty afterwards and the marks stand in the list."""
    app = pick(visit("stale"), "stalled.ours.0.0", list(range(count)))
    preview = app.dataframe[-1].value
    assert len(preview) == count
    button(app, "marking.record").click().run()
    assert len(recorded()) == count
    assert {(actor, kind) for actor, kind, _ in recorded()} == {("Ana", "flag")}
    done = text.say("ui.marking.done", "pt-BR", what=text.say("mark.flag", "pt-BR"), count=count)
    assert done in said(app, "success")
    assert text.say("ui.marking.nothing_chosen", "pt-BR") in said(app, "caption")
    listed = app.dataframe[0].value
    assert sum("Ana" in words for words in listed["marks"].fillna("")) == count


def test_an_undo_is_one_click_away_and_still_there_after_a_reload(visit: Visit) -> None:
    """Right after the act, and among the latest records of another session."""
    app = pick(visit("stale"), "stalled.ours.0.0", [0, 1, 2])
    button(app, "marking.record").click().run()
    assert "marking.undo" in keys(app)
    again = visit("stale")
    undo = next(key for key in keys(again) if key.startswith("undo."))
    button(again, undo).click().run()
    assert text.say("ui.marking.undone", "pt-BR") in said(again, "success")
    assert "marks" not in again.dataframe[0].value
    assert [kind for _, kind, _ in recorded()] == ["flag"] * 3 + ["undo"] * 3


def test_ticks_do_not_pass_to_other_tickets(visit: Visit, tmp_path: Path) -> None:
    """A new import brings another order while two rows are ticked: the ticks are gone, not on other tickets."""
    app = pick(visit("stale"), "stalled.ours", [0, 1])
    assert "marking.record" in keys(app)
    older = [
        ticket(f"new{place}", "Novo", ("2026-02-02T12:00:00Z", "customer", "Oi"), opened_at="2026-02-02T12:00:00Z")
        for place in range(3)
    ]
    make_warehouse(tmp_path, canonical(*older), STATUSES, "2026-03-21T15:00:00Z").close()
    data.store().refresh()
    assert "marking.record" not in keys(app.run())


def test_an_empty_choice_offers_nothing_to_record(visit: Visit) -> None:
    """A hint in the panel, and no button."""
    app = visit("stale")
    assert text.say("ui.marking.nothing_chosen", "pt-BR") in said(app, "caption")
    assert "marking.record" not in keys(app)


def test_a_role_that_may_not_record_sees_the_list_alone(visit: Visit) -> None:
    """The ombudsman reads the list; there is no panel, whatever is ticked, and my queue refuses."""
    app = pick(visit("stale", role="ombudsman"), "stalled.ours.0.0", [0])
    assert "marking.record" not in keys(app)
    assert len(app.dataframe) == 1
    assert said(visit("my_queue", role="ombudsman"), "error") == [text.say("error.not_allowed", "pt-BR")]


def test_a_session_whose_role_changed_is_refused_by_the_action(visit: Visit) -> None:
    """The button was drawn for staff; the click comes from somebody who may not: nothing is recorded."""
    app = pick(visit("stale"), "stalled.ours.0.0", [0])
    record = button(app, "marking.record")
    app.session_state["actor.role"] = "ombudsman"
    record.click().run()
    assert not recorded()


def test_closing_is_not_offered_where_the_customer_waits(visit: Visit) -> None:
    """Asking to close a ticket of ours: the reason stands in the button's place."""
    app = pick(visit("stale"), "stalled.ours.0.0", [0])
    choose_kind(app, "ask_close")
    assert "marking.record" not in keys(app)
    assert any("espera por nós" in words for words in said(app, "info"))


def test_a_list_that_became_shorter_shows_its_first_page(visit: Visit) -> None:
    """The only ticket of the second page is flagged and leaves the list of the unrecorded: the others are shown."""
    app = visit("stale", marked="no")
    waiting = len(app.dataframe[0].value)
    pager = next(key for key in app.session_state if str(key).startswith("pager.stalled"))
    app.session_state[pager] = 2
    app.run()
    on_page_2 = len(app.dataframe[0].value)
    assert (waiting, on_page_2) == (50, 11)
    pick(app, "stalled.ours", list(range(on_page_2)))
    button(app, "marking.record").click().run()
    assert len(app.dataframe[0].value) == 50
    assert text.say("empty.stalled_list", "pt-BR") not in said(app, "info")


def test_what_a_ticket_is_called_is_never_markdown(visit: Visit, tmp_path: Path) -> None:
    """A refusal names the tickets: a number that is an image in Markdown is shown letter by letter."""
    evil = "![x](https://evil.example/p.png)"
    odd = canonical(ticket("odd", "Novo", ASKED, number=evil))
    make_warehouse(tmp_path, odd, STATUSES, "2026-03-21T15:00:00Z").close()
    app = pick(visit("stale"), "stalled.ours", [0])
    choose_kind(app, "ask_close")
    refusal = next(words for words in said(app, "info") if "espera por nós" in words)
    assert evil not in refusal
    assert evil in refusal.replace("\\", "").replace("\u2060", "")


def test_the_three_lists_are_never_mixed(visit: Visit) -> None:
    """Ours, the customer's or finished, to check: each list its own tickets and its own next step."""
    steps = {which: set(visit("stale", owes=which).dataframe[0].value["next_step"]) for which in ("ours", "theirs")}
    assert steps == {"ours": {"answer"}, "theirs": {"ask_to_close", "close"}}
    app = visit("stale", owes="check")
    assert text.say("empty.stalled_list", "pt-BR") in said(app, "info")


def test_closing_words_are_judged_with_one_click(visit: Visit) -> None:
    """Why it is finished is said; a click records the judgement, and the rule's precision follows."""
    app = visit("stale", owes="theirs")
    assert any("“Deu certo”" in words for words in said(app, "text"))
    assert app.metric[3].value == "–"
    button(app, "closing_right.helpdesk.finished").click().run()
    assert recorded() == [("Ana", "closing_right", "finished")]
    assert app.metric[3].value == "100,0%"
    assert not any(key.startswith("closing_") for key in keys(app))


def test_a_single_choice_shows_the_text_to_send(visit: Visit) -> None:
    """The settings' template with the ticket's number, ready to copy."""
    app = pick(visit("stale"), "stalled.ours.0.0", [1])
    assert "ticket 1000" in app.code[0].value
    assert "{" not in app.code[0].value


def test_my_queue_recognises_a_person_by_name(visit: Visit) -> None:
    """The name in the menu is the helpdesk's: no choosing. Somebody else has to choose."""
    app = visit("my_queue", name="ana")
    assert list(app.dataframe[0].value["number"]) == ["mine"]
    app = visit("my_queue", name="Fulana")
    assert text.say("ui.me.unknown", "pt-BR") in said(app, "info")
    assert not app.metric


def test_what_i_snooze_leaves_my_queue_and_nobody_elses(visit: Visit) -> None:
    """Ana's snooze takes it out of her list; a colleague at the same screen still has it."""
    app = pick(visit("my_queue"), "my_order.0", [0])
    choose_kind(app, "snooze")
    button(app, "marking.record").click().run()
    assert recorded() == [("Ana", "snooze", "mine")]
    assert text.say("empty.my_order", "pt-BR") in said(app, "info")
    assert list(visit("my_queue", name="Zoe", me="helpdesk~a1").dataframe[0].value["number"]) == ["mine"]


def test_a_row_opens_its_ticket(visit: Visit) -> None:
    """A click on a cell of the list leads to the ticket's page."""
    app = visit("stale")
    pick(app, "stalled.ours", cells=[(0, "number")])
    assert app.title[0].value == text.say("page.ticket.title", "pt-BR")
    assert app.query_params["id"] == "mine"


@pytest.mark.parametrize(
    ("page", "table", "address"),
    [
        ("queue", "queue_order.0", {"period": "all"}),
        ("tickets", "tickets.0", {"list": "tickets/now", "turns": "support"}),
        ("search", "search.0", {"q": "mine"}),
        ("my_queue", "my_order.0", {}),
    ],
)
def test_every_list_and_the_search_lead_to_the_ticket(visit: Visit, page: str, table: str, address: dict) -> None:
    """Picking a cell opens the page of the row's ticket."""
    app = visit(page, **address)
    first = app.dataframe[0].value["number"].iloc[0]
    pick(app, table, cells=[(0, "number")])
    assert app.title[0].value == text.say("page.ticket.title", "pt-BR")
    assert app.header[0].value.startswith(first)


def test_the_chosen_tickets_can_be_taken_along(visit: Visit) -> None:
    """The worklist of the ticked rows; a role without the export has none."""
    app = pick(visit("stale"), "stalled.ours.0.0", [0, 1])
    downloads = {one.key for one in app.get("download_button")}
    assert {"download.csv.worklist", "download.xlsx.worklist"} <= downloads


@pytest.mark.parametrize("language", text.LANGUAGES)
def test_a_ticket_page_without_or_with_an_unknown_id_says_so(visit: Visit, language: str) -> None:
    """A sentence, no traceback, and nothing to record."""
    app = visit("ticket", lang=language)
    assert text.say("ui.ticket.none_named", language) in said(app, "info")
    for wrong in ("nowhere", EVIL, "w00' or 1=1 --"):
        app = visit("ticket", lang=language, id=wrong)
        assert text.say("ui.ticket.unknown", language) in said(app, "warning")
        assert "marking.record" not in keys(app)


@pytest.mark.parametrize("language", text.LANGUAGES)
def test_a_ticket_whole(visit: Visit, language: str) -> None:
    """Whose turn and why, the timeline, the waits and the panel; without a source the id is enough."""
    app = visit("ticket", lang=language, id="finished")
    told = said(app, "text")
    assert any(text.of("rule", "closing_words", language) in line for line in told)
    assert any(text.say("touched.left_open", language) in line for line in told)
    assert "marking.record" in keys(app)
    assert "finished" in app.code[0].value
    absent = text.say("ui.state.absent", language, what=text.of("capability", "contacts", language))
    assert absent in said(app, "info")
    assert not any(text.say("record_rule.nobody-reachable", language) in line for line in told)


def test_a_ticket_that_is_gone_is_shown_with_what_was_recorded(visit: Visit, tmp_path: Path) -> None:
    """A later import without it: the page says so, and the flag and its undo are still there."""
    app = visit("ticket", id="mine")
    button(app, "marking.record").click().run()
    rest = canonical(ticket("theirs", "Aguardando", ASKED, ANSWERED))
    make_warehouse(tmp_path, rest, STATUSES, "2026-03-21T15:00:00Z").close()
    data.store().refresh()
    app = visit("ticket", id="mine", source="helpdesk")
    assert text.say("ui.ticket.gone", "pt-BR") in said(app, "warning")
    assert any("Ana, no painel: Sinalizar" in one.proto.body for one in app.get("html"))
    assert any(key.startswith("undo.") for key in keys(app))


def test_words_of_customers_are_text_on_the_ticket_page(visit: Visit) -> None:
    """Markup, Markdown and formulas of a ticket are shown letter by letter."""
    app = visit("ticket", id="w00")
    timeline = next(
        one.proto.body for one in app.get("html") if "timeline" in one.proto.body and "<style" not in one.proto.body
    )
    assert "&lt;script&gt;alert(1)&lt;/script&gt; **negrito** [x](http://evil) $1$ =1+1" in timeline
    assert "<script" not in timeline
    assert r"\*\*negrito\*\*" in app.header[0].value


def test_a_reason_is_corrected_and_taken_back_on_the_ticket_page(visit: Visit) -> None:
    """The suggestion is called one; the correction names who made it, and its undo is beside it."""
    suggested = "Pelas palavras, parece ser: Conferir se está no ar. É só uma sugestão."
    app = visit("ticket", id="mine", source="helpdesk")
    assert suggested in [one.value for one in app.text]
    assert app.button(key="reason.record").disabled
    choice = next(one for one in app.selectbox if one.key.startswith("reason.choice"))
    app = choice.select("server").run()
    app = app.button(key="reason.record").click().run()
    assert any(one.value.startswith("Servidor e VPS, corrigido por Ana") for one in app.text)
    app = app.button(key="reason.undo").click().run()
    assert suggested in [one.value for one in app.text]


def test_a_role_that_may_not_record_reads_the_reason_alone(visit: Visit) -> None:
    """No form and no undo."""
    app = visit("ticket", role="ombudsman", id="mine", source="helpdesk", lang="en")
    assert any("This is only a suggestion." in one.value for one in app.text)
    assert not [one for one in app.button if one.key and one.key.startswith("reason.")]
