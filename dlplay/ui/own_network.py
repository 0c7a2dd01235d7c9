"""The network that this visitor trained on the training page: it reads here as well, and for nobody else."""

from dataclasses import dataclass

import numpy as np
import streamlit as st

from dlplay.digits import Network, Trace
from dlplay.digits.lab import Lab
from dlplay.ui import visit
from dlplay.ui.language import t
from dlplay.ui.rooms import PAGES

PAGE = PAGES / "vision" / "digits.py"
STATE, SWITCH = "digits:own", "digits_network"
SHIPPED, MINE = "shipped", "mine"


@dataclass(frozen=True)
class OwnNetwork:
    """A trained network with the data lab it learned in: where pixels were shuffled, they are here too."""

    number: int  # of its run; 0 for one that was brought back as a file
    network: Network
    lab: Lab

    @property
    def title(self) -> str:
        """What people call it."""
        return t("digits.network_mine", number=self.number) if self.number else t("digits.network_given")

    def __call__(self, picture: np.ndarray) -> Trace:
        """Read a picture, float32 (28, 28) in [0, 1]; or several (n, 28, 28)."""
        return self.network(self.lab.shown(picture.reshape(-1, *picture.shape[-2:])).reshape(picture.shape))


def keep(network: OwnNetwork) -> None:
    """Use this one from now on; in this visit's session alone."""
    visit.keep(STATE, network)
    st.session_state[SWITCH] = MINE


def kept() -> OwnNetwork | None:
    """The visitor's own network, if there is one."""
    return st.session_state.get(STATE)


def chosen() -> OwnNetwork | None:
    """The visitor's own network if it is the one to read."""
    return kept() if st.session_state.get(SWITCH) == MINE else None


def choose() -> None:
    """A switch between the shipped network and the visitor's own, once there is one."""
    if (own := kept()) is None:
        return
    st.session_state.setdefault(SWITCH, MINE)  # of a visit that has come back
    st.segmented_control(
        t("digits.network"),
        (SHIPPED, MINE),
        key=SWITCH,
        required=True,
        format_func=lambda one: own.title if one == MINE else t("digits.network_shipped"),
        persist_state="session",
    )
