"""What a student sets on the page on recurrent memory."""

from dataclasses import dataclass

from dlplay.recurrent import CELLS, measured, training
from dlplay.ui.settings import Choice, Number, Settings, Text, setting

VIEWS = ("carry", "step", "gradients", "task")
HOLD = Choice(("free", "shut", "open"))
RATES = ("0.0003", "0.001", "0.003", "0.01", "0.03", "0.1", "1")
LONGEST_WORD = 24  # characters: what fits on a screen


@dataclass(frozen=True)
class MemorySettings(Settings):
    view: str = setting("carry", Choice(VIEWS))
    # one number over many steps
    weight: float = setting(0.9, Number(0.0, 1.2, 0.01))
    gate: float = setting(0.99, Number(0.0, 1.0, 0.01))
    steps: int = setting(50, Number(1, 100))
    # a word through the cells
    word: str = setting("strawberry", Text(LONGEST_WORD))
    at: int = setting(2, Number(1, LONGEST_WORD))
    unit: str = setting("1", Choice(("1", "2")))
    cell: str = setting("lstm", Choice(tuple(CELLS)))
    hold_forget: str = setting("free", HOLD)
    hold_input: str = setting("free", HOLD)
    hold_output: str = setting("free", HOLD)
    hold_update: str = setting("free", HOLD)
    hold_reset: str = setting("free", HOLD)
    hold_units: str = setting("all", Choice(("all", "1", "2")))
    hold_from: int = setting(1, Number(1, LONGEST_WORD))
    # measured gradients
    nets: str = setting("writers", Choice(measured.NETS))
    reads: str = setting("text", Choice(measured.READS))
    length: int = setting(100, Number(10, 200, 10))
    radius: float = setting(0.9, Number(0.0, 2.0, 0.05))
    forget_bias: float = setting(1.0, Number(-2.0, 6.0, 0.5))
    factor: float = setting(1.0, Number(0.0, 2.0, 0.05))
    limit: float = setting(1.0, Number(0.0, 5.0, 0.5))
    # the remember task
    longest: int = setting(30, Number(2, 60))
    lengths: str = setting("mixed", Choice(("mixed", "only")))
    units: int = setting(16, Number(4, 32, 4))
    equal: str = setting("units", Choice(("units", "parameters")))
    rate: str = setting("0.01", Choice(RATES))
    clip: float = setting(1.0, Number(0.0, 5.0, 0.5))
    bias: float = setting(1.0, Number(-2.0, 6.0, 0.5))
    seed: int = setting(1, Number(0, 9999))
    trained: int = setting(0, Number(0, training.MOST_STEPS))
