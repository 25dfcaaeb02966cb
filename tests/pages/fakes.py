"""Small reports and a store that never asks a database: what a page does with an answer, without the answer's cost."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd
import sqlalchemy as sa

from dashboard import settings as settings_file
from dashboard.errors import DashboardError, StoreError
from dashboard.reports import repeat_customers as repeat_report
from dashboard.reports import rights as rights_report
from dashboard.reports.base import Link, Number, Panel
from dashboard.store import tables
from dashboard.store.info import Info, SourceInfo

AS_OF = datetime(2026, 11, 20, 14, 30, tzinfo=UTC)
DAYS = pd.date_range("2026-10-22", "2026-11-20")
DEPARTMENTS = ("Suporte técnico", "Financeiro", "Suporte avançado II")
BROKEN = StoreError("error.query_failed", name="queue/now", reference="7F3K2")


AT_THE_DESK = {
    "data/quality": pd.DataFrame(),
    "desk/acts": pd.DataFrame(),
    "desk/agents": pd.DataFrame(
        {"source": ["demo"], "agent_id": ["a1"], "name": ["Ana"], "email": ["ana@empresa.example"], "team": ["Suporte"]}
    ),
}
"""What is asked beside the reports: nothing was recorded, and one agent is known."""


class FakeStore:
    """Says what a store says of itself, and answers with its SQL and one count alone."""

    stamp = "20261120T143000000000Z-000000000000"

    def __init__(
        self, data_dir: Path = Path("/nowhere"), is_demo: bool = True, problem: DashboardError | None = None
    ) -> None:
        self.data_dir = data_dir
        self.settings = settings_file.load()
        self.problem = problem
        self.as_of = AS_OF
        self.selected = 5849  # tickets under whatever filter is asked
        self.desk_acts = 0
        self.written: list[dict] = []
        has = frozenset({"tickets", "messages", "responses", "words", "feedback"})
        source = SourceInfo("demo", "canonical", AS_OF, AS_OF, False, is_demo, has)
        zone = ZoneInfo("America/Sao_Paulo")
        self.info = Info(self.stamp, is_demo, zone, AS_OF, date(2025, 5, 1), date(2026, 11, 20), (source,))

    def refresh(self) -> bool:
        return False

    @contextmanager
    def transaction(self, *, is_act: bool = True) -> Iterator["FakeStore"]:
        yield self

    def execute(self, statement: sa.Insert) -> None:
        """Keep what was to be written."""
        self.written.append(statement.compile().params)

    def frame(self, name: str, params: dict | None = None) -> pd.DataFrame:
        return AT_THE_DESK.get(name, pd.DataFrame({"has_tickets": [self.selected > 0]}))

    def sql(self, name: str, params: dict | None = None) -> str:
        return f"select 1 -- {name}"


def number(key: str, unit: str, value: float | None, **more: object) -> Number:
    """A number whose tickets are those of the queue."""
    return Number(key=key, unit=unit, query="overview/counts", value=value, link=Link("tickets/now", {}), **more)


def panel(key: str, frame: pd.DataFrame, column: str | None = None) -> Panel:
    """A panel whose rows lead to the list narrowed by ``column``."""
    link = (lambda row: Link("tickets/now", {column: str(row[column])})) if column else None
    return Panel(key=key, query="queue/now", frame=frame, n=len(frame), link=link)


def overview() -> SimpleNamespace:
    trend = (120.0, 131.0, 128.0, 140.0, 119.0, 112.0, 108.0)
    return SimpleNamespace(
        queue=number("queue", "tickets", 108, n=246, before=119, trend=trend),
        since_closing=number("since_closing", "tickets", 14, before=11, trend=trend),
        oldest_wait=number("oldest_wait", "working_seconds", 4 * 32400 + 3 * 3600, before=3 * 32400),
        stalled=number("stalled", "tickets", 23, n=108, before=23, trend=trend),
        first_response=number(
            "first_response", "working_seconds", 3 * 3600 + 600, n=1204, before=4 * 3600, target=7200
        ),
        first_response_p90=number("first_response_p90", "working_seconds", 11 * 3600),
        csat=number("csat", "percent", 87.3, n=310, numerator=271, denominator=310, low=83.1, high=90.6, before=88.0),
        stock=panel("stock", stock()),
        arrivals=panel("arrivals", arrivals(), "hour"),
        attention=panel("attention", attention(), "kind"),
        incidents=panel("incidents", incidents(), "incident_id"),
    )


def incidents() -> pd.DataFrame:
    """Three of them: one goes on, two are over."""
    started = [AS_OF - timedelta(hours=one) for one in (2, 5, 6)]
    return pd.DataFrame(
        {
            "incident_id": ["a", "b", "c"],
            "kind": ["reason", "service", "reason"],
            "name": ["online_check", "srv01", "payment"],
            "started_at": pd.to_datetime(started),
            "ended_at": pd.to_datetime([None, AS_OF - timedelta(hours=3), AS_OF - timedelta(hours=4)], utc=True),
            "customer_count": [9, 4, 3],
            "ticket_count": [9, 5, 3],
        }
    )


def queue() -> SimpleNamespace:
    return SimpleNamespace(
        length=number("queue", "tickets", 108, n=246, before=119, trend=(110.0, 105.0, 108.0)),
        oldest_wait=number("oldest_wait", "working_seconds", 140000.0),
        unassigned=number("unassigned", "tickets", 12),
        taken_out=number("taken_out", "tickets", 7),
        by_department=panel("queue_by_department", by_department(), "department"),
        age_bands=panel("age_bands", bands(), "band"),
        order=panel("queue_order", order(130), "ticket_id"),
        expected=panel("expected_wait", expected()),
        by_turn=panel("turns", by_turn(), "turn"),
        over_time=panel("queue_over_time", queue_over_time()),
        flow=panel("queue_flow", flow(), "hour"),
    )


def kept_order() -> SimpleNamespace:
    share = {"n": 1204, "numerator": 1169, "denominator": 1204, "low": 95.9, "high": 97.9}
    return SimpleNamespace(
        never_overtaken=number("never_overtaken", "percent", 97.1, **share),
        overtaken_median=number("overtaken_median", "waits", 3.0, n=35),
        forgotten_waits=number("forgotten_waits", "waits", 2, n=1206),
        by_department=panel("overtaken_by_department", overtaken_by_department(), "department"),
        most_overtaken=panel("most_overtaken", overtaken()),
        forgotten=panel("forgotten", overtaken().head(2)),
    )


def expected() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "department": [DEPARTMENTS[0], DEPARTMENTS[0], DEPARTMENTS[1]],
            "place": [1, 5, None],
            "expected_low_working_seconds": [600.0, 1800.0, None],
            "expected_working_seconds": [2400.0, 7200.0, None],
            "expected_high_working_seconds": [9000.0, 20_000.0, None],
            "coverage_percent": [78.2, 78.2, 41.0],
            "tested_count": [412, 412, 97],
            "expected_note": [None, None, "low_coverage"],
        }
    )


def overtaken_by_department() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "department": [*DEPARTMENTS, None],
            "wait_count": [800, 300, 100, 4],
            "overtaken_count": [30, 4, 1, 0],
            "priority_count": [12, 0, 0, 0],
            "median_overtaker_count": [3.0, 1.0, 1.0, None],
        }
    )


def overtaken() -> pd.DataFrame:
    rows = order(3)[["source", "ticket_id", "number", "subject", "customer_name", "department"]]
    return rows.assign(
        overtaker_count=[14, 3, 1],
        waiting_since_at=AS_OF,
        waited_working_seconds=[90_000, 30_000, 9000],
        is_waiting=[True, False, False],
        overtaken_reason=["priority", "evidence", "none"],
        reason_agent_name=["Ana", "Bruno", None],
        reason_at=AS_OF,
        overtaker_number="T-9",
    )


def status() -> SimpleNamespace:
    return SimpleNamespace(
        open=number("open", "tickets", 246, n=5849),
        unknown=number("unknown", "tickets", 3),
        undated=number("undated", "tickets", 198),
        excluded=number("excluded", "tickets", 27),
        by_state=panel("by_state", by_state(), "state"),
        by_raw_status=panel("by_raw_status", by_state().assign(raw_status=["Open", "Pending", "*Hold*"]), "raw_status"),
        over_time=panel("states_over_time", states_over_time()),
        time_in_state=panel("time_in_state", time_in_state(), "state"),
        contradictions=panel(
            "contradictions", pd.DataFrame({"contradiction": ["customer_waits"], "ticket_count": [4]}), "contradiction"
        ),
        excluded_reasons=panel(
            "excluded_reasons", pd.DataFrame({"reason": ["merged", "spam"], "ticket_count": [20, 7]})
        ),
    )


def stale() -> SimpleNamespace:
    trend = (40.0, 38.0, 42.0)
    return SimpleNamespace(
        ours=number("stalled", "tickets", 23, n=108, before=23, trend=trend),
        theirs=number("stalled_theirs", "tickets", 51, n=126, before=42, trend=trend),
        check=number("stalled_check", "tickets", 1, n=4),
        closing_words=number("closing_words", "percent", 92.3, n=26, numerator=24, denominator=26, low=75.9, high=97.9),
        bands=panel("silence_bands", silence_bands(), "band"),
        by_department=panel("stalled_by_department", stalled_by_department(), "department"),
        over_time=panel("stalled_over_time", stalled_over_time()),
        weaker={},
    )


def my_queue() -> SimpleNamespace:
    waiting = stalled(6).assign(
        place=range(1, 7), holder=["me", "nobody"] * 3, promised_at=AS_OF, waiting_working_seconds=9000
    )
    marked = stalled(2).assign(outcome=["customer", "stands"], moved_at=AS_OF, flag_note="ligar")
    return SimpleNamespace(
        mine=number("my_mine", "tickets", 3, n=6),
        unassigned=number("my_unassigned", "tickets", 3, n=6),
        came_back=number("my_came_back", "tickets", 2, n=6),
        promised=number("my_promised", "tickets", 1, n=6),
        snoozed=number("my_snoozed", "tickets", 1, n=2),
        moved=number("my_moved", "tickets", 1, n=2),
        order=panel("my_order", waiting),
        came_back_list=panel("my_came_back", waiting.head(2)),
        promised_list=panel("my_promised", waiting.head(1)),
        snoozed_list=panel("my_snoozed", marked),
        flagged_list=panel("my_flagged", marked.tail(1)),
        moved_list=panel("my_moved", marked.head(1)),
    )


def contacts() -> SimpleNamespace:
    rules = pd.DataFrame(
        {
            "record_rule": ["nobody-reachable", "landline-missing", "not-confirmed"],
            "severity": ["unreachable", "at_risk", "at_risk"],
            "record_count": [12, 310, 95],
        }
    )
    return SimpleNamespace(
        unreachable=number("unreachable", "customers", 12, n=500, numerator=12, denominator=500),
        at_risk=number("records_at_risk", "customers", 310, n=500),
        confirmed=number("records_confirmed", "customers", 405, n=500),
        by_rule=panel("records_by_rule", rules),
        over_time=panel("records_over_time", records_over_time()),
    )


def records_over_time() -> pd.DataFrame:
    """Three exports, with a rule beside the two severities."""
    days = pd.to_datetime(["2026-09-01", "2026-10-01", "2026-11-01"])
    series = (
        ("unreachable", None, [20, 15, 12]),
        ("at_risk", None, [350, 330, 310]),
        (None, "not-confirmed", [90, 93, 95]),
    )
    return pd.concat(
        [
            pd.DataFrame(
                {"day": days, "severity": severity, "record_rule": rule, "record_count": counts, "whole_count": 500}
            )
            for severity, rule, counts in series
        ]
    )


def records() -> Panel:
    """A list of records, with a customer's name that is markup."""
    frame = pd.DataFrame(
        {
            "total_count": 2,
            "source": "demo",
            "customer_id": ["c1", "c2"],
            "customer_name": ["D'Ávila <b>&</b> *Filhos*", None],
            "severity": ["unreachable", "at_risk"],
            "record_rules": ["nobody-reachable,landline-missing", "not-confirmed"],
            "rule_count": [2, 1],
            "waiting_count": [1, 0],
            "contact_count": [1, 2],
            "confirmed_at": [AS_OF, pd.NaT],
            "age_calendar_seconds": [0, None],
        }
    )
    return panel("records_list", frame)


