"""The three states of everything on screen, and the fourth: not in this source. Never a zero, never a blank."""

import streamlit as st

from dashboard import text
from dashboard.reports.base import Number, Panel
from dashboard.ui.reader import language
from dashboard.ui.reader.language import current, say


def sentence(part: Number | Panel) -> str | None:
    """What stands in the place of a part that is not loaded; ``None`` where it is."""
    if part.error:
        return say("ui.state.failed", problem=language.explain(part.error))
    if part.absent:
        return say("ui.state.absent", what=text.of("capability", part.absent, current()))
    if isinstance(part, Panel) and part.state == "empty":
        key = f"empty.{part.key}"
        return say(key) if text.has(key) else say("ui.state.empty")
    return None


def told(part: Number | Panel) -> bool:
    """Say the state in the part's place; False where the part is loaded and can be shown."""
    said = sentence(part)
    if said is None:
        return False
    if part.error:
        st.error(said, icon=":material/error:")
    else:
        st.info(said, icon=":material/info:")
    return True


def outcome(has_worked: bool, words: str) -> None:
    """What an act came to."""
    if has_worked:
        st.success(words, icon=":material/check_circle:")
    else:
        st.error(words, icon=":material/error:")
