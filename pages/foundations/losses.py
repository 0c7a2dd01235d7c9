"""What a loss measures, what its gradient does, and what becomes of learning when another one is chosen.

What a student should see within a minute: one far point drags the line of the squared error along and leaves
Huber's alone; a neuron that is sure and wrong is stuck under squared error and free under cross-entropy.
"""

from dlplay.ui import frame
from dlplay.ui.losses import curves, everything, fitting, softmax, trained
from dlplay.ui.losses.settings import LossSettings

VIEWS = {
    "line": fitting.show,
    "curves": curves.show,
    "softmax": softmax.show,
    "race": trained.show,
    "table": everything.show,
}

frame.lab("losses", LossSettings, VIEWS, in_parts=("line",))
