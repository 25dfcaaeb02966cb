"""One ticket on a page: facts, whose turn and why, what happened in order, the customer, and acting on it."""

from typing import Any

import pandas as pd
import streamlit as st

from dashboard import text
from dashboard.reports import ticket as report
from dashboard.reports.base import Panel
from dashboard.reports.ticket import TicketReport
from dashboard.ui.components import charts, links, paper, states
from dashboard.ui.components.filter_bar import WHOLE
from dashboard.ui.contacts import record_view
from dashboard.ui.frame import page
from dashboard.ui.ombudsman import case_acts, case_opening
from dashboard.ui.reader import address, data, who
from dashboard.ui.reader.language import current, say
from dashboard.ui.reader.manner import manner
from dashboard.ui.tickets import marking, marks, reasons, stalled_list
from dashboard.ui.wording import formats, friendly, plain

FACTS = (
    "customer_name",
    "contact_name",
    "state", "raw_status", "department", "support_level", "agent_name", "channel", "category", "priority",
    "opened_at", "first_response_at", "last_resolved_at", "due_at", "reopened_count", "source",
)  # fmt: skip
WAITS = ("started_at", "waiting_working_seconds", "ending", "turn_rule", "ended_at", "waiting_calendar_seconds")
CONTACTS = ("contact_person", "contact_role", "phone_1", "phone_2", "email", "has_left", "confirmed_at")
OTHERS = ("number", "subject", "state", "opened_at")
OTHERS_SHOWN = 12


def load() -> TicketReport:
    """The ticket that the address names; without one, or with an unknown one, the page ends with a sentence."""
    wanted = address.first("id").strip()
    if not wanted:
        st.info(say("ui.ticket.none_named"), icon=":material/confirmation_number:")
        st.stop()
    found = page.load(_report, (address.first("source").strip(), wanted), record_view.is_masked(), with_desk=True)
    if found is None:
        st.warning(say("ui.ticket.unknown"), icon=":material/search_off:")
        st.stop()
    page.looked("look.ticket", f"ticket {found.summary['source']}/{found.summary['ticket_id']}")
    return found


def _report(store: Any, key: tuple[str, str], is_masked: bool) -> TicketReport | None:
    return report.report(store, *key, is_masked)


def show(found: TicketReport) -> None:
    """Everything of the page below its title."""
    summary = found.summary
    st.header(
        say(
            "ui.ticket.heading",
            number=plain.markdown(summary["number"]),
            subject=plain.markdown(summary["subject"] or say("ui.ticket.no_subject")),
        ),
        anchor=False,
    )
    if not summary["is_in_data"]:
        st.warning(say("ui.ticket.gone"), icon=":material/cloud_off:")
    elif summary["excluded_reason"]:
        reason = text.of("reason", summary["excluded_reason"], current())
        st.warning(say("ui.ticket.excluded", reason=reason), icon=":material/block:")
    if summary["is_in_data"]:
        _facts(found)
    _timeline(found.timeline)
    if summary["is_in_data"]:
        with st.container(border=True, key="panel-ticket_waits", gap="xxsmall"):
            charts.heading(found.waits, WHOLE)
            if not states.told(found.waits):
                st.html(paper.table(found.waits, WAITS))
        _customer(found)
    _acting(summary)


def _facts(found: TicketReport) -> None:
    summary = found.summary
    with st.container(key="beside-ticket"):
        left, right = st.columns(2, gap="small")
        with left, st.container(border=True, key="panel-ticket-turn", gap="xxsmall", height="stretch"):
            st.header(say("ui.ticket.turn_title"), anchor=False)
            for line in _turn(summary):
                st.text(line)
            for name in found.touched:
                st.text("• " + say(f"touched.{name}"))
            if summary["closing_at"] is not None and summary["turn"] == "finished":
                st.text(stalled_list.why_finished(summary))
        with right, st.container(border=True, key="panel-ticket-facts", gap="xxsmall", height="stretch"):
            st.header(say("ui.ticket.facts_title"), anchor=False)
            st.html(_definitions(summary))


