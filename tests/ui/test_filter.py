"""The filter out of an address: whatever stands there, what is shown is what is said."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from dashboard.reports.filters import Filter

ZONE = ZoneInfo("America/Sao_Paulo")
SEEN = datetime(2026, 11, 10, 12, 0, tzinfo=UTC)


def test_days_the_wrong_way_round_change_places() -> None:
    """A period that ends before it starts would select nothing."""
    read = Filter.from_url({"start": ["2026-11-07"], "end": ["2026-11-01"]})
    assert (read.start, read.end) == (date(2026, 11, 1), date(2026, 11, 7))


def test_a_moment_without_an_offset_is_on_the_companys_clock() -> None:
    """People type the time of their own wall; without a zone to read it in, it is not guessed."""
    typed = {"as_of": ["2026-11-10T09:00"]}
    assert Filter.from_url(typed, ZONE).as_of == SEEN
    assert Filter.from_url(typed).as_of is None
    assert Filter.from_url({"as_of": ["2026-11-10T12:00+00:00"]}, ZONE).as_of == SEEN


def test_the_moment_is_part_of_the_sentence() -> None:
    """Numbers of another moment never stand under a sentence that hides it."""
    chosen = Filter(as_of=SEEN, departments=("Financeiro",))
    assert chosen.sentence("pt-BR", zone=ZONE).endswith(" · visto em 10/11/2026 09:00")
    assert chosen.sentence("en", zone=ZONE).endswith(" · seen at 10 Nov 2026 09:00")
    assert chosen.sentence("en").endswith(" · seen at 10 Nov 2026 12:00")
    assert "seen at" not in Filter().sentence("en", zone=ZONE)
