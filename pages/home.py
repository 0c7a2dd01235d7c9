"""The front door: what can be tried in one minute."""

from itertools import groupby

import streamlit as st

from dlplay.ui import frame, rooms
from dlplay.ui.language import long_text, query, t

frame.header("home")
st.markdown(long_text("home_minute"))
for section, in_section in groupby(rooms.ROOMS, key=lambda room: room.section):
    st.subheader(t(f"sections.{section}"), anchor=False)
    cards = st.container(key=f"cards_{section}")
    for room in in_section:
        with cards.container(border=True, height="stretch"):
            if picture := room.picture:  # without it the card still leads there
                st.image(picture, width="stretch", alt=t(f"{room.name}.title"))
            st.markdown(f"**{t(f'{room.name}.title')}**")
            st.markdown(t(f"{room.name}.card"))
            st.page_link(
                room.page(), label=t("home.open"), icon=":material/arrow_forward:", query_params=query()
            )
st.caption(t("home.about"))
