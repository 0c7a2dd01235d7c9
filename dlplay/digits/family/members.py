"""Who belongs to the family: which network, how its weights were made small, and which files hold it."""

from dataclasses import dataclass
from pathlib import Path

from dlplay.assets import MODELS
from dlplay.digits import network
from dlplay.digits.family.architecture import ARCHITECTURES, Layer

REBUILD = "python -m dlplay.training family"
FACTS = MODELS / "family.json"


@dataclass(frozen=True)
class Member:
    """One reader.

    Attributes:
        architecture: key of `ARCHITECTURES`.
        zeros: share of its kernels' weights that were set to zero.
        numbers: type in which its weights are kept, "float32", "float16" or "int8".
        kinds: endings of its files; the first is that of the file it is read from here.
    """

    key: str
    architecture: str
    zeros: float = 0.0
    numbers: str = "float32"
    kinds: tuple[str, ...] = ("npz", "keras")

    @property
    def layers(self) -> tuple[Layer, ...]:
        """Its network."""
        return ARCHITECTURES[self.architecture]

    @property
    def derived(self) -> bool:
        """Whether it was made from the textbook's weights."""
        return self.architecture == "textbook" and self.key != "textbook"

    def files(self, folder: Path = MODELS) -> dict[str, Path]:
        """Ending -> file, in a folder; the textbook's own reader stands where it ships."""
        if self.key == "textbook":
            return {"npz": network.WEIGHTS, "keras": network.KERAS_FILE}
        return {kind: folder / f"family-{self.key}.{kind}" for kind in self.kinds}


MEMBERS = {
    member.key: member
    for member in (
        Member("linear", "linear"),
        Member("mlp", "mlp"),
        Member("textbook", "textbook"),
        Member("tiny", "tiny", kinds=("npz", "keras", "tflite")),
        Member("pruned_50", "textbook", zeros=0.5),
        Member("pruned_80", "textbook", zeros=0.8),
        Member("pruned_95", "textbook", zeros=0.95),
        Member("float16", "textbook", numbers="float16", kinds=("npz",)),
        Member("int8", "textbook", numbers="int8", kinds=("tflite",)),
    )
}
