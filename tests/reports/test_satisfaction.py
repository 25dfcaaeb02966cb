"""Satisfaction: no filter can make more answers than askings, noise is not news, and few are said to be few."""

import random
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.reports import satisfaction
from dashboard.reports.filters import Filter
from tests.support import make_warehouse

STATUSES = {"Novo": ("new", None), "Resolvido": ("resolved", None), "Spam": ("spam", None)}
FIRST = datetime(2026, 3, 2, 12, tzinfo=UTC)
DEPARTMENTS, CHANNELS, LEVELS, AGENTS, CUSTOMERS = (
    ("Suporte", "Financeiro"),
    ("email", "chat"),
    ("1", "2"),
    "abc",
    "xyz",
)
WEEK = timedelta(weeks=1)


def at(moment: datetime) -> str:
    return moment.isoformat()


def random_rows(seed: int, knows_asking: bool) -> dict[str, list[dict]]:
    """Sixty tickets with everything in them that could set the two sides of the rate apart."""
    chance = random.Random(seed)
    tickets, events, feedback = [], [], []
    for number in range(60):
        opened = FIRST + timedelta(hours=chance.randrange(24 * 40))
        ticket = {"ticket_id": str(number), "raw_status": chance.choice(list(STATUSES)), "opened_at": at(opened)}
        holder = {"department": chance.choice([*DEPARTMENTS, None]), "agent_id": chance.choice([*AGENTS, None])}
        more = {"channel": chance.choice(CHANNELS), "support_level": chance.choice(LEVELS)}
        tickets.append(
            {**ticket, **holder, **more, "customer_id": chance.choice(CUSTOMERS), "category": holder["agent_id"]}
        )
        events += happened(chance, str(number), opened, knows_asking)
        feedback += rated(chance, str(number), opened)
    return {"tickets": tickets, "ticket_events": events, "feedback": feedback}


def happened(chance: random.Random, ticket_id: str, opened: datetime, knows_asking: bool) -> list[dict]:
    """Statuses, transfers and, where the source tells them, askings, in any order."""
    kinds = ["status", "transfer", "assignment", *(["rating_request"] if knows_asking else [])]
    found = [{"kind": "status", "raw_status": "Novo", "occurred_at": at(opened)}]
    for _ in range(chance.randrange(6)):
        event = {"kind": chance.choice(kinds), "occurred_at": at(opened + timedelta(hours=chance.randrange(400)))}
        told = {
            "status": {"raw_status": chance.choice(["Novo", "Resolvido"])},
            "transfer": {"department": chance.choice(DEPARTMENTS), "support_level": chance.choice(LEVELS)},
            "assignment": {"agent_id": chance.choice(AGENTS)},
        }
        found.append(event | told.get(event["kind"], {}))
    return [{"ticket_id": ticket_id, "sequence": place, **event} for place, event in enumerate(found)]


def rated(chance: random.Random, ticket_id: str, opened: datetime) -> list[dict]:
    """None, one or several ratings: dated or not, asked or not, naming an agent or not, some before the opening."""
    made = []
    for place in range(chance.choice([0, 0, 1, 1, 2])):
        given = opened + timedelta(hours=chance.randrange(-20, 500))
        row = {"feedback_id": f"{ticket_id}.{place}", "ticket_id": ticket_id, "scale": "1-5"}
        row |= {"raw_score": chance.choice(["1", "3", "4", "5", "0 - Unknown", None])}
        row |= {"given_at": chance.choice([at(given), None]), "agent_id": chance.choice([*AGENTS, None, None])}
        made.append(row | {"asked_at": chance.choice([at(given - timedelta(hours=5)), None])})
    return made


@pytest.fixture(scope="module", params=[(1, True), (2, False), (3, True), (4, False)], ids=str)
def store(request, tmp_path_factory):
    """A small warehouse of random tickets, its askings known or not."""
    seed, knows_asking = request.param
    made = make_warehouse(
        tmp_path_factory.mktemp("data"), random_rows(seed, knows_asking), STATUSES, at(FIRST + 7 * WEEK)
    )
    yield made
    made.close()


def some(values) -> st.SearchStrategy:
    return st.lists(st.sampled_from([*values, "?"]), max_size=2, unique=True).map(tuple)


DAYS = st.one_of(st.none(), st.dates(date(2026, 2, 25), date(2026, 4, 25)))
MOMENTS = st.one_of(st.none(), st.datetimes(datetime(2026, 3, 1), datetime(2026, 4, 25), timezones=st.just(UTC)))  # noqa: DTZ001 - the zone is beside
FILTERS = st.builds(
    Filter, start=DAYS, end=DAYS, as_of=MOMENTS, departments=some(DEPARTMENTS), channels=some(CHANNELS),
    levels=some(LEVELS), agents=some(AGENTS), customers=some(CUSTOMERS),
)  # fmt: skip


@given(chosen=FILTERS, dimension=st.sampled_from(satisfaction.DIMENSIONS))
@settings(max_examples=40, deadline=None)
def test_no_filter_takes_a_rate_above_a_hundred_percent(store, chosen, dimension):
    """Over the whole and in every group: satisfied ≤ rated, answered ≤ asked, and the groups add up to the whole."""
    found = satisfaction.report(store, chosen, dimension, None)
    for rate in (found.csat, found.response_rate):
        assert rate.error is None
        assert 0 <= rate.numerator <= rate.denominator
        assert rate.value is None if rate.denominator == 0 else 0 <= rate.value <= 100
    groups = found.groups.frame
    if len(groups):
        assert (groups["satisfied_count"] <= groups["rated_count"]).all()
        assert (groups["answered_count"] <= groups["eligible_count"]).all()
        assert groups["eligible_count"].sum() == found.response_rate.denominator
        assert groups["answered_count"].sum() == found.response_rate.numerator
    assert found.marks.frame["rated_count"].sum() == found.csat.denominator


