"""The views of one page, one at a time: the choice stands in the address."""

from collections.abc import Sequence

import streamlit as st

from dashboard.ui.reader import address
from dashboard.ui.reader.language import say

VIEW = "view"


def choose(page_key: str, offered: Sequence[str]) -> str:
    """The control; the first view is the page as it opens."""
    asked = address.first(VIEW)
    st.session_state[VIEW] = asked if asked in offered else offered[0]
    return st.segmented_control(
        say("ui.views"),
        offered,
        key=VIEW,
        required=True,
        format_func=lambda one: say(f"view.{page_key}.{one}"),
        on_change=lambda: address.change(
            {VIEW: st.session_state[VIEW] if st.session_state[VIEW] != offered[0] else None}
        ),
        label_visibility="collapsed",
    )
