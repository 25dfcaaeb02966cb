"""How a value is put into words, cells and files: pure functions. Nothing here knows Streamlit, session or store."""
