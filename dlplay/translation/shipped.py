"""The translator that ships. Keras trained it: `python -m dlplay.training translation`."""

from functools import cache

import numpy as np

from dlplay.assets import MODELS, load_arrays
from dlplay.translation.network import SHAPES

FILE, FACTS = MODELS / "translation.npz", MODELS / "translation.json"
REBUILD = "python -m dlplay.training translation"


@cache
def load() -> dict[str, np.ndarray]:
    """The weights by the names of `SHAPES`, float32, read once.

    Raises:
        AssetError: if the file is missing or not the recorded one.
    """
    return load_arrays(FILE, SHAPES, REBUILD)
