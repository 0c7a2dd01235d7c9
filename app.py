"""The server: `streamlit run app.py` and `uvicorn app:app` both start it."""

import streamlit as st

from dlplay.ui.lifespan import lifespan, report

app = st.App("dlplay/ui/shell.py", lifespan=lifespan, on_script_error=report)
