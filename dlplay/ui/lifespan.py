"""What happens once: when the server starts, and when a page's script breaks."""

import gc
import importlib
import logging
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

import streamlit as st
from streamlit.errors import FragmentHandledException

from dlplay.ui import (
    component,
    gate,
    health,
    logs,
    metrics,
    reconnected,
    theme,
    undelayed,
    upload_bounds,
    widget_values,
)
from dlplay.ui.language import t

COLLECT_EVERY = 5.0  # seconds
NEVER = 10**9


@asynccontextmanager
async def lifespan(app: st.App) -> AsyncIterator[None]:
    """Answer at once: what pages need is loaded behind the gate meanwhile. At the end, end all jobs."""
    logs.install()
    component.install()
    gate.install()
    reconnected.install()
    theme.install()
    undelayed.install()
    upload_bounds.install()
    widget_values.install()
    with beside_the_pages():
        yield
    importlib.import_module("dlplay.ui.cache").jobs().close()


@contextmanager
def beside_the_pages() -> Iterator[None]:
    """Load; then every few seconds a full collection, in a turn of its own instead of amid a move."""
    young, middle, _ = before = gc.get_threshold()
    gc.set_threshold(young, middle, NEVER)
    over = threading.Event()

    def work() -> None:
        with gate.turn(work), health.STATE.starting():
            # imported here: the server answers before it has numpy
            importlib.import_module("dlplay.ui.loading").load()
        while not over.wait(COLLECT_EVERY):
            with gate.turn(work):
                gc.collect()

    thread = threading.Thread(target=work, name="dlplay-quiet", daemon=True)
    thread.start()
    yield
    over.set()
    thread.join()
    gc.set_threshold(*before)


def report(error: Exception) -> bool:
    """Say in the visitor's language what broke; the traceback goes to the log alone.

    A part that runs alone hands its errors here, past the page around it, which then gets one that says so.
    """
    # imported here: the server answers before it has numpy
    from dlplay.assets import AssetError
    from dlplay.ui import frame

    log = logging.getLogger("dlplay")
    if isinstance(error, AssetError):
        log.error("%s", error)
        frame.missing(error)
    elif not isinstance(error, FragmentHandledException):
        metrics.fault()
        log.error("A page broke", exc_info=error)
        st.error(t("frame.broke"))
    return True
