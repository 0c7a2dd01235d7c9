"""How a network walks downhill: several optimizers from one start on one loss surface.

What a student should see within a minute: in a ravine plain gradient descent zigzags while momentum rolls and
Adam walks straight; one notch more on SGD's learning rate and it flies away, and the page names the number,
two divided by the curvature, that said so beforehand.
"""

from dlplay.ui import frame
from dlplay.ui.optimizers import race, starts, sweep
from dlplay.ui.optimizers.settings import OptimizerSettings

VIEWS = {"race": race.show, "rates": sweep.show, "starts": starts.show}

frame.lab("optimizers", OptimizerSettings, VIEWS, in_parts=("race",))
