"""The model's own figures, and the network to take home."""

import streamlit as st

from dlplay.assets import MODELS
from dlplay.numbers import plain
from dlplay.ui import cache, frame, own_writer, rooms
from dlplay.ui.language import t
from dlplay.ui.shakespeare.desk import Desk


def show(desk: Desk) -> None:
    """Parameters and held-out loss; the download."""
    if desk.run:
        _own(desk, desk.run)
        return
    facts = cache.char_model_facts(desk.name)
    held_out = facts["held_out"]
    frame.note(
        "shakespeare",
        t(
            f"shakespeare.facts_{desk.kind.name}",
            parameters=f"{facts['parameters']:,}",
            nats=plain(held_out["nats_a_character"], decimals=3),
            bits=plain(held_out["bits_a_character"], decimals=3),
            pairs=plain(facts.get("baselines", {}).get("pairs", 0.0), decimals=3),
        ),
    )
    with st.container(horizontal=True):
        for kind, name in (("keras", desk.file), ("npz", desk.weights_file)):
            st.download_button(
                t(f"shakespeare.download_{kind}"),
                (MODELS / name).read_bytes,
                name,
                icon=":material/download:",
                on_click="ignore",
            )


def _own(desk: Desk, run: own_writer.Run) -> None:
    """Of the visitor's own network; its files are on the page that trained it."""
    st.caption(
        t(
            "shakespeare.facts_own",
            number=run.number,
            text=run.source.title,
            parameters=f"{desk.model.parameters:,}",
            nats=plain(run.facts["held_out"], decimals=3),
        )
    )
    page = next(room.page() for room in rooms.ROOMS if room.name == "train_lstm")
    st.page_link(page, label=t("shakespeare.to_training"), icon=":material/model_training:")
