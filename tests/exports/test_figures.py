"""The figures of the real exports, computed independently or by the system that wrote them, must come out."""

from datetime import date

import pandas as pd
import pytest

from dashboard.reports import satisfaction, stale
from dashboard.reports.filters import Filter

SERVICENOW = ("servicenow_incidents", "servicenow_incidents/incident_event_log.zip")
EVENTS = {
    "Active": 38_716,
    "New": 36_407,
    "Resolved": 25_751,
    "Closed": 24_985,
    "Awaiting User Info": 14_642,
    "Awaiting Vendor": 707,
    "Awaiting Problem": 461,
    "Awaiting Evidence": 38,
    "-100": 5,
}
NOT_CLOSED = {
    "2016-04-01": (3346, 1481),
    "2016-05-01": (2954, 1195),
    "2016-06-01": (2038, 1181),
    "2016-07-01": (446, 368),
}


def counted(frame: pd.DataFrame, key: str, column: str) -> dict:
    return dict(zip(frame[key], frame[column], strict=True))


def test_zendesk_statuses_and_open_tickets(imported):
    """Closed, solved and deleted are not unsolved: 1,193 open, not 4,557."""
    store = imported("zendesk_metrics")
    found = counted(store.frame("status/by_raw_status"), "raw_status", "ticket_count")
    expected = {"closed": 3337, "solved": 1292, "pending": 563, "open": 388, "hold": 197, "new": 45, "deleted": 27}
    assert found == expected
    counts = store.frame("overview/counts").iloc[0]
    assert counts["open_count"] == 1193
    assert counts["undated_count"] == 198
    assert counts["excluded_count"] == 27


def test_zendesk_satisfaction(imported):
    """Good 2,335 and bad 2,301."""
    counts = imported("zendesk_metrics").frame("overview/counts").iloc[0]
    assert counts["satisfied_count"] == 2335
    assert counts["rated_count"] - counts["satisfied_count"] == 2301


def test_zendesk_satisfaction_without_dates_and_askings(imported):
    """Good 2,335 and bad 2,301, each said to be undated; who was asked is unknown, so those resolved or rated count:
    closed and solved 4,629 (198 of them at an unknown time), and the rated among the 1,193 open ones."""
    store = imported("zendesk_metrics")
    report = satisfaction.report(store, Filter(), "agent", None)
    assert (report.csat.numerator, report.csat.denominator) == (2335, 2335 + 2301)
    assert report.undated.value == 2335 + 2301
    assert counted(report.marks.frame, "whole_score", "rated_count") == {5: 2335, 4: 0, 3: 0, 2: 0, 1: 2301}
    assert counted(report.original.frame, "raw_score", "rated_count") == {"good": 2335, "bad": 2301}
    sql = """select count(*) as n from ticket_facts as t where state not in ('closed', 'solved', 'resolved')
        and exists (select 1 from ratings as r where r.ticket_id = t.ticket_id and r.score is not null)"""
    open_and_rated = int(store._run("rated", sql, {}).to_pandas().at[0, "n"])
    assert report.response_rate.numerator == 4636
    assert report.response_rate.denominator == report.assumed == 3337 + 1292 + open_and_rated
    assert report.comments.value == 0


def test_zendesk_orphans_are_kept_aside(imported):
    """About 31 % of the SLA rows have no ticket: rejected with their reason, none lost."""
    files = imported("zendesk_metrics").frame("data/files").set_index("file")
    slas = files.loc["dunder_mifflin_slas.csv"]
    assert slas["read_count"] == 3450 == slas["used_count"] + slas["rejected_count"]
    assert round(100 * slas["rejected_count"] / slas["read_count"]) == 31


def test_zendesk_reopened_at_an_unknown_time(imported):
    """100 open tickets have a first solving: open throughout, and flagged."""
    store = imported("zendesk_metrics")
    flagged = store._run("flags", "select count(*) as n from ticket_facts where has_unknown_reopening", {}).to_pandas()
    assert flagged.at[0, "n"] == 100


def test_servicenow_events_by_state(imported):
    """Every snapshot of the log is kept, and the unknown state among them."""
    assert counted(imported(*SERVICENOW).frame("data/status_events"), "raw_status", "event_count") == EVENTS


@pytest.mark.parametrize("midnight", NOT_CLOSED)
def test_servicenow_replayed_from_successive_rows(midnight, imported):
    """At 00:00 of that day: not Closed, and neither Resolved nor Closed."""
    before = (pd.Timestamp(midnight) - pd.Timedelta(seconds=1)).isoformat()
    states = counted(imported(*SERVICENOW).frame("status/by_state", {"as_of": before}), "state", "ticket_count")
    not_closed = sum(count for state, count in states.items() if state != "closed")
    assert (not_closed, not_closed - states["resolved"]) == NOT_CLOSED[midnight]


def test_servicenow_reopenings(imported):
    """332 passages from Resolved or Closed back to open."""
    assert imported(*SERVICENOW).frame("overview/counts").at[0, "reopened_count"] == 332


