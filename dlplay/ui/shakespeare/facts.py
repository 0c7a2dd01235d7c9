"""The model's own figures, the Keras code of the text on the page, and the network to take home."""

import streamlit as st

from dlplay.assets import MODELS
from dlplay.ui import cache, frame, snippets
from dlplay.ui.language import t
from dlplay.ui.shakespeare.desk import Desk


def show(desk: Desk) -> None:
    """Parameters and held-out loss; the code; the download."""
    facts = cache.char_model_facts(desk.name)
    held_out = facts["held_out"]
    st.caption(
        t(
            "shakespeare.facts",
            parameters=f"{facts['parameters']:,}",
            nats=f"{held_out['nats_a_character']:.3f}",
            bits=f"{held_out['bits_a_character']:.3f}",
        )
    )
    frame.keras_code(snippets.shakespeare(desk))
    file = MODELS / f"shakespeare-{desk.name}.keras"
    st.download_button(
        t("shakespeare.download_keras"),
        file.read_bytes,
        file.name,
        icon=":material/download:",
        on_click="ignore",
    )
