"""Why customers write: how often and through which channel, how long it takes, who comes back, what to write down.

Reasons are what the words suggest, and what people corrected.
"""

from dataclasses import dataclass

import pandas as pd

from dashboard.reports.base import Link, Panel
from dashboard.reports.filters import Filter
from dashboard.reports.parts import Asked, Row, none_if_missing, panel, share
from dashboard.store.engine import Store

QUERY, TIMES = "rights/reasons", "rights/reason_times"
LIST = "tickets/reasons"
SECOND_LEVEL = ("malware", "site_error", "email_error", "domain_dns_ssl", "migration_backup", "server")
"""Reasons that belong to the second level."""
OTHER = "other"
SMALL = 10


@dataclass(frozen=True)
class ReasonsReport:
    """The reasons with their numbers, where they come through, and the questions that deserve an article."""

    reasons: Panel
    channels: Panel
    articles: Panel


def report(store: Store, chosen: Filter) -> ReasonsReport:
    """All of the view."""
    asked = Asked(store, chosen)
    asked.ahead((QUERY, TIMES))
    return ReasonsReport(_reasons(asked), _channels(asked), _articles(asked))


def _whole(asked: Asked) -> pd.DataFrame:
    found = asked.frame(QUERY)
    return found[found["is_whole"]].rename(columns={"reason": "contact_reason"}).reset_index(drop=True)


def _reasons(asked: Asked) -> Panel:
    """By number of tickets; the medians are Kaplan-Meier's, open tickets counted as still open."""

    def rows() -> pd.DataFrame:
        found = _whole(asked)
        times = asked.frame(TIMES).rename(columns={"reason": "contact_reason"})
        for is_resolution, name in ((False, "response_working_seconds"), (True, "resolution_working_seconds")):
            median = times[times["is_resolution"] == is_resolution].set_index("contact_reason")[
                "median_working_seconds"
            ]
            found[name] = found["contact_reason"].map(median).astype("float64")
        return found.assign(
            share_percent=100 * found["ticket_count"] / found["ticket_count"].sum(),
            again_percent=_percent(found["again_count"], found["again_able_count"]),
            one_touch_percent=_percent(found["one_touch_count"], found["solved_count"]),
        )

    return panel(asked, "contact_reasons", QUERY, rows, "ticket_count", _link)


def _channels(asked: Asked) -> Panel:
    """One row per reason and channel, the commonest first on both sides."""

    def rows() -> pd.DataFrame:
        found = asked.frame(QUERY).rename(columns={"reason": "contact_reason"})
        found = found[~found["is_whole"]][["contact_reason", "channel", "ticket_count"]]
        return found.reset_index(drop=True)

    def link(row: Row) -> Link:
        channel = none_if_missing(row["channel"])
        where: Row = {"no_channel": "true"} if channel is None else {"channels": [channel]}
        return Link(LIST, {"contact_reason": str(row["contact_reason"]), **where})

    return panel(asked, "reason_channels", QUERY, rows, "ticket_count", link)


def _articles(asked: Asked) -> Panel:
    """First-level questions that one answer solves, and that come often: by how many tickets an article could spare."""
    settings = asked.store.settings.rights

    def rows() -> pd.DataFrame:
        found = _whole(asked)
        rates = _percent(found["one_touch_count"], found["solved_count"])
        found = found.assign(one_touch_percent=rates)
        worth = (
            ~found["contact_reason"].isin((*SECOND_LEVEL, OTHER))
            & (found["ticket_count"] >= settings.article_tickets)
            & (found["one_touch_percent"] >= settings.article_percent)
        )
        return found[worth].sort_values(
            ["one_touch_count", "contact_reason"], ascending=[False, True], ignore_index=True
        )

    def link(row: Row) -> Link:
        return Link(LIST, {"contact_reason": str(row["contact_reason"]), "one_answer_only": "true"})

    return panel(asked, "articles", QUERY, rows, link=link, needs="messages")


def _link(row: Row) -> Link:
    return Link(LIST, {"contact_reason": str(row["contact_reason"])})


def _percent(part: pd.Series, whole: pd.Series) -> pd.Series:
    return pd.Series(
        [share(int(few), int(many))["value"] for few, many in zip(part, whole, strict=True)], dtype="float64"
    )
