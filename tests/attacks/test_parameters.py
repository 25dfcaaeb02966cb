"""Attacks in the address: every parameter of every page, and more of them than anybody would click together."""

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.errors import QueryError
from dashboard.store import queries
from dashboard.ui.reader import address
from dashboard.ui.reader.navigation import TABLE
from tests.attacks import hostile

NAMES = (
    *address.CARRIED, "q", "list", "id", "source", "me", "view", "words", "order", "team", "by", "kept", "change_state",
    "without_duplicates", "marked", "which", "waiting", "record_rule", "line", "turns", "states", "as_of", "protocol",
    "response_measure", "response_clock", "response_by", "row_limit", "zone", "customer", "contact",
)  # fmt: skip
WORDS = (
    "../../../../etc/passwd",
    "tickets/../../../settings",
    "%2e%2e%2f%2e%2e%2fetc%2fpasswd",
    "C:\\windows\\win.ini",
    "/etc/passwd\u0000.sql",
    "9" * 400,
    "-1",
    "nan",
    "9999-99-99",
    *hostile.ATTACKS[:12],
)
LEAKS = ("root:x:0", "Traceback", "site-packages", "duckdb.", "select count", "Error:")


def told(app: AppTest) -> str:
    """Everything of a page that is a message."""
    return "\n".join(one.value for kind in (app.error, app.warning, app.info, app.caption) for one in kind)


@pytest.mark.parametrize("entry", TABLE, ids=lambda entry: entry.key)
def test_no_parameter_breaks_a_page_or_leaks(app: AppTest, entry) -> None:
    """Each word in every parameter at once: the page comes or says why not, without a detail of the inside."""
    app.switch_page(f"pages/{entry.key}.py").run()
    for word in WORDS:
        app.query_params.clear()
        for name in NAMES:
            app.query_params[name] = [word, word]
        app.run()
        assert not app.exception, (word, app.exception[0].message)
        assert not [leak for leak in LEAKS if leak in told(app)], (word, told(app))
        assert "R-" not in told(app), (word, told(app))  # nothing of it came as a surprise


@pytest.mark.parametrize(
    "name", ["../settings", "tickets/../../settings", "/etc/passwd", "tickets/now.sql", "tickets/now\u0000"]
)
def test_a_query_has_no_way_out_of_its_folder(name: str) -> None:
    """A list is named by the address: only names that exist are looked up."""
    with pytest.raises(QueryError):
        queries.load(name)


def test_more_values_than_fit_are_refused_in_words(app: AppTest) -> None:
    """Leaving some out would show more than was asked for: the page says how many fit, and shows nothing."""
    app.switch_page("pages/queue.py").run()
    app.query_params["departments"] = [f"d{number}" for number in range(address.MOST_VALUES + 1)]
    app.run()
    assert [error.value for error in app.error if "901" in error.value]
    assert not app.metric


def test_a_million_values_end_quickly(app: AppTest) -> None:
    """What Streamlit itself drops, and a list filter with a million values in the session: no crash, no hang."""
    app.switch_page("pages/queue.py").run()
    million = [f"d{number}" for number in range(1_000_000)]
    app.session_state["filter.departments"] = million
    app.run(timeout=20)
    assert not app.exception
    app.query_params["departments"] = million
    app.run(timeout=20)
    assert not app.exception
