"""What a student sets on the page on which a CNN is trained."""

from dataclasses import dataclass
from typing import Any

from dlplay.digits.cnn import ACTIVATIONS, LOSSES, NETWORKS, OPTIMIZERS, RANGES
from dlplay.digits.lab import CLASSES, FEWEST, MOST
from dlplay.ui.settings import Choice, Number, Settings, Subset, setting

DIGITS = tuple(str(digit) for digit in range(CLASSES))
EACH = ("10", "20", "50", "100", "200", "500", "1000", "2000", "3000", "4000", "5000", "6000", str(MOST))
RATES: tuple[str, ...] = ("1e-5", "3e-5", "0.0001", "0.0003", "0.001", "0.003", "0.01", "0.03", "0.1", "0.3")
RATES += ("1", "3", "10")  # the last ones are there to see what happens
BATCHES = ("8", "16", "32", "64", "128", "256", "512", "1024")
GROUPS = ("data", "network", "learning")


@dataclass(frozen=True)
class Counts:
    """The kind of setting that holds a number of digits for each class, joined by dots; or nothing."""

    def read(self, text: str) -> tuple[int, ...]:
        counts = tuple(int(part) for part in text[:80].split(".")) if text else ()
        if counts and (len(counts) != CLASSES or not all(allowed(count) for count in counts)):
            raise ValueError(f"{text[:80]!r} is not {CLASSES} numbers, each 0 or {FEWEST} to {MOST}")
        return counts

    def write(self, value: tuple[int, ...]) -> str:
        return ".".join(str(count) for count in value)


def allowed(count: int) -> bool:
    """Whether a class may have so many digits."""
    return count == 0 or FEWEST <= count <= MOST


@dataclass(frozen=True)
class TrainSettings(Settings):
    """Everything that defines the experiment; the defaults are a run of some seconds that reaches 95 %."""

    group: str = setting("data", Choice(GROUPS))
    each: str = setting("1000", Choice(EACH))
    own: tuple[int, ...] = setting((), Counts())  # of each class; empty: `each` of all
    dropped: tuple[str, ...] = setting((), Subset(DIGITS))
    flipped: float = setting(0.0, Number(0.0, 0.9, 0.05))
    noise: float = setting(0.0, Number(0.0, 1.0, 0.05))
    lab: tuple[str, ...] = setting((), Subset(("shuffled", "augmented")))
    network: str = setting("cnn", Choice(NETWORKS))
    filters: int = setting(32, Number(*RANGES["filters"]))
    kernel: int = setting(3, Number(*RANGES["kernel"]))
    pool: int = setting(2, Number(*RANGES["pool"]))
    dense: int = setting(128, Number(8, 512, 8))
    activation: str = setting("relu", Choice(ACTIVATIONS))
    dropout: float = setting(0.0, Number(*RANGES["dropout"], 0.05))
    loss: str = setting("categorical_crossentropy", Choice(LOSSES))
    optimizer: str = setting("adam", Choice(OPTIMIZERS))
    rate: str = setting("0.001", Choice(RATES))
    batch: str = setting("64", Choice(BATCHES))
    epochs: int = setting(3, Number(*RANGES["epochs"]))
    seed: int = setting(0, Number(0, 99))
    curve: str = setting("accuracy", Choice(("accuracy", "errors")))


LOOKS = ("group", "curve")  # no part of a training
TEXTBOOK: dict[str, Any] = {"each": str(MOST), "epochs": 5}  # all else as at the start
