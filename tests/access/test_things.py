"""Role × one ticket, record, case, person: seen or not, and where not, as if it did not exist."""

import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import text
from dashboard.actions import cases
from dashboard.errors import ActionRefused, NotAllowed
from dashboard.reports import ombudsman
from dashboard.roles import PERMISSIONS, Actor
from dashboard.ui.reader import data
from dashboard.ui.upkeep import person_data
from tests.access import everything, matrix, planted
from tests.access.conftest import NAMES, Visit
from tests.pages.test_working import pick

REFUSAL = text.say("error.not_allowed", "pt-BR")
CASES = {
    "case": "2026-000001",
    "denunciation_of_the_ombudsman": "2026-000002",
    "denunciation_of_the_deputy": "2026-000003",
}
WORDS = {
    "case": "RECLAMO-DO-ROUBO",
    "denunciation_of_the_ombudsman": "PROPINA-NA-GERENCIA",
    "denunciation_of_the_deputy": "PROPINA-DA-OUVIDORA",
}
UNKNOWN = "2026-000009"
THINGS = matrix.cells(matrix.THINGS)


def shown(app: AppTest) -> str:
    """What the page says, without the ids that Streamlit gives its elements and the signs that guard Markdown."""
    return re.sub(r"\$\$ID-\w+|\b[0-9a-f]{32,64}\b|\\", "", everything.on_screen(app))


def test_the_table_knows_every_thing() -> None:
    """What is opened below is in the table, and the other way round."""
    others = {"ticket", "messages_of_a_ticket", "contact_record", "one_persons_data"}
    assert set(matrix.rows(matrix.THINGS)) == set(CASES) | others


# ---------------------------------------------------------------- tickets, records, persons
@pytest.mark.parametrize(("role", "may"), [(role, may) for thing, role, may in THINGS if thing == "ticket"])
def test_who_opens_a_ticket(visit: Visit, role: str, may: bool) -> None:
    """Its subject in the heading; one that does not exist is said to be unknown."""
    app = visit("ticket", role, id="anas", source="helpdesk")
    assert any("anas" in one.value for one in app.header) == may
    unknown = visit("ticket", role, id="nowhere", source="helpdesk")
    assert text.say("ui.ticket.unknown", "pt-BR") in [one.value for one in unknown.warning]


@pytest.mark.parametrize(
    ("role", "may"), [(role, may) for thing, role, may in THINGS if thing == "messages_of_a_ticket"]
)
def test_who_reads_the_messages_of_a_ticket(visit: Visit, role: str, may: bool) -> None:
    """The words; the numbers in them follow the table of what is seen."""
    assert ("O site caiu. Liguem para" in shown(visit("ticket", role, id="anas"))) == may


@pytest.mark.parametrize("page", ["ticket", "tickets", "search", "contacts", "ombudsman", "audit", "data"])
def test_whoever_is_refused_learns_nothing_of_what_exists(visit: Visit, page: str) -> None:
    """The same page, to the letter, for what is there and for what is not."""
    ids = ("anas", "nowhere")
    drawn = [visit(page, "nobody", id=one, q=one, customers=one, list="tickets/now") for one in ids]
    assert [[error.value for error in app.error] for app in drawn] == [[REFUSAL]] * 2
    there, missing = (shown(app).replace(one, "") for app, one in zip(drawn, ids, strict=True))
    assert there == missing


@pytest.mark.parametrize(("role", "may"), [(role, may) for thing, role, may in THINGS if thing == "contact_record"])
def test_who_opens_a_contact_record(visit: Visit, role: str, may: bool) -> None:
    """At the side of the list; the look is in the audit under the reader's name."""
    before = looks("look.record", role)
    app = pick(visit("contacts", role), "records_list", cells=[(0, "customer_name")])
    assert (text.say("ui.record.text", "pt-BR") in [one.value for one in app.caption]) == may
    assert looks("look.record", role) == before + may


@pytest.mark.parametrize(("role", "may"), [(role, may) for thing, role, may in THINGS if thing == "one_persons_data"])
def test_who_finds_one_persons_data(visit: Visit, role: str, may: bool) -> None:
    """By an address; the others have no field to look for anybody."""
    app = visit("data", role)
    assert (person_data.WANTED in {one.key for one in app.text_input}) == may
    if may:
        app = app.text_input(key=person_data.WANTED).set_value(planted.RECORD_EMAIL).run()
        assert any("helpdesk/contact/p1" in option for one in app.radio for option in one.options)


# ---------------------------------------------------------------- cases and denúncias
def case_at_the_side(protocol: str) -> None:
    """The script of a page that opens this case and nothing else."""
    from dashboard.ui.ombudsman import case_view

    case_view._case(protocol)


def opened(role: str, protocol: str) -> AppTest:
    app = AppTest.from_function(case_at_the_side, args=(protocol,), default_timeout=30)
    app.session_state["actor.role"], app.session_state["actor.name"] = role, NAMES[role]
    app.session_state["language"] = "pt-BR"
    return app.run()


