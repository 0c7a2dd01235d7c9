"""Which pieces of a photo are the digit: the tallest, what is near it, and what is a digit as well.

Left out: a digit that lies on its side.
"""

import numpy as np

from dlplay.digits.components import Components, components

STRONG, DARK_SHARE = 0.7, 0.2  # of a piece of writing, at least this share is so dark
SMALLEST, SPECK = 10, 0.04  # least area of a piece: in pixels, and of the largest piece near it
LOWEST = 12  # pixels: a lower digit cannot be told from a speck
# In heights of the main piece: parts of a digit are so near, digits beside it so far, and at least so tall.
NEAR, BESIDE, TALL = 0.2, 1.0, 0.5
AS_TALL = 0.8  # and anywhere else, so tall


def main_piece(darkness: np.ndarray, weak: float) -> np.ndarray:
    """The mask of the digit, or of several, in a picture of a photo's ink.

    Pieces are dark for the most part, and away from the border. What is small and lies apart is a speck, or
    stands on the screen beside the writing: it does not count. What is about as tall is another digit, and
    stays, so that the verdict can tell of it.

    Args:
        darkness: (height, width), relative to the darkest stroke.
        weak: darkness of the palest ink.
    """
    pieces = components(darkness > weak)
    dark = np.bincount(pieces.labels[darkness > STRONG], minlength=len(pieces.areas) + 1)[1:]
    top, bottom, left, right = pieces.boxes.T
    height, width = darkness.shape
    inside = (top > 0) & (bottom < height) & (left > 0) & (right < width)
    wanted = (pieces.areas >= SMALLEST) & (dark >= DARK_SHARE * pieces.areas)
    # A digit that fills the whole picture touches the border too: then nothing else is there to keep.
    wanted = wanted & inside if (wanted & inside & (bottom - top >= LOWEST)).any() else wanted
    return pieces.keep(wanted & _near(pieces, wanted))


def _near(pieces: Components, wanted: np.ndarray) -> np.ndarray:
    """Of the wanted pieces, the tallest with what belongs to it, and what is a digit as well."""
    heights = (pieces.boxes[:, 1] - pieces.boxes[:, 0]) * wanted
    if not heights.any() or heights.max() < LOWEST:
        return np.zeros(len(heights), bool)
    main = heights.argmax()
    tall, box = heights[main], pieces.boxes[main]
    found = np.arange(len(heights)) == main
    while True:  # what is near to one part may be far from the other
        gap = _gaps(pieces.boxes, box)
        more = wanted & (gap <= NEAR * tall)
        if (more <= found).all():
            break
        found |= more
        among = pieces.boxes[found]
        box = np.array([among[:, 0].min(), among[:, 1].max(), among[:, 2].min(), among[:, 3].max()])
    found &= pieces.areas >= SPECK * pieces.areas[found].max()
    return found | (heights >= np.where(gap <= BESIDE * tall, TALL, AS_TALL) * tall)


def _gaps(boxes: np.ndarray, box: np.ndarray) -> np.ndarray:
    """How far each box is from one, in pixels along the farther axis; 0 where they overlap."""
    down = np.maximum(boxes[:, 0] - box[1], box[0] - boxes[:, 1])
    across = np.maximum(boxes[:, 2] - box[3], box[2] - boxes[:, 3])
    return np.maximum(0, np.maximum(down, across))
