"""What an upload asks: the files, and how they are to be read where they do not say it themselves."""

from datetime import datetime
from typing import Any

import streamlit as st

from dashboard import clock, text
from dashboard.actions.imports import Wishes
from dashboard.importing.sources import source
from dashboard.jobs.state import Asked
from dashboard.ui.reader import data
from dashboard.ui.reader.language import current, say

TYPES = ("csv", "tsv", "txt", "xlsx", "xls", "xlsb", "ods", "json", "jsonl", "ndjson", "zip", "gz", "parquet")
NAME_LENGTH = 60
CHOICES = "upload.choice"


def files() -> list[Any]:
    """The control that takes files; those it holds."""
    limit = data.store().settings.imports.upload_limit_mb
    given = st.file_uploader(
        say("ui.upload.files"),
        type=list(TYPES),
        accept_multiple_files=True,
        key=f"upload.files.{choice()}",
        max_upload_size=limit,
    )
    # Streamlit says the same in English alone; the style hides that.
    st.caption(say("ui.upload.files_kinds", limit=limit))
    return given


def choice() -> int:
    """Part of the control's key: after an upload the next one begins empty, and the server's memory is free again."""
    return st.session_state.setdefault(CHOICES, 0)


def begin_anew() -> None:
    """Let go of what the control holds."""
    st.session_state[CHOICES] = choice() + 1


def wishes(about: str, before: Asked | None = None) -> None:
    """The fields that say how the files are read; ``before``: what was said the last time."""
    language = current()
    st.selectbox(
        say("ui.upload.source"),
        ("auto", *source.names()),
        index=_place(("auto", *source.names()), before.source if before else "auto"),
        key=f"upload.source.{about}",
        format_func=lambda name: text.of("source_kind", name, language),
    )
    with st.expander(say("ui.upload.more"), icon=":material/tune:"):
        st.text_input(
            say("ui.upload.instance"),
            value=(before.instance or "") if before else "",
            key=f"upload.instance.{about}",
            max_chars=NAME_LENGTH,
            help=say("ui.upload.instance_help"),
        )
        st.datetime_input(
            say("ui.upload.exported_at"),
            value=_local(before.exported_at) if before and before.exported_at else None,
            max_value=_local(clock.now()),
            key=f"upload.exported_at.{about}",
            help=say("ui.upload.exported_at_help"),
        )
        orders = (None, "dmy", "mdy")
        st.selectbox(
            say("ui.upload.date_order"),
            orders,
            index=_place(orders, before.date_order if before else None),
            key=f"upload.date_order.{about}",
            format_func=lambda order: text.say(f"ui.upload.order.{order or 'none'}", language),
        )


def wished(about: str) -> Wishes:
    """What the fields say at this moment."""
    typed = {name: st.session_state.get(f"upload.{name}.{about}") for name in Wishes.__dataclass_fields__}
    return Wishes(typed["source"] or "auto", typed["instance"], typed["exported_at"], typed["date_order"])


def _place(offered: tuple, wanted: Any) -> int:
    return offered.index(wanted) if wanted in offered else 0


def _local(moment: datetime) -> datetime:
    """On the company's clock, as a field shows it."""
    return moment.astimezone(data.store().settings.zone).replace(tzinfo=None)
