"""The job that writes a trained CNN as a `.keras` file; see `dlplay.digits.cnn.keras_file_request`."""

from typing import Any

import numpy as np

from dlplay.digits.cnn import CnnSettings
from dlplay.jobs.worker import Outcome, Reporter
from dlplay.training.cnn_model import Architecture, build, put
from dlplay.training.keras_file import saved


def train(settings: dict[str, Any], arrays: dict[str, np.ndarray], reporter: Reporter) -> Outcome:
    """Put the weights into a network and save it: `keras_file`, uint8 (n,)."""
    network = build(Architecture.of(CnnSettings(**settings["cnn"])))
    put(network, arrays)
    return Outcome({}, {"keras_file": saved(network)})
