"""What happens once: when the server starts, and when a page's script breaks."""

import gc
import logging
from contextlib import asynccontextmanager

import streamlit as st

from dlplay.assets import AssetError
from dlplay.digits import network
from dlplay.ui.language import t


@asynccontextmanager
async def lifespan(app):
    """Load the weights, then exempt all that was imported from garbage collection.

    Streamlit collects after every script run; frozen objects are not walked again, and a rerun stays short.
    """
    try:
        network.load()
    except AssetError as problem:
        logging.getLogger("dlplay").error("%s", problem)  # the page tells its visitors
    gc.collect()
    gc.freeze()
    yield


def report(error: Exception) -> bool:
    """Say in the visitor's language what broke; the traceback goes to the log alone."""
    logging.getLogger("dlplay").error("A page broke", exc_info=error)
    st.error(t("frame.broke"))
    return True
