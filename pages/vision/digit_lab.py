"""Inside a CNN: one's own digit on its way through the whole network.

What a student should see within a minute: nothing is hidden between the pixels and the answer; every map and
every unit can be looked at, and its number added up; which pixels speak for the answer, and whether that can
be believed; how little it takes until the answer is another one; and how small a network reads as well.
"""

from dlplay.ui import frame
from dlplay.ui.digit_lab import break_view, inside, small_view, why_view
from dlplay.ui.digit_lab.settings import DigitLabSettings

VIEWS = {
    "inside": inside.show,
    "why": why_view.show,
    "break": break_view.show,
    "small": small_view.show,
}

frame.lab("digit_lab", DigitLabSettings, VIEWS, in_parts=("inside", "break", "small"))
