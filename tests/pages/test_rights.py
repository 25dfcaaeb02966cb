"""The page of rights and duties: both sides alike, one line from near, and nobody accused."""

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import text
from dashboard.reports.rights import LINES
from dashboard.ui.rights import rights_line
from tests.pages import fakes
from tests.pages.conftest import Open

ROLES = ("manager", "staff", "ombudsman")
VIEWS = ("rules", "customers", "reasons")


def tables_of(app: AppTest, column: str) -> list:
    return [table.value for table in app.dataframe if column in table.value.columns]


@pytest.mark.parametrize("language", text.LANGUAGES)
@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("view", VIEWS)
def test_every_view_opens_for_every_role(open_page: Open, view: str, role: str, language: str) -> None:
    """No error in either language, and something to read."""
    app = open_page("rights", role=role, lang=language, view=view)
    assert not app.exception
    assert not app.error
    assert len(app.dataframe) >= 1


@pytest.mark.parametrize("language", text.LANGUAGES)
def test_both_sides_stand_beside_each_other(open_page: Open, language: str) -> None:
    """Seven rules of the customers and six duties of ours, each with its limits in words."""
    app = open_page("rights", lang=language)
    (rules,), (duties,) = tables_of(app, "customer_rule")[:1], tables_of(app, "duty")
    assert len(rules) == 7
    assert len(duties) == 6
    assert rules["tolerance"].str.len().min() > 10
    assert duties["tolerance"].str.len().min() > 10


@pytest.mark.parametrize("language", text.LANGUAGES)
def test_few_are_said_to_be_few(open_page: Open, language: str) -> None:
    """A share of eight tickets, a difference of three, and a rule that the source cannot show."""
    rules = tables_of(open_page("rights", lang=language), "customer_rule")[0].set_index("customer_rule")
    assert text.say("ui.rights.few", language) in rules.loc["wrong-channel", "broken_ratio"]
    assert text.say("ui.rights.difference_few", language, count=3) in rules.loc["wrong-channel", "difference"]
    lacking = text.say("ui.rights.absent", language, what=text.of("capability", "messages", language))
    assert rules.loc["evidence-missing", "broken_ratio"] == lacking
    assert rules["broken_percent"].isna()["evidence-missing"]


@pytest.mark.parametrize("line", LINES)
@pytest.mark.parametrize("language", text.LANGUAGES)
def test_a_line_from_near_says_what_was_agreed(open_page: Open, line: str, language: str) -> None:
    """Its name, what it means, and for a rule the text that teaches it; a burst asks for an answer instead."""
    app = open_page("rights", lang=language, line=line)
    assert rights_line.named(line) or language
    assert text.say(f"agreed.{line}", language) in [one.value for one in app.markdown]
    assert bool(app.code) == (line in rights_line.TEXTS)
    assert (text.say("ui.rights.no_text", language) in [one.value for one in app.info]) == (line == "burst")
    possible = text.say("ui.rights.possible_examples_title", language, count=2)
    assert (possible in [one.value for one in app.header]) == (line == "parallel-thread")


def test_the_line_stands_in_the_address(open_page: Open) -> None:
    """A choice is written there; one that does not exist is the first."""
    app = open_page("rights", line="no-such-line")
    assert app.selectbox(key="line").value == LINES[0]
    app.selectbox(key="line").set_value("promise").run()
    assert app.query_params["line"] in ("promise", ["promise"])


def test_words_of_customers_are_not_obeyed(open_page: Open) -> None:
    """Words and names stand as they were written, and the text to send greets with the name alone."""
    app = open_page("rights", line="wrong-channel")
    assert tables_of(app, "rule_words")[0]["rule_words"].tolist() == ["NADA FUNCIONA <b>AQUI</b> *JÁ*", "=HYPERLINK(1)"]
    assert app.code[0].value.startswith("Olá, Zoé!")


def test_a_duplicates_text_names_the_first_ticket(open_page: Open) -> None:
    """The customer is led to the conversation that goes on, not to the one that repeats it."""
    assert "1001" in open_page("rights", line="duplicate-subject").code[0].value


def test_the_numbers_without_duplicates_are_asked_for_on_demand(open_page: Open) -> None:
    """One click, kept in the address: two rows, with and without."""
    app = open_page("rights")
    assert not tables_of(app, "duplicates_side")
    app.toggle(key="switch.without_duplicates").set_value(True).run()
    assert app.query_params["without_duplicates"] in ("yes", ["yes"])
    assert len(tables_of(app, "duplicates_side")[0]) == 2


def test_no_agent_is_named(open_page: Open) -> None:
    """The page compares nobody with anybody."""
    for view in VIEWS:
        app = open_page("rights", role="staff", view=view)
        assert not tables_of(app, "agent_name")


def test_a_role_without_contacts_is_not_led_there(open_page: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    """The count stands as words where the page of the records is closed."""
    from dashboard.ui.frame import page

    monkeypatch.setattr(page, "may", lambda permission: permission != "contacts.read")
    app = open_page("rights")
    said = text.say("ui.rights.records", "pt-BR", count=310, whole=500)
    assert said in [one.value for one in app.text]


@pytest.mark.parametrize("view", ["customers", "reasons"])
@pytest.mark.parametrize("change", [fakes.failed, fakes.absent, fakes.empty], ids=["failed", "absent", "empty"])
def test_the_other_views_say_their_state(open_page: Open, view: str, change) -> None:
    """A failure, a lack or an empty selection is a sentence in the place of each table."""
    app = open_page("rights", change=change, view=view)
    assert not app.exception
    assert not app.dataframe
    assert len(app.error if change is fakes.failed else app.info) >= 2
