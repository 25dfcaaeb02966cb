"""What surrounds the pages: banners, roles, language, and the filter in the address."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from dashboard import clock, roles, text
from dashboard.errors import StoreError
from dashboard.reports.filters import Filter
from dashboard.ui.components import periods
from tests.pages import fakes
from tests.pages.conftest import ENTRY, Open


def said(app: AppTest, kind: str) -> list[str]:
    return [element.value for element in app.get(kind)]


def test_demo_data_are_named_on_every_page(open_page: Open, store: fakes.FakeStore) -> None:
    """The banner is there with demo data and gone with real ones."""
    assert text.say("ui.banner.demo", "pt-BR") in said(open_page("queue"), "info")
    store.info = fakes.FakeStore(is_demo=False).info
    assert text.say("ui.banner.demo", "pt-BR") not in said(open_page("queue"), "info")


def test_old_data_are_named_and_fresh_ones_are_not(open_page: Open, store: fakes.FakeStore) -> None:
    """Older than 24 hours is said on the page."""
    store.as_of = clock.now() - timedelta(hours=23)
    assert not said(open_page("queue"), "warning")
    store.as_of = clock.now() - timedelta(hours=49)
    expected = text.say("ui.banner.stale", "pt-BR", age=text.duration(49 * 3600, "pt-BR"))
    assert expected in said(open_page("queue"), "warning")


def test_a_file_that_cannot_be_opened_is_a_warning_above_the_old_numbers(
    open_page: Open, store: fakes.FakeStore
) -> None:
    """The previous version goes on being shown, and the page says so."""
    store.as_of = clock.now()
    store.problem = StoreError("error.warehouse_missing", file="w.duckdb")
    app = open_page("queue")
    assert "w.duckdb" in said(app, "warning")[0].replace("\\", "")
    assert len(app.metric) == 4


def test_a_role_without_the_permission_is_refused_in_words(open_page: Open) -> None:
    """Staff may not see the data page: it is not in the menu, and by its address it refuses."""
    app = open_page("data", role="staff")
    assert said(app, "error") == [text.say("error.not_allowed", "pt-BR")]
    assert not app.dataframe
    assert len(open_page("queue", role="staff").dataframe) == 2


def test_local_mode_says_so_and_lets_one_choose(open_page: Open) -> None:
    """Name and role are asked in the sidebar and kept for the session."""
    app = open_page("data")
    assert text.say("ui.local.notice", "pt-BR") in said(app, "caption")
    app.selectbox(key="who.role").set_value("staff").run()
    assert said(app, "error") == [text.say("error.not_allowed", "pt-BR")]


def test_the_language_switches_and_stays(open_page: Open) -> None:
    """The first visit follows the settings; the control changes the words and the address."""
    app = open_page("overview")
    assert app.title[0].value == "Visão geral"
    app.get("button_group")[0].set_value("en").run()
    assert app.title[0].value == "Overview"
    assert app.query_params["lang"] == "en"


def test_the_filter_is_read_from_the_address(open_page: Open) -> None:
    """A bookmark with days and departments gives that filter, its sentence and its widgets."""
    app = open_page("queue", start="2026-11-01", end="2026-11-07", departments=["Financeiro"])
    expected = Filter(date(2026, 11, 1), date(2026, 11, 7), departments=("Financeiro",)).sentence("pt-BR")
    assert any(expected in caption.replace("\\", "") for caption in said(app, "caption"))
    assert app.selectbox(key="filter.period").value == periods.CUSTOM
    assert app.date_input(key="filter.start").value == date(2026, 11, 1)


def test_a_moment_in_the_address_is_said(open_page: Open) -> None:
    """A moment without an offset is on the company's clock and stands in the sentence."""
    app = open_page("queue", as_of="2026-11-10T09:00")
    assert any("visto em 10/11/2026 09:00" in caption.replace("\\", "") for caption in said(app, "caption"))


def test_the_filter_is_written_to_the_address(open_page: Open) -> None:
    """Choosing a period changes the address; clearing empties it."""
    app = open_page("queue")
    app.selectbox(key="filter.period").set_value("7d").run()
    assert app.query_params["period"] == "7d"
    app.button(key="filter.clear").click().run()
    assert "period" not in app.query_params


def test_the_filter_goes_along_to_the_next_page(open_page: Open) -> None:
    """Streamlit empties the address on the way; the filter is put back."""
    app = open_page("queue", period="12m", departments=["Financeiro"])
    app.query_params.clear()
    app.switch_page("pages/status.py").run()
    assert app.query_params["period"] == "12m"
    assert app.query_params["departments"] == "Financeiro"