def audit() -> Panel:
    """A list of the audit, with a subject that is markup."""
    frame = pd.DataFrame(
        {
            "total_count": 2,
            "happened_at": [AS_OF, AS_OF],
            "actor": ["Ana", ""],
            "actor_role": ["staff", ""],
            "audit_action": ["look.ticket", "cases.kept_apart"],
            "audit_subject": ["ticket demo/<b>1</b>", "2026-000001"],
            "audit_before": ["{}", "{}"],
            "audit_after": ["{}", "{}"],
            "audit_id": ["1", "2"],
        }
    )
    return panel("audit", frame)


def satisfaction() -> SimpleNamespace:
    csat = {"n": 310, "numerator": 271, "denominator": 310, "low": 83.1, "high": 90.6, "before": 88.0}
    return SimpleNamespace(
        csat=number("csat", "percent", 87.3, **csat),
        response_rate=number("response_rate", "percent", 24.8, n=1250, numerator=310, denominator=1250),
        undated=number("undated_scores", "tickets", 7, n=310),
        comments=number("comments", "comments", 120, n=310),
        weekly=panel("csat_weekly", csat_weekly()),
        marks=panel("marks", marks(), "whole_score"),
        by_group=panel("csat_by_group", rating_groups(), "group_key"),
        groups=panel("rating_groups", rating_groups(), "group_key"),
        unrated=panel("unrated", unrated()),
        original=panel("original_scores", original_scores()),
        assumed=3,
    )


