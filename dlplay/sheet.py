"""A sheet with writing, of any size -> a small ink picture for a convolutional network, and the way back.

A network that is made of convolutions takes pictures of any shape. So the sheet is not squeezed into a fixed
one: what is bounded is the number of its pixels, and with it the work.

Left out: uneven light and paper; `dlplay.digits.photo` turns a photo into clean ink first.
"""

import math
from dataclasses import dataclass

import numpy as np
from PIL import Image

from dlplay.digits.ink import find_ink, raster
from dlplay.digits.reading import ink_box

AREA = 96 * 160  # pixels of the small picture, its margins not counted
LARGEST = 2.0  # a small drawing is made at most so many times as large: more would only show its pixels
MARGIN = 8  # pixels without ink around the writing
MULTIPLE = 8  # both sides of the small picture are multiples of it, so that it can be halved three times


@dataclass(frozen=True)
class Sheet:
    """The writing of a sheet, small.

    Attributes:
        ink: float32 (h, w), 0 without ink and 1 with full ink.
        scale: small pixels a pixel of the sheet.
        offset: x and y of the small picture's corner, in the sheet's pixels; below 0 in its margin.
        size: height and width of the sheet, in its own pixels.
    """

    ink: np.ndarray
    scale: float
    offset: tuple[float, float]
    size: tuple[int, int]

    def on_sheet(self, boxes: np.ndarray) -> np.ndarray:
        """Boxes (n, 4) of x0, y0, x1, y1 in small pixels -> the same in the sheet's, cut at its edges."""
        height, width = self.size
        places = np.reshape(boxes, (-1, 2, 2)) / self.scale + self.offset
        return places.clip(0, (width, height)).reshape(-1, 4)

    def on_small(self, boxes: np.ndarray) -> np.ndarray:
        """Boxes (n, 4) of x0, y0, x1, y1 in the sheet's pixels -> the same in small ones."""
        return ((np.reshape(boxes, (-1, 2, 2)) - self.offset) * self.scale).reshape(-1, 4)


def sheet(image: np.ndarray, area: int = AREA, paper: int | None = None, narrowest: float = 0.0) -> Sheet:
    """Find the ink of a picture, cut out the box around it, and scale that to `area` pixels.

    With the box's height H and width W the scale is min(sqrt(area / (H W)), 2).

    Args:
        image: uint8 (H, W), (H, W, 3) or (H, W, 4), dark on light or light on dark; other types as
            `dlplay.digits.ink.raster` takes them.
        area: pixels of the box when it is small.
        paper: grey level of the background, 0 to 255, where it is known.
        narrowest: share of its height that the box is wide at least, with ground on both sides of the ink.

    Returns:
        The small picture; of a picture without ink, an empty one.

    Raises:
        ValueError: for a picture that cannot be read, or an area below 1.
    """
    if area < 1:
        raise ValueError(f"area must be at least 1, got {area}")
    size = np.shape(image)[:2]
    ink = find_ink(raster(image), paper)
    stride = -(-size[0] // ink.shape[0])  # of what `raster` has thinned out
    rows, columns = ink_box(ink) if ink.any() else (slice(0, 1), slice(0, 1))
    box = ink[rows, columns]
    beside = max(math.ceil((narrowest * box.shape[0] - box.shape[1]) / 2), 0)
    box = np.pad(box, [(0, 0), (beside, beside)])
    scale = float(min((area / box.size) ** 0.5, LARGEST))
    height, width = (max(1, math.ceil(side * scale)) for side in box.shape)
    small = np.zeros([-(-(side + 2 * MARGIN) // MULTIPLE) * MULTIPLE for side in (height, width)], np.float32)
    small[MARGIN : MARGIN + height, MARGIN : MARGIN + width] = _scaled(box, scale, (height, width))
    margin = MARGIN / scale
    corner = (columns.start - beside - margin) * stride, (rows.start - margin) * stride
    return Sheet(small, scale / stride, corner, (int(size[0]), int(size[1])))


def _scaled(ink: np.ndarray, scale: float, shape: tuple[int, int]) -> np.ndarray:
    """Ink on a grid of small pixels, of which the last may reach over its edge: both sides have one scale.

    Pillow takes the mean over what a pixel covers where it makes smaller, and interpolates where larger.
    """
    height, width = (side / scale for side in shape)
    over = [(0, math.ceil(reach) - side) for reach, side in zip((height, width), ink.shape, strict=True)]
    small = Image.fromarray(np.pad(ink, over)).resize(
        shape[::-1], Image.Resampling.BILINEAR, box=(0, 0, width, height)
    )
    full = np.asarray(small).clip(0, 1)
    strongest = float(full.max())
    return full / np.float32(strongest) if strongest else full  # what is thin is pale when it is small
