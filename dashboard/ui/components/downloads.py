"""The download buttons of every table, and what is exported: exact values, the filter and how fresh they are."""

import re
import unicodedata
from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any, NamedTuple

import pandas as pd
import streamlit as st

from dashboard import text
from dashboard.actions import audit
from dashboard.reports import masking
from dashboard.reports.base import Panel
from dashboard.reports.filters import Filter
from dashboard.text.cells import guarded
from dashboard.ui.components import filter_bar
from dashboard.ui.reader import data, who
from dashboard.ui.reader.language import say
from dashboard.ui.reader.manner import manner
from dashboard.ui.wording import files, formats
from dashboard.ui.wording.files import Sheet
from dashboard.ui.wording.formats import Manner

Write = Callable[[Sheet, str], bytes]


class Way(NamedTuple):
    """A kind of file in which a table can be taken away."""

    label: str
    extension: str
    mime: str
    write: Write


CSV = Way("CSV", "csv", "text/csv", files.as_csv)
EXCEL = Way("Excel", "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", files.as_excel)
WAYS = (CSV, EXCEL)
NAME_LENGTH = 90
"""So much of the filter goes into a file's name; period and people come first."""


def row(panel: Panel, chosen: Filter, everything: Callable[[], Panel] | None = None, place: str = "") -> None:
    """The two download buttons; files are made when one is clicked. ``everything`` fetches rows beyond those shown.

    ``place`` tells apart the buttons of one table that stand in two places of a page.
    """
    if "ticket_id" in panel.frame and not who.actor().may("tickets.export"):
        return
    said, sentence, present, source = manner(), filter_bar.sentence(chosen), who.actor(), data.store()
    name = file_name(panel.key, chosen)

    is_exempt = masking.is_exempt(panel.query) or present.may("contacts.reveal")

    def made(kind: str, write: Write) -> bytes:
        # No session is at hand here: the file is made when the browser fetches it.
        listed = everything() if everything else panel
        whole = listed if is_exempt else masking.hide(listed)
        audit.noted(source, present, f"export.{kind}", panel.key, rows=len(whole.frame), version=source.info.stamp)
        return write(exported(whole, sentence, said, chosen.as_of), said.language)

    with st.container(horizontal=True, gap="small", key=f"downloads.{place}{panel.key}", width="content"):
        for way in WAYS:
            button(way, made, name, key=f"download.{place}{way.extension}.{panel.key}", about="ui.download.help")


def button(way: Way, made: Callable[[str, Write], bytes], name: str, *, key: str, about: str) -> None:
    """One download button; ``made`` is called when the browser fetches the file. ``about`` is the help's key."""
    st.download_button(
        way.label,
        partial(made, way.extension, way.write),
        f"{name}.{way.extension}",
        way.mime,
        key=key,
        on_click="ignore",
        type="tertiary",
        icon=":material/download:",
        help=say(about, kind=way.label),
    )


def exported(panel: Panel, sentence: str, said: Manner, as_of: datetime | None = None) -> Sheet:
    """The panel's rows with exact values: durations in seconds, moments on the company's clock.

    ``as_of`` is the moment the filter looks from, where it is not the data's own.
    """
    source = data.store()

    def tell(key: str) -> str:
        # The reader's language as it was when the button was drawn: the file is made without a session.
        return text.say(key, said.language)

    columns = [column for column in panel.frame if text.has(f"column.{column}")]
    about = [
        (tell("ui.export.table"), tell(f"metric.{panel.key}.title")),
        (tell("ui.export.filter"), sentence),
        (tell("ui.export.as_of"), text.moment(as_of or source.as_of, said.zone, said.language)),
        (tell("ui.export.version"), source.info.stamp),
        (tell("ui.export.rows"), text.number(len(panel.frame), said.language)),
    ]
    values = [panel.frame[column].map(_exact(column, said)).tolist() for column in columns]
    rows = [list(cells) for cells in zip(*values, strict=True)]
    return Sheet(tell("ui.export.sheet"), [_heading(column, said) for column in columns], rows, about)


def file_name(key: str, chosen: Filter | None = None) -> str:
    """Table, filter and freshness: the only place where a CSV can say them without becoming harder to read.

    Whoever is filtered by is not named: the whole sentence stands inside the workbook.
    """
    seen = ((chosen and chosen.as_of) or data.store().as_of).astimezone(data.store().info.zone)
    told = [_slug(filter_bar.nameless(chosen))[:NAME_LENGTH]] if chosen else []
    return "_".join([_slug(key), *told, f"{seen:%Y%m%d-%H%M}"])


def _slug(words: str) -> str:
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-zA-Z0-9]+", "-", plain).strip("-").lower()


def _heading(column: str, said: Manner) -> str:
    label = text.say(f"column.{column}", said.language)
    return text.say("ui.export.in_seconds", said.language, label=label) if formats.kind(column) == "duration" else label


def _exact(column: str, said: Manner) -> Callable[[Any], Any]:
    shown, kind = formats.cell(column, said), formats.kind(column)

    def exact(value: Any) -> Any:
        if shown(value) == "–":
            return ""
        if kind in ("duration", "count", "percent", "decimal"):
            return float(value) if float(value) % 1 else int(value)
        if kind == "moment":
            return pd.Timestamp(value).tz_convert(said.zone).tz_localize(None).to_pydatetime()
        if kind == "day":
            return formats.day_of(value)
        # What machines may want to read again stays as it is kept.
        return guarded(value if kind == "told" else shown(value))

    return exact