def csat_weekly() -> pd.DataFrame:
    """Thirty weeks; the last four are the period: one beyond the limits, one of few ratings, one not over."""
    weeks = pd.date_range("2026-04-27", periods=30, freq="7D")
    place = np.arange(30)
    rated = np.where(place == 28, 4, 40 + place)
    shares = np.select([place == 27, place == 28], [30.0, 100.0], 84.0 + place % 5)
    return pd.DataFrame(
        {
            "week": weeks.date,
            "rated_count": rated,
            "satisfied_count": (rated * shares / 100).astype(int),
            "csat_percent": shares,
            "is_history": place < 26,
            "is_complete": place < 29,
            "history_count": 26,
            "centre_percent": 86.0,
            "low_percent": 75.0,
            "high_percent": 97.0,
            "signal": pd.Series(["below" if one == 27 else None for one in place], dtype=object),
        }
    )


def marks() -> pd.DataFrame:
    return pd.DataFrame({"whole_score": [5, 4, 3, 2, 1], "rated_count": [180, 91, 24, 15, 0]})


def rating_groups() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "group_key": [*DEPARTMENTS, "<b>x & y</b>", ""],
            "group_name": [*DEPARTMENTS, "<b>x & y</b>", None],
            "dimension": "department",
            "rated_count": [150, 90, 60, 10, 3],
            "satisfied_count": [130, 80, 50, 9, 2],
            "csat_percent": [86.7, 88.9, 83.3, 90.0, 66.7],
            "low_percent": [80.3, 80.7, 72.0, 59.6, 20.8],
            "high_percent": [91.2, 93.9, 90.7, 98.2, 93.9],
            "eligible_count": [600, 400, 200, 50, 0],
            "answered_count": [148, 92, 61, 9, 0],
            "response_percent": [24.7, 23.0, 30.5, 18.0, None],
            "is_small": [False, False, False, False, True],
        }
    )


