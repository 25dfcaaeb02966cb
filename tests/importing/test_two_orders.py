"""Two orders in one column where no cell proves the second: refused for where its days fall, not without cause."""

import random
from datetime import date, timedelta

import pytest

from dashboard.errors import SourceError
from tests.importing.support import make_source, run, tickets, write

DAY_FIRST, MONTH_FIRST = "%d/%m/%Y", "%m/%d/%Y"


def written(folder, moments: list[str], name: str = "x.csv"):
    rows = "".join(
        f"{name}-{number},open,{moment} {number % 24}:{number % 60:02d}\n" for number, moment in enumerate(moments)
    )
    return write(folder / name, f"id,status,opened\n{rows}")


def days(first: date, count: int) -> list[date]:
    return [first + timedelta(days=number) for number in range(count)]


MARCH = days(date(2026, 3, 1), 12)


@pytest.mark.parametrize(
    ("odd", "others", "are_apart"),
    [
        (MARCH, days(date(2026, 3, 13), 12), False),
        (MARCH, days(date(2026, 3, 13), 12), True),
        (MARCH, days(date(2026, 3, 13), 300), False),
        (days(date(2026, 12, 1), 12), days(date(2026, 1, 1), 330), False),
    ],
)
def test_days_that_fit_in_the_other_order_alone(tmp_path, odd, others, are_apart):
    """Half a month, or some days before or after a year, in one file or in a file of their own: refused with a row of
    each order, until one is stated."""
    here, there = ([day.strftime(style) for day in part] for part, style in ((odd, DAY_FIRST), (others, MONTH_FIRST)))
    parts = [here, there] if are_apart else [here + there if odd < others else there + here]
    given = [written(tmp_path, part, f"{number}.csv") for number, part in enumerate(parts)]
    source = make_source(tmp_path / "source")
    with pytest.raises(SourceError) as refused:
        run(source, given, tmp_path / "data")
    facts = refused.value.facts
    assert refused.value.key == "error.date_order_doubtful"
    assert facts["cell"].split()[0] in here
    assert int(facts["proof_cell"][3:5]) > 12
    run(source, given, tmp_path / "data", date_order="mdy")
    assert len(tickets(tmp_path / "data")) == len(odd + others)


@pytest.mark.parametrize("seed", range(6))
def test_one_order_alone_is_never_doubted(tmp_path, seed):
    """Few days or many, sorted or not, with old ones among them, and with months in which nobody called."""
    chance = random.Random(seed)
    months = chance.sample(range(1, 13), chance.randint(1, 12))
    count = chance.choice([8, 40, 400])
    found = [date(2026, chance.choice(months), chance.randint(1, 28)) for _ in range(count)]
    found += [
        date(chance.randint(2010, 2026), chance.randint(1, 12), chance.randint(1, 28)) for _ in range(count // 20)
    ]
    found += [date(2026, months[0], 20), date(2026, months[0], 21)]
    if chance.random() < 0.7:
        found.sort(reverse=chance.random() < 0.5)
    order = chance.choice([DAY_FIRST, MONTH_FIRST])
    run(make_source(tmp_path / "source"), written(tmp_path, [day.strftime(order) for day in found]), tmp_path / "data")
    assert sorted(
        row[0] for row in tickets(tmp_path / "data", "cast(timezone('America/Sao_Paulo', opened_at) as date)")
    ) == (sorted(found))


def test_one_day_of_the_month_again_and_again(tmp_path):
    """Bills of the tenth of each month lie far from the few other days, and are no second order."""
    bills = [date(2026, month, 10).strftime(DAY_FIRST) for month in range(1, 13)]
    run(make_source(tmp_path / "source"), written(tmp_path, [*bills, "20/05/2026", "21/06/2026"]), tmp_path / "data")
    assert len(tickets(tmp_path / "data")) == len(bills) + 2
