"""A network as the bytes of a `.keras` file."""

import tempfile
from pathlib import Path

import numpy as np


def saved(network) -> np.ndarray:
    """The bytes of a network's `.keras` file, uint8 (n,)."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "network.keras"
        network.save(path)
        return np.frombuffer(path.read_bytes(), np.uint8)
