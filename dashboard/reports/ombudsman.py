"""The ombudsman's desk: cases in the order of work, one case whole, what is unread, and the figures for managers.

The desk is newer than the data: what is due is counted from the real day, which every question is given as ``today``.
A denúncia is asked for by queries of its own, only for the role that holds it, and no figure counts it below five.
"""

from dataclasses import dataclass, replace
from datetime import date

import pandas as pd

from dashboard.reports.base import Number, Panel
from dashboard.reports.filters import Filter
from dashboard.reports.parts import Asked, Row, none_if_missing, number, of_whole, panel, share
from dashboard.reports.statistics import kaplan_meier, reached
from dashboard.spelling import plain
from dashboard.store.engine import Store

COUNTS, GROUPS, TIMES, REASONS = "cases/counts", "cases/groups", "cases/answer_times", "cases/reasons"
RECOMMENDATIONS, PRAISES, TO_READ = "cases/recommendations", "cases/praises", "cases/to_read"
OPEN_CASES, DENUNCIATIONS, DENUNCIATION_COUNT = "cases/listing", "cases/denunciations", "cases/denunciation_count"
SHELVES = (
    ("desk/case_state", "cases/timeline"),
    ("desk/denunciation_state", "cases/denunciation_timeline"),
)
"""Where a case stands and what happened to it: the open ones, and those kept apart."""
BY_HAND = "@desk"
"""What the desk's own source is called."""
DAY_SECONDS = 86_400
PARTICLES = frozenset({"da", "das", "de", "di", "do", "dos", "du", "e", "von", "van", "der"})


@dataclass(frozen=True)
class OmbudsmanReport:
    """What managers see: numbers and groups, no case and no word of a customer."""

    open: Number
    overdue: Number
    area_late: Number
    in_time: Number
    answer_time: Number
    carried_out: Number
    by_due: Panel
    by_age: Panel
    curve: Panel
    by_type: Panel
    by_finding: Panel
    by_outcome: Panel
    reasons: Panel


@dataclass(frozen=True)
class Reader:
    """Who asks for cases: the name decides what is new, the role which denúncias are seen (``None`` = none)."""

    name: str
    holder: str | None = None


@dataclass(frozen=True)
class CaseReport:
    """One case: how it stands, what happened in order, and the recommendations (id → words and state)."""

    case: Row
    timeline: Panel
    recommendations: dict[str, Row]
    is_apart: bool


def report(store: Store, today: date, chosen: Filter) -> OmbudsmanReport:
    """The figures; of the filter the period alone counts."""
    asked = Asked(store, until_today(store, chosen, today))
    now = {"today": today}
    asked.ahead([(query, now) for query in (COUNTS, GROUPS, TIMES, RECOMMENDATIONS)] + [REASONS, DENUNCIATION_COUNT])

    def count(key: str, column: str, whole: str) -> Number:
        base = Number(key, "cases", COUNTS, ignores_period=True)

        def fill() -> Row:
            counts = asked.row(COUNTS, **now)
            return {"value": counts[column], "n": counts[whole]}

        return number(asked, base, "", fill)

    def in_time() -> Row:
        counts = asked.row(COUNTS, **now)
        return _share(counts["in_time_count"], counts["concluded_count"])

    def carried_out() -> Row:
        made = asked.frame(RECOMMENDATIONS, **now)["recommendation_state"]
        return _share(int((made == "done").sum()), len(made))

    def group(key: str, dimension: str) -> Panel:
        return panel(asked, key, GROUPS, lambda: _group(asked, dimension, now), "case_count", needs=None)

    return OmbudsmanReport(
        open=count("cases_open", "open_count", "open_count"),
        overdue=count("cases_overdue", "overdue_count", "open_count"),
        area_late=count("cases_area_late", "area_late_count", "with_area_count"),
        in_time=number(asked, Number("cases_in_time", "percent", COUNTS), "", in_time),
        answer_time=number(
            asked, Number("case_answer_time", "calendar_seconds", TIMES), "", lambda: _median(asked, now)
        ),
        carried_out=number(
            asked, Number("recommendations", "percent", RECOMMENDATIONS, ignores_period=True), "", carried_out
        ),
        by_due=group("cases_by_due", "due_band"),
        by_age=group("cases_by_age", "age_band"),
        curve=_curve(asked, now),
        by_type=group("cases_by_type", "case_type"),
        by_finding=group("cases_by_finding", "case_finding"),
        by_outcome=group("cases_by_outcome", "case_outcome"),
        reasons=panel(asked, "case_reasons", REASONS, lambda: asked.frame(REASONS), "case_count", needs=None),
    )


def until_today(store: Store, chosen: Filter, today: date) -> Filter:
    """A period that reaches the last day of the data reaches today: cases are newer than the last export."""
    last = store.as_of.astimezone(store.info.zone).date()
    is_present = chosen.end is None or chosen.end >= last
    return Filter(start=chosen.start, end=max(today, last) if is_present else chosen.end)


# ---------------------------------------------------------------- cases
def listing(store: Store, reader: Reader, today: date, is_open: bool, term: str, limit: int, offset: int) -> Panel:
    """Cases in the order of work; ``n`` is the length of the whole list. ``term`` is searched as ``plain`` says it."""
    return _page(store, "cases_list", OPEN_CASES, _about(reader, today, is_open, term, limit, offset))


def denunciations(store: Store, reader: Reader, today: date, is_open: bool, term: str, limit: int) -> Panel:
    """The denúncias that this reader holds."""
    about = _about(reader, today, is_open, term, limit, 0)
    return _page(store, "denunciations_list", DENUNCIATIONS, {**about, "holder": reader.holder or ""})


