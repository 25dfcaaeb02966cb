"""How long it takes: the sentence in words, the switches, and the tables beside the curve."""

from dataclasses import replace

import pandas as pd
import streamlit as st

from dashboard import text
from dashboard.figures import response as figures
from dashboard.reports.base import Number, Panel
from dashboard.reports.filters import Filter
from dashboard.reports.response import CLOCKS, DIMENSIONS, SMALL, ResponseReport, Wanted, offered
from dashboard.reports.response_work import WorkReport
from dashboard.ui.components import filter_bar, switches, tables
from dashboard.ui.reader import address, data
from dashboard.ui.reader.language import current, say
from dashboard.ui.reader.manner import look, manner
from dashboard.ui.wording import formats, plain

MEASURE, CLOCK, GROUP = "measure", "clock", "group"
GROUPS = (
    "response_group", "median_limits", "p90_limits", "ticket_count", "response_ended_count", "resolution_ended_count",
    "still_waiting_count",
)  # fmt: skip
NAIVE = ("count_way", "naive_calendar_seconds", "naive_working_seconds", "ticket_count")


def wanted(chosen: Filter) -> Wanted:
    """What the switches in the address stand on; a measure that no source brings is not offered."""
    measures = offered(data.store(), chosen)
    return Wanted(
        switches.chosen(MEASURE, measures), switches.chosen(CLOCK, CLOCKS), switches.chosen(GROUP, DIMENSIONS)
    )


def choose(chosen: Filter) -> None:
    """First response or solution, working or calendar time, and by what it is grouped."""
    with st.container(horizontal=True, gap="small", key="response-switches"):
        # A single choice stays on screen: it says what the curve is about.
        measures = offered(data.store(), chosen)
        switches.show(MEASURE, measures, "response_measure.label", lambda one: say(f"response_measure.{one}"))
        switches.show(CLOCK, CLOCKS, "response_clock.label", lambda one: say(f"response_clock.{one}"))
        switches.select(GROUP, DIMENSIONS, "response_by.label", lambda one: say(f"response_by.{one}"))


# ---------------------------------------------------------------- the sentence
def sentence(report: ResponseReport, chosen: Filter) -> None:
    """How long it takes, as one would tell a customer; that it is no promise stands with it."""
    parts = [part for part in (_answered(report, chosen), _solved(report, chosen)) if part]
    if not parts:
        return
    told = say(f"ui.response.told_{len(parts)}", **dict(zip(("first", "second"), parts, strict=False)))
    words = [say("ui.response.sentence", period=_period(chosen), told=told), say("ui.response.no_promise")]
    count = report.resolution.n or 0
    if count < SMALL:
        words.append(say("ui.response.few", count=count))
    with st.container(border=True, key="response-sentence"):
        st.markdown(f"**{words[0]}** {' '.join(words[1:])}")


def _answered(report: ResponseReport, chosen: Filter) -> str:
    return _part(report.response, "response", _scope(chosen))


def _solved(report: ResponseReport, chosen: Filter) -> str:
    has_scope = not _answered(report, chosen)
    return _part(report.resolution, "resolution_alone" if has_scope else "resolution", _scope(chosen))


def _part(number: Number, key: str, scope: str) -> str:
    if number.error or number.absent or not number.n:
        return ""
    ending = "open" if number.value is None else "reached"
    return say(f"ui.response.{key}_{ending}", scope=scope, time=formats.amount(number.value, number.unit, manner()))


def _scope(chosen: Filter) -> str:
    if not chosen.departments:
        return ""
    names = plain.markdown(", ".join(chosen.departments))
    return say("ui.response.scope", departments=names)


def _period(chosen: Filter) -> str:
    if not address.first("start") and not address.first("end"):
        return say(f"ui.response.period_{filter_bar.preset()}")
    language = current()
    days = {"start": text.day(chosen.start, language), "end": text.day(chosen.end, language)}
    name = {(True, True): "between", (True, False): "since", (False, True): "until"}[
        bool(chosen.start), bool(chosen.end)
    ]
    return say(f"ui.response.period_{name}", **days)


# ---------------------------------------------------------------- numbers, curve, tables
def decisive(report: ResponseReport) -> list[Number]:
    """The numbers of the first row."""
    rest = [report.one_touch, report.reopen_rate, report.waits_per_ticket]
    return [report.response, report.resolution, *_set(report.answer_target), *rest]


def work(report: WorkReport) -> list[Number]:
    """The numbers of what it took."""
    rest = [report.due_target, report.after_hours, report.emergencies, report.cleared]
    return [*_set(report.answer_target), *rest]


def _set(target: Number) -> list[Number]:
    """A target that nobody set is no number; the place of its table says how to set one."""
    is_set = bool(data.store().settings.targets.answers)
    return [target] if is_set or target.error or target.absent else []


def groups(panel: Panel, chosen: Filter) -> None:
    """The groups of the curve, each with its quantiles and their limits."""
    tables.show(_grouped(panel), GROUPS, chosen, rows_shown=8)


def _grouped(panel: Panel) -> Panel:
    if panel.state != "loaded":
        return panel
    rows = panel.frame
    few = say("ui.response.few_mark")
    names = [figures.group_name(row.dimension, row.group_key, current()) for row in rows.itertuples()]
    said = [f"{name} · {few}" if small else name for name, small in zip(names, rows["is_small"], strict=True)]
    limits = {f"{name}_limits": _limits(rows, name) for name in figures.QUANTILES}
    counts = {"ended_count": f"{rows['measure'].iloc[0]}_ended_count", "waiting_count": "still_waiting_count"}
    return replace(panel, frame=rows.rename(columns=counts).assign(response_group=said, **limits))


def _limits(rows: pd.DataFrame, name: str) -> list[str]:
    """A quantile with its limits; one that is not reached says so."""
    return [_with_limits(row, name) for row in rows.to_dict("records")]


def _with_limits(row: dict, name: str) -> str:
    value, low, high = (row[f"{name}{edge}_{row['clock']}_seconds"] for edge in ("", "_low", "_high"))
    words = figures.said(value, row["clock"], look())
    if pd.isna(low) and pd.isna(high):
        return words
    edges = {"low": figures.said(low, row["clock"], look()), "high": figures.said(high, row["clock"], look())}
    return say("ui.response.with_limits", value=words, **edges)


def naive(panel: Panel, chosen: Filter) -> None:
    """What other tools show, beside ours; the difference in one sentence."""
    tables.show(panel, NAIVE, chosen)
    if panel.state == "loaded":
        st.caption(_difference(panel.frame.set_index("count_way")))


def _difference(rows: pd.DataFrame) -> str:
    clock = rows["clock"].iloc[0]
    theirs, ours = rows.at["naive_median", "naive_calendar_seconds"], rows.at["ours", f"naive_{clock}_seconds"]
    same_clock = theirs if clock == "calendar" else rows.at["naive_working", "naive_working_seconds"]
    facts = {
        "theirs": figures.said(theirs, "calendar", look()),
        "same": figures.said(same_clock, clock, look()),
        "ours": figures.said(ours, clock, look()),
        "count": int(rows.at["ours", "ticket_count"] - rows.at["naive_median", "ticket_count"]),
    }
    return say(f"ui.response.difference_{clock}", **facts)
