"""Panels side by side, one above the other on a narrow screen."""

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st
from streamlit.delta_generator import DeltaGenerator


@contextmanager
def beside(key: str, wide_first: bool = False) -> Iterator[list[DeltaGenerator]]:
    """Two columns of one height; ``wide_first`` gives the first three parts of five."""
    with st.container(key=f"beside-{key}"):
        yield list(st.columns([3, 2] if wide_first else 2, gap="small"))
