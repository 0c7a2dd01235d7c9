r"""Loss surfaces over two weights: famous test functions, and the true loss of a tiny network on data.

Notation: w = (x, y) the two weights, L(w) the loss, g(w) its gradient.

The gradient of a mini-batch of B examples differs from that of all data by noise of a size near
sigma / sqrt(B). A test function has no data, so its noise is drawn: normal with exactly that deviation. The
network has 32 examples, and its mini-batches are real ones, shuffled anew for each epoch.
"""

from dlplay.surfaces.functions import FUNCTIONS
from dlplay.surfaces.network import NETWORK
from dlplay.surfaces.surface import BATCHES, EXAMPLES, Limits, Surface

SURFACES: dict[str, Surface] = {one.name: one for one in (*FUNCTIONS, NETWORK)}

__all__ = ["BATCHES", "EXAMPLES", "SURFACES", "Limits", "Surface"]
