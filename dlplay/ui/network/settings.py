"""What a student sets on the page on a network that trains."""

from dataclasses import dataclass, replace
from typing import Self

from dlplay.activations import CURVES
from dlplay.initializers import INITIALIZERS
from dlplay.optimizers import OPTIMIZERS
from dlplay.playground import FEATURES, LOSSES_OF, Earlier, Edit
from dlplay.playground.own import MOST_POINTS
from dlplay.playground.problem import REGRESSION
from dlplay.playground.recipe import MOST_STEPS
from dlplay.ui.network.kinds import Changes, Edits, Layers, Part, Points
from dlplay.ui.settings import Choice, Kind, Number, Settings, Subset, Text, setting

DRAWN = ("circle", "xor", "blobs", "moons", "spiral", "overlapping")
RATES = ("0.00001", "0.0001", "0.0003", "0.001", "0.003", "0.01", "0.03", "0.1", "0.3", "1", "3", "10")
PENALTIES = ("0", "0.0001", "0.0003", "0.001", "0.003", "0.01", "0.03", "0.1", "0.3", "1")
BATCHES = ("1", "2", "5", "10", "20", "50", "100", "200", "500")
USUAL = "usual"  # the loss that textbooks take for the task at hand
LOSSES = (USUAL, *dict.fromkeys(loss for losses in LOSSES_OF.values() for loss in losses))
SHOWN = ("test", "rounded")  # points that test, the answer alone instead of how sure it is
VIEWS = ("numbers", "confusion", "compare", "code")
# What may be changed while the network trains: what a recipe calls it, and its kind
CHANGEABLE: dict[str, tuple[str, Kind]] = {
    "rate": ("learning_rate", Choice(RATES)),
    "l1": ("l1", Choice(PENALTIES)),
    "l2": ("l2", Choice(PENALTIES)),
    "dropout": ("dropout", Number(0.0, 0.8, 0.1)),
}
MOST_OWN = 1 + 6 * MOST_POINTS  # characters of packed points


@dataclass(frozen=True)
class NetworkSettings(Settings):
    """All of the page: a run, how far it went, and what is looked at."""

    data: str = setting("circle", Choice((*DRAWN, *REGRESSION, "own")))
    classes: str = setting("2", Choice(("2", "3", "4", "5", "6")))
    points: int = setting(200, Number(0, 500, 10))
    noise: float = setting(0.0, Number(0.0, 1.0, 0.05))
    train: int = setting(50, Number(10, 100, 10))
    seed: int = setting(1, Number(0, 9999))
    features: tuple[str, ...] = setting(("x1", "x2"), Subset(tuple(FEATURES)))
    hidden: tuple[int, ...] = setting((4, 2), Layers())
    activation: str = setting("tanh", Choice(CURVES))
    initializer: str = setting("glorot_uniform", Choice(tuple(INITIALIZERS)))
    loss: str = setting(USUAL, Choice(LOSSES))
    optimizer: str = setting("sgd", Choice(tuple(OPTIMIZERS)))
    rate: str = setting("0.1", CHANGEABLE["rate"][1])
    batch: str = setting("10", Choice(BATCHES))
    l1: str = setting("0", CHANGEABLE["l1"][1])
    l2: str = setting("0", CHANGEABLE["l2"][1])
    dropout: float = setting(0.0, CHANGEABLE["dropout"][1])
    own: str = setting("", Points())
    steps: int = setting(0, Number(0, MOST_STEPS))
    edits: tuple[Edit, ...] = setting((), Edits())
    earlier: tuple[Earlier, ...] = setting((), Changes(CHANGEABLE))
    kept: str = setting("", Text(MOST_OWN + 2000))
    speed: str = setting("normal", Choice(("slow", "normal", "fast")))
    change: str = setting("fresh", Choice(("fresh", "repeat")))
    shown: tuple[str, ...] = setting(("test",), Subset(SHOWN))
    view: str = setting("numbers", Choice(VIEWS))
    part: tuple[int, ...] = setting((), Part())
    probe: int = setting(1, Number(1, MOST_POINTS))

    def fitting(self) -> Self:
        """What was changed while the network trained was changed in a step that it has made."""
        return self if all(one.until <= self.steps for one in self.earlier) else replace(self, earlier=())
