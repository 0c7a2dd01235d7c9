"""Reading handwritten digits: a picture of any kind in; a digit, its probability and a verdict out."""

from collections.abc import Callable, Collection
from dataclasses import dataclass

import numpy as np

from dlplay.digits import doubt as _doubt
from dlplay.digits import network as _network
from dlplay.digits.explanations import explain
from dlplay.digits.ink import find_ink, raster
from dlplay.digits.network import Network, Trace
from dlplay.digits.reading import STEPS as SWITCHABLE
from dlplay.digits.reading import Step, magnify, read, turned
from dlplay.digits.verdict import Verdict, judge

__all__ = [
    "SWITCHABLE",
    "Classification",
    "Network",
    "Step",
    "Trace",
    "Verdict",
    "classify",
    "explain",
    "turned",
]


@dataclass(frozen=True)
class Classification:
    """What the network made of a drawing, and how.

    Attributes:
        steps: the reading steps, in order, each with its picture.
        trace: every intermediate of the network.
        verdict: whether the answer can be believed, and if not, why.
    """

    steps: tuple[Step, ...]
    trace: Trace
    verdict: Verdict

    @property
    def label(self) -> int:
        """The most probable digit."""
        return int(self.trace.probabilities.argmax())

    @property
    def probabilities(self) -> np.ndarray:
        """The probability of each digit, float32 (10,)."""
        return self.trace.probabilities

    @property
    def logits(self) -> np.ndarray:
        """What softmax makes the probabilities from, float32 (10,)."""
        return self.trace.logits

    @property
    def network_input(self) -> np.ndarray:
        """What the network saw: float32 (28, 28) in [0, 1]."""
        return self.steps[-1].image

    def loss(self, truth: int) -> float:
        """Cross-entropy L = -ln p_truth = ln sum_i exp(z_i) - z_truth, in nats; finite however small p is."""
        z = self.logits.astype(np.float64)
        return float(np.log(np.exp(z - z.max()).sum()) + z.max() - z[truth])


def classify(
    image: np.ndarray,
    *,
    skip: Collection[str] = frozenset(),
    paper: int | None = None,
    network: Callable[[np.ndarray], Trace] | None = None,
) -> Classification:
    """Read a drawing of one digit.

    Args:
        image: uint8 of shape (H, W), (H, W, 3) or (H, W, 4); any size, place, colours and pen width.  bool,
            floats in 0..1 or 0..255 and other whole numbers are taken too.
        skip: names of reading steps to leave out, from `SWITCHABLE`.
        paper: grey level of the background, 0 to 255, where it is known: it tells a picture that is all ink
            from one that is all paper.
        network: instead of the shipped one: takes (28, 28) float32 in [0, 1].

    Returns:
        The probabilities are the network's whatever the picture; `verdict` says whether it is a digit at all.

    Raises:
        ValueError: for a picture that cannot be read, or an unknown step.
        AssetError: if the shipped weights are missing or damaged.
    """
    network = network or _network.load()
    steps = read(image, skip, paper)
    trace = network(steps[-1].image)
    ink = steps[0].image if steps[0].applied else find_ink(raster(image), paper)
    # It learned from pictures with all steps taken, and would doubt any other.
    doubted = not skip and _doubt.load().rejects(steps[-1].image)
    return Classification(steps, trace, judge(ink, magnify(ink), trace.probabilities, doubted))
