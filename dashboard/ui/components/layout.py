"""Panels side by side, one above the other on a narrow screen."""

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st
from streamlit.delta_generator import DeltaGenerator


@contextmanager
def beside(key: str, wide_first: bool = False, count: int = 2) -> Iterator[list[DeltaGenerator]]:
    """Columns of one height, two unless said otherwise; ``wide_first`` gives the first of two three parts of five."""
    with st.container(key=f"beside-{key}"):
        yield list(st.columns([3, 2] if wide_first else count, gap="small"))