@pytest.mark.parametrize(("case", "role", "may"), [cell for cell in THINGS if cell[0] in CASES])
def test_who_opens_a_case(visit: Visit, case: str, role: str, may: bool) -> None:
    """Whoever may reads its words; to the others it is the very page of a protocol that was never given."""
    visit("search", role)
    app = opened(role, CASES[case])
    assert not app.exception
    assert (WORDS[case] in shown(app)) == may
    if not may:
        assert shown(app).replace(CASES[case], "") == shown(opened(role, UNKNOWN)).replace(UNKNOWN, "")


@pytest.mark.parametrize(("case", "role", "may"), [cell for cell in THINGS if cell[0] in CASES])
def test_a_step_of_a_case_that_one_may_not_see_is_refused_as_an_unknown_one(
    visit: Visit, case: str, role: str, may: bool
) -> None:
    """The action's answer does not tell whether there is such a case either."""
    visit("search", role)
    told = []
    for protocol in (CASES[case], UNKNOWN):
        with pytest.raises((ActionRefused, NotAllowed)) as refusal:
            # An open case cannot be rated yet, so that one that may be handled stays as it is.
            cases.rate(data.store(), Actor(NAMES[role], role), protocol, 3, 3)
        told.append(text.explain(refusal.value, "pt-BR").replace(protocol, ""))
    assert (told[0] != told[1]) == may


@pytest.mark.parametrize("case", CASES)
def test_the_report_gives_a_denuncia_to_its_holder_alone(visit: Visit, case: str) -> None:
    """Also where no page stands before it."""
    visit("search", "staff")
    for holder in ("ombudsman", "deputy", None, ""):
        found = ombudsman.case(data.store(), CASES[case], ombudsman.Reader("X", holder))
        assert (found is not None) == (case in ("case", f"denunciation_of_the_{holder}"))


# ---------------------------------------------------------------- files
FILES = {
    "tickets": ("tickets", {"list": "tickets/now", "period": "all"}, "download.csv.tickets"),
    "contacts": ("contacts", {}, "download.csv.records_list"),
    "call_list": ("contacts", {"view": "calls"}, "download.csv.call_list"),
    "comments": ("satisfaction", {"period": "all"}, "download.csv.comments"),
    "cases": ("ombudsman", {}, "download.csv.cases_list"),
    "recommendations": ("ombudsman", {"view": "recommendations"}, "download.csv.recommendations_list"),
    "denunciations": ("ombudsman", {}, "download.csv.denunciations_list"),
    "rejected_rows": ("data", {}, "download.rejected.csv"),
    "one_person": ("data", {}, "person.export"),
    "audit": ("audit", {}, "download.csv.audit"),
}
"""Export → page, address, and the key of its button."""


def looks(action: str, role: str) -> int:
    """How many rows of this kind the audit has of the role's person."""
    found = data.store().frame("audit/rows", {"audit_action": action, "person": NAMES[role], "row_limit": 100_000})
    return len(found)


def test_the_table_knows_every_export() -> None:
    """What is taken away below is in the table, and the other way round."""
    assert set(FILES) == set(matrix.rows(matrix.EXPORTS))


@pytest.mark.parametrize(("export", "role", "may"), matrix.cells(matrix.EXPORTS))
def test_who_exports_what(visit: Visit, export: str, role: str, may: bool) -> None:
    """The button is there for whoever may; the file, made without a session, is noted under their name and role."""
    page, address, key = FILES[export]
    app = visit(page, role, **address)
    if export == "one_person" and may:
        everything.EXPORTS.clear()
        app.text_input(key=person_data.WANTED).set_value(planted.RECORD_EMAIL).run()
    made = dict(everything.EXPORTS)
    assert (key in made) == may
    if may:
        noted = "privacy.export" if export == "one_person" else "export."
        before = looks(noted, role)
        assert made[key]()
        assert looks(noted, role) == before + 1


def test_reading_the_audit_is_not_yet_exporting_it(visit: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    """A role that may read alone sees the rows and no button."""
    monkeypatch.setitem(PERMISSIONS, "manager", frozenset({"audit.read"}))
    assert visit("audit", "manager").dataframe
    assert not everything.EXPORTS


def test_a_person_is_not_erased_from_the_page_by_whoever_may_not(visit: Visit, folder: Path) -> None:
    """The form was drawn for an administrator, the click comes from somebody else: refused, noted, nothing begun."""
    app = visit("data", "administrator")
    app = app.text_input(key=person_data.WANTED).set_value(planted.RECORD_EMAIL).run()
    app.text_input(key="person.reason").set_value("Art. 18")
    app.text_input(key="person.typed").set_value("helpdesk/contact/p1")
    erase = next(one for one in app.button if "person.erase" in (one.key or ""))
    app.session_state["actor.role"], app.session_state["actor.name"] = "manager", NAMES["manager"]
    before = looks("access.refused", "manager")
    erase.click().run()
    assert looks("access.refused", "manager") == before + 1
    assert not (folder / "erasures.json").exists()
