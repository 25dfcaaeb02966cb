"""No address that the app itself makes, no title and no file's name names anybody.

Searches, filters, links, tickets, records and exports.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from dashboard.ui.reader import data, unnamed
from tests.access import everything
from tests.access.conftest import Visit
from tests.access.test_sees import PLACES
from tests.actions.helpdesk import STATUSES, canonical, ticket
from tests.pages.conftest import ENTRY
from tests.pages.test_working import pick, said
from tests.support import make_warehouse

NAME, EMAIL, PHONE = "Zulmira Queiroz", "zulmira@padaria.example", "11987654321"
AGENT = "Otávio Bastos"
PERSONAL = re.compile("zulmira|queiroz|otávio|bastos|padaria|98765|4321|%40|@", re.IGNORECASE)


@pytest.fixture
def addresses(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Every set of parameters with which a page leads to another, every title and every file's name, from here on."""
    made: list[Any] = []
    for name in ("switch_page", "page_link"):
        lead = getattr(st, name)

        def led(*more: Any, _lead: Any = lead, **others: Any) -> Any:
            made.append(others.get("query_params"))
            return _lead(*more, **others)

        monkeypatch.setattr(st, name, led)
    entitle = st.set_page_config

    def entitled(*more: Any, **others: Any) -> Any:
        made.append(others.get("page_title"))
        return entitle(*more, **others)

    monkeypatch.setattr(st, "set_page_config", entitled)
    offer = st.download_button

    def offered(label: str, content: Any, file_name: str, *more: Any, **others: Any) -> Any:
        made.append(file_name)
        return offer(label, content, file_name, *more, **others)

    monkeypatch.setattr(st, "download_button", offered)
    return made


@pytest.fixture
def by_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Visit]:
    """Pages over a helpdesk that knows customers and agents by nothing but names, addresses and numbers."""
    messages = ("2026-03-02T12:00:00Z", "customer", "O site caiu.")
    tickets = [
        ticket(f"{place}", "Novo", messages, customer_id=customer, agent_id=AGENT, department="Suporte")
        for place, customer in enumerate((NAME, EMAIL, PHONE))
    ]
    given = canonical(*tickets)
    given["agents"] = [{"agent_id": AGENT, "name": AGENT, "email": "otavio@empresa.example"}]
    given["customers"] = [{"customer_id": one, "name": one} for one in (NAME, EMAIL, PHONE)]
    given["contacts"] = [{"contact_id": f"p{one}", "customer_id": one, "name": NAME} for one in (NAME, EMAIL, PHONE)]
    folder = (tmp_path / "data").resolve()
    make_warehouse(folder, given, STATUSES, "2026-03-20T15:00:00Z").close()
    monkeypatch.setenv("DASHBOARD_DATA_DIR", str(folder))

    def visited(page: str, role: str = "manager", **address: str) -> AppTest:
        app = AppTest.from_file(ENTRY, default_timeout=30)
        app.session_state["actor.role"], app.session_state["actor.name"] = role, "Chefe"
        app.run()
        for name, value in address.items():
            app.query_params[name] = value
        app.switch_page(f"pages/{page}.py").run()
        assert not app.exception
        return app

    yield visited
    data._stores.pop(folder).close()


def names_nobody(app: AppTest, addresses: list[Any]) -> None:
    told = [dict(app.query_params), *addresses]
    assert not PERSONAL.search(str(told)), told


@pytest.mark.parametrize("place", PLACES)
def test_no_page_names_anybody_in_its_address(by_name: Visit, addresses: list[Any], place: str) -> None:
    """Whatever the page links to, and whatever it is called, under a filter by a customer and an agent."""
    page, address = PLACES[place]
    people = {"customers": unnamed.written(NAME), "agents": unnamed.written(AGENT)}
    app = by_name(page, **{**people, **address, "q": NAME, "words": EMAIL})
    names_nobody(app, addresses)
    assert addresses


