"""Detection: digits anywhere on a sheet are found and read, each with a box and a score.

What a student should see within a minute: a box with a digit and a score around each that I wrote; the lower
the threshold, the fewer are missed and the more false alarms there are; several boxes claim each digit, and
those that overlap the best one too much are taken away.
"""

from dlplay.ui import frame
from dlplay.ui.detection import good_view, steps_view, write_view
from dlplay.ui.detection.settings import DetectionSettings

VIEWS = {"write": write_view.show, "steps": steps_view.show, "good": good_view.show}

frame.lab("detection", DetectionSettings, VIEWS, in_parts=tuple(VIEWS))
