"""Every number and every bar leads to its tickets: the list has as many rows as the number says."""

from datetime import date
from functools import partial

import pytest

from dashboard.reports import data, order, overview, queue, response, response_work, stale, status, tickets
from dashboard.reports.base import Number, Panel
from dashboard.reports.filters import Filter

COUNTED = {
    "arrivals": "opened_count",
    "attention": "ticket_count",
    "queue_by_department": "queue_count",
    "age_bands": "queue_count",
    "turns": "ticket_count",
    "by_state": "ticket_count",
    "by_raw_status": "ticket_count",
    "contradictions": "ticket_count",
    "excluded_reasons": "ticket_count",
    "stock": "opened_count",
    "statuses": "ticket_count",
    "unknown_statuses": "ticket_count",
    "silence_bands": "open_count",
    "stalled_by_department": "stalled_count",
    "response_groups": "ticket_count",
    "in_our_hands": "ticket_count",
    "overtaken_by_department": "overtaken_count",
}
"""Panel with links → the column whose cell is the length of the list."""
BY_N = {
    "oldest_wait", "first_response", "first_response_p90", "csat", "response_median", "response_p90",
    "resolution_median", "resolution_p90", "waits_per_ticket", "never_overtaken", "overtaken_median",
}  # fmt: skip
"""Numbers that are no count: their list holds their population."""
BY_NUMERATOR = {"one_touch", "reopen_rate"}
"""Rates whose list holds those of the numerator."""
REPORTS = {
    "overview": overview.report,
    "queue": queue.report,
    "order": order.report,
    "status": status.report,
    "response": partial(response.report, wanted=response.Wanted()),
    "solution by department": partial(response.report, wanted=response.Wanted("resolution", "calendar", "department")),
    "response, the work": response_work.report,
    **{f"stale, {which}": partial(stale.report, which=which) for which in stale.LISTS},
}
FILTERS = {
    "everything": Filter(),
    "three months": Filter(start=date(2026, 9, 1), end=date(2026, 11, 18)),
    "a past month": Filter(start=date(2026, 8, 1), end=date(2026, 8, 31)),
    "one department": Filter(start=date(2026, 10, 1), departments=("Suporte",)),
    "one-ended": Filter(end=date(2026, 10, 15), channels=("email",)),
}


@pytest.mark.parametrize("chosen", FILTERS.values(), ids=FILTERS)
@pytest.mark.parametrize("report", REPORTS.values(), ids=REPORTS)
def test_a_number_is_as_long_as_its_list(report, chosen, demo_store):
    """Rows of the linked list = the number, for every number of every page, under every filter."""
    numbers = [part for part in vars(report(demo_store, chosen)).values() if isinstance(part, Number)]
    assert numbers
    for number in numbers:
        assert number.error is None, number
        expected = number.n if number.key in BY_N else number.value
        expected = number.numerator if number.key in BY_NUMERATOR else expected
        if expected is not None and number.link is not None:
            assert tickets.count(demo_store, number.link, chosen) == expected, number.key


@pytest.mark.parametrize("chosen", FILTERS.values(), ids=FILTERS)
@pytest.mark.parametrize("report", [*REPORTS.values(), data.report], ids=[*REPORTS, "data"])
def test_a_bar_is_as_long_as_its_list(report, chosen, demo_store):
    """Rows of the linked list = the bar, for every row of every panel that has links."""
    under = Filter() if report is data.report else chosen
    panels = [part for part in vars(report(demo_store, chosen)).values() if isinstance(part, Panel)]
    assert panels
    for panel in panels:
        assert panel.error is None, panel
        if panel.link is None:
            continue
        for row in panel.frame.head(40).to_dict("records"):
            link = panel.link(row)
            if link is not None:
                found = tickets.count(demo_store, link, under)
                assert found == row[COUNTED[panel.key]], (panel.key, row)


@pytest.mark.parametrize("chosen", FILTERS.values(), ids=FILTERS)
@pytest.mark.parametrize("which", stale.LISTS)
def test_the_list_of_the_stalled_is_as_long_as_its_number(which, chosen, demo_store):
    """The list to act on, its number and the last day of its trend are three roads to one count."""
    report = stale.report(demo_store, chosen, which)
    number = {"ours": report.ours, "theirs": report.theirs, "check": report.check}[which]
    listed = stale.listing(demo_store, chosen, which, None, None, limit=5, offset=0)
    assert (listed.error, listed.n) == (None, number.value)
    if len(report.over_time.frame):
        days = report.over_time.frame
        last = days[(days["stalled_list"] == which) & (days["day"] == days["day"].max())]
        assert int(last["stalled_count"].sum()) == number.value
