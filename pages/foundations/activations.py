"""Activation functions: their curves, their slopes, and what they do to a signal.

What a student should see within a minute: learning sees only the slope; where the curve is flat nothing is
learnt; a sigmoid's gradient dies layer by layer, measured, and ReLU's survives.
"""

from dlplay.ui import frame
from dlplay.ui.activations import curve, lab, vector
from dlplay.ui.activations.settings import ActivationsSettings

VIEWS = {"curve": curve.show, "signal": lab.show, "vector": vector.show}

frame.lab("activations", ActivationsSettings, VIEWS, in_parts=("curve", "vector"))
