"""A network that was taken home comes back: from then on the digit page reads with it."""

import streamlit as st

from dlplay.digits.cnn import read_model_file
from dlplay.ui import own_network
from dlplay.ui.language import t
from dlplay.ui.own_network import OwnNetwork
from dlplay.ui.upload import upload

FILE, REFUSED = "train_cnn_given", "train_cnn:given_refused"


def show() -> None:
    """The place for its file, and what came of it."""
    upload(t("train_cnn.give_back"), FILE, on_change=_take)
    if st.session_state.get(REFUSED):
        st.error(t("train_cnn.given_no"), icon=":material/block:")
    elif (own := own_network.kept()) and not own.number:
        used()


def used() -> None:
    """That the digit page has it, and the way there."""
    st.success(t("train_cnn.used"), icon=":material/check_circle:")
    st.page_link(own_network.PAGE, label=t("train_cnn.to_digits"), icon=":material/draw:")


def _take() -> None:
    """What is no network leaves the one of before."""
    file = st.session_state[FILE]
    st.session_state[REFUSED] = False
    if file is None:
        return
    try:
        network, lab = read_model_file(file.getvalue())
    except ValueError:
        st.session_state[REFUSED] = True
    else:
        own_network.keep(OwnNetwork(0, network, lab))
