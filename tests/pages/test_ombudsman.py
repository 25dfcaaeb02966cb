"""The ombudsman's page over a real store: from a bad comment to the figures, and who sees what."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import clock, text
from dashboard.actions import cases, opening
from dashboard.actions.feedback import BY_HAND, Entry, enter_feedback
from dashboard.actions.opening import Opening
from dashboard.reports import ombudsman
from dashboard.roles import Actor
from dashboard.ui.feedback import entering, readings
from dashboard.ui.ombudsman import case_opening, case_view
from dashboard.ui.reader import data
from tests.actions.desk_of_cases import NOBODYS, OMBUDSMAN, Clock
from tests.actions.helpdesk import ANSWERED, ASKED, EXPORTED, STATUSES, canonical, ticket
from tests.pages.conftest import ENTRY
from tests.pages.test_working import button, keys, pick, said
from tests.support import make_warehouse

Visit = Callable[..., AppTest]
SECRET = "Recebi proposta de propina do vizinho"
WORDS = "Reclamação: ninguém responde <script>alert(1)</script>"


@pytest.fixture(autouse=True)
def moment(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """A clock that a test can move on."""
    set_clock = Clock()
    monkeypatch.setattr(clock, "instant", set_clock.instant)
    monkeypatch.setattr(clock, "now", lambda: set_clock.moment.replace(second=0))
    return set_clock


@pytest.fixture
def visit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Visit]:
    """``visit(role="ombudsman", page="ombudsman", **address)`` opens a page as somebody."""
    given = canonical(
        ticket("anas", "Novo", ASKED, ANSWERED, agent_id="a1", customer_id="c1"), ticket("nobodys", "Novo", ASKED)
    )
    given["customers"] = [{"customer_id": "c1", "name": "Padaria Sol"}]
    given["feedback"] = [
        {"feedback_id": "f1", "ticket_id": "anas", "customer_id": "c1", "given_at": "2026-03-09T12:00:00Z",
         "raw_score": "1", "scale": "1-5", "comment": "Ninguém resolve."}
    ]  # fmt: skip
    make_warehouse(tmp_path, given, STATUSES, EXPORTED).close()
    (tmp_path / "settings.toml").write_text('[ombudsman]\ndeputy_name = "Dora"\n', encoding="utf-8")
    monkeypatch.setenv("DASHBOARD_DATA_DIR", str(tmp_path))

    def visited(role: str = "ombudsman", name: str = "Olga", page: str = "ombudsman", **address: str) -> AppTest:
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


def again(app: AppTest, held: dict | None = None) -> AppTest:
    """In a browser what happens inside a dialog runs inside it; here the whole page runs, and opens it anew.

    ``held`` is what a click on the dialog's button leaves in the session.
    """
    for key, value in (held or {}).items():
        app.session_state[key] = value
    for key in (case_view.SHOWN, readings.SHOWN):
        if key in app.session_state:
            del app.session_state[key]
    run = app.run()
    assert not run.exception
    return run


def fill(app: AppTest, start: str, value: object, held: dict | None = None) -> AppTest:
    """Give a field of the dialog its value; its key begins so."""
    kinds = ("selectbox", "text_area", "text_input", "button_group", "checkbox")
    next(one for kind in kinds for one in app.get(kind) if str(one.key).startswith(start)).set_value(value)
    return again(app, held)


def click(app: AppTest, key: str, held: dict | None = None) -> AppTest:
    next(one for one in app.button if str(one.key).startswith(key)).click()
    return again(app, held)


def take(app: AppTest, step: str, **fields: object) -> AppTest:
    """One step of the first case in the list."""
    app = pick(app, "cases_list", cells=[(0, "protocol")])
    app = fill(app, "case.step.", step)
    for name, value in fields.items():
        app = fill(app, f"case.{name}.", value)
    return click(app, "case.record")


def everything(app: AppTest) -> str:
    """All that a page says, tables included."""
    kinds = ("header", "markdown", "caption", "text", "info", "warning", "success", "error", "metric")
    told = [str(getattr(one, "value", "")) for kind in kinds for one in app.get(kind)]
    return " ".join(
        [*told, *(one.proto.body for one in app.get("html")), *(str(one.value.to_dict()) for one in app.dataframe)]
    )


def brought(words: str = WORDS, case_type: str = "complaint", actor: Actor = OMBUDSMAN, **more: object) -> str:
    return opening.open_case(data.store(), actor, Opening(case_type=case_type, channel="web", words=words, **more))


def kpis(app: AppTest) -> list[str]:
    return [metric.value for metric in app.metric]


# ---------------------------------------------------------------- the journey
def test_from_a_bad_comment_to_the_managers_figures(visit: Visit) -> None:
    """Read, made a case of the type that the words suggest, answered, concluded, and counted as in time."""
    app = visit(page="satisfaction", period="all")
    app = pick(app, "comments", cells=[(0, "comment")])
    assert "opening.record" not in keys(app)
    app = click(app, "opening.suggested.complaint")
    app = click(app, "opening.record")
    assert any("2026-000001" in words for words in said(app, "success"))
    assert not visit(view="to_read", period="all").dataframe
    app = visit()
    assert kpis(app)[:3] == ["1", "0", "0"]
    take(app, "triaged")
    take(visit(), "answered_conclusive", words="Resolvemos com pedido de desculpas.")
    app = take(visit(), "concluded", finding="founded")
    assert any("2026-000001" in words for words in said(app, "success"))
    app = visit(role="manager", name="Chefe")
    assert kpis(app)[:4] == ["0", "0", "0", "100,0%"]
    assert len(app.get("plotly_chart")) == 4


def test_only_the_legal_moves_are_offered(visit: Visit) -> None:
    """A received case can be triaged, put away, put off or handed over; concluding needs a conclusive answer."""
    brought()
    app = pick(visit(), "cases_list", cells=[(0, "protocol")])
    step = next(one for one in app.selectbox if one.key.startswith("case.step."))
    assert step.options == [
        text.say(f"case_step.{one}", "pt-BR") for one in ("triaged", "extended", "archived", "handed_over")
    ]
    take(visit(), "triaged")
    app = pick(visit(), "cases_list", cells=[(0, "protocol")])
    offered = next(one for one in app.selectbox if one.key.startswith("case.step.")).options
    assert text.say("case_step.concluded", "pt-BR") not in offered


def test_a_step_without_its_reason_is_not_offered_to_record(visit: Visit) -> None:
    """A sentence stands in the button's place; with the words comes the preview, with the new deadline."""
    brought()
    app = fill(pick(visit(), "cases_list", cells=[(0, "protocol")]), "case.step.", "extended")
    assert "case.record" not in keys(app)
    assert text.say("error.case_needs_words", "pt-BR") in said(app, "info")
    app = fill(app, "case.words.", "Aguardamos o fornecedor.")
    assert any("30/03/2026" in words for words in said(app, "caption"))
    assert any("prorrogado" in words.lower() for words in said(click(app, "case.record"), "success"))


