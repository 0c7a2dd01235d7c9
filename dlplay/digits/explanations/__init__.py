"""What of a picture speaks for a digit: five methods, tests of what they say, and what lies near.

A map says what a method computed about this network, not what is true of the digit: `curves` and
`likeness` put each to the test.
"""

import numpy as np

from dlplay.digits import network as shipped
from dlplay.digits.explanations.methods import METHODS, Method
from dlplay.digits.network import Network
from dlplay.digits.reading import read

__all__ = ["METHODS", "Method", "explain"]


def explain(
    image: np.ndarray, method: str, label: int | None = None, *, network: Network | None = None
) -> np.ndarray:
    """What in a drawing speaks for a digit.

    Everything is said of the logit z_label, before softmax: a probability near 1 hardly moves, and a logit
    does not grow because that of another digit falls.

    Args:
        image: as for `dlplay.digits.classify`, whose 28 x 28 pixels the map is of.
        method: a key of `METHODS`: "gradient", "gradient_x_input", "integrated_gradients", "grad_cam",
            "occlusion".
        label: 0 to 9; the network's answer if not given.
        network: instead of the shipped one.

    Returns:
        (28, 28) float64: above 0 what speaks for the label, below 0 what speaks against it. Logits a unit of
        ink for "gradient", logits for the others; Grad-CAM has no part below 0, and its height is in no unit.

    Raises:
        ValueError: for an image that cannot be read, an unknown method, or a label that is no digit.
        AssetError: if the shipped weights are missing or damaged.
    """
    if method not in METHODS:
        raise ValueError(f"method must be one of {', '.join(METHODS)}, got {method!r}")
    if label is not None and label not in range(10):
        raise ValueError(f"label must be a digit from 0 to 9, got {label!r}")
    network = network or shipped.load()
    picture = read(image)[-1].image
    if label is None:
        label = int(network(picture).probabilities.argmax())
    return METHODS[method].map(network, picture, int(label))
