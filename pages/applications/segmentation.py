"""Segmentation: every pixel of a sheet gets the colour of its digit.

What a student should see within a minute: the network answers for each pixel, not for the picture; what it
is worth is counted in pixels, by IoU and Dice; its encoder's maps get coarser and its decoder's finer; and
without the skip connections between them the edges blur.
"""

from dlplay.ui import frame
from dlplay.ui.segmentation import good_view, inside_view, skip_view, write_view
from dlplay.ui.segmentation.settings import SegmentationSettings

VIEWS = {
    "write": write_view.show,
    "good": good_view.show,
    "inside": inside_view.show,
    "skip": skip_view.show,
}

frame.lab("segmentation", SegmentationSettings, VIEWS, in_parts=("write",))
