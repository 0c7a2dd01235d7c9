"""The job that writes a character model as a `.keras` file; see `char_training.keras_file_request`."""

from typing import Any

import numpy as np

from dlplay.jobs.worker import Outcome, Reporter
from dlplay.text.model_files import from_arrays
from dlplay.training.char_model import textbook_network
from dlplay.training.keras_file import saved


def train(settings: dict[str, Any], arrays: dict[str, np.ndarray], reporter: Reporter) -> Outcome:
    """Put the weights into the textbook's network and save it: `keras_file`, uint8 (n,)."""
    cell, vocabulary, weights = from_arrays(arrays)
    network = textbook_network(cell, weights[1].shape[0], len(weights) // 3, len(vocabulary))
    network.set_weights(weights)
    return Outcome({}, {"keras_file": saved(network)})
