"""A network that was taken home comes back: the place for its file, on the page where it was trained."""

from collections.abc import Callable

import streamlit as st

from dlplay.ui import metrics
from dlplay.ui.language import t
from dlplay.ui.upload import upload, uploaded


def give_back(page: str, take: Callable[[bytes], None]) -> bool:
    """Draw the place; returns whether the last file was refused, which is told.

    Args:
        take: reads a file and keeps what is in it; raises ValueError for any file but those that the page
            gives away. Then all stays as it was.
    """
    key, state = f"{page}_given", f"{page}:given_refused"

    def given() -> None:
        file, st.session_state[state] = uploaded(key), False
        if file is None:
            return
        try:
            take(file.getvalue())
        except ValueError:
            metrics.refused("file")
            st.session_state[state] = True

    upload(t(f"{page}.give_back"), key, on_change=given)
    refused = st.session_state.get(state, False)
    if refused:
        st.error(t(f"{page}.given_no"), icon=":material/block:")
    return refused
