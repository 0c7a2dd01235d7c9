"""What the lesson on reading one's own digit claims."""

from collections.abc import Mapping

import numpy as np

from dlplay.classroom.outcomes import Outcome, outcome
from dlplay.classroom.outcomes.query import number
from dlplay.digits import Verdict, classify, family, network, samples
from dlplay.digits.distort import rotate
from dlplay.digits.mnist import load_test_digits
from dlplay.digits.unseen import SHAPES, drawing

TRAINED_ON, PIXELS = 60_000, 28 * 28  # MNIST's training digits
PAPER = 255


@outcome("reading.stored")
def stored(query: Mapping[str, str]) -> Outcome:
    members, _ = family.facts()
    parameters = members["textbook"].parameters
    needed = TRAINED_ON * PIXELS
    right = "a" if parameters >= needed else "b"
    sizes = {"parameters": parameters, "pictures": TRAINED_ON, "pixels": PIXELS, "needed": needed}
    return Outcome(right, sizes | {"times": round(needed / parameters)})


@outcome("reading.teaches")
def teaches(query: Mapping[str, str]) -> Outcome:
    digit, times = int(query["sample"]), 100
    first = classify(samples.drawing(digit, 1, "centre")).probabilities
    for k in range(times):
        classify(samples.drawing(k % 10, 1 + k % samples.HANDS, "centre"))
    again = classify(samples.drawing(digit, 1, "centre")).probabilities
    changed = int(np.count_nonzero(first != again))
    right = "c" if not changed else "a" if again[digit] > first[digit] else "b"
    return Outcome(right, {"times": times, "changed": changed})


@outcome("reading.unseen")
def unseen(query: Mapping[str, str]) -> Outcome:
    found = classify(drawing(query["shape"]), paper=PAPER)
    share, total = float(found.probabilities.max()), float(found.probabilities.sum())
    right = "a" if share < 0.2 else "b" if share > 0.9 else None
    return Outcome(right, {"sum": round(total, 6), "share": share, "digit": found.label})


@outcome("reading.sure")
def sure(query: Mapping[str, str]) -> Outcome:
    digits, labels = load_test_digits()
    place = int(number(query, "number", 0))
    picture = (digits[place] / 255).round(2).astype(np.float32)
    turned = rotate(picture, np.array([number(query, "rotate", 0.0)])).astype(np.float32)
    before, after = (network.load()(one).probabilities[0] for one in (picture[None], turned))
    answer = int(after.argmax())
    right = "a" if answer == labels[place] else "c" if after.max() > 0.99 else "b"
    numbers = {"before": before.max(), "after": after.max(), "digit": labels[place], "turned": answer}
    return Outcome(right, numbers)


@outcome("reading.transfer")
def transfer(query: Mapping[str, str]) -> Outcome:
    found = [classify(drawing(name), paper=PAPER) for name in SHAPES]
    doubted = sum(one.verdict not in (Verdict.SURE, Verdict.UNSURE) for one in found)
    sure_of_one = sum(one.probabilities.max() > 0.5 for one in found)
    return Outcome("a", {"shapes": len(found), "doubted": doubted, "sure": sure_of_one})
