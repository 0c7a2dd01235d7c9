"""What every page has, in one order: title, promise, language, link; things to try; the code."""

from collections.abc import Callable
from functools import wraps

import streamlit as st

from dlplay.assets import AssetError
from dlplay.ui import language
from dlplay.ui.copy_link import copy_link
from dlplay.ui.language import long_text, t


def header(name: str) -> None:
    """The page's title, the sentence that says what will be seen, the language and the link."""
    with st.container(horizontal=True, vertical_alignment="bottom", horizontal_alignment="distribute"):
        st.title(t(f"{name}.title"), anchor=False, width="content")
        with st.container(horizontal=True, width="content", vertical_alignment="center"):
            language.switch()
            copy_link()
    st.markdown(t(f"{name}.promise"))


def laboratory(function: Callable[[], None]) -> Callable[[], None]:
    """The part of a page that reruns alone; a missing or damaged file stops this part and no other."""

    @wraps(function)
    def guarded() -> None:
        try:
            function()
        except AssetError as problem:
            st.error(t("frame.asset", file=problem.path.name, command=problem.rebuild_command))

    return st.fragment(guarded)


def section(name: str, key: str) -> None:
    """A heading within the page, with one sentence on what it shows."""
    st.subheader(t(f"{name}.{key}_heading"), anchor=False)
    st.caption(t(f"{name}.{key}_intro"))


def try_this(name: str) -> None:
    """Predictions to make before moving a control."""
    with st.container(border=True):
        st.markdown(f"**{t('frame.try_this')}**\n\n{long_text(f'{name}_try')}")


def keras_code(source: str) -> None:
    """The Keras lines that do the same with the current settings."""
    st.markdown(f"**{t('frame.code')}**")
    st.code(source, language="python")
