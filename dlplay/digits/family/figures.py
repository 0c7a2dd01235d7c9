"""What is known of each member: sizes of its files, counts, accuracy, calibration, where it differs.

`python -m dlplay.training family` measures all of it on the files that it wrote.
"""

from functools import cache
from typing import Any, NamedTuple

from dlplay.assets import load_facts, parsing
from dlplay.digits.family.measures import BINS, Bin
from dlplay.digits.family.members import FACTS, MEMBERS, REBUILD
from dlplay.digits.family.rounding import BITS


class Figures(NamedTuple):
    """One member, on MNIST's 10,000 test digits. Shares are in 0..1.

    files: ending -> bytes of the file, the first the one that is read here.
    parameters: weights and biases; nonzero: those that are not 0.
    multiply_adds: for one picture; multiply_adds_nonzero: those whose weight is not 0.
    accuracy: share that is right; wrong: how many are not.
    ece: expected calibration error; reliability: the 15 bins that it comes from.
    agreement: share with the same answer as the textbook's reader.
    changed: number of a test digit -> answer, where it is another than the textbook's reader gives.
    """

    files: dict[str, int]
    parameters: int
    nonzero: int
    multiply_adds: int
    multiply_adds_nonzero: int
    accuracy: float
    wrong: int
    ece: float
    reliability: tuple[Bin, ...]
    agreement: float
    changed: dict[int, int]


class Facts(NamedTuple):
    """The family.

    members: by the keys of `MEMBERS`, in their order.
    bits: accuracy of the textbook's reader with its weights rounded to so many bits.
    """

    members: dict[str, Figures]
    bits: dict[int, float]


@cache
def facts() -> Facts:
    """The shipped figures, read once.

    Raises:
        AssetError: if `assets/models/family.json` is missing or not the recorded file.
    """
    found = load_facts(FACTS, REBUILD, "members", "bits")
    with parsing(FACTS, REBUILD):
        members = {key: _figures(found["members"][key]) for key in MEMBERS}
        return Facts(members, {bits: float(found["bits"][str(bits)]) for bits in BITS})


def _figures(found: dict[str, Any]) -> Figures:
    bins = tuple(Bin(*one) for one in found["reliability"])
    if len(bins) != BINS:
        raise ValueError(f"reliability must have {BINS} bins, got {len(bins)}")
    changed = {int(digit): int(answer) for digit, answer in found["changed"]}
    return Figures(**found | {"reliability": bins, "changed": changed})
