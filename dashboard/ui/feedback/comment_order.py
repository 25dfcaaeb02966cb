"""The order of comments, the newest or the worst first: the choice stands in the address."""

import streamlit as st

from dashboard.ui.reader import address
from dashboard.ui.reader.language import say

ORDER = "order"
ORDERS = ("newest", "worst")


def choose() -> str:
    """The control; the newest come first unless somebody chose."""
    st.session_state[ORDER] = address.first(ORDER) if address.first(ORDER) in ORDERS else ORDERS[0]
    st.segmented_control(
        say("ui.satisfaction.order"),
        ORDERS,
        key=ORDER,
        required=True,
        format_func=lambda one: say(f"ui.satisfaction.order_{one}"),
        on_change=lambda: address.change(
            {ORDER: st.session_state[ORDER] if st.session_state[ORDER] != ORDERS[0] else None}
        ),
        label_visibility="collapsed",
    )
    return st.session_state[ORDER]
