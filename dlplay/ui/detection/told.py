"""What boxes say of themselves, in words with numbers."""

import numpy as np

from dlplay.detection import Detection
from dlplay.detection.boxes import areas, intersections
from dlplay.numbers import percent, plain
from dlplay.ui import language
from dlplay.ui.language import t

LINE = 0.6  # of a digit's height: so far apart are the middles of two digits of different lines


def read_out(found: list[Detection]) -> str:
    """The digits as one reads them: line by line, from left to right."""
    lines: list[list[Detection]] = []
    for one in sorted(found, key=_middle):
        last = lines[-1][-1] if lines else None
        if last is not None and _middle(one) - _middle(last) < LINE * (last.box[3] - last.box[1]):
            lines[-1].append(one)
        else:
            lines.append([one])
    return " / ".join(
        "".join(str(one.label) for one in sorted(line, key=lambda each: each.box[0])) for line in lines
    )


def overlap(one: np.ndarray, other: np.ndarray) -> tuple[float, float, float, float]:
    """The areas of two boxes (4,), of what they have in common, and of both together, in pixels."""
    common = float(areas(intersections(one, other[None]))[0])
    first, second = float(areas(one)), float(areas(other))
    return first, second, common, first + second - common


def arithmetic(one: np.ndarray, other: np.ndarray) -> str:
    """Their intersection over union as a formula with its numbers."""
    first, second, common, union = (plain(each) for each in overlap(one, other))
    result = plain(overlap(one, other)[2] / max(overlap(one, other)[3], 1e-9), 3)
    return (
        r"$$\mathrm{IoU} = \frac{|A \cap B|}{|A| + |B| - |A \cap B|} = "
        rf"\frac{{{common}}}{{{first} + {second} - {common}}} = \frac{{{common}}}{{{union}}} = {result}$$"
    )


def _middle(one: Detection) -> float:
    return (one.box[1] + one.box[3]) / 2


def count(number: int) -> str:
    """How many digits were found, as a sentence."""
    if number < 2:
        return t("detection.found_one" if number else "detection.found_none")
    return t("detection.found", count=number)


def score(best: Detection) -> str:
    """What the score of a box is, with its numbers: z = ln p - ln (1 - p)."""
    p = min(max(best.score, 1e-7), 1 - 1e-7)
    return t(
        "detection.score_told",
        label=best.label,
        score=plain(best.score, 3),
        logit=plain(float(np.log(p / (1 - p))), 2),
        percent=percent(best.score, language.current(), 0),
    )
