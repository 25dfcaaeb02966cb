"""Deadlines of the ombudsman's desk against a calendar read by hand."""

from datetime import UTC, date, datetime

import pytest

from dashboard import settings as settings_file
from dashboard.ombudsman import deadlines
from dashboard.settings import Settings

SHIPPED = settings_file.load()
CARNIVAL = ["2026-02-16", "2026-02-17"]
"""Monday and Tuesday: an optional day, so only where the company lists it."""


def with_settings(time: dict | None = None, ombudsman: dict | None = None) -> Settings:
    values = SHIPPED.model_dump(by_alias=True, mode="json")
    values["time"] |= time or {}
    values["ombudsman"] |= ombudsman or {}
    return Settings.model_validate(values)


# received, due, due once extended: each read from a calendar of 2026
CONCLUSIVE = [
    ("a Friday, due on a Monday", "2026-03-06", "2026-03-16", "2026-03-26"),
    (
        "due on a Saturday, moved to Monday; the extension does not count from there",
        "2026-11-04",
        "2026-11-16",
        "2026-11-24",
    ),
    ("due on Friday 20 November, a holiday since 2024, so Monday", "2026-11-10", "2026-11-23", "2026-11-30"),
    ("received on a Sunday", "2026-03-01", "2026-03-11", "2026-03-23"),
    ("due on a Sunday before the holiday of 2 November, a Monday: Tuesday", "2026-10-22", "2026-11-03", "2026-11-11"),
    ("due on 25 December, a Friday", "2026-12-15", "2026-12-28", "2027-01-04"),
    ("across the new year, due on 1 January, a Friday", "2026-12-22", "2027-01-04", "2027-01-11"),
]


@pytest.mark.parametrize(("says", "received", "due", "extended"), CONCLUSIVE)
def test_the_conclusive_answer_is_due(says: str, received: str, due: str, extended: str) -> None:
    """Ten calendar days, twenty once extended, moved to a working day."""
    start = date.fromisoformat(received)
    assert deadlines.conclusive_due(SHIPPED, start) == date.fromisoformat(due), says
    assert deadlines.conclusive_due(SHIPPED, start, is_extended=True) == date.fromisoformat(extended), says


AREA = [
    ("Monday to Thursday", "2026-03-02", "2026-03-05"),
    ("over a weekend", "2026-03-06", "2026-03-11"),
    ("asked on a Saturday", "2026-03-07", "2026-03-11"),
    ("over Friday 20 November and the weekend", "2026-11-19", "2026-11-25"),
    ("asked on the holiday itself", "2026-11-20", "2026-11-25"),
    ("over Good Friday", "2026-04-02", "2026-04-08"),
]


@pytest.mark.parametrize(("says", "sent", "due"), AREA)
def test_the_area_has_three_working_days(says: str, sent: str, due: str) -> None:
    """The day on which it is asked does not count; holidays and weekends neither."""
    assert deadlines.area_due(SHIPPED, date.fromisoformat(sent)) == date.fromisoformat(due), says


def test_carnival_counts_where_the_company_lists_it() -> None:
    """By law it is a working day; listed, it moves both deadlines past Tuesday."""
    closed = with_settings(time={"extra_holidays": CARNIVAL})
    friday, sixth = date(2026, 2, 13), date(2026, 2, 6)
    assert (deadlines.area_due(SHIPPED, friday), deadlines.area_due(closed, friday)) == (
        date(2026, 2, 18),
        date(2026, 2, 20),
    )
    assert (deadlines.conclusive_due(SHIPPED, sixth), deadlines.conclusive_due(closed, sixth)) == (
        date(2026, 2, 16),
        date(2026, 2, 18),
    )


def test_the_afternoon_of_ash_wednesday_is_a_working_day() -> None:
    """A part-day on which somebody works is one to answer on; one without hours is none."""
    afternoon = {"day": "2026-02-18", "intervals": [["13:00", "18:00"]]}
    closed = {"extra_holidays": [*CARNIVAL, "2026-02-18"]}
    start = date(2026, 2, 8)
    assert deadlines.conclusive_due(with_settings(time=closed), start) == date(2026, 2, 19)
    assert deadlines.conclusive_due(with_settings(time={**closed, "part_days": [afternoon]}), start) == date(
        2026, 2, 18
    )
    nobody = {"day": "2026-02-18", "intervals": []}
    assert deadlines.conclusive_due(with_settings(time={"part_days": [nobody]}), start) == date(2026, 2, 19)


def test_the_public_sector_has_thirty_days_and_thirty_more() -> None:
    """30 + 30, and 20 calendar days for the area; the company's own numbers do not count then."""
    public = with_settings(ombudsman={"preset": "public_sector", "conclusive_days": 5, "area_working_days": 1})
    monday = date(2026, 3, 2)
    assert deadlines.conclusive_due(public, monday) == date(2026, 4, 1)
    assert deadlines.conclusive_due(public, monday, is_extended=True) == date(2026, 5, 4)  # 1 May is a holiday
    assert deadlines.area_due(public, monday) == date(2026, 3, 23)


def test_the_companys_own_days_count() -> None:
    """Each of the four numbers of the settings is used."""
    own = with_settings(ombudsman={"conclusive_days": 5, "extension_days": 2, "area_working_days": 1, "reopen_days": 7})
    monday = date(2026, 3, 2)
    assert deadlines.conclusive_due(own, monday) == date(2026, 3, 9)
    assert deadlines.conclusive_due(own, monday, is_extended=True) == date(2026, 3, 9)
    assert deadlines.area_due(own, monday) == date(2026, 3, 3)
    assert deadlines.reopening_ends(own, monday) == date(2026, 3, 9)


@pytest.mark.parametrize(
    ("moment", "zone", "day"),
    [
        ("2026-03-03T02:59:00", "America/Sao_Paulo", "2026-03-02"),
        ("2026-03-03T03:00:00", "America/Sao_Paulo", "2026-03-03"),
        ("2026-03-03T03:00:00", "America/Manaus", "2026-03-02"),
        ("2018-11-04T02:59:00", "America/Sao_Paulo", "2018-11-03"),  # summer time began at midnight
        ("2018-11-04T03:00:00", "America/Sao_Paulo", "2018-11-04"),
        ("2018-12-31T01:59:00", "America/Sao_Paulo", "2018-12-30"),
        ("2018-12-31T02:00:00", "America/Sao_Paulo", "2018-12-31"),
    ],
)
def test_a_day_is_a_local_day(moment: str, zone: str, day: str) -> None:
    """What is late on Monday in São Paulo is Tuesday in UTC; it counts as Monday."""
    settings = with_settings(time={"zone": zone})
    at = datetime.fromisoformat(moment).replace(tzinfo=UTC)
    assert deadlines.local_day(settings, at) == date.fromisoformat(day)


def test_a_company_that_never_works_again_leaves_the_day() -> None:
    """No search without an end."""
    settings = with_settings(
        time={"hours": [{"valid_from": "2026-01-01", "weekdays": [1], "intervals": [["09:00", "10:00"]]}]}
    )
    assert deadlines.on_working_day(settings, date(2026, 3, 3)) == date(2026, 3, 9)
    days = [f"2026-{month:02d}-{day:02d}" for month in range(1, 13) for day in range(1, 29)]
    assert deadlines.on_working_day(with_settings(time={"extra_holidays": days}), date(2026, 3, 3)) == date(2026, 3, 30)
