"""The panel of code: the lines that do what the page does, in the framework that the visitor reads."""

from typing import NamedTuple

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dlplay.ui import at_home, widget_values
from dlplay.ui.language import t
from dlplay.ui.listing import listing

FRAMEWORK = "framework"  # the visit's choice, the same on all pages
KERAS, TORCH = "Keras", "PyTorch"


class Script(NamedTuple):
    """What a page does, as a script in either framework; both print the same numbers."""

    keras: str
    torch: str


class CodePanel(NamedTuple):
    """The place of the lines below their heading: what follows a slider by itself writes them there."""

    name: str  # of the page
    place: DeltaGenerator

    def show(self, script: Script) -> None:
        """These lines, from now on those that are taken home."""
        source = chosen(script)
        at_home.keep(self.name, source)
        self.place.code(source, language="python")


def chosen(script: Script) -> str:
    """The script in the visitor's framework and language."""
    return listing(script.torch if st.session_state.get(FRAMEWORK) == TORCH else script.keras)


def panel(name: str) -> CodePanel:
    """The heading, the choice of the framework, the way to run it at home; below, the place of the lines."""
    widget_values.expect(FRAMEWORK, lambda one: one in (KERAS, TORCH))
    with _head(t("frame.code")), st.container(horizontal=True, width="content", vertical_alignment="center"):
        st.session_state.setdefault(FRAMEWORK, KERAS)
        st.segmented_control(
            t("frame.framework"),
            (KERAS, TORCH),
            key=FRAMEWORK,
            required=True,
            label_visibility="collapsed",
            persist_state="session",
        )
        at_home.button(name)
    return CodePanel(name, st.empty())


def plain_python(name: str) -> CodePanel:
    """The same where no framework computes anything: Python alone."""
    with _head(t("frame.code_python")):
        at_home.button(name)
    return CodePanel(name, st.empty())


def _head(words: str) -> DeltaGenerator:
    """The heading, and room for what stands at the other end of its line."""
    head = st.container(
        horizontal=True, vertical_alignment="center", horizontal_alignment="distribute", key="code_head"
    )
    head.markdown(f"**{words}**", width="content")
    return head
