"""The main script, run for every visitor and every interaction: language, navigation, page."""

import streamlit as st

from dlplay.ui import class_bar, jobs, language, lesson_view, reconnected, rooms, style, visit

SIDEBAR = 256  # CSS pixels: the longest title of a page fits, and pictures have the rest

language.settle()
lesson_view.settle()
st.set_page_config(page_icon=rooms.PICTURES / "icon.svg", layout="wide", initial_sidebar_state=SIDEBAR)
style.show()
page = st.navigation(rooms.sections(), expanded=True)
with st.sidebar:
    visit.settle()
    class_bar.show(page.url_path)
reconnected.ask()
jobs.keep_alive(page.url_path)
lesson_view.way_out()
page.run()
