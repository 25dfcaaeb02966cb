"""Rights and duties: under no filter more is broken than could be, and every line is as long as its list."""

import random
from datetime import UTC, date, datetime, timedelta

import duckdb
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.reports import reasons, repeat_customers, rights, tickets
from dashboard.reports.filters import Filter
from dashboard.store.tables import CUSTOMER_RULES
from tests.support import insert, make_warehouse

FIRST = datetime(2026, 3, 2, 12, tzinfo=UTC)
DEPARTMENTS, CHANNELS, LEVELS, CUSTOMERS = ("Suporte", "Financeiro"), ("email", "chat"), ("1", "2"), "xyz"
STATUSES = {"Novo": ("new", None), "Resolvido": ("resolved", None)}
REASONS = ("payment", "server", None)
INFINITY = "infinity"


def at(moment: datetime) -> str:
    return moment.isoformat()


def opened_tickets(chance: random.Random) -> list[dict]:
    """Sixty tickets of a few customers within forty days."""
    return [
        {
            "ticket_id": str(number),
            "raw_status": chance.choice(list(STATUSES)),
            "opened_at": at(FIRST + timedelta(hours=chance.randrange(24 * 40))),
            "department": chance.choice([*DEPARTMENTS, None]),
            "channel": chance.choice(CHANNELS),
            "support_level": chance.choice(LEVELS),
            "customer_id": chance.choice(CUSTOMERS),
        }
        for number in range(60)
    ]


def filled(chance: random.Random, ticket: dict) -> dict[str, list[dict]]:
    """What the import would find of a ticket: rules, promises, waits, how it stood."""
    opened = datetime.fromisoformat(ticket["opened_at"])
    later = [opened + timedelta(hours=chance.randrange(1, 400)) for _ in range(4)]
    own = {name: ticket[name] for name in ("ticket_id", "department", "channel", "support_level", "customer_id")}
    own |= {"source": "helpdesk"}
    opening = {"opened_at": at(opened), "opened_day": str(opened.date())}
    hits = [
        {
            "rule": rule,
            "occurred_at": at(later[0]),
            "is_counted": chance.random() < 0.8,
            "is_able": True,
            "first_response_at": chance.choice([at(later[1]), None]),
            "difference_working_seconds": chance.choice([chance.randrange(-9000, 9000), None]),
            **opening,
            **own,
        }
        for rule in chance.sample(ABLE_FOR_ALL, chance.randrange(3))
    ]
    promise = {"promised_at": at(opened), "promised_day": str(opened.date()), "due_at": at(later[2])}
    promise |= {"next_word_at": chance.choice([at(later[3]), INFINITY]), **own}
    wait = {"started_at": at(opened), "started_working_seconds": 0, "entered_at": at(opened), "calendar": "", **own}
    is_served = chance.random() < 0.7
    wait |= {"served_at": at(later[1]), "served_day": str(later[1].date())} if is_served else {"served_at": INFINITY}
    wait |= {"served_working_seconds": 3600 if is_served else None}
    wait |= {"overtaken_at": chance.choice([at(later[0]), None])}
    stood = {"from_at": at(opened), "to_at": INFINITY, "is_undated": False, "opened_working_seconds": 0, **opening}
    stood |= {"is_instant_channel": False, "is_recorded_afterwards": False, "is_notice": False, "calendar": ""}
    if chance.random() < 0.6:
        stood |= {"solved_at": at(opened), "solved_day": str(opened.date()), "resolution_working_seconds": 60}
        stood |= {"answer_count": chance.randrange(3), "reopened_at": chance.choice([at(later[2]), None])}
    stood |= {"reason": chance.choice(REASONS), "reason_again_at": chance.choice([at(later[3]), None]), **own}
    return {"rule_hits": hits, "promises": [promise], "waits": [wait], "resolutions": [stood]}


ABLE_FOR_ALL = ["duplicate-subject", "parallel-thread", "shouting"]
"""What any ticket could break; the others' populations come from facts of their own."""


def fill(data_dir, opened: list[dict], chance: random.Random) -> None:
    """Put the rows straight into the fact tables of the published file."""
    (file,) = data_dir.glob("warehouse-*.duckdb")
    with duckdb.connect(str(file)) as connection:
        connection.execute("set TimeZone='UTC'")
        for table in ("rule_hits", "promises", "waits", "resolutions"):
            connection.execute(f"delete from {table}")
        for ticket in opened:
            for table, rows in filled(chance, ticket).items():
                insert(connection, table, rows)


@pytest.fixture(scope="module", params=[1, 2, 3])
def store(request, tmp_path_factory):
    """A small warehouse of random tickets with random facts."""
    chance = random.Random(request.param)
    opened = opened_tickets(chance)
    data_dir = tmp_path_factory.mktemp("data")
    made = make_warehouse(data_dir, {"tickets": opened}, STATUSES, at(FIRST + timedelta(weeks=7)))
    made.close()
    fill(data_dir, opened, chance)
    again = type(made)(data_dir, made.settings, with_desk=False)
    yield again
    again.close()


def some(values) -> st.SearchStrategy:
    return st.lists(st.sampled_from([*values, "?"]), max_size=2, unique=True).map(tuple)


DAYS = st.one_of(st.none(), st.dates(date(2026, 2, 25), date(2026, 4, 25)))
MOMENTS = st.one_of(st.none(), st.datetimes(datetime(2026, 3, 1), datetime(2026, 4, 25), timezones=st.just(UTC)))  # noqa: DTZ001 - the zone is beside
FILTERS = st.builds(
    Filter, start=DAYS, end=DAYS, as_of=MOMENTS, departments=some(DEPARTMENTS), channels=some(CHANNELS),
    levels=some(LEVELS), customers=some(CUSTOMERS),
)  # fmt: skip


