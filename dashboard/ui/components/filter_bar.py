"""The filter bar: the period and the lists, read from the address and written to it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date

import streamlit as st

from dashboard import clock, text
from dashboard.reports import choices as choices_report
from dashboard.reports.filters import LISTS, Filter
from dashboard.ui.components import periods
from dashboard.ui.reader import address, data, unnamed
from dashboard.ui.reader.language import current, say
from dashboard.ui.wording import plain

_PERIOD, _START, _END, _FIND = "filter.period", "filter.start", "filter.end", "filter.find"
WHOLE = Filter()
"""No filter at all: what pages without a filter bar ask for."""
LISTED_CUSTOMERS = 60
"""A select with thousands of names is slow to send and no help to read: a word narrows it first."""


def show(fields: Iterable[str] = LISTS, has_period: bool = True) -> Filter:
    """Draw the bar and the filter's sentence; the result is what the page's report is asked for.

    Without a period (records have none) the filter holds the lists alone; without fields the period alone.
    """
    chosen = read() if has_period else replace(read(), start=None, end=None)
    if not fields:
        chosen = Filter(chosen.start, chosen.end)
    with st.container(horizontal=True, vertical_alignment="center", key="filter-bar", gap="small"):
        if has_period:
            _period(chosen)
        if fields:
            _lists(chosen, tuple(fields))
        if set(address.carried()) - {"lang"}:
            st.button(
                say("ui.filter.clear"), key="filter.clear", type="tertiary", on_click=_clear, icon=":material/close:"
            )
        st.caption(plain.markdown(sentence(chosen, has_period)), width="stretch")
    return chosen


def read() -> Filter:
    """The filter that the address stands for; without dates in it, the usual period."""
    chosen = Filter.from_url(address.values(), data.store().info.zone)
    chosen = replace(chosen, **{name: unnamed.read(name, getattr(chosen, name)) for name in unnamed.PEOPLE})
    if chosen.start or chosen.end:
        return chosen
    start, end = periods.PRESETS[preset()](data.today())
    return replace(chosen, start=start, end=end)


def sentence(chosen: Filter, has_period: bool = True) -> str:
    """The filter in words, as it also stands in every export."""
    known = names() if any(getattr(chosen, name) for name in LISTS) else {}
    return chosen.sentence(current(), known, data.store().info.zone, has_period)


def nameless(chosen: Filter) -> str:
    """The filter for the name of a file, which stands in histories and mails: of people only how many are chosen."""
    period = sentence(Filter(chosen.start, chosen.end))
    people = [
        say(f"filter.counted.{name}", count=len(picked)) for name in unnamed.PEOPLE if (picked := getattr(chosen, name))
    ]
    others = sentence(replace(chosen, as_of=None, customers=(), agents=()), has_period=False)
    return " · ".join(part for part in (period, *people, others) if part)


def names() -> Mapping[str, Mapping[str, str]]:
    """List filter → id → what people call it."""
    known = data.ask(choices_report.choices)
    channels = {one: text.of("channel", label, current()) for one, label in known["channels"].items()}
    return {**known, "channels": channels}


def preset() -> str:
    """The name of the present period, where the address gives no days of its own."""
    asked = address.first("period")
    return asked if asked in periods.PRESETS else periods.usual(clock.now() - data.store().as_of)


def _period(chosen: Filter) -> None:
    is_custom = bool(address.first("start") or address.first("end")) or address.first("period") == periods.CUSTOM
    st.session_state[_PERIOD] = periods.CUSTOM if is_custom else preset()
    st.selectbox(
        say("ui.filter.period"),
        (*periods.PRESETS, periods.CUSTOM),
        key=_PERIOD,
        on_change=_period_changed,
        width=190,
        format_func=lambda name: say(f"ui.period.{name}"),
        filter_mode=None,
        label_visibility="collapsed",
        icon=":material/calendar_today:",
    )
    if is_custom:
        _day(_START, "ui.filter.start", chosen.start)
        _day(_END, "ui.filter.end", chosen.end)


def _day(key: str, label: str, value: date | None) -> None:
    st.session_state[key] = value
    st.date_input(
        say(label),
        value=None,
        key=key,
        on_change=_days_changed,
        width=170,
        label_visibility="collapsed",
        format="DD/MM/YYYY" if current() == "pt-BR" else "YYYY-MM-DD",
    )


def _lists(chosen: Filter, fields: tuple[str, ...]) -> None:
    count = sum(len(getattr(chosen, name)) for name in fields)
    label = say("ui.filter.more", count=count)
    popover = st.popover(label, icon=":material/tune:", key="filter.more", on_change="rerun", type="secondary")
    if not popover.open:
        return
    known = names()
    with popover:
        for name in fields:
            offered = _found_customers() if name == "customers" else known.get(name, {})
            _list(name, getattr(chosen, name), offered)


def _list(name: str, picked: tuple[str, ...], offered: Mapping[str, str]) -> None:
    key = f"filter.{name}"
    options = list(dict.fromkeys((*picked, *offered)))
    labels = {**names().get(name, {}), **offered}
    st.session_state[key] = list(picked)
    st.multiselect(
        say(f"ui.filter.{name}"),
        options,
        key=key,
        on_change=_list_changed(name),
        placeholder=say("ui.filter.all_sources" if name == "sources" else "ui.filter.all"),
        format_func=lambda one: labels.get(one, one) or say("filter.none"),
    )


def _found_customers() -> Mapping[str, str]:
    words = st.text_input(
        say("ui.filter.find_customer"),
        key=_FIND,
        type="search",
        max_chars=80,
        placeholder=say("ui.filter.customer_name"),
    ).strip()
    return data.ask(choices_report.customers, words, LISTED_CUSTOMERS)


def _period_changed() -> None:
    chosen = st.session_state[_PERIOD]
    if chosen != periods.CUSTOM:
        address.change({"period": chosen, "start": None, "end": None, "as_of": None})
        return
    seen = read()
    start = seen.start or data.store().info.first_day
    end = seen.end or data.today()
    address.change({"period": None, "start": start.isoformat(), "end": end.isoformat()})


def _days_changed() -> None:
    days = {"start": st.session_state.get(_START), "end": st.session_state.get(_END)}
    is_open = not any(days.values())
    written = {name: value.isoformat() if value else None for name, value in days.items()}
    address.change({**written, "period": periods.CUSTOM if is_open else None})


def _list_changed(name: str) -> Callable[[], None]:
    def changed() -> None:
        picked = st.session_state[f"filter.{name}"]
        address.change({name: list(map(unnamed.written, picked)) if name in unnamed.PEOPLE else picked})

    return changed


def _clear() -> None:
    address.change(dict.fromkeys(address.CARRIED[1:]))