def test_a_case_about_ones_own_service_can_only_be_handed_over(visit: Visit) -> None:
    """The ombudsman who is named in it passes it to the deputy, and to nobody else."""
    brought(about=("Olga",))
    app = pick(visit(), "cases_list", cells=[(0, "protocol")])
    step = next(one for one in app.selectbox if one.key.startswith("case.step."))
    assert step.options == [text.say("case_step.handed_over", "pt-BR")]


def test_a_recommendation_is_followed_up(visit: Visit) -> None:
    """Made in the case, seen by managers without the customer's words, carried out, and counted."""
    protocol = brought()
    cases.triage(data.store(), OMBUDSMAN, protocol)
    take(visit(), "recommended", area="Suporte", words="Avisar antes da manutenção")
    app = visit(role="manager", name="Chefe", view="recommendations")
    assert list(app.dataframe[0].value["recommendation"]) == ["Avisar antes da manutenção"]
    assert WORDS not in everything(app)
    take(visit(), "recommendation_done")
    assert kpis(visit())[5] == "100,0%"


def test_a_comment_without_need_of_action_is_read_with_a_reason(visit: Visit) -> None:
    """It leaves the list; the sentence names the classification."""
    app = pick(visit(view="to_read", period="all"), "feedback_to_read", cells=[(0, "comment")])
    app = fill(app, "reading.way.", "reading")
    assert "reading.record" not in keys(app)
    app = fill(fill(app, "reading.classification.", "complaint"), "reading.reason.", "Já tratado no ticket.")
    app = click(app, "reading.record")
    assert text.say("ui.reading.done", "pt-BR", kind="Reclamação") in said(app, "success")
    assert not visit(view="to_read", period="all").dataframe


def test_feedback_by_hand_joins_the_list_and_praise_can_be_published(visit: Visit) -> None:
    """With its channel; the praise is signed as the customer allows and in no other way."""
    held = {entering.ASKED: True}
    app = again(visit(view="to_read", period="all"), held)
    given = {"channel": "phone", "comment": "Equipe ótima!", "customer_name": "Ana Maria de Souza", "is_praise": True}
    for field, value in {**given, "publish": "initials"}.items():
        app = fill(app, f"entering.{field}.", value, held)
    app = click(app, "entering.record", held)
    assert text.say("ui.entering.done", "pt-BR") in said(app, "success")
    assert "Equipe ótima!" in set(visit(view="to_read", period="all").dataframe[0].value["comment"])
    app = visit(view="praises")
    assert list(app.dataframe[0].value["published_name"]) == ["A. M. S."]
    assert "Souza" not in everything(app)


