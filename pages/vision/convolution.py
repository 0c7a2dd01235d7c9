"""Convolution by hand: a window slides over one's own digit, and every number of the map can be added up.

What a student should see within a minute: nine products make one pixel of the map, and the window runs over
the whole picture with the same nine weights; the kernel decides what lights up; stride and padding decide how
large the map is, pooling keeps one number of four, and a unit two layers up sees 8 x 8 pixels.
"""

from dlplay.ui import frame
from dlplay.ui.convolution import by_hand, deep, flat, pooled, shared
from dlplay.ui.convolution.settings import ConvolutionSettings

VIEWS = {
    "window": by_hand.show,
    "pooling": pooled.show,
    "deep": deep.show,
    "shared": shared.show,
    "flatten": flat.show,
}

frame.lab("convolution", ConvolutionSettings, VIEWS, in_parts=("window",))
