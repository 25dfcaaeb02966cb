"""Rights and duties, both ways: what we ask of customers and what we owe them, line by line and equally weighted.

A line's share is of what could have gone wrong, never of everything. What a difference in waiting comes from is not
said: bursts, for one, are also caused by waiting.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pandas as pd

from dashboard.reports.agreement import DUTIES, LINES, RULE_NEEDS, link_of, needs_of
from dashboard.reports.base import Link, Number, Panel
from dashboard.reports.filters import Filter
from dashboard.reports.parts import Asked, Row, number, of_whole, panel, share
from dashboard.reports.queue import period
from dashboard.reports.waiting_difference import differences
from dashboard.store.engine import Store
from dashboard.store.tables import CUSTOMER_RULES

RULES, DIFFERENCES, WITHOUT = "rights/rules", "rights/differences", "rights/without_duplicates"
CONTACTS = "contacts/counts"
QUERIES = (*dict.fromkeys(duty.query for duty in DUTIES.values()), RULES, DIFFERENCES, CONTACTS)
SMALL = 10
"""Fewer are said to be few."""


@dataclass(frozen=True)
class RightsReport:
    """Both tables, the weeks of each of ``LINES``, and the contact records in one number."""

    rules: Panel
    duties: Panel
    weekly: tuple[Panel, ...]
    records: Number


def report(store: Store, chosen: Filter) -> RightsReport:
    """All of the first view but the examples."""
    asked = Asked(store, chosen)
    asked.ahead(QUERIES)
    return RightsReport(
        rules=_rules(asked),
        duties=_duties(asked),
        weekly=tuple(_weekly(asked, line) for line in LINES),
        records=_records(asked),
    )


def examples(store: Store, chosen: Filter, line: str, is_possible: bool, limit: int) -> Panel:
    """The newest tickets of a line; ``n`` is how many there are. ``is_possible``: those that are not counted."""
    asked, link = Asked(store, chosen), link_of(line)
    params = {**link.narrowed, **({"possible_only": True} if is_possible else {}), "row_limit": limit}
    key = "possible_examples" if is_possible else "line_examples"
    asking = panel(asked, key, link.selection, lambda: asked.frame(link.selection, **params), needs=needs_of(line))
    return of_whole(asking)


def without_duplicates(store: Store, chosen: Filter) -> Panel:
    """A few numbers with all tickets, and the same without the duplicates."""
    asked = Asked(store, chosen)
    return panel(asked, "without_duplicates", WITHOUT, lambda: _without(asked), "opened_count")


def _rules(asked: Asked) -> Panel:
    def rows() -> pd.DataFrame:
        found, waits = asked.frame(RULES), differences(asked.frame(DIFFERENCES))
        lines = [_line(asked, found[found["rule"] == rule], RULE_NEEDS[rule]) for rule in CUSTOMER_RULES]
        return pd.DataFrame(lines).assign(customer_rule=CUSTOMER_RULES).merge(waits, how="left", on="customer_rule")

    def link(row: Row) -> Link | None:
        return link_of(row["customer_rule"]) if row["broken_count"] else None

    return panel(asked, "customer_rules", RULES, rows, "able_count", link)


def _line(asked: Asked, weeks: pd.DataFrame, needs: str) -> Row:
    absent = asked.missing(needs)
    able, broken = (0 if absent else int(weeks[name].sum()) for name in ("able_count", "broken_count"))
    return {
        "broken_count": broken,
        "able_count": able,
        "possible_count": 0 if absent else int(weeks["possible_count"].sum()),
        "broken_percent": share(broken, able)["value"],
        "trend": () if absent else _trend(weeks["broken_count"], weeks["able_count"]),
        "is_small": 0 < able < SMALL,
        "absent": absent,
    }


def _trend(part: pd.Series, whole: pd.Series) -> tuple[float, ...]:
    return tuple((100 * part / whole)[whole > 0].round(2))


def _duties(asked: Asked) -> Panel:
    def rows() -> pd.DataFrame:
        return pd.DataFrame([_duty(asked, name) for name in DUTIES])

    def link(row: Row) -> Link | None:
        return link_of(row["duty"]) if row["duty_missed_count"] else None

    return panel(asked, "our_duties", "rights/closings", rows, "duty_judged_count", link)


def _duty(asked: Asked, name: str) -> Row:
    duty = DUTIES[name]
    absent = asked.missing(duty.needs)
    weeks = asked.frame(duty.query)
    judged, kept = (0 if absent else int(weeks[column].sum()) for column in (duty.judged, duty.kept))
    return {
        "duty": name,
        "duty_missed_count": judged - kept,
        "duty_kept_count": kept,
        "duty_judged_count": judged,
        "duty_percent": share(kept, judged)["value"],
        "trend": () if absent or "week" not in weeks else _trend(weeks[duty.kept], weeks[duty.judged]),
        "is_small": 0 < judged < SMALL,
        "absent": absent,
    }


def _weekly(asked: Asked, line: str) -> Panel:
    """A line's weeks: ``part_count`` of ``whole_count``; a stock (the status) has none."""
    duty = DUTIES.get(line)
    query, part, whole = (duty.query, duty.kept, duty.judged) if duty else (RULES, "broken_count", "able_count")

    def rows() -> pd.DataFrame:
        weeks = asked.frame(query)
        if "week" not in weeks:
            return weeks.iloc[0:0].assign(whole_count=0)
        weeks = weeks if duty else weeks[weeks["rule"] == line]
        return _judged(asked, weeks.rename(columns={part: "part_count", whole: "whole_count"}))

    return panel(asked, "rights_weekly", query, rows, "whole_count", needs=needs_of(line))


def _judged(asked: Asked, weeks: pd.DataFrame) -> pd.DataFrame:
    rows = weeks.loc[weeks["whole_count"] > 0, ["week", "part_count", "whole_count"]].reset_index(drop=True)
    rows = rows.assign(week=pd.to_datetime(rows["week"]).dt.date)
    return rows.assign(
        share_percent=100 * rows["part_count"] / rows["whole_count"],
        is_small=rows["whole_count"] < SMALL,
        is_complete=_complete(asked)(rows["week"]),
    )


def _complete(asked: Asked) -> Callable[[pd.Series], pd.Series]:
    """True for the weeks that lie wholly in the period and before the day looked at."""
    start, end = period(asked)
    today = (asked.chosen.as_of or asked.store.as_of).astimezone(asked.store.info.zone).date()
    last = min(end, today - timedelta(days=1))
    return lambda weeks: (weeks >= start) & (weeks + timedelta(days=6) <= last)


def _without(asked: Asked) -> pd.DataFrame:
    found = asked.frame(WITHOUT)
    return found.assign(
        reopened_percent=(
            100 * found["reopened_count"] / found["solved_count"].where(found["solved_count"] > 0)
        ).astype("float64")
    )


def _records(asked: Asked) -> Number:
    """The contact rules in one number: records with something to put in order."""
    base = Number("contact_rules", "customers", CONTACTS, ignores_period=True)

    def fill() -> Row:
        counts = asked.row(CONTACTS)
        broken = counts["unreachable_count"] + counts["at_risk_count"]
        whole = counts["record_count"]
        return {"value": broken, "n": whole, "numerator": broken, "denominator": whole}

    return number(asked, base, "contacts", fill)
