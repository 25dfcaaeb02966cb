"""The one source of "now".

Everything else takes the moment as a parameter, so that a test, a replay and a screenshot can choose it.
"""

from datetime import UTC, datetime


def now() -> datetime:
    """The present moment in UTC, cut to the minute so that caches keyed by it can hit."""
    return datetime.now(UTC).replace(second=0, microsecond=0)


def instant() -> datetime:
    """The present moment in UTC, uncut: for stamps and audit rows."""
    return datetime.now(UTC)