@pytest.mark.parametrize(
    ("language", "counted"),
    [("pt-BR", "_todo-o-periodo-1-cliente-1-atendente_"), ("en", "_the-whole-period-1-customer-1-agent_")],
)
def test_an_export_is_called_by_how_many_are_chosen(
    by_name: Visit, addresses: list[Any], monkeypatch: pytest.MonkeyPatch, language: str, counted: str
) -> None:
    """Its name says period and how many, never who or what was searched; inside the workbook stands who."""
    everything.record_exports(monkeypatch)
    people = {"customers": unnamed.written(NAME), "agents": unnamed.written(AGENT)}
    names_nobody(by_name("queue", period="all", lang=language, words=NAME, **people), addresses)
    names = [one for one in addresses if isinstance(one, str) and one.startswith("queue-order_")]
    assert len(names) == 2
    assert all(counted in name for name in names)
    with zipfile.ZipFile(io.BytesIO(dict(everything.EXPORTS)["download.xlsx.queue_order"]())) as book:
        inside = book.read("xl/sharedStrings.xml").decode()
    assert f": {NAME}" in inside
    assert f": {AGENT}" in inside


def test_what_is_searched_for_leaves_no_trace_in_the_address(by_name: Visit, addresses: list[Any]) -> None:
    """Typed into the box it is found, is still in the box, and the address is empty."""
    app = by_name("queue")
    app.text_input(key="shell.search").set_value(NAME).run()
    assert any(NAME in one for one in said(app, "header"))
    assert app.text_input(key="shell.search").value == NAME
    names_nobody(app, addresses)
    app.switch_page("pages/queue.py").run()
    assert not app.text_input(key="shell.search").value
    names_nobody(app, addresses)


@pytest.mark.parametrize("customer", [NAME, EMAIL, PHONE])
def test_a_filter_by_a_customer_is_a_print_and_works(by_name: Visit, addresses: list[Any], customer: str) -> None:
    """In the sentence their name, in the address none; the tickets are theirs, and the link to them keeps it so."""
    app = by_name("queue", period="all", customers=unnamed.written(customer))
    assert any(customer in re.sub(r"[\\\u2060]", "", one) for one in said(app, "caption"))
    assert [one.value["customer_name"].tolist() for one in app.dataframe if "customer_name" in one.value] == [
        [customer]
    ]
    names_nobody(app, addresses)
    links = [one for one in addresses if isinstance(one, dict) and "customers" in one]
    assert links
    app = by_name(
        "tickets", **{name: value[0] if isinstance(value, list) else value for name, value in links[0].items()}
    )
    assert set(app.dataframe[0].value["customer_name"]) == {customer}


def test_choosing_a_customer_writes_a_print(by_name: Visit, addresses: list[Any]) -> None:
    """What the filter's list changes in the address."""
    app = by_name("queue", period="all", customers=unnamed.written(NAME))
    app.session_state["filter.more"] = True
    app.run()
    boxes = [one for one in app.multiselect if one.key == "filter.customers"]
    if boxes:
        boxes[0].set_value([NAME, EMAIL]).run()
        assert len(app.query_params["customers"]) == 2
    names_nobody(app, addresses)
    assert boxes


def test_my_queue_names_no_agent(by_name: Visit, addresses: list[Any]) -> None:
    """Who one is stands in the address as a print, and the list is theirs."""
    app = by_name("my_queue", "staff")
    next(one for one in app.selectbox if one.key == "me").set_value(f"helpdesk~{unnamed.written(AGENT)}").run()
    assert app.query_params["me"]
    assert app.metric[0].value == "3"
    names_nobody(app, addresses)


def test_a_record_leads_to_its_tickets_without_a_name(by_name: Visit, addresses: list[Any]) -> None:
    """The link in an opened record."""
    app = pick(by_name("contacts"), "records_list", cells=[(0, "customer_name")])
    assert [one for one in addresses if isinstance(one, dict) and "customers" in one]
    names_nobody(app, addresses)


@pytest.mark.parametrize("given", ["7", "c1", "user-3600012345678", "anon-0a1b2c3d4e5f6071", ""])
def test_an_id_that_tells_nothing_stays(given: str) -> None:
    """Addresses that people have keep working, and can be read."""
    assert unnamed.written(given) == given


def test_an_unknown_print_finds_nothing(by_name: Visit) -> None:
    """It never widens the filter to everybody."""
    app = by_name("tickets", list="tickets/now", period="all", customers=unnamed.written("Somebody Else"))
    assert not app.dataframe
