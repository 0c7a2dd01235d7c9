"""Semantic segmentation of handwriting: of each pixel of a sheet, which digit it belongs to, if any.

`segment` gives the answer in the picture's own size; `network` the U-Net with all its maps, `measures` what a
mask is worth.
"""

from dlplay.segmentation.reading import segment

__all__ = ["segment"]
