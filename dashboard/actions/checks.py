"""What must hold of the words and choices that people give to the ombudsman's desk."""

from collections.abc import Iterable
from datetime import date

from dashboard import clock
from dashboard.errors import ActionRefused, Term
from dashboard.ombudsman import deadlines, states
from dashboard.store.engine import Store

WORDS_LENGTH = 20_000


def among(field: str, given: str | None, known: Iterable[str]) -> None:
    """Raise ``ActionRefused`` unless it is one of the known ones."""
    choices = tuple(known)
    if given not in choices:
        raise ActionRefused("error.case_choice", field=Term("case_field", field), given=given, known=", ".join(choices))


def said(words: str) -> None:
    """Raise ``ActionRefused`` where nothing is said, or far too much."""
    if not words.strip():
        raise ActionRefused("error.case_needs_words")
    if len(words) > WORDS_LENGTH:
        raise ActionRefused("error.case_words_long", limit=WORDS_LENGTH, length=len(words))


def mark(given: int | None) -> None:
    """Raise ``ActionRefused`` unless it is a whole number from 1 to 5."""
    if isinstance(given, bool) or not isinstance(given, int) or not 1 <= given <= 5:
        raise ActionRefused("error.case_mark", given=str(given))


def leave_to_publish(publish: str, is_praise: bool, customer_name: str | None) -> None:
    """Raise ``ActionRefused`` for a leave to publish what is no praise, or a name that nobody gave."""
    among("case_publish", publish, states.PUBLISHING)
    if publish == "no":
        return
    if not is_praise:
        raise ActionRefused("error.publish_no_praise")
    if not (customer_name or "").strip():
        raise ActionRefused("error.publish_nameless")


def not_in_future(store: Store, day: date) -> None:
    """Raise ``ActionRefused`` for a day that is still to come."""
    today = deadlines.local_day(store.settings, clock.instant())
    if day > today:
        raise ActionRefused("error.case_day_future", day=str(day), today=str(today))


def deputy_named(store: Store) -> None:
    """Raise ``ActionRefused`` where the settings name no deputy."""
    named = store.settings.ombudsman
    if not (named.deputy_name.strip() or named.deputy_email.strip()):
        raise ActionRefused("error.deputy_none")
