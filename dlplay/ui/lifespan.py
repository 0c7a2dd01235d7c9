"""What happens once: when the server starts, and when a page's script breaks."""

import gc
import importlib
import logging
from contextlib import asynccontextmanager

import streamlit as st

from dlplay.assets import AssetError
from dlplay.digits import network
from dlplay.ui.language import t

# What the first visitor would otherwise wait for, and what would stay outside the freeze.
PRELOADED = ("pandas", "pyarrow", "dlplay.ui.cache", "dlplay.ui.charts.grids", "dlplay.ui.drawing")


@asynccontextmanager
async def lifespan(app):
    """Import and load what pages need, then exempt all of it from garbage collection; last, end all jobs.

    Streamlit collects after every script run; frozen objects are not walked again, and a rerun stays short.
    """
    for module in PRELOADED:
        importlib.import_module(module)
    try:
        network.load()
    except AssetError as problem:
        logging.getLogger("dlplay").error("%s", problem)  # the page tells its visitors
    gc.collect()
    gc.freeze()
    yield
    importlib.import_module("dlplay.ui.cache").jobs().close()


def report(error: Exception) -> bool:
    """Say in the visitor's language what broke; the traceback goes to the log alone."""
    logging.getLogger("dlplay").error("A page broke", exc_info=error)
    st.error(t("frame.broke"))
    return True
