"""Everything that touches Streamlit: the shell around a page and the components on it. No SQL, no reckoning."""