def _turn(summary: dict[str, Any]) -> list[str]:
    """Whose turn it is, which rule says so, and for how long."""
    told = manner()
    if not summary["is_open"]:
        state = text.of("state", summary["state"], current())
        return [say("ui.ticket.not_open", state=state), *([marks.said(summary)] if marks.said(summary) else [])]
    facts = {
        "turn": text.of("turn", summary["turn"], current()),
        "rule": text.of("rule", summary["turn_rule"], current()),
        "since": formats.cell("waiting_since_at", told)(summary["waiting_since_at"]),
        "wait": formats.cell("waiting_working_seconds", told)(summary["waiting_working_seconds"]),
        "silence": formats.cell("silent_working_seconds", told)(summary["silent_working_seconds"]),
    }
    lines = [say("ui.ticket.turn", **facts), say("ui.ticket.since", **facts)]
    if summary["silent_working_seconds"] is not None:
        lines.append(say("ui.ticket.silence", **facts))
    if summary["first_response_working_seconds"] is not None:
        first = formats.cell("first_response_working_seconds", told)(summary["first_response_working_seconds"])
        lines.append(say("ui.ticket.first_response", time=first))
    return [*lines, marks.said(summary)] if marks.said(summary) else lines


def _definitions(summary: dict[str, Any]) -> str:
    """Facts as a list of terms; everything in it is escaped."""
    told = manner()
    facts = {
        say(f"column.{name}"): formats.cell(name, told)(summary[name]) for name in FACTS if summary[name] is not None
    }
    facts[say("ui.export.version")] = data.store().info.stamp
    lines = [f"<div><dt>{plain.markup(name)}</dt><dd>{plain.markup(value)}</dd></div>" for name, value in facts.items()]
    return f'<dl class="facts">{"".join(lines)}</dl>'


# ---------------------------------------------------------------- what happened
def _timeline(panel: Panel) -> None:
    with st.container(border=True, key="panel-ticket_timeline", gap="xxsmall"):
        charts.heading(panel, WHOLE)
        if not states.told(panel):
            st.html(f'<ol class="timeline">{"".join(_steps(panel.frame))}</ol>')


def _steps(frame: pd.DataFrame) -> list[str]:
    """One item per event; a turn is said where it changes. Texts are escaped: they are shown and never obeyed."""
    steps, before = [], (None, None)
    for row in frame.astype(object).where(frame.notna(), None).to_dict("records"):
        turn = (row["turn"], row["turn_rule"])
        steps.append(_step(row, turn if turn != before else None))
        before = turn
    return steps


def _step(row: dict[str, Any], turn: tuple | None) -> str:
    told = manner()
    moment = formats.cell("happened_at", told)(row["happened_at"])
    body = f'<p class="said">{plain.markup(row["words"])}</p>' if row["words"] else ""
    if row["attachment_names"]:
        names = ", ".join(str(row["attachment_names"]).split("|"))
        body += f'<p class="small">{plain.markup(say("ui.ticket.attachments", names=names))}</p>'
    if turn is not None:
        body += f'<p class="small turn">→ {plain.markup(_turn_after(*turn))}</p>'
    kind = f"{row['event']} {row['author'] or ''}"
    gap = f'<span class="gap">{plain.markup(_gap(row))}</span>'
    head = f"<time>{plain.markup(moment)}</time> <strong>{plain.markup(_what(row))}</strong> {gap}"
    return f'<li class="{plain.markup(kind)}"><p class="head">{head}</p>{body}</li>'


def _gap(row: dict[str, Any]) -> str:
    """The working time since the event before, and the calendar time where that is another; nothing within a minute."""
    calendar, working = row["calendar_seconds"], row["working_seconds"]
    if calendar is None or calendar < 60:
        return ""
    told = manner()
    facts = {
        "length": formats.cell("working_seconds", told)(working),
        "calendar": formats.cell("calendar_seconds", told)(calendar),
    }
    return say("ui.ticket.gap_calendar" if calendar - working > 3600 else "ui.ticket.gap", **facts)


