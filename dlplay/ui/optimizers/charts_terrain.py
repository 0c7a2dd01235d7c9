"""A loss surface as a shaded map with contour lines: a picture, which browsers draw at once."""

import base64
import io
from typing import NamedTuple

import numpy as np
from PIL import Image

# From the deepest place to the highest, dark in both themes so that bright paths stand out.
DEPTHS = ((0.0, "#04141f"), (0.12, "#0a2a40"), (0.45, "#164f70"), (0.8, "#2f7395"), (1.0, "#5b9bb8"))
NIGHT = "#0b2233"  # behind everything that belongs to the map
LEVELS = 20
SIZE = (640, 420)  # pixels: columns, rows
SUN = np.array([-0.6, 0.6, 1.0]) / np.linalg.norm([-0.6, 0.6, 1.0])
RELIEF, SHADE, INK = 3.0, 0.40, 0.30  # how steep hills look, how dark their shade, how strong the lines


def colour_scale() -> list[list]:
    """The same colours for Plotly."""
    return [[place, colour] for place, colour in DEPTHS]


class Relief(NamedTuple):
    """What makes heights visible on any colours, (rows, columns) each, the first row lowest."""

    shade: np.ndarray  # how bright the sun makes each place: 1 on level ground
    lines: np.ndarray  # how much of it a contour line covers, 0 ... 1


def relief(heights: np.ndarray) -> Relief:
    """Shades and contour lines of a map in full size, from heights on a coarser grid (rows, columns)."""
    share = _share(heights)
    return Relief(_shade(share), INK * _lines(share * LEVELS))


def picture(heights: np.ndarray, over: Relief) -> bytes:
    """The map of heights (rows, columns), the first row lowest, as a JPEG."""
    share = _share(heights)
    parts = np.array([channels(colour) for _, colour in DEPTHS])
    places = [place for place, _ in DEPTHS]
    coloured = np.stack([np.interp(share, places, parts[:, one]) for one in range(3)], axis=-1)
    return jpeg(drawn_over(coloured, over))


def drawn_over(coloured: np.ndarray, over: Relief) -> np.ndarray:
    """Colours (rows, columns, 3) with shades and contour lines."""
    lines = over.lines[..., None]
    return coloured * (over.shade[..., None] * (1 - lines)) + 255 * lines


def jpeg(pixels: np.ndarray) -> bytes:
    """A picture (rows, columns, 3), 0 ... 255, the first row lowest."""
    file = io.BytesIO()
    Image.fromarray(pixels[::-1].clip(0, 255).astype(np.uint8)).save(file, "JPEG", quality=88)
    return file.getvalue()


def encoded(pixels: np.ndarray) -> str:
    """The same as a data URI."""
    return f"data:image/jpeg;base64,{base64.b64encode(jpeg(pixels)).decode()}"


def channels(colour: str) -> tuple[int, int, int]:
    """Red, green and blue of a colour written #rrggbb."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _share(heights: np.ndarray) -> np.ndarray:
    """Heights from 0 to 1, in full size."""
    share = (heights - heights.min()) / max(float(np.ptp(heights)), 1e-12)
    image = Image.fromarray(share.astype(np.float32)).resize(SIZE, Image.Resampling.BICUBIC)
    return np.asarray(image).clip(0, 1)


def _shade(share: np.ndarray) -> np.ndarray:
    rows, columns = share.shape
    up, across = np.gradient(share * RELIEF, 1 / rows, 1 / columns)
    normal = np.stack([-across, -up, np.full_like(share, 4.0)], axis=-1)
    light = (normal @ SUN) / np.linalg.norm(normal, axis=-1)
    return 1 + SHADE * (light / SUN[2] - 1)


def _lines(levels: np.ndarray) -> np.ndarray:
    """How much of each pixel a contour line at the whole numbers covers, about one pixel wide everywhere."""
    up, across = np.gradient(levels)
    slope = np.maximum(np.hypot(up, across), 1e-6)
    away = np.abs(levels - np.rint(levels)) / slope  # pixels to the nearest line
    crowded = np.clip(0.5 / slope, 0, 1)  # where lines would run together there are none
    return np.clip(1.2 - away, 0, 1) * (levels > 0.5) * np.sqrt(crowded)