def test_a_case_from_a_ticket_knows_its_customer(visit: Visit) -> None:
    """The button stands on the ticket's page; the form knows who it is."""
    app = visit(page="ticket", source="helpdesk", id="anas")
    held = {case_opening.ASKED: "ticket.helpdesk.anas"}
    app = again(app, held)
    assert next(one for one in app.text_input if one.key.startswith("opening.customer_name")).value == "Padaria Sol"
    for field, value in (("words", WORDS), ("channel", "phone"), ("case_type", "complaint")):
        app = fill(app, f"opening.{field}.", value, held)
    app = click(app, "opening.record", held)
    assert any("2026-000001" in words for words in said(app, "success"))
    assert list(visit().dataframe[0].value["customer_name"]) == ["Padaria Sol"]


# ---------------------------------------------------------------- who sees what
def test_a_case_by_hand_names_its_ticket_by_the_number(visit: Visit) -> None:
    """A number that no ticket has is refused with a sentence; the right one ties the case to its customer."""
    held = {case_opening.ASKED: "hand"}
    app = again(visit(), held)
    given = (("words", WORDS), ("channel", "phone"), ("case_type", "complaint"), ("ticket", "999"))
    for field, value in given:
        app = fill(app, f"opening.{field}.", value, held)
    assert any("999" in words for words in said(app, "info"))
    assert "opening.record" not in keys(app)
    app = fill(app, "opening.ticket.", "anas", held)
    app = click(app, "opening.record", held)
    assert any("2026-000001" in words for words in said(app, "success"))
    rows = data.store().desk_table("cases").to_pylist()
    assert [(row["source"], row["ticket_id"]) for row in rows] == [("helpdesk", "anas")]


def test_until_a_channel_is_chosen_the_form_asks_for_it(visit: Visit) -> None:
    """With the type alone there is a question and no failure; the words that the program keeps are nobody's."""
    held = {case_opening.ASKED: "hand"}
    app = again(visit(), held)
    for field, value in (("words", WORDS), ("case_type", "complaint")):
        app = fill(app, f"opening.{field}.", value, held)
    assert text.say("ui.opening.choose_channel", "pt-BR") in said(app, "info")
    assert "None" not in everything(app)
    assert "opening.record" not in keys(app)
    assert "opening.record" in keys(fill(app, "opening.channel.", "phone", held))


def test_among_the_cases_a_new_one_is_brought_nowhere(visit: Visit) -> None:
    """The button says so there; on a ticket's page it brings it to the ombudsman."""
    labels = {one.key: one.label for one in visit().button}
    assert labels["opening.hand"] == "Nova manifestação"
    labels = {one.key: one.label for one in visit(page="ticket", source="helpdesk", id="anas").button}
    assert labels["opening.ticket.helpdesk.anas"] == "Levar à Ouvidoria"


def test_who_gave_no_name_is_named_so_in_a_sentence(visit: Visit) -> None:
    """ "Será registrado por sem nome" is no Portuguese."""
    held = {case_opening.ASKED: "hand"}
    app = again(visit(name=""), held)
    for field, value in (("words", WORDS), ("channel", "phone"), ("case_type", "complaint")):
        app = fill(app, f"opening.{field}.", value, held)
    assert any("Será registrado por alguém sem nome: " in words for words in said(app, "caption"))


def test_a_case_is_found_by_its_protocol_and_its_customer(visit: Visit) -> None:
    """Accents and capitals aside; what does not match is not listed."""
    for name in ("Padaria Sol", "Conceição Lima"):
        brought(customer_name=name)
    app = visit()
    search = next(one for one in app.text_input if one.key == "cases.search")
    assert list(search.set_value("CONCEICAO").run().dataframe[0].value["customer_name"]) == ["Conceição Lima"]
    search = next(one for one in app.text_input if one.key == "cases.search")
    assert list(search.set_value("000001").run().dataframe[0].value["customer_name"]) == ["Padaria Sol"]


def test_a_manager_sees_figures_and_no_case(visit: Visit) -> None:
    """No list, no word of a customer, no denúncia, whatever the address asks for."""
    protocol = brought()
    brought(SECRET, "denunciation")
    for view in ("", "cases", "to_read", "praises", "recommendations"):
        told = everything(visit(role="manager", name="Chefe", view=view))
        for secret in (WORDS, SECRET, protocol, text.say("case_type.denunciation", "pt-BR"), "Ninguém resolve"):
            assert secret not in told


