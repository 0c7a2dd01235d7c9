"""What the lesson on convolution claims."""

from collections.abc import Mapping

import numpy as np

from dlplay.classroom.outcomes import Outcome, outcome
from dlplay.classroom.outcomes.query import number
from dlplay.convolution import KERNELS, Sliding, convolve, fields
from dlplay.convolution.counts import count
from dlplay.digits.mnist import load_test_digits

SIDE = 28
EDGE = "edge_left"  # the kernel that the page starts with


def _picture() -> np.ndarray:
    return (load_test_digits()[0][0] / 255).astype(float)


@outcome("convolution.paper")
def paper(query: Mapping[str, str]) -> Outcome:
    ink, blur = (float(KERNELS[name].sum()) for name in (EDGE, "blur"))
    return Outcome(ink, {"paper": 0.0, "ink": ink, "blur": round(blur, 9)})


@outcome("convolution.size")
def size(query: Mapping[str, str]) -> Outcome:
    one, two = Sliding(3).size(SIDE), Sliding(3, stride=int(number(query, "stride", 1))).size(SIDE)
    return Outcome(float(two), {"side": SIDE, "one": one, "two": two, "left": two**2, "all": one**2})


@outcome("convolution.shift")
def shift(query: Mapping[str, str]) -> Outcome:
    by = int(number(query, "shift", 0))
    picture = _picture()
    moved = np.zeros_like(picture)
    moved[:, by:] = picture[:, :-by]
    one, other = (
        convolve(x[:, :, None], KERNELS[EDGE][:, :, None, None], np.zeros(1), Sliding(3))[:, :, 0]
        for x in (picture, moved)
    )
    difference = float(np.abs(one[:, :-by] - other[:, by:]).max())
    right = "a" if difference < 1e-9 else "b" if np.allclose(one, other) else "c"
    return Outcome(right, {"shift": by, "difference": round(difference, 9)})


@outcome("convolution.field")
def field(query: Mapping[str, str]) -> Outcome:
    kernel, pooling = Sliding(3), Sliding(2, 2)
    layers = [kernel, pooling, kernel][: int(number(query, "layers", 3))]
    seen = fields(layers, SIDE)
    return Outcome(
        float(seen[-1].size), {"field": seen[-1].size, "pixels": seen[-1].size ** 2, "one": seen[1].size}
    )


@outcome("convolution.transfer")
def transfer(query: Mapping[str, str]) -> Outcome:
    filters = 32
    small, large = (count(Sliding(3), side, 1, filters).convolution for side in (SIDE, 10 * SIDE))
    right = {3200: "a", 32000: "b", 320: "c"}[large]
    return Outcome(right, {"filters": filters, "parameters": small, "large": large})
