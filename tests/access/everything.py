"""All that reaches the browser from a page: elements, tables, figures, title, address, and the files it offers."""

from collections.abc import Callable

import pandas as pd
import pytest
import streamlit as st
from google.protobuf.text_format import MessageToString
from streamlit.testing.v1 import AppTest

EXPORTS: list[tuple[str, Callable[[], bytes]]] = []
"""Key and maker of the files of the page drawn last; they are made without a session, as for a browser."""


def record_exports(monkeypatch: pytest.MonkeyPatch) -> None:
    """From here on the files that pages offer are kept, to be made without a click."""
    offer = st.download_button

    def offered(label: str, data: Callable[[], bytes], *more: object, **others: object) -> bool:
        EXPORTS.append((str(others["key"]), data))
        return offer(label, data, *more, **others)

    monkeypatch.setattr(st, "download_button", offered)


def on_screen(app: AppTest) -> str:
    """The page and its address: whatever an element says, shows, hides in its help or carries along."""
    address = [f"{name}={value}" for name, value in app.query_params.items()]
    return "\n".join([*address, *(_told(node) for node in app._tree)])


def in_files() -> str:
    """The readable files that the page drawn last offers."""
    made = [make() for _, make in EXPORTS]
    return "\n".join(one.decode("utf-8-sig") for one in made if not one.startswith(b"PK"))


def _told(node: object) -> str:
    proto = getattr(node, "proto", None)
    told = MessageToString(proto, as_utf8=True) if hasattr(proto, "DESCRIPTOR") else ""
    value = getattr(node, "value", None) if hasattr(node, "value") else None
    return f"{told}\n{value.to_csv()}" if isinstance(value, pd.DataFrame) else f"{told}\n{value or ''}"