def test_the_browsers_back_button_brings_the_old_address(open_page: Open) -> None:
    """Back from a list, Streamlit sends the list's parameters; the page takes its own instead."""
    app = open_page("queue", period="7d")
    app.query_params.update({"list": "tickets/now", "departments": "Financeiro"})
    app.switch_page("pages/tickets.py").run()
    app.switch_page("pages/queue.py").run()
    assert dict(app.query_params) == {"period": "7d"}


@pytest.mark.parametrize(
    ("preset", "days"),
    [
        ("today", (date(2026, 3, 1), date(2026, 3, 1))),
        ("7d", (date(2026, 2, 23), date(2026, 3, 1))),
        ("month", (date(2026, 3, 1), date(2026, 3, 1))),
        ("last_month", (date(2026, 2, 1), date(2026, 2, 28))),
        ("3m", (date(2026, 1, 1), date(2026, 3, 1))),
        ("12m", (date(2025, 4, 1), date(2026, 3, 1))),
        ("all", (None, None)),
    ],
)
def test_presets_count_from_the_datas_own_day(preset: str, days: tuple) -> None:
    """Both ends are inside; months begin on their first day, across years too."""
    assert periods.PRESETS[preset](date(2026, 3, 1)) == days


def test_a_first_visit_shows_recent_days_of_fresh_data_and_all_of_an_old_export() -> None:
    """An export from the past would be empty in its last 30 days' light."""
    assert periods.usual(timedelta(hours=5)) == "30d"
    assert periods.usual(timedelta(days=400)) == "all"


def test_words_of_customers_are_never_markup(open_page: Open) -> None:
    """What was searched for is shown as it was typed."""
    heading = open_page("search", q="*b* [x](http://evil) <i> $1$").header[0].value
    assert r"\*b\*" in heading
    assert r"\[x\]\(http" in heading
    assert r"\<i\>" in heading


def test_a_row_leads_to_its_tickets(open_page: Open) -> None:
    """Picking a line of a table opens the list that the line counts, with the page's filter."""
    app = open_page("status", period="7d")
    app.session_state["table.contradictions.0.0"] = {"selection": {"rows": [0], "columns": [], "cells": []}}
    app.run()
    assert app.title[0].value == "Tickets"
    assert app.query_params["list"] == "tickets/now"
    assert app.query_params["period"] == "7d"


def test_the_store_itself_says_when_there_is_nothing(tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A real store over an empty folder: the page tells how to get data."""
    monkeypatch.setenv("DASHBOARD_DATA_DIR", str(tmp_path))
    app = AppTest.from_file(ENTRY, default_timeout=30).run()
    assert said(app, "error") == [text.say("error.no_data", "pt-BR")]


def test_every_table_can_be_taken_away(open_page: Open) -> None:
    """CSV and Excel under each table."""
    app = open_page("status")
    keys = {button.key for button in app.get("download_button")}
    tables = ("by_raw_status", "contradictions", "excluded_reasons")
    assert keys == {f"download.{kind}.{table}" for kind in ("csv", "xlsx") for table in tables}


def test_tickets_are_not_exported_by_who_may_not(open_page: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    """A role without ``tickets.export`` sees the list and no button."""
    monkeypatch.setitem(roles.PERMISSIONS, "staff", frozenset({"tickets.read"}))
    app = open_page("queue", role="staff")
    assert len(app.dataframe) == 2
    assert not [button for button in app.get("download_button") if "queue_order" in button.key]


@pytest.mark.parametrize(("first_day", "said_of"), [("2026-10-20", "subtitle"), ("2024-01-01", "subtitle_week")])
def test_bars_of_weeks_are_called_weeks(open_page: Open, first_day: str, said_of: str) -> None:
    """Beyond 250 days the overview's bars are of weeks, and the subtitle no longer says days."""
    days = fakes.stock(pd.date_range(first_day, "2026-11-20"))

    def of_days(part: Any) -> Any:
        return replace(part, frame=days) if part.key == "stock" else part

    captions = said(open_page("overview", change=of_days), "caption")
    shown = [name for name in ("subtitle", "subtitle_week") if text.say(f"metric.stock.{name}", "pt-BR") in captions]
    assert shown == [said_of]


def test_what_a_table_is_read_for_stands_first(open_page: Open) -> None:
    """The last columns are out of sight: the count comes before long words, and the wait right after the number."""
    counted = next(frame.value for frame in open_page("status").dataframe if "contradiction" in frame.value)
    assert list(counted.columns) == ["ticket_count", "contradiction"]
    waiting = open_page("tickets", list="tickets/now", turns="support").dataframe[0].value
    assert list(waiting.columns)[:2] == ["number", "waiting_working_seconds"]
