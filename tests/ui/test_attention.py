"""The list of what needs somebody begins with what is ours."""

import pandas as pd

from dashboard.ui.tickets import attention
from tests.pages import fakes


def test_what_we_owe_comes_first() -> None:
    """The report's own order does not matter; a kind nobody has placed comes last."""
    kinds = ["something_new", *reversed(attention.BY_WHO_OWES)]
    frame = pd.DataFrame({"kind": kinds, "ticket_count": range(len(kinds))})
    ordered = attention.by_who_owes(fakes.panel("attention", frame, "kind"))
    assert ordered.frame["kind"].tolist() == [*attention.BY_WHO_OWES, "something_new"]
    assert ordered.frame["ticket_count"].tolist()[-1] == 0
    assert ordered.link is not None


def test_a_panel_without_rows_stays_as_it_is() -> None:
    """Failed, absent and empty panels keep their state."""
    whole = fakes.panel("attention", fakes.attention(), "kind")
    assert attention.by_who_owes(fakes.failed(whole)).error
    assert attention.by_who_owes(fakes.empty(whole)).state == "empty"
