"""Convolution by hand: a window of weights that slides over a picture, pooling, and what a unit sees.

What networks call a convolution is a cross-correlation: the kernel is not flipped. Names and meanings are
Keras's (https://keras.io/api/layers/convolution_layers/convolution2d/).

Notation: n pixels along a side, k weights along a kernel's side, s stride, p pixels of border, d dilation;
H, W height and width, C channels, F filters. Left out: backward passes, groups, other pictures than one.
"""

from dlplay.convolution.counts import Counts, count
from dlplay.convolution.field import Field, fields, place_in_vector
from dlplay.convolution.kernels import KERNELS
from dlplay.convolution.pooling import Pooled, pool
from dlplay.convolution.sliding import PADDINGS, Sliding, Window, bordered, convolve, window

__all__ = [
    "KERNELS",
    "PADDINGS",
    "Counts",
    "Field",
    "Pooled",
    "Sliding",
    "Window",
    "bordered",
    "convolve",
    "count",
    "fields",
    "place_in_vector",
    "pool",
    "window",
]