def unrated() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "is_rated": [True, False],
            "ticket_count": [310, 940],
            "response_working_seconds": [9000, None],
            "unanswered_percent": [1.3, 4.8],
            "reopened_percent": [2.5, 7.9],
            "closed_unanswered_percent": [1.9, 3.3],
            "channel_shares": [(("email", 60.5), (None, 39.5)), (("email", 100.0),)],
        }
    )


def original_scores() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "scale": ["1-5", "good_bad", None],
            "raw_score": ["5", "*good*", "<b>"],
            "whole_score": [5, 5, 1],
            "score": [5.0, 5.0, 1.0],
            "rated_count": [200, 100, 10],
        }
    )


def comments(count: int = 2) -> Panel:
    """Comments, the first with everything in it that a customer could have written."""
    words = ["Demorou *muito* <script>alert(1)</script> [x](http://evil)", "=HYPERLINK(1)"]
    frame = order(count)[["source", "ticket_id", "number", "subject", "customer_name", "department", "channel"]]
    more = {"raw_score": "2", "scale": "1-5", "score": 2.0, "category": "E-mail", "agent_name": "Ana", "is_dated": True}
    more["feedback_id"] = "f1"
    return panel("comments", frame.assign(total_count=count, said_at=AS_OF, comment=words[:count], **more))


def rights() -> SimpleNamespace:
    lines = rights_report.LINES
    return SimpleNamespace(
        rules=replace(panel("customer_rules", rules()), link=lambda row: rights_report.link_of(row["customer_rule"])),
        duties=replace(panel("our_duties", duties()), link=lambda row: rights_report.link_of(row["duty"])),
        weekly=tuple(panel("rights_weekly", rights_weekly()) for _ in lines),
        records=number("contact_rules", "customers", 310, n=500, numerator=310, denominator=500),
    )


def rules() -> pd.DataFrame:
    """Seven rules: one of few tickets, one that the source lacks, one without a known difference."""
    count = len(tables.CUSTOMER_RULES)
    able = np.array([1200, 1200, 1190, 1000, 8, 0, 300])
    broken = np.array([40, 12, 33, 21, 3, 0, 30])
    return pd.DataFrame(
        {
            "customer_rule": tables.CUSTOMER_RULES,
            "broken_count": broken,
            "able_count": able,
            "possible_count": [0, 5, 0, 0, 0, 0, 0],
            "broken_percent": [
                None if not whole else 100 * part / whole for part, whole in zip(broken, able, strict=True)
            ],
            "trend": [(3.0, 2.5, 4.1)] * 5 + [()] + [(9.0, 11.0)],
            "is_small": able == 8,
            "absent": [*[None] * 5, "messages", None],
            "difference_working_seconds": [3600.0, 1800.0, -7200.0, 9000.0, 600.0, None, None],
            "low_working_seconds": [1200.0, -1800.0, -9000.0, 7000.0, 0.0, None, None],
            "high_working_seconds": [5000.0, 4000.0, -3000.0, 12000.0, 900.0, None, None],
            "known_count": pd.Series([38, 12, 30, 20, 3, None, None], index=range(count)),
        }
    )


def duties() -> pd.DataFrame:
    judged, kept = np.array([1500, 1000, 350, 160, 9, 1000]), np.array([1400, 980, 270, 131, 5, 310])
    return pd.DataFrame(
        {
            "duty": list(rights_report.DUTIES),
            "duty_missed_count": judged - kept,
            "duty_kept_count": kept,
            "duty_judged_count": judged,
            "duty_percent": 100 * kept / judged,
            "trend": [(91.0, 93.0)] * 3 + [()] + [(50.0,)] * 2,
            "is_small": judged < 10,
            "absent": None,
        }
    )


def rights_weekly() -> pd.DataFrame:
    whole = np.array([40, 44, 8, 51])
    return pd.DataFrame(
        {
            "week": pd.date_range("2026-10-26", periods=4, freq="7D").date,
            "part_count": [2, 3, 1, 2],
            "whole_count": whole,
            "share_percent": 100 * np.array([2, 3, 1, 2]) / whole,
            "is_small": whole < 10,
            "is_complete": [True, True, True, False],
        }
    )


def without_duplicates() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "is_without": [False, True],
            "opened_count": [1200, 1160],
            "closed_count": [1100, 1070],
            "answerable_count": [1000, 970],
            "response_working_seconds": [7200, 7000],
            "solved_count": [1090, 1060],
            "reopened_count": [50, 45],
            "reopened_percent": [4.6, 4.2],
        }
    )


