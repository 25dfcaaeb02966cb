"""What the simulated people write means what it is meant to mean, by the words of the settings."""

import pytest

from dashboard import settings
from dashboard.demo import texts
from tests.demo.words import ending, has

WORDS = settings.load().words
KNOWN = texts.load()


def pool(use: str) -> list[str]:
    """All texts of one use."""
    found = KNOWN.pools[use]
    ranges = [range(start, start + count) for start, count in zip(found.starts, found.counts, strict=True)]
    return [KNOWN.bodies[place] for places in ranges for place in places]


def test_there_are_many_texts():
    """At least 200 distinct bodies, none twice."""
    assert len(KNOWN.bodies) >= 200
    assert len(set(KNOWN.bodies)) == len(KNOWN.bodies)


@pytest.mark.parametrize(
    "use",
    ["openings", "followups", "reopenings", "bursts", "complements", "evidence_given", "evidence_refused", "parallel"],
)
def test_a_request_is_no_closing(use):
    """Nothing that a customer still wants reads as finished, as a promise, or as a mailbox's reply."""
    for body in pool(use):
        assert ending(body, WORDS) == "other", body
        assert not has(body, WORDS.automatic_reply), body


@pytest.mark.parametrize(
    ("use", "meaning"),
    [("confirmations", "closing"), ("thanks", "thanks"), ("hedges", "hedged"), ("promises", "own step")],
)
def test_closing_words_close(use, meaning):
    """Confirmations, thanks, confirmations for now and own steps are read as such."""
    for body in pool(use):
        assert ending(body, WORDS) == meaning, body


def test_holding_replies_hold_and_answers_do_not():
    """Holding replies hold; what answers, asks or closes neither holds nor looks like a receipt."""
    for body in pool("holding"):
        assert has(body, WORDS.holding), body
    for use in ("answers", "third_party", "evidence", "closing", "notice"):
        for body in pool(use):
            assert not has(body, WORDS.holding + WORDS.receipt), body


def test_robots_are_known_by_their_words():
    """Receipts, reminders and automatic replies carry the words by which they are passed over."""
    for body in pool("receipts"):
        assert has(body, WORDS.receipt), body
    for body in pool("reminders") + pool("automatic"):
        assert has(body, WORDS.receipt + WORDS.automatic_reply), body


def test_only_notices_look_like_notices():
    """The subjects of our own notices carry a notice's words, and no other subject does."""
    found = KNOWN.subject_pools["notice"]
    notices = set(range(found.starts[0], found.starts[0] + found.counts[0]))
    for place, subject in enumerate(KNOWN.subjects):
        assert has(subject, WORDS.notice) == (place in notices), subject
