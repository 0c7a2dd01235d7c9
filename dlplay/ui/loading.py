"""What pages need, imported and read once a process.

The server answers before any of it: the first browser loads Streamlit's own files meanwhile.
"""

import gc
import importlib
import logging

from streamlit import delta_generator

from dlplay import locale
from dlplay.assets import AssetError
from dlplay.digits import network

MODULES = (
    "streamlit.emojis",  # where it looks for the icon of a label in Chinese: a large pattern to compile
    "dlplay.ui.cache",
    "dlplay.ui.charts.grids",
    "dlplay.ui.drawing",
    "dlplay.ui.jobs",
)


def load() -> None:
    """Load all of it and exempt it from garbage collection; to be called before any page runs."""
    gc.disable()  # of 170,000 objects that are made here 450 become garbage
    for module in MODULES:
        importlib.import_module(module)
    for language in locale.LANGUAGES:
        locale.catalogue(language)
    try:
        network.load()
    except AssetError as problem:
        logging.getLogger("dlplay").error("%s", problem)  # the page tells its visitors
    # else Streamlit's first element looks at every module's file: is this an interactive shell?
    delta_generator._use_warning_has_been_displayed = True
    gc.freeze()
    gc.enable()
