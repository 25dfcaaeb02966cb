"""Everything that touches Streamlit, in rooms: the shared ones below, the subjects above. No SQL, no reckoning."""