def test_staff_are_refused(visit: Visit) -> None:
    """The page is not theirs; bringing a case from a ticket is."""
    assert said(visit(role="staff", name="Rui"), "error") == [text.say("error.not_allowed", "pt-BR")]
    app = visit(role="staff", name="Rui", page="ticket", source="helpdesk", id="anas")
    assert "opening.ticket.helpdesk.anas" in keys(app)


def test_a_denuncia_is_seen_by_whoever_holds_it_alone(visit: Visit) -> None:
    """By the ombudsman in a list without export; by the deputy only once it is handed over."""
    protocol = brought(SECRET, "denunciation", identity="confidential")
    app = visit()
    assert list(app.dataframe[0].value["protocol"]) == [protocol]
    assert not app.get("download_button")
    assert SECRET in everything(pick(app, "denunciations_list", cells=[(0, "protocol")]))
    assert not visit(role="deputy", name="Dora").dataframe
    cases.hand_over(data.store(), OMBUDSMAN, protocol, "É sobre mim.")
    assert not visit().dataframe
    assert list(visit(role="deputy", name="Dora").dataframe[0].value["protocol"]) == [protocol]


def test_denuncias_are_counted_from_five_on(visit: Visit) -> None:
    """Four are in no figure; five are one bar."""
    name = text.say("case_type.denunciation", "pt-BR")
    for count in range(1, 6):
        brought(SECRET, "denunciation")
        charts = visit(role="manager", name="Chefe").get("plotly_chart")
        assert any(name in one.proto.spec or "Den\\u00fancia" in one.proto.spec for one in charts) == (count == 5)


def test_a_denuncia_from_a_comment_is_unread_for_the_deputy(visit: Visit) -> None:
    """That it became one is known to its holder alone."""
    brought("", "denunciation", feedback=("helpdesk", "f1"))
    assert not visit(view="to_read", period="all").dataframe
    assert len(visit(role="deputy", name="Dora", view="to_read", period="all").dataframe) == 1


# ---------------------------------------------------------------- what is due, what is new
def test_overdue_and_late_areas_are_counted_from_the_real_day(visit: Visit, moment: Clock) -> None:
    """The data stand still; what is due does not."""
    protocol = brought(ticket=NOBODYS)
    cases.triage(data.store(), OMBUDSMAN, protocol)
    cases.send_to_area(data.store(), OMBUDSMAN, protocol, "Suporte")
    assert kpis(visit())[:3] == ["1", "0", "0"]
    moment.pass_days(7)
    assert kpis(visit())[:3] == ["1", "0", "1"]
    moment.pass_days(7)
    app = visit()
    assert kpis(app)[:3] == ["1", "1", "1"]
    shown = app.dataframe[0].value
    assert list(shown["is_overdue"]) == [True]


def test_new_is_what_came_after_the_last_act_of_an_earlier_day(visit: Visit, moment: Clock) -> None:
    """For somebody who never recorded anything all is new; one's acts of today make nothing old."""
    first = brought(actor=Actor("Rui", "staff"))
    cases.triage(data.store(), OMBUDSMAN, first)
    assert list(visit().dataframe[0].value["is_new"]) == [True]
    moment.pass_days(1)
    second = brought(actor=Actor("Rui", "staff"))
    shown = visit().dataframe[0].value
    assert dict(zip(shown["protocol"], shown["is_new"], strict=True)) == {first: False, second: True}


@pytest.mark.parametrize("language", text.LANGUAGES)
@pytest.mark.parametrize("view", ["cases", "to_read", "figures", "recommendations", "praises"])
def test_every_view_in_both_languages(visit: Visit, view: str, language: str) -> None:
    """No failure and no missing text, with a case and without one."""
    assert not visit(view=view, lang=language).error
    protocol = brought("Elogio", "praise", customer_name="Ana", publish="name")
    cases.triage(data.store(), OMBUDSMAN, protocol)
    cases.recommend(data.store(), OMBUDSMAN, protocol, "Suporte", "Contar à equipe")
    app = visit(view=view, lang=language)
    assert not app.error
    assert app.dataframe or app.get("plotly_chart")


def test_the_desks_own_source_has_one_name(visit: Visit) -> None:
    """Reading and writing call it the same."""
    visit()
    enter_feedback(data.store(), OMBUDSMAN, Entry(channel="phone", comment="Oi"))
    assert ombudsman.BY_HAND == BY_HAND
    assert button(visit(view="to_read"), "entering")
