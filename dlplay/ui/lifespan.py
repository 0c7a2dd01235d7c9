"""What happens once: when the server starts, and when a page's script breaks."""

import gc
import importlib
import logging
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

import streamlit as st

from dlplay.assets import AssetError
from dlplay.digits import network
from dlplay.ui import gate
from dlplay.ui.language import t

# What the first visitor would otherwise wait for, and what would stay outside the freeze.
PRELOADED = ("pandas", "pyarrow", "dlplay.ui.cache", "dlplay.ui.charts.grids", "dlplay.ui.drawing")

COLLECT_EVERY = 5.0  # seconds
NEVER = 10**9


@asynccontextmanager
async def lifespan(app: st.App) -> AsyncIterator[None]:
    """Import and load what pages need, then exempt all of it from garbage collection; last, end all jobs."""
    for module in PRELOADED:
        importlib.import_module(module)
    try:
        network.load()
    except AssetError as problem:
        logging.getLogger("dlplay").error("%s", problem)  # the page tells its visitors
    gate.install()
    gc.collect()
    gc.freeze()
    with collecting():
        yield
    importlib.import_module("dlplay.ui.cache").jobs().close()


@contextmanager
def collecting() -> Iterator[None]:
    """Full collections in turns of their own every few seconds, instead of in the middle of a move."""
    young, middle, _ = before = gc.get_threshold()
    gc.set_threshold(young, middle, NEVER)
    over = threading.Event()

    def collect() -> None:
        while not over.wait(COLLECT_EVERY):
            with gate.turn(collecting):
                gc.collect()

    thread = threading.Thread(target=collect, name="dlplay-collect", daemon=True)
    thread.start()
    yield
    over.set()
    thread.join()
    gc.set_threshold(*before)


def report(error: Exception) -> bool:
    """Say in the visitor's language what broke; the traceback goes to the log alone."""
    logging.getLogger("dlplay").error("A page broke", exc_info=error)
    st.error(t("frame.broke"))
    return True