def line_examples(line: str = "shouting", is_possible: bool = False) -> Panel:
    """Two tickets of a line; the words of the first are markup, those of the second a formula."""
    frame = order(2)[["source", "ticket_id", "number", "subject", "customer_name", "department", "channel"]]
    words = {"rule_words": ["NADA FUNCIONA <b>AQUI</b> *JÁ*", "=HYPERLINK(1)"], "measure": [0.93, 3.0]}
    more = {"customer_rule": line, "related_number": "1001", "contact_name": ["Zoé <i>da Silva</i>", None]}
    found = frame.assign(total_count=2, occurred_at=AS_OF, **words, **more)
    return panel("possible_examples" if is_possible else "line_examples", found)


def repeat_customers() -> SimpleNamespace:
    counts = {column: [2, 0] for column in repeat_report.BY_RULE.values()}
    frame = pd.DataFrame(
        {
            "source": "demo",
            "customer_id": ["c1", "c2"],
            "customer_name": ["D'Ávila <b>&</b> *Filhos*", None],
            "ticket_count": [40, 21],
            "hit_count": [14, 3],
            "hits_per_hundred": [35.0, 14.3],
            "is_small": [False, True],
            **counts,
        }
    )
    return SimpleNamespace(
        customers=panel("repeat_customers", frame, "customer_id"),
        resellers=panel("repeat_resellers", frame.iloc[0:0]),
    )


def reasons() -> SimpleNamespace:
    frame = pd.DataFrame(
        {
            "contact_reason": ["payment", "server", "other"],
            "ticket_count": [300, 200, 4],
            "share_percent": [59.5, 39.7, 0.8],
            "response_working_seconds": [3600.0, 7200.0, None],
            "resolution_working_seconds": [7200.0, 90000.0, None],
            "again_count": [30, 10, 0],
            "again_able_count": [280, 190, 0],
            "again_percent": [10.7, 5.3, None],
            "solved_count": [290, 180, 4],
            "one_touch_count": [250, 20, 1],
            "one_touch_percent": [86.2, 11.1, 25.0],
            "corrected_count": [3, 0, 0],
        }
    )
    by_channel = pd.DataFrame(
        {
            "contact_reason": ["payment", "payment", "server"],
            "channel": ["email", None, "chat"],
            "ticket_count": [250, 50, 9],
        }
    )
    return SimpleNamespace(
        reasons=panel("contact_reasons", frame, "contact_reason"),
        channels=panel("reason_channels", by_channel, "contact_reason"),
        articles=panel("articles", frame.head(1), "contact_reason"),
    )


def ombudsman() -> SimpleNamespace:
    groups = {
        "due_band": ["overdue", "due_3", "due_later"],
        "age_band": ["days_3", "days_10", "days_more"],
        "case_type": ["complaint", "praise", "denunciation"],
        "case_finding": ["founded", "unfounded"],
        "case_outcome": ["resolved", "not_asked"],
    }
    by = {
        name: panel(key, pd.DataFrame({name: groups[name], "case_count": range(len(groups[name]), 0, -1)}))
        for key, name in (
            ("cases_by_due", "due_band"),
            ("cases_by_age", "age_band"),
            ("cases_by_type", "case_type"),
            ("cases_by_finding", "case_finding"),
            ("cases_by_outcome", "case_outcome"),
        )
    }
    reasons = {"case_area": "Suporte", "case_type": "complaint", "category": "E-mail", "case_count": 3}
    return SimpleNamespace(
        open=number("cases_open", "cases", 6, n=6),
        overdue=number("cases_overdue", "cases", 3, n=6),
        area_late=number("cases_area_late", "cases", 1, n=2),
        in_time=number("cases_in_time", "percent", 75.0, n=4, numerator=3, denominator=4),
        answer_time=number("case_answer_time", "calendar_seconds", 6 * 86400, n=12),
        carried_out=number("recommendations", "percent", 50.0, n=2, numerator=1, denominator=2),
        by_due=by["due_band"],
        by_age=by["age_band"],
        curve=panel("case_answer_curve", answer_curve()),
        by_type=by["case_type"],
        by_finding=by["case_finding"],
        by_outcome=by["case_outcome"],
        reasons=panel("case_reasons", pd.DataFrame([{**reasons, "founded_count": 2}])),
    )


def response() -> SimpleNamespace:
    of_all = {"n": 60, "numerator": 55, "denominator": 60}
    return SimpleNamespace(
        response=number("response_median", "working_seconds", 7200, **of_all, low=6000, high=9000),
        response_p90=number("response_p90", "working_seconds", None, **of_all, is_quantile=True),
        resolution=number("resolution_median", "working_seconds", None, **of_all, is_quantile=True),
        resolution_p90=number("resolution_p90", "working_seconds", None, **of_all, is_quantile=True),
        answer_target=number("answer_target", "percent", None),
        one_touch=number("one_touch", "percent", 40.0, n=50, numerator=20, denominator=50, low=27.6, high=53.8),
        reopen_rate=number("reopen_rate", "percent", 4.0, n=50, numerator=2, denominator=50),
        waits_per_ticket=number("waits_per_ticket", "decimal", 1.6, n=50),
        curve=panel("waiting_curve", waiting_curve()),
        groups=panel("response_groups", response_groups(), "group_key"),
        naive=panel("naive_response", naive_response()),
    )


