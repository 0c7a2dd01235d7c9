"""A neuron under the hand: its sum, its activation, the line it draws, and what several can that one cannot.

What a student should see within a minute: the bars add up to z; the weights are an arrow that stands on a
line, and the bias moves the line; one line makes AND and OR, and none makes XOR.
"""

from dlplay.ui import frame
from dlplay.ui.neuron import gates, layers, one
from dlplay.ui.neuron.settings import NeuronSettings

VIEWS = {"one": one.show, "gates": gates.show, "layers": layers.show}

frame.lab("neuron", NeuronSettings, VIEWS, in_parts=("one", "layers"))