def test_servicenow_ids_stay_text(imported):
    """Leading zeros survive."""
    found = imported(*SERVICENOW).frame("search/tickets", {"term_1": "0000045", "exact": "0000045"})
    assert found.at[0, "ticket_id"] == "0000045"


def test_glpi_deadlines(imported):
    """Solved after its due time: Sim for 10, Não for 138; the id keeps its blank."""
    store = imported("glpi_pt_br")
    sql = "select last_resolved_at > due_at as is_late, count(*) as n from ticket_facts group by 1"
    assert counted(store._run("late", sql, {}).to_pandas(), "is_late", "n") == {True: 10, False: 138}
    assert store.frame("search/tickets", {"exact": "52 267", "term_1": "52 267"}).at[0, "ticket_id"] == "52 267"


def test_glpi_recorded_afterwards(imported):
    """68 of 148 were opened and solved within two minutes; the median of the others is 26.5 minutes."""
    sql = """
        select count(*) filter (where is_recorded_afterwards) as afterwards,
            median(stated_resolution_seconds)
                filter (where not is_recorded_afterwards) / 60 as minutes
        from ticket_facts
    """
    found = imported("glpi_pt_br")._run("afterwards", sql, {}).to_pandas().iloc[0]
    assert found["afterwards"] == 68
    assert found["minutes"] == 26.5


def test_contacts_br_loses_nobody(imported):
    """500 customers and 500 contacts, every row used; each has a phone and an e-mail, and no date."""
    store = imported("contacts_br")
    file = store.frame("data/files").iloc[0]
    assert (file["read_count"], file["used_count"]) == (500, 500)
    sql = """
        select (select count(*) from customers) as customers, count(distinct customer_id) as contacts,
            count(phone_1) as phones, count(email) as emails,
            count(phone_2) + count(updated_at) + count(confirmed_at) as made_up,
            count(*) filter (where regexp_matches(phone_1, '^0[0-9]00[ -]')) as special
        from contacts
    """
    found = store._run("contacts", sql, {}).to_pandas().iloc[0]
    assert tuple(found) == (500, 500, 500, 500, 0, 38)


@pytest.mark.parametrize("source", [("zendesk_metrics",), ("zendesk_tables",), ("glpi_pt_br",), SERVICENOW])
def test_stock_identity(source, imported):
    """Running sum of flows = spells containing each day's end, every day; and the identity holds day by day."""
    store = imported(*source)
    flows = store.frame("queue/stock_daily")
    spells = store.frame("queue/stock_daily_by_spells")
    assert flows["open_count"].tolist() == spells["open_count"].tolist()
    assert flows["queue_count"].tolist() == spells["queue_count"].tolist()
    stepped = (
        flows["open_count"].shift(fill_value=0)
        + flows["opened_count"]
        + flows["reopened_count"]
        - flows["closed_count"]
    )
    assert stepped.tolist() == flows["open_count"].tolist()
    assert flows["open_count"].iloc[-1] == store.frame("overview/counts").at[0, "open_count"]


@pytest.mark.parametrize("source", [("zendesk_metrics",), ("zendesk_tables",), ("glpi_pt_br",), SERVICENOW])
def test_the_same_export_twice_changes_no_number(source, imported, exports, tmp_path):
    """Every row of the second import is repeated, and the counts are the same."""
    from dashboard import clock, importing, settings
    from dashboard.store.engine import Store

    first = imported(*source)
    in_force = settings.load()
    for _ in range(2):
        report = importing.run(source[0], [exports / source[-1]], tmp_path, in_force, now=clock.instant())
    again = Store(tmp_path, in_force, with_desk=False)
    assert all(file["used"] == 0 for file in report.to_dict()["files"] if file["read"])
    for query in ("overview/counts", "status/by_raw_status", "queue/stock_daily"):
        pd.testing.assert_frame_equal(again.frame(query), first.frame(query))


def test_contacts_br_is_all_outdated(imported):
    """Nobody has a second person or a confirmation; of the numbers 190 are landlines, 181 lack the ninth digit, 39 are
    service lines (0300, 0500, 0800, 0900 and one 4007), and 90 begin like no number of the plan. All have an e-mail."""
    store = imported("contacts_br")
    counts = store.frame("contacts/counts").iloc[0].to_dict()
    assert counts == {"record_count": 500, "unreachable_count": 0, "at_risk_count": 500, "confirmed_count": 0}
    assert counted(store.frame("contacts/by_rule"), "record_rule", "record_count") == {
        "mobile-missing": 500,
        "not-confirmed": 500,
        "secondary-missing": 500,
        "landline-missing": 310,
        "phone-repairable": 181,
        "phone-invalid": 129,
    }
    kinds = store._run("kinds", "select kind, count(*) as n from phone_numbers group by kind", {}).to_pandas()
    assert counted(kinds, "kind", "n") == {"landline": 190, "repairable": 181, "invalid": 90, "special": 39}