def waiting_curve() -> pd.DataFrame:
    """One curve that comes down to half, and not to one in ten."""
    quantiles = {"median_seconds": 7200, "median_low_seconds": 6000, "median_high_seconds": 9000}
    quantiles |= dict.fromkeys(("p90_seconds", "p90_low_seconds", "p90_high_seconds"), np.nan)
    points = pd.DataFrame(
        {
            "is_mark": [False, False, False, True, True],
            "seconds": [3600.0, 7200.0, 20000.0, 0.0, 10800.0],
            "waiting_share": [0.8, 0.5, 0.3, np.nan, np.nan],
            "low_share": [0.7, 0.4, 0.2, np.nan, np.nan],
            "high_share": [0.9, 0.6, 0.4, np.nan, np.nan],
            "risk_count": [60, 40, 20, 60, 25],
        }
    )
    switches = {"measure": "response", "clock": "working", "dimension": "all"}
    return points.assign(group_key="", place=1, **quantiles, **switches)


def response_groups() -> pd.DataFrame:
    """Two departments, one with few tickets that never came down to half."""
    frame = pd.DataFrame({"group_key": ["Suporte *técnico*", "Financeiro"], "ticket_count": [60, 4]})
    quantiles = {
        f"{name}{edge}_working_seconds": [7200, np.nan] for name in ("median", "p90") for edge in ("", "_low", "_high")
    }
    switches = {"measure": "response", "clock": "working", "dimension": "department"}
    return frame.assign(ended_count=[55, 1], waiting_count=[4, 3], is_small=[False, True], **quantiles, **switches)


def naive_response() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "count_way": ["naive_mean", "naive_median", "naive_working", "ours"],
            "naive_calendar_seconds": [90000, 20000, np.nan, np.nan],
            "naive_working_seconds": [np.nan, np.nan, 6000, 7200],
            "ticket_count": [55, 55, 55, 60],
            "waiting_count": 4,
            "clock": "working",
        }
    )


def response_work() -> SimpleNamespace:
    targets = pd.DataFrame({"department": ["Suporte"], "kept_count": [9], "missed_count": [1], "pending_count": [2]})
    targets = targets.assign(otherwise_count=0, kept_percent=90.0)
    hands = pd.DataFrame({"turn": ["support", "customer", "third_party"], "working_seconds": [40, 50, 10]})
    days = pd.DataFrame({"day": DAYS[:3], "standing_count": [5, 1, 2], "cleared_hour": [10.5, np.nan, np.nan]})
    return SimpleNamespace(
        answer_target=number("answer_target", "percent", None),
        due_target=number("due_target", "percent", 66.6, n=3, numerator=2, denominator=3),
        after_hours=number("after_hours", "percent", 30.0, n=10, numerator=3, denominator=10),
        emergencies=number("after_hours_emergencies", "calendar_seconds", None, n=3, is_quantile=True),
        cleared=number("wave_cleared", "time_of_day", 10.5, n=2, is_quantile=True),
        cleared_p90=number("wave_cleared_p90", "time_of_day", None, n=2, is_quantile=True),
        answer_targets=panel("answer_targets", targets.iloc[0:0]),
        due_targets=panel("due_targets", targets),
        apart=panel(
            "response_apart", response_groups().assign(group_key=["instant", "recorded_afterwards"], dimension="kind")
        ),
        hands=panel("in_our_hands", hands.assign(ticket_count=2, time_percent=[40.0, 50.0, 10.0])),
        wave=panel("morning_wave", days.assign(gone_count=1, is_unfinished=[False, False, True])),
    )


def response_teams() -> SimpleNamespace:
    frame = pd.DataFrame({"group_source": "demo", "group_key": ["a1", None], "group_name": ["Ana", None]})
    counts = {"open_count": 3, "waiting_count": 1, "answered_count": [40, 2], "median_working_seconds": [7200.0, 60.0]}
    ratings = {"rated_count": [12, 3], "csat_percent": [75.0, 100.0], "is_few_answered": [False, True]}
    return SimpleNamespace(teams=panel("team_table", frame.assign(**counts, **ratings, is_few_rated=[False, True])))


def answer_curve() -> pd.DataFrame:
    """Half are answered on the sixth day."""
    return pd.DataFrame(
        {
            "days": [1, 6, 9],
            "answered_percent": [20.0, 50.0, 80.0],
            "low_percent": [5.0, 25.0, 50.0],
            "high_percent": [50.0, 80.0, 95.0],
            "at_risk_count": [12, 8, 4],
        }
    )


def checks() -> pd.DataFrame:
    """One check that found something, and one in order."""
    return pd.DataFrame(
        {
            "source": ["demo", "demo"],
            "check_key": ["orphans", "subsets"],
            "quality_severity": ["doubtful", "ok"],
            "touches": ["response satisfaction", "response"],
            "found_count": [1081, 0],
            "checked_count": [9299, 5822],
            "before_count": [1080, 0],
            "raised_since_at": [AS_OF, pd.NaT],
            "examples": ["slas.csv:3", None],
        }
    )


def findings() -> pd.DataFrame:
    """One check in two versions: it spoke up in the first."""
    return pd.DataFrame(
        {
            "source": ["demo", "demo"],
            "check_key": ["orphans", "orphans"],
            "quality_severity": ["doubtful", "doubtful"],
            "stamp": ["a", "b"],
            "checked_at": [AS_OF - timedelta(days=1), AS_OF],
            "found_count": [1081, 20],
            "checked_count": [9299, 9299],
            "is_raised": [True, False],
        }
    )