def _turn_after(turn: str | None, rule: str | None) -> str:
    if turn is None:
        return say("ui.ticket.turn_after_none")
    facts = {"turn": text.of("turn", turn, current()), "rule": text.of("rule", rule, current())}
    return say("ui.ticket.turn_after", **facts)


def _what(row: dict[str, Any]) -> str:
    """The event in a few words: who did what."""
    told = manner()
    kind = text.of("author", row["author"], current()) if row["author"] else ""
    name = who.said(row["author_name"]) if row["author"] == "desk" else row["author_name"] or ""
    author = f"{kind} ({name})" if kind and name else kind or name
    facts = {
        "author": author,
        "person": name,
        "status": row["raw_status"] or "–",
        "state": text.of("state", row["state"], current()),
        "to": ", ".join(str(row[key]) for key in ("department", "support_level", "agent_name") if row[key]) or "–",
        "mark": say(f"mark.{row['mark']}") if row["mark"] else "",
        "day": formats.cell("until_day", told)(row["until_day"]),
        "score": text.number(row["score"], current(), 1),
    }
    key = f"event.{row['event']}"
    if row["event"] == "mark" and row["mark"] in ("snooze", "assign"):
        key = f"event.mark_{row['mark']}"
    if row["event"] == "status" and facts["state"] != row["raw_status"]:
        key = "event.status_means"
    return say(key, **facts)


# ---------------------------------------------------------------- the customer, and acting
def _customer(found: TicketReport) -> None:
    with st.container(border=True, key="panel-ticket_contacts", gap="xxsmall"):
        charts.heading(found.contacts, WHOLE)
        if not states.told(found.contacts):
            st.html(paper.table(found.contacts, CONTACTS))
        for name in found.record:
            st.text("• " + say(f"record_rule.{name}"))
    with st.container(border=True, key="panel-ticket_others", gap="xxsmall"):
        charts.heading(found.others, WHOLE)
        if not states.told(found.others):
            for row in found.others.frame.head(OTHERS_SHOWN).to_dict("records"):
                _other(row)


def _other(row: dict[str, Any]) -> None:
    """A button and no row of a table: a row picked there would stay picked on the ticket that it leads to."""
    told = manner()
    label = " · ".join(formats.cell(column, told)(row[column]) for column in OTHERS)
    key = f"other.{row['source']}.{row['ticket_id']}"
    if st.button(plain.markdown(label), key=key, type="tertiary", icon=":material/confirmation_number:"):
        links.open_ticket(row)


def _acting(summary: dict[str, Any]) -> None:
    """The way into the helpdesk, the text to send, and what can be recorded."""
    where = friendly.helpdesk_address(summary, data.store().settings)
    with st.container(key="ticket-acting", gap="small"):
        if where:
            st.link_button(say("ui.ticket.in_helpdesk"), where, icon=":material/open_in_new:")
        if summary["is_in_data"]:
            case_acts.tell()
            case_opening.button(_brought(summary))
        if summary["turn"] == "finished" and page.may("tickets.flag") and summary["is_closing_right"] is None:
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                st.text(say("ui.stale.review"))
                marking.judge(summary)
        if summary["next_step"]:
            stalled_list.text_to_send(summary)
        if summary["is_in_data"] and not summary["excluded_reason"]:
            reasons.panel(summary["source"], summary["ticket_id"])
        marking.panel([summary], f"{summary['source']}.{summary['ticket_id']}")
        marking.recent(summary["source"], summary["ticket_id"])


def _brought(summary: dict[str, Any]) -> case_opening.Start:
    """What the ombudsman is told of the ticket when it is brought to them."""
    key = (summary["source"], summary["ticket_id"])
    return case_opening.Start(f"ticket.{key[0]}.{key[1]}", ticket=key, customer_name=summary["customer_name"] or "")
