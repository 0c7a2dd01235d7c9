"""What the open part likes most: test digits that excite it, and a picture made for it."""

from functools import lru_cache

import numpy as np

from dlplay.digits import liking, network
from dlplay.digits.mnist import load_test_digits
from dlplay.numbers import plain
from dlplay.ui.digit_lab import charts_liking
from dlplay.ui.digit_lab.charts_liking import Liked
from dlplay.ui.digit_lab.parts import Part
from dlplay.ui.language import t

KEPT = 200  # parts, for whoever opens the same
FILTER = ("filter", "sum", "map", "pool")  # all of one filter


def kind(part: Part) -> str:
    """Which of filter, unit and output likes something here."""
    return "filter" if part.kind in FILTER else part.kind


def sentence(part: Part) -> str:
    """What is seen here; of the picture, that it likes nothing."""
    return t(f"digit_lab.inside_likes_{kind(part)}", n=part.number)


@lru_cache(KEPT)
def shown(part: Part, spoken: str) -> str | None:
    """The pictures as HTML, in the language that is spoken; None for the picture itself.

    Raises:
        AssetError: if what parts like, the test digits or the weights are missing or damaged.
    """
    if (row := part.liking) is None:
        return None
    known, (digits, labels) = liking.load(), load_test_digits()
    favourites = []
    for number, excited in zip(known.digits[row].tolist(), known.excitements[row], strict=True):
        words = {"number": number, "digit": labels[number], "excited": plain(excited, 3)}
        favourites.append(
            Liked(
                digits[number],
                t("digit_lab.inside_liked", **words),
                t("digit_lab.inside_liked_alt", **words),
            )
        )
    return charts_liking.liking(_made(part, row), favourites)


def _made(part: Part, row: int) -> Liked:
    reader = network.load()
    if kind(part) == "filter":
        image = liking.best_patch(reader, part.number)
        kernel, bias = reader.weights["conv_kernel"][:, :, 0, part.number], reader.weights["conv_bias"]
        excited = float((image * kernel).sum() + bias[part.number])
    else:
        image = liking.load().made[row - liking.FILTERS]
        excited = _excitement(image, row)
    words = {"n": part.number, "excited": plain(excited, 3)}
    name = f"digit_lab.inside_made_{kind(part)}"
    return Liked(image, t(name, **words), t(f"{name}_alt", **words))


def _excitement(image: np.ndarray, row: int) -> float:
    return float(liking.excitements(network.load(), (image[None] / 255).astype(np.float32))[0, row])
