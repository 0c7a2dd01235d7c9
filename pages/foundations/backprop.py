"""Backpropagation, one step at a time: forward, the loss, and back along every edge, with all numbers.

What a student should see within a minute: a wrong prediction has a loss; going back, each number asks what a
little more of it would do to the loss, and multiplies its answer on; each weight then takes a step against
its answer, and the loss is smaller. Every answer is measured again without the chain rule, and agrees.
"""

from dlplay.ui import frame
from dlplay.ui.backprop import checking, deep, walking
from dlplay.ui.backprop.settings import BackpropSettings

VIEWS = {"steps": walking.show, "check": checking.show, "deep": deep.show}

frame.lab("backprop", BackpropSettings, VIEWS)
