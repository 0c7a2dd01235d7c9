"""The address bar follows what changes by itself: a reload or a copied link is where the run has come to.

`Experiment.publish` would make each moment of it a step of the Back button.
"""

from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from dlplay.ui.component import component
from dlplay.ui.experiment import Experiment

_bar = component("address", Path(__file__).with_name("address.js"))


def follow(experiment: Experiment[Any]) -> None:
    """Let the address say how the settings stand now; at the end of a tick."""
    if experiment.embedded:
        return
    _bar(data={"query": urlencode(experiment.address())}, key="address", height=1)
