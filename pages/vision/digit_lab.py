"""Inside a CNN: one's own digit on its way through the whole network.

What a student should see within a minute: nothing is hidden between the pixels and the answer; every map and
every unit can be looked at, and its number added up.
"""

from dlplay.ui import frame
from dlplay.ui.digit_lab import inside
from dlplay.ui.digit_lab.settings import DigitLabSettings

VIEWS = {
    "inside": inside.show,
}

frame.lab("digit_lab", DigitLabSettings, VIEWS)
