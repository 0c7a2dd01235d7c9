"""The script that gives the same answer, and the file that it reads."""

import streamlit as st

from dlplay.translation import Translation, shipped
from dlplay.ui import code_panel
from dlplay.ui.language import t
from dlplay.ui.translation import code


def show(one: Translation, width: int) -> None:
    """The code with the current text, and the weights to download."""
    code_panel.panel("translation").show(code.translate(one, width))
    download()


def download() -> None:
    """The weights that the code reads."""
    st.download_button(
        t("translation.download"),
        shipped.FILE.read_bytes,
        shipped.FILE.name,
        icon=":material/download:",
        on_click="ignore",
    )
