"""What a student sets on the page on optimizers."""

from dataclasses import dataclass

from dlplay.descent import LONGEST
from dlplay.optimizers import OPTIMIZERS
from dlplay.schedules import SCHEDULES
from dlplay.surfaces import BATCHES, SURFACES
from dlplay.ui.optimizers.kinds import Place, Rates
from dlplay.ui.settings import Choice, Number, Settings, Subset, setting

ALL = "all"  # the whole data set as one batch


@dataclass(frozen=True)
class OptimizerSettings(Settings):
    view: str = setting("race", Choice(("race", "rates", "starts")))
    surface: str = setting("ravine", Choice(tuple(SURFACES)))
    runners: tuple[str, ...] = setting(("sgd", "momentum", "rmsprop", "adam"), Subset(tuple(OPTIMIZERS)))
    rates: tuple[tuple[str, float], ...] = setting((), Rates())
    start: tuple[float, ...] = setting((), Place())
    steps: int = setting(100, Number(10, LONGEST, 10))
    schedule: str = setting("constant", Choice(tuple(SCHEDULES)))
    batch: str = setting(ALL, Choice((ALL, *map(str, reversed(BATCHES)))))
    seed: int = setting(1, Number(0, 50))
    momentum: float = setting(0.9, Number(0.0, 0.99, 0.01))
    decay: float = setting(0.004, Number(0.0, 1.0, 0.001))
    picture: str = setting("map", Choice(("map", "relief")))
    detail: str = setting("verdict", Choice(("verdict", "table", "rule")))
    runner: str = setting("adam", Choice(tuple(OPTIMIZERS)))
    step: int = setting(1, Number(1, LONGEST))
