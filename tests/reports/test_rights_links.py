"""Every line of rights and duties leads to as many tickets as it says, over the demo's real facts."""

import pytest

from dashboard.reports import order, rights, tickets
from tests.reports.test_links import FILTERS


@pytest.mark.parametrize("chosen", FILTERS.values(), ids=FILTERS)
@pytest.mark.parametrize(("panel", "count"), [("rules", "broken_count"), ("duties", "duty_missed_count")])
def test_a_line_is_as_long_as_its_list(panel, count, chosen, demo_store):
    """What broke a rule, and where we missed a duty: the list has as many rows, and no line is more than its whole."""
    found = getattr(rights.report(demo_store, chosen), panel)
    assert found.error is None
    whole = "able_count" if panel == "rules" else "duty_judged_count"
    for row in found.frame.to_dict("records"):
        assert row[count] <= row[whole]
        link = found.link(row)
        assert (link is None) == (row[count] == 0)
        if link is not None:
            assert tickets.count(demo_store, link, chosen) == row[count], row


@pytest.mark.parametrize("chosen", FILTERS.values(), ids=FILTERS)
def test_the_order_kept_is_that_of_the_queue_page(chosen, demo_store):
    """Two pages, one number: never overtaken, of the same waits."""
    duties = rights.report(demo_store, chosen).duties.frame
    kept, judged = (
        duties.loc[duties["duty"] == "order", name].sum() for name in ("duty_kept_count", "duty_judged_count")
    )
    told = order.report(demo_store, chosen).never_overtaken
    assert (kept, judged) == (told.numerator or 0, told.denominator or 0)
