"""The present manner of saying (language, zone, length of a working day) and of drawing (the same, light or dark)."""

import streamlit as st

from dashboard.figures.style import Look
from dashboard.ui.reader import data
from dashboard.ui.reader.language import current
from dashboard.ui.wording.formats import Manner


def manner() -> Manner:
    """How values are said to this reader."""
    source = data.store()
    return Manner(current(), source.info.zone, source.settings.time.working_day_seconds)


def look() -> Look:
    """How figures are drawn for this reader."""
    source = data.store()
    time = source.settings.time
    hours = [edge.hour + edge.minute / 60 for interval in time.intervals for edge in interval]
    return Look(
        language=current(),
        is_dark=st.context.theme.type == "dark",
        working_day_seconds=time.working_day_seconds,
        opening_hour=min(hours),
        closing_hour=max(hours),
        weekdays=tuple(time.weekdays),
        as_of=source.as_of.astimezone(source.info.zone),
    )
