"""Every page that exists: its section, address, file and icon. Navigation and home page follow this list."""

from pathlib import Path
from typing import NamedTuple

import streamlit as st

from dlplay.ui.language import t

ROOT = Path(__file__).parents[2]
PAGES = ROOT / "pages"
PICTURES = ROOT / "assets" / "pictures"


class Room(NamedTuple):
    name: str  # also the address, the catalogue's table, and the picture assets/pictures/<name>.svg
    section: str
    icon: str

    @property
    def file(self) -> Path:
        return PAGES / self.section / f"{self.name}.py"

    def page(self) -> st.Page:
        return st.Page(self.file, title=t(f"{self.name}.title"), url_path=self.name, icon=self.icon)


ROOMS = (
    Room("neuron", "foundations", ":material/hub:"),
    Room("activations", "foundations", ":material/show_chart:"),
    Room("losses", "foundations", ":material/trending_down:"),
    Room("backprop", "foundations", ":material/undo:"),
    Room("optimizers", "foundations", ":material/downhill_skiing:"),
    Room("network", "foundations", ":material/account_tree:"),
    Room("convolution", "vision", ":material/filter_center_focus:"),
    Room("digits", "vision", ":material/draw:"),
    Room("digit_lab", "vision", ":material/biotech:"),
    Room("train_cnn", "vision", ":material/model_training:"),
    Room("shakespeare", "language", ":material/history_edu:"),
    Room("train_lstm", "language", ":material/model_training:"),
    Room("memory", "language", ":material/memory:"),
    Room("sentiment", "applications", ":material/thumbs_up_down:"),
    Room("glossary", "classroom", ":material/dictionary:"),
)


def home() -> st.Page:
    return st.Page(PAGES / "home.py", title=t("home.title"), icon=":material/home:", default=True)


def sections() -> dict[str, list[st.Page]]:
    """The navigation: sections in the order of the course, titles in the session's language."""
    menu = {"": [home()]}
    for room in ROOMS:
        menu.setdefault(t(f"sections.{room.section}"), []).append(room.page())
    return menu