def data() -> SimpleNamespace:
    sources = pd.DataFrame(
        {
            "source": ["demo"],
            "kind": ["canonical"],
            "exported_at": [AS_OF],
            "imported_at": [AS_OF],
            "ticket_count": [5849],
            "has_messages": [True],
            "has_status_history": [True],
            "has_feedback": [False],
        }
    )
    files = pd.DataFrame(
        {
            "source": ["demo"],
            "file": ["tickets.csv"],
            "raw_table": ["tickets"],
            "read_count": [100],
            "used_count": [97],
            "repeated_count": [1],
            "superseded_count": [0],
            "rejected_count": [2],
        }
    )
    rejects = pd.DataFrame(
        {
            "source": ["demo"],
            "file": ["tickets.csv"],
            "rule": ["closed-before-opened"],
            "row_count": [2],
            "first_row_number": [17],
            "example": ["2026-01-01"],
        }
    )
    hidden = pd.DataFrame(
        {"source": ["demo"], "imported_at": [AS_OF], "secret_kind": ["password"], "secret_count": [12]}
    )
    dropped = pd.DataFrame(
        {
            "source": ["demo"],
            "dropped_thing": ["ticket"],
            "dropped_why": ["retention"],
            "dropped_count": [40],
            "dropped_at": [AS_OF],
        }
    )
    return SimpleNamespace(
        sources=panel("sources", sources),
        files=panel("files", files),
        rejects=panel("rejects", rejects),
        statuses=panel("statuses", by_state().assign(source="demo", raw_status=["Open", "Pending", "Hold"])),
        unknown_statuses=panel("unknown_statuses", pd.DataFrame({"source": [], "raw_status": [], "ticket_count": []})),
        quality=panel("quality", checks()),
        quality_trend=panel("quality_trend", findings()),
        warnings=panel("warnings", pd.DataFrame({"source": [], "rule": [], "cell_count": []})),
        hidden_secrets=panel("hidden_secrets", hidden),
        no_longer_kept=panel("no_longer_kept", dropped),
    )


def stalled(count: int = 7) -> pd.DataFrame:
    """Rows of a list of tickets left open, with everything in it that a customer could have written."""
    more = {
        "contact_name": "Maria das Dores",
        "next_step": "answer",
        "silent_working_seconds": [90000 - place for place in range(count)],
        "silent_since_at": AS_OF,
        "opened_at": AS_OF,
        "state": "new",
        "turn": "support",
        "last_words": "Cadê? *urgente* <script>alert(1)</script> [x](http://evil)",
        "last_words_by": "customer",
        "closing_at": pd.NaT,
        "closing_reason": None,
        "closing_phrase": None,
        "is_closing_right": None,
        "flagged_at": AS_OF,
        "flagged_by": "Ana",
        "snoozed_until_day": None,
        "assigned_agent_name": None,
        "reminded_at": pd.NaT,
        "close_asked_at": pd.NaT,
        "note_count": 2,
        "last_note": "ligar",
    }
    return order(count).drop(columns=["place", "department_place"]).assign(**more)


def silence_bands() -> pd.DataFrame:
    return pd.DataFrame({"band": [0, 1, 2, 3], "open_count": [70, 25, 9, 4]})


def stalled_by_department() -> pd.DataFrame:
    return pd.DataFrame(
        {"department": [*DEPARTMENTS[:2], None], "stalled_count": [14, 6, 1], "open_count": [40, 60, 3]}
    )


def stalled_over_time() -> pd.DataFrame:
    parts = [
        pd.DataFrame({"day": DAYS, "stalled_list": name, "stalled_count": base + (np.arange(len(DAYS)) * 3) % 11})
        for name, base in (("ours", 20), ("theirs", 45), ("check", 1))
    ]
    return pd.concat(parts, ignore_index=True)


def stock(days: pd.DatetimeIndex = DAYS) -> pd.DataFrame:
    wave = np.arange(len(days))
    return pd.DataFrame(
        {
            "day": days,
            "open_count": 230 + (wave * 7) % 40,
            "queue_count": 100 + (wave * 5) % 30,
            "opened_count": 60 + (wave * 3) % 25,
            "closed_count": 55 + (wave * 4) % 30,
            "reopened_count": wave % 3,
        }
    )


def arrivals() -> pd.DataFrame:
    cells = [(weekday, hour) for weekday in range(1, 8) for hour in range(24)]
    frame = pd.DataFrame(cells, columns=["weekday", "hour"])
    busy = frame["hour"].between(9, 17) & (frame["weekday"] < 6)
    return frame.assign(opened_count=np.where(busy, 30 - abs(frame["hour"] - 10) * 2, 2), day_count=4)


def attention() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "kind": ["stalled_support", "customer_waits", "unknown_status"],
            "ticket_count": [3, 20, 5],
            "oldest_working_seconds": [300000, 90000, 40000],
        }
    )


def by_department() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "department": DEPARTMENTS,
            "queue_count": [61, 12, 35],
            "oldest_working_seconds": [140000, 30000, 98000],
            "median_working_seconds": [9000, 5000, 20000],
        }
    )


