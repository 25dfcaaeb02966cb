"""The entry: page settings, the navigation the role allows, and the shell around the chosen page."""

import streamlit as st

from dashboard import faults
from dashboard.ui.frame import gate, shell
from dashboard.ui.reader import language, navigation, who
from dashboard.ui.upkeep import first_run

faults.keep_logs_discreet()
st.set_page_config(page_icon="📥", layout="wide", initial_sidebar_state=240)
shell.style()
spoken = language.settle()
page = st.navigation(navigation.pages(who.actor(), spoken))
gate.pass_or_stop()
first_run.ensure_data()
shell.around(page)
shell.run(page)
