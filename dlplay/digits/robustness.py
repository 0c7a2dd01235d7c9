"""How much a picture can be changed until the network's answer changes: measured, not judged.

The score of a picture is the mean, over the seven distortions, of the share of a distortion's slider over
which the answer stays what it was; beside it stands the smallest epsilon of an attack that changes it.

Left out: whether the answer was right, and changes of two kinds at once.
"""

from typing import NamedTuple

import numpy as np

from dlplay.digits.distort import DISTORTIONS
from dlplay.digits.network import Network

EPSILONS = np.round(np.arange(0, 0.301, 0.01), 2)  # (31,), also what the page's slider reaches


class Held(NamedTuple):
    """From where to where a distortion leaves the answer as it was.

    low, high: the last strengths on either side of the neutral one, reached without any other answer between.
    share: how many of the slider's strengths lie from low to high, of all of them; above 0, at most 1.
    """

    low: float
    high: float
    share: float


def held(strengths: np.ndarray, answers: np.ndarray, neutral: float) -> Held:
    """What `Held` says of the answers (n,) at ascending strengths (n,), of which one is the neutral."""
    start = int(np.abs(strengths - neutral).argmin())
    changed = np.flatnonzero(answers != answers[start])
    first = max((place + 1 for place in changed if place < start), default=0)
    last = min((place - 1 for place in changed if place > start), default=len(answers) - 1)
    return Held(float(strengths[first]), float(strengths[last]), float(last - first + 1) / len(answers))


def smallest_fooling(answers: np.ndarray, label: int, *, targeted: bool = False) -> float | None:
    """The first of `EPSILONS` whose answer is another than the label, or with `targeted` is the label."""
    fooled = np.flatnonzero((answers == label) == targeted)
    return float(EPSILONS[fooled[0]]) if len(fooled) else None


def holds(network: Network, picture: np.ndarray) -> dict[str, Held]:
    """What a picture (28, 28) in [0, 1] stands of each of `DISTORTIONS`."""
    return {
        name: held(
            one.strengths, network(one.apply(picture, one.strengths)).logits.argmax(axis=1), one.neutral
        )
        for name, one in DISTORTIONS.items()
    }


def score(held: dict[str, Held]) -> float:
    """The mean of the shares: 1 if no distortion changes the answer anywhere on its slider."""
    return float(np.mean([one.share for one in held.values()]))