def bands() -> pd.DataFrame:
    return pd.DataFrame({"band": [0, 1, 2, 3], "queue_count": [70, 25, 9, 4]})


def by_turn() -> pd.DataFrame:
    return pd.DataFrame(
        {"turn": ["support", "customer", "third_party", "finished", "unknown"], "ticket_count": [108, 90, 11, 30, 7]}
    )


def queue_over_time() -> pd.DataFrame:
    parts = [
        pd.DataFrame({"day": DAYS, "department": name, "queue_count": base + (np.arange(len(DAYS)) * 5) % 17})
        for name, base in zip(DEPARTMENTS, (50, 10, 30), strict=True)
    ]
    return pd.concat(parts, ignore_index=True)


def flow() -> pd.DataFrame:
    hours = np.arange(8, 19)
    worked = pd.DataFrame(
        {"hour": hours, "arrived_count": 120 - hours * 4, "departed_count": 60 + hours * 3, "working_day_count": 20}
    )
    outside = {"hour": None, "arrived_count": 70, "departed_count": 4, "working_day_count": 20}
    return pd.concat([worked, pd.DataFrame([outside])], ignore_index=True).astype({"hour": "Int64"})


def order(count: int) -> pd.DataFrame:
    place = np.arange(1, count + 1)
    return pd.DataFrame(
        {
            "place": place,
            "department_place": place // 3 + 1,
            "source": "demo",
            "ticket_id": [f"t{one}" for one in place],
            "number": [f"{100000 + one}" for one in place],
            "subject": ["Site fora do ar *urgente* <b>&</b>"] * count,
            "customer_name": ["D'Ávila & Filhos"] * count,
            "department": [DEPARTMENTS[one % 3] for one in place],
            "channel": "email",
            "agent_name": [None, "Ana"] * (count // 2) + [None] * (count % 2),
            "waiting_since_at": [AS_OF - timedelta(hours=int(count - one)) for one in place],
            "waiting_working_seconds": (count - place) * 3000,
            "turn_rule": "customer_last",
        }
    )


def tickets(count: int = 3) -> Panel:
    frame = order(count).drop(columns=["place", "department_place"])
    more = frame.assign(support_level="1", state="new", raw_status="Novo", turn="support", opened_at=AS_OF)
    return panel("tickets", more)


def by_state() -> pd.DataFrame:
    opened = [pd.Timestamp("2026-09-01T12:00Z")] * 3
    return pd.DataFrame(
        {"state": ["new", "waiting_customer", "on_hold"], "ticket_count": [150, 85, 11], "oldest_opened_at": opened}
    )


def states_over_time() -> pd.DataFrame:
    parts = [
        pd.DataFrame({"day": DAYS, "state": state, "ticket_count": base + (np.arange(len(DAYS)) * 3) % 11})
        for state, base in (("new", 140), ("waiting_customer", 80), ("on_hold", 9))
    ]
    return pd.concat(parts, ignore_index=True)


def time_in_state() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "state": ["new", "waiting_customer", "on_hold"],
            "spell_count": [900, 640, 30],
            "median_working_seconds": [9000, 70000, None],
            "p90_working_seconds": [40000, 200000, None],
        }
    )


def choices() -> dict[str, dict[str, str]]:
    agents = {"a1": "Ana", "a2": "Bruno"}
    return {
        "sources": {"demo": "demo"},
        "departments": {name: name for name in DEPARTMENTS},
        "channels": {"email": "E-mail", "chat": "Chat"},
        "levels": {"1": "1"},
        "agents": agents,
        "customers": {f"c{one}": f"Cliente {one}" for one in range(200)},
    }


def changed(report: SimpleNamespace, change: Callable) -> SimpleNamespace:
    """The report with every part put through ``change``."""

    def turned(part: object) -> object:
        if isinstance(part, tuple):
            return tuple(turned(one) for one in part)
        return change(part) if isinstance(part, Number | Panel) else part

    return SimpleNamespace(**{name: turned(part) for name, part in vars(report).items()})


def parts(report: SimpleNamespace) -> list[Number | Panel]:
    """The numbers and panels of a report."""
    return [part for part in vars(report).values() if isinstance(part, Number | Panel)]


def changed_part(part: Panel, change: Callable) -> Panel:
    """One panel put through ``change``."""
    return change(part)


def failed(part: Number | Panel) -> Number | Panel:
    """The part as it is when its query fails."""
    values = {"value": None, "trend": ()} if isinstance(part, Number) else {"frame": pd.DataFrame()}
    return replace(part, error=BROKEN, n=None, **values)


def absent(part: Number | Panel) -> Number | Panel:
    """The part as it is when no source brings what it needs."""
    values = {"value": None, "trend": ()} if isinstance(part, Number) else {"frame": pd.DataFrame()}
    return replace(part, absent="messages", n=None, **values)


def empty(part: Number | Panel) -> Number | Panel:
    """The part as it is when the filter selects nothing."""
    if isinstance(part, Number):
        return replace(part, value=None, n=None, before=None, numerator=None, denominator=None, trend=(), target=None)
    return replace(part, frame=part.frame.iloc[0:0], n=None)
