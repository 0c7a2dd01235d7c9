"""What a student sets on the page on training a character model."""

from dataclasses import dataclass

from dlplay.text import bundled
from dlplay.text.char_training import CELLS, LONGEST_PROMPT, RANGES
from dlplay.ui.settings import Choice, Number, Settings, Text, setting

OWN = "own"  # among the texts
RATES = ("1e-5", "0.0001", "0.0003", "0.001", "0.002", "0.005", "0.01", "0.02", "0.05", "0.1", "1")
VIEWS = ("learning", "writer", "runs", "text")


@dataclass(frozen=True)
class TrainLstmSettings(Settings):
    """All that defines the experiment but one's own text; the defaults train for about a minute."""

    text: str = setting("hamlet", Choice((*bundled.TEXTS, OWN)))
    cell: str = setting("lstm", Choice(CELLS))
    units: int = setting(128, Number(*RANGES["units"], 8))
    layers: int = setting(2, Number(*RANGES["layers"]))
    epochs: int = setting(10, Number(*RANGES["epochs"]))
    rate: str = setting("0.005", Choice(RATES))
    seed: int = setting(0, Number(0, 9999))
    prompt: str = setting("", Text(LONGEST_PROMPT))  # of the samples
    view: str = setting("learning", Choice(VIEWS))
    opening: str = setting("", Text(LONGEST_PROMPT))  # of what the trained network writes
    temperature: float = setting(0.5, Number(0.0, 2.0, 0.05))
    dice: int = setting(1, Number(0, 9999))
