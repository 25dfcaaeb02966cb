"""The entry: page settings, the navigation the role allows, and the shell around the chosen page."""

import streamlit as st

from dashboard.ui import first_run, language, navigation, shell, who

st.set_page_config(page_icon="📥", layout="wide", initial_sidebar_state=240)
shell.style()
spoken = language.settle()
page = st.navigation(navigation.pages(who.actor(), spoken))
first_run.ensure_data()
shell.around(page)
shell.run(page)
