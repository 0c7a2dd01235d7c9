"""The front door: what can be tried in one minute."""

import streamlit as st

from dlplay.ui import frame, rooms
from dlplay.ui.language import long_text, query, t

frame.header("home")
st.markdown(long_text("home_minute"))
for column, room in zip(st.columns(3), rooms.ROOMS, strict=False):
    with column.container(border=True):
        st.image(rooms.PICTURES / f"{room.name}.svg", width="stretch", alt=t(f"{room.name}.title"))
        st.subheader(t(f"{room.name}.title"), anchor=False)
        st.markdown(t(f"{room.name}.card"))
        st.page_link(room.page(), label=t("home.open"), icon=":material/arrow_forward:", query_params=query())
st.caption(t("home.about"))