COUNTS = ["opened_count", "closed_count", "answerable_count", "solved_count", "reopened_count"]


def parts_fit(frame: pd.DataFrame, part: str, whole: str) -> None:
    assert (frame[part] >= 0).all()
    assert (frame[part] <= frame[whole]).all(), (part, whole)


@given(chosen=FILTERS)
@settings(max_examples=30, deadline=None)
def test_no_filter_takes_a_share_above_a_hundred_percent(store, chosen):
    """What was broken could be broken, what was kept was counted, week by week and in all; no whole has no share."""
    report = rights.report(store, chosen)
    for panel, part, whole, percent in (
        (report.rules, "broken_count", "able_count", "broken_percent"),
        (report.duties, "duty_kept_count", "duty_judged_count", "duty_percent"),
    ):
        assert panel.error is None
        frame = panel.frame
        if len(frame):
            parts_fit(frame, part, whole)
            assert (frame[percent].isna() == (frame[whole] == 0)).all()
            assert frame[percent].dropna().between(0, 100).all()
    for weeks in report.weekly:
        assert weeks.error is None
        if len(weeks.frame):
            parts_fit(weeks.frame, "part_count", "whole_count")
    without = rights.without_duplicates(store, chosen)
    assert without.error is None
    if len(without.frame):
        parts_fit(without.frame, "reopened_count", "solved_count")
        assert (without.frame.iloc[1][COUNTS] <= without.frame.iloc[0][COUNTS]).all()


@given(chosen=FILTERS)
@settings(max_examples=30, deadline=None)
def test_every_line_is_as_long_as_its_list(store, chosen):
    """The tickets that a line leads to are as many as it says."""
    report = rights.report(store, chosen)
    for panel, count in ((report.rules, "broken_count"), (report.duties, "duty_missed_count")):
        for row in panel.frame.to_dict("records"):
            link = panel.link(row)
            assert (tickets.count(store, link, chosen) if link else 0) == row[count], row


@given(chosen=FILTERS)
@settings(max_examples=30, deadline=None)
def test_reasons_add_up_under_every_filter(store, chosen):
    """Channels add up to their reason, parts are parts, and a row is as long as its list."""
    report = reasons.report(store, chosen)
    assert report.reasons.error is None
    frame = report.reasons.frame
    if not len(frame):
        return
    parts_fit(frame, "again_count", "again_able_count")
    parts_fit(frame, "one_touch_count", "solved_count")
    parts_fit(frame, "solved_count", "ticket_count")
    by_channel = report.channels.frame.groupby("contact_reason")["ticket_count"].sum()
    assert by_channel.to_dict() == frame.set_index("contact_reason")["ticket_count"].to_dict()
    for panel in (report.reasons, report.channels):
        for row in panel.frame.to_dict("records"):
            assert tickets.count(store, panel.link(row), chosen) == row["ticket_count"], row


def test_a_later_event_does_not_change_an_earlier_view(store):
    """What was broken, promised or overtaken after the moment looked at is not in what was seen then."""
    seen = Filter(end=date(2026, 3, 20), as_of=datetime(2026, 3, 20, 12, tzinfo=UTC))
    before = rights.report(store, seen)
    (file,) = store.data_dir.glob("warehouse-*.duckdb")
    later = "timestamptz '2026-03-20 12:00:00+00'"
    with duckdb.connect(str(file), read_only=True) as connection:
        hit = connection.execute(f"select count(*) from rule_hits where occurred_at > {later}").fetchone()[0]
        known = connection.execute(
            "select count(*) from rule_hits "
            f"where is_counted and opened_at <= {later} and occurred_at <= {later} and opened_day <= '2026-03-20'"
        ).fetchone()[0]
    assert hit > 0
    assert before.rules.frame["broken_count"].sum() == known


def test_few_tickets_and_resellers_stand_apart(store):
    """A customer below the limit is not told per hundred; nobody is in both lists."""
    found = repeat_customers.report(store, Filter())
    least = store.settings.rights.least_tickets
    assert (found.customers.frame["ticket_count"] >= least).all()
    assert set(found.customers.frame["customer_id"]).isdisjoint(found.resellers.frame["customer_id"])


def test_every_customer_rule_has_a_place_in_the_customers_table():
    """No rule is forgotten there."""
    assert set(repeat_customers.BY_RULE) == set(CUSTOMER_RULES)


def test_the_median_difference_is_the_middle_of_all_of_them(store):
    """The few rows that the query keeps hold the true median, and its limits lie around it."""
    (file,) = store.data_dir.glob("warehouse-*.duckdb")
    with duckdb.connect(str(file), read_only=True) as connection:
        rows = connection.execute(
            "select rule, median(difference_working_seconds), count(*) from rule_hits where is_counted "
            "and difference_working_seconds is not null and greatest(occurred_at, first_response_at) <= $moment "
            "and first_response_at is not null group by rule",
            {"moment": store.as_of},
        ).fetchall()
    told = rights.report(store, Filter()).rules.frame.set_index("customer_rule")
    assert rows
    for rule, median, count in rows:
        line = told.loc[rule]
        assert line["difference_working_seconds"] == median
        assert line["known_count"] == count
        assert line["low_working_seconds"] <= median <= line["high_working_seconds"]