def case(store: Store, protocol: str, reader: Reader) -> CaseReport | None:
    """The case of that protocol; ``None`` where there is none that this reader may see."""
    asked = Asked(store, Filter())
    for state, steps in SHELVES[: 2 if reader.holder else 1]:
        found = asked.frame(state, protocol=protocol)
        is_apart = state == SHELVES[1][0]
        if len(found) and (not is_apart or found.at[0, "holder"] == reader.holder):
            events = panel(
                asked,
                "case_timeline",
                steps,
                lambda steps=steps: asked.frame(steps, protocol=protocol),
                needs=None,
            )
            row = {name: none_if_missing(found.at[0, name]) for name in found.columns}
            return CaseReport(row, events, _recommended(events.frame), is_apart)
    return None


def _recommended(events: pd.DataFrame) -> dict[str, Row]:
    made: dict[str, Row] = {}
    for row in events.to_dict("records"):
        kind = row["case_event"]
        if kind == "recommended":
            made[row["recommendation_id"]] = {"words": row["words"], "case_area": row["case_area"], "state": "open"}
        elif kind.startswith("recommendation_"):
            made[row["recommendation_id"]]["state"] = kind.removeprefix("recommendation_")
    return made


# ---------------------------------------------------------------- feedback, recommendations, praises
def to_read(
    store: Store, reader: Reader, today: date, chosen: Filter, worst_first: bool, limit: int, offset: int
) -> Panel:
    """Feedback that nobody has read or made a case of; ``n`` is the length of the whole list."""
    period = until_today(store, chosen, today)
    about = {
        "start_date": period.start,
        "end_date": period.end,
        "today": today,
        "person": reader.name,
        "holder": reader.holder or "",
        "entered_source": BY_HAND,
        "worst_first": worst_first,
        "row_limit": limit,
        "row_offset": offset,
    }
    return _page(store, "feedback_to_read", TO_READ, about)


def recommendations(store: Store, today: date) -> Panel:
    """Every recommendation, those to be followed up first."""
    asked = Asked(store, Filter())
    return panel(
        asked, "recommendations_list", RECOMMENDATIONS, lambda: asked.frame(RECOMMENDATIONS, today=today), needs=None
    )


def praises(store: Store) -> Panel:
    """Praises that may be published, each with the name as the customer allows it and no other."""
    asked = Asked(store, Filter())

    def rows() -> pd.DataFrame:
        found = asked.frame(PRAISES, entered_source=BY_HAND)
        leaves = zip(found["customer_name"], found["case_publish"], strict=True)
        names = [initials(name) if leave == "initials" else name for name, leave in leaves]
        return found.assign(published_name=pd.Series(names, dtype="object")).drop(columns="customer_name")

    return panel(asked, "praises", PRAISES, rows, needs=None)


def initials(name: str) -> str:
    """ "Ana Maria de Souza" → "A. M. S."."""
    return " ".join(f"{word[0].upper()}." for word in name.split() if word.lower() not in PARTICLES)


# ---------------------------------------------------------------- inside
def _about(reader: Reader, today: date, is_open: bool, term: str, limit: int, offset: int) -> Row:
    about = {"today": today, "person": reader.name, "is_open": is_open, "term": plain(term) or None}
    return {**about, "row_limit": limit, "row_offset": offset}


def _page(store: Store, key: str, query: str, about: Row) -> Panel:
    asked = Asked(store, Filter())
    return of_whole(panel(asked, key, query, lambda: asked.frame(query, **about), needs=None))


def _share(part: int, whole: int) -> Row:
    """A share of all there are: no sample, so no interval."""
    return {**share(part, whole), "low": None, "high": None}


def _group(asked: Asked, dimension: str, now: Row) -> pd.DataFrame:
    found = asked.frame(GROUPS, **now)
    rows = found[found["dimension"] == dimension][["group_key", "case_count"]]
    if dimension == "case_type":
        rows = pd.concat([rows, asked.frame(DENUNCIATION_COUNT)])
        rows = rows.sort_values("case_count", ascending=False, kind="stable")
    if dimension == "case_outcome":
        rows = rows.fillna({"group_key": "not_asked"})
    return rows.rename(columns={"group_key": dimension}).reset_index(drop=True)


def _steps(asked: Asked, now: Row) -> tuple[list, int]:
    """The curve's steps and how many cases it stands on."""
    found = asked.frame(TIMES, **now)
    watched = [(int(row.days), int(row.answered_count), int(row.censored_count)) for row in found.itertuples()]
    return kaplan_meier(watched), sum(answered + censored for _, answered, censored in watched)


def _median(asked: Asked, now: Row) -> Row:
    steps, whole = _steps(asked, now)
    days = reached(steps)
    return {"value": None if days is None else days * DAY_SECONDS, "n": whole}


def _curve(asked: Asked, now: Row) -> Panel:
    """Days from receipt and the share answered by then."""

    def rows() -> pd.DataFrame:
        steps, _ = _steps(asked, now)
        return pd.DataFrame(
            {
                "days": [step.time for step in steps],
                "answered_percent": [100 * (1 - step.share) for step in steps],
                "low_percent": [100 * (1 - step.high) for step in steps],
                "high_percent": [100 * (1 - step.low) for step in steps],
                "at_risk_count": [step.at_risk for step in steps],
            }
        )

    found = panel(asked, "case_answer_curve", TIMES, rows, needs=None)
    return found if found.error else replace(found, n=_steps(asked, now)[1])