def test_over_the_whole_time_every_rated_ticket_was_asked(store):
    """Without a period, hits ≤ rated ≤ eligible, and those rated are those who answered."""
    counts = store.frame("satisfaction/counts", {"start_date": date(2000, 1, 1)}).iloc[0]
    assert (
        0 < counts["satisfied_count"] <= counts["rated_count"] == counts["answered_count"] <= counts["eligible_count"]
    )


def weeks_of(tmp_path, counts: list[tuple[int, int]]):
    """A warehouse with so many ratings, so many of them satisfied, in each week from 2 March on."""
    tickets, feedback = [], []
    for week, (rated_count, satisfied_count) in enumerate(counts):
        for place in range(rated_count):
            key, moment = f"{week}.{place}", FIRST + week * WEEK + timedelta(minutes=place)
            tickets.append({"ticket_id": key, "raw_status": "Novo", "opened_at": at(moment)})
            score = "5" if place < satisfied_count else "1"
            row = {"feedback_id": key, "ticket_id": key, "given_at": at(moment), "raw_score": score, "scale": "1-5"}
            feedback.append(row)
    rows = {"tickets": tickets, "feedback": feedback}
    return make_warehouse(tmp_path, rows, STATUSES, at(FIRST + len(counts) * WEEK))


def weekly(store, week: int):
    """The weeks as the report shows them for a period of that week alone."""
    start = FIRST.date() + week * WEEK
    return satisfaction.report(store, Filter(start=start, end=start + timedelta(days=6)), "channel", None).weekly.frame


STEADY = [(12, 9), (12, 10)] * 7
"""Fourteen weeks that vary a little."""


def test_a_fall_beyond_the_limits_is_a_signal_and_the_usual_is_none(tmp_path):
    """The limits come from the weeks before alone; 10 of 12 after 9 of 12 is noise, 2 of 12 is news."""
    store = weeks_of(tmp_path, [*STEADY, (12, 10), (12, 2)])
    usual, fallen = weekly(store, 14), weekly(store, 15)
    assert usual["signal"].isna().all()
    assert usual["history_count"].iloc[-1] == 14
    assert fallen["signal"].tolist()[-1] == "below"
    assert usual["centre_percent"].iloc[0] == pytest.approx(100 * 9.5 / 12)
    assert usual["low_percent"].iloc[0] == pytest.approx(100 * (9.5 - 3 / 1.128) / 12)


def test_a_week_of_few_ratings_is_never_a_signal(tmp_path):
    """None of one satisfied lies below every limit, and is chance all the same; it stays on the chart with its n."""
    found = weekly(weeks_of(tmp_path, [*STEADY, (1, 0)]), 14)
    assert found[["rated_count", "csat_percent"]].iloc[-1].tolist() == [1, 0]
    assert found["signal"].isna().all()


def test_a_week_that_is_not_over_is_never_a_signal(tmp_path):
    """The export ends inside it."""
    store = weeks_of(tmp_path, [*STEADY, (12, 0)])
    found = satisfaction.report(
        store, Filter(start=date(2026, 6, 8), as_of=datetime(2026, 6, 9, 18, tzinfo=UTC)), "channel", None
    ).weekly.frame
    assert not found["is_complete"].iloc[-1]
    assert found["signal"].isna().all()


def test_eleven_weeks_are_too_little_history(tmp_path):
    """Then there are no limits at all; with the twelfth there are."""
    store = weeks_of(tmp_path, [*STEADY[:12], (12, 0)])
    assert weekly(store, 11)["centre_percent"].isna().all()
    assert weekly(store, 12)["signal"].tolist()[-1] == "below"


def test_groups_of_few_stand_apart_and_agents_by_name(demo_store):
    """Ten ratings make a group to compare; agents are in alphabetical order, whatever their scores."""
    by_category = satisfaction.report(demo_store, Filter(), "category", None).groups.frame
    assert by_category["is_small"].is_monotonic_increasing
    large = by_category[~by_category["is_small"]]
    assert len(large) > 3
    assert large["csat_percent"].is_monotonic_increasing
    agents = satisfaction.report(demo_store, Filter(), "agent", None).groups.frame
    assert agents["group_name"].dropna().map(satisfaction.plain).is_monotonic_increasing
    own = agents["group_key"].iloc[0]
    assert satisfaction.report(demo_store, Filter(), "agent", own).groups.frame["group_key"].tolist() == [own]


def test_a_group_leads_to_its_rated_tickets(demo_store):
    """Every row's list is as long as the row says, by every grouping."""
    for dimension in satisfaction.DIMENSIONS:
        panel = satisfaction.report(demo_store, Filter(), dimension, None).groups
        for row in panel.frame.to_dict("records"):
            link = panel.link(row)
            if link is not None:
                params = {**link.narrowed, "row_limit": 1000}
                assert len(demo_store.frame(link.selection, params)) == row["rated_count"], row


def test_comments_are_as_many_as_their_number_says(demo_store):
    """The list and the number stand on the same rows; every mark's comment is found by a word of it."""
    number = satisfaction.report(demo_store, Filter(), "band", None).comments.value
    listed = satisfaction.listing(demo_store, Filter(), "", False, 10, 0)
    assert listed.n == number > 10
    first = listed.frame["comment"].iloc[0]
    assert satisfaction.listing(demo_store, Filter(), first.upper(), True, 5, 0).n >= 1