def test_zendesk_without_messages_and_history_lists_by_age(imported):
    """Nobody knows the silence: nothing is called stalled, the lists hold what is open in those turns, oldest first."""
    store = imported("zendesk_metrics")
    report = stale.report(store, Filter(), "ours")
    assert (report.ours.absent, report.over_time.absent) == ("status_history", "status_history")
    assert report.weaker == {"age": ("zendesk_metrics",)}
    lengths = {which: stale.listing(store, Filter(), which, None, None, 2000, 0) for which in stale.LISTS}
    assert {which: listed.n for which, listed in lengths.items()} == {"ours": 433 + 197, "theirs": 563, "check": 0}
    ours = lengths["ours"].frame
    assert ours["silent_working_seconds"].isna().all()
    assert ours["opened_at"].is_monotonic_increasing


def test_servicenow_without_messages_counts_from_the_status(imported):
    """Silence since the status that passed the turn; the list, its number and the daily trend agree."""
    store = imported(*SERVICENOW)
    chosen = Filter(end=date(2016, 4, 30))
    report = stale.report(store, chosen, "ours")
    assert report.weaker == {"status_history": ("servicenow_incidents",)}
    assert report.ours.value == stale.listing(store, chosen, "ours", None, None, 5, 0).n > 0
    days = report.over_time.frame
    last = days[(days["stalled_list"] == "ours") & (days["day"] == date(2016, 4, 30))]
    assert last["stalled_count"].item() == report.ours.value
    listed = stale.listing(store, chosen, "ours", None, None, 5, 0).frame
    assert set(listed["turn_rule"]) <= {"by_status", "on_hold"}
    assert listed["last_words"].isna().all()


def test_zendesk_tables_tickets(imported):
    """Ten tickets: 7 closed, 1 solved, 2 deleted that never count, so none is open. Only 11071 has a history (13
    statuses, 4 priorities, 1 assignee): nothing dates the end of the other seven. No comment is of these tickets."""
    store = imported("zendesk_tables")
    found = counted(store.frame("status/by_raw_status"), "raw_status", "ticket_count")
    assert found == {"closed": 7, "solved": 1, "deleted": 2}
    counts = store.frame("overview/counts").iloc[0]
    assert (counts["open_count"], counts["excluded_count"], counts["undated_count"]) == (0, 2, 7)
    files = store.frame("data/files").set_index("file")
    history, comments = files.loc["ticket_field_history_data.csv"], files.loc["ticket_comment_data.csv"]
    assert (history["read_count"], history["used_count"], history["rejected_count"]) == (38, 13 + 4 + 1, 20)
    assert (comments["read_count"], comments["rejected_count"]) == (20, 20)
    rejected = store._run("rejected", "select rule, count(*) as n from rejected_rows group by rule", {}).to_pandas()
    assert counted(rejected, "rule", "n") == {"orphan": 19 + 20, "kind-unknown": 1}


def test_zendesk_tables_replays_the_statuses_of_a_ticket(imported):
    """11071 went open, pending, on-hold and back for 79 days; its times are UTC, the first lies before its opening."""
    sql = """
        select cast(opened_at as text) as opened_at, cast(last_resolved_at as text) as resolved_at, priority, agent_id
        from ticket_facts
        where ticket_id = '11071'
    """
    found = imported("zendesk_tables")._run("history", sql, {}).to_pandas().iloc[0]
    assert tuple(found) == ("2020-08-28 18:06:36+00", "2020-11-14 11:01:27+00", "urgent", "1111")
    spells = "select raw_status from state_spells where ticket_id = '11071' order by started_at"
    words = imported("zendesk_tables")._run("spells", spells, {}).to_pandas()["raw_status"].tolist()
    assert words == [
        "open", "pending", "on-hold", "pending", "open", "pending", "on-hold", "open", "on-hold", "pending", "open",
        "solved", "closed",
    ]  # fmt: skip


def test_zendesk_tables_contact_records(imported):
    """None of the ten organisations is named by a user: all out of reach. The nine end-users name seven others: one
    e-mail address and no phone for each of them, and the two with two users have the same address twice. By the last
    moment of the tickets (13 January 2021) only one organisation, of December 2019, was unchanged for 365 days; the
    logins of 2023 confirm nobody."""
    store = imported("zendesk_tables")
    counts = store.frame("contacts/counts").iloc[0].to_dict()
    assert counts == {"record_count": 10 + 7, "unreachable_count": 10, "at_risk_count": 7, "confirmed_count": 16}
    assert counted(store.frame("contacts/by_rule"), "record_rule", "record_count") == {
        "nobody-reachable": 10,
        "landline-missing": 17,
        "mobile-missing": 17,
        "secondary-missing": 17,
        "not-confirmed": 1,
    }
    sql = """
        select count(*) as contacts, count(distinct customer_id) as customers, count(phone_1) as phones,
            count(confirmed_at) as confirmed, count(*) filter (where has_left) as left_count,
            max(length(contact_id)) as digits
        from contacts
    """
    assert tuple(store._run("contacts", sql, {}).to_pandas().iloc[0]) == (9, 7, 0, 0, 0, 12)
