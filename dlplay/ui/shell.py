"""The main script, run for every visitor and every interaction: language, navigation, page."""

import streamlit as st

from dlplay.ui import jobs, language, rooms, visit

language.settle()
st.set_page_config(page_icon=rooms.PICTURES / "icon.svg", layout="wide")
page = st.navigation(rooms.sections(), expanded=True)
with st.sidebar:
    visit.settle()
jobs.keep_alive(page.url_path)
page.run()
