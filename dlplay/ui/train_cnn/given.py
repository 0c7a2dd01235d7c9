"""A network that was taken home comes back: from then on the digit page reads with it."""

import streamlit as st

from dlplay.digits.cnn import read_model_file
from dlplay.ui import own_network
from dlplay.ui.given import give_back
from dlplay.ui.language import t
from dlplay.ui.own_network import OwnNetwork


def show() -> None:
    """The place for its file, and what came of it."""
    refused = give_back("train_cnn", _take)
    if not refused and (own := own_network.kept()) and not own.number:
        used()


def used() -> None:
    """That the digit page has it, and the way there."""
    st.success(t("train_cnn.used"), icon=":material/check_circle:")
    st.page_link(own_network.PAGE, label=t("train_cnn.to_digits"), icon=":material/draw:")


def _take(data: bytes) -> None:
    own_network.keep(OwnNetwork(0, *read_model_file(data)))
