"""Which pixels of a picture are ink, and how much: any colours, dark on light or light on dark.

Left out: uneven light and paper; `photo.py` turns a photo into clean ink first.
"""

import numpy as np

MAX_SIDE = 1024  # a larger picture is thinned out: a digit needs no more, and the time stays bounded
VISIBLE = 8  # of 255: a picture without a stronger difference from its background is blank
NOISE_SHARE = 0.1  # more pixels with an invisible difference are noise, fewer are the edges of strokes
FULL = 0.9  # ink at least this strong is taken as it is; fainter ink is stretched to full contrast
TRANSPARENT_SHARE = 0.005  # rounded corners of a screenshot are fewer, the paper of a canvas is more


def raster(image: np.ndarray) -> np.ndarray:
    """Check a picture and bring it to uint8 of shape (H, W), (H, W, 3) or (H, W, 4), at most 1,024 a side.

    Floats and whole numbers up to 1 count as 0..1, up to 255 as bytes; uint16 above that as 16-bit grey.

    Raises:
        ValueError: naming what is wrong with the picture.
    """
    image = np.asarray(image)
    if image.ndim not in (2, 3) or (image.ndim == 3 and image.shape[2] not in (3, 4)) or not image.size:
        raise ValueError(f"image must have shape (H, W), (H, W, 3) or (H, W, 4), got {image.shape}")
    stride = -(-max(image.shape[:2]) // MAX_SIDE)
    image = image[::stride, ::stride]
    return image if image.dtype == np.uint8 else _as_bytes(image)


def _as_bytes(image: np.ndarray) -> np.ndarray:
    if image.dtype == bool:
        return image.astype(np.uint8) * np.uint8(255)
    if image.dtype.kind not in "uif":
        raise ValueError(f"image must be of whole numbers, floats or bool, got {image.dtype}")
    low, high = float(image.min()), float(image.max())
    if not (np.isfinite(low) and np.isfinite(high)):
        raise ValueError("image must be finite, got NaN or infinity")
    top = 65535 if image.dtype == np.uint16 else 255
    if low < 0 or high > top:
        raise ValueError(f"image must be within 0..1 or 0..{top}, got {low:g}..{high:g}")
    scale = 255.0 if high <= 1 else 1.0 if high <= 255 else 255 / 65535
    return np.rint(image * np.float64(scale)).astype(np.uint8)


def grey(image: np.ndarray) -> np.ndarray:
    """Lightness in [0, 1] without any thought of ink: the mean of the colours, on white where transparent."""
    if image.ndim == 3:
        image = on_colour(image)
        red, green, blue = (image[..., channel].astype(np.float32) for channel in range(3))
        return (red + green + blue) / np.float32(3 * 255)
    return image.astype(np.float32) / np.float32(255)


def find_ink(image: np.ndarray, paper: int | None = None) -> np.ndarray:
    """How much each pixel differs from the background, as float32 (H, W) in [0, 1].

    The background is what is transparent, or else the colour b of `paper`, or else the most common one:
    ink = max_c |image_c - b_c| over the colours c.  Ink whose strongest pixel is fainter than 0.9 is divided
    by it; faint noise is cleared.

    Args:
        image: from `raster`.
        paper: grey level of the background, 0 to 255, where it is known.
    """
    if paper is not None and not 0 <= paper <= 255:
        raise ValueError(f"paper must be a grey level from 0 to 255, got {paper}")
    if image.ndim == 2:
        background = _most_common(thinned(image)) if paper is None else np.uint8(paper)
        return _cleaned(_distance(image, background))
    if is_transparent(image):
        return _cleaned(image[..., 3])
    image = on_colour(image)
    ground = common_colour(thinned(image)) if paper is None else np.uint8(paper)
    height, width, channels = image.shape
    # Rows of whole pixels: numpy is ten times slower where its innermost axis has three or four elements.
    rows = image.reshape(height, width * channels)
    colour = np.tile(np.broadcast_to(ground, channels), width)
    distance = _distance(rows, colour).reshape(image.shape)
    return _cleaned(np.maximum(np.maximum(distance[..., 0], distance[..., 1]), distance[..., 2]))


def is_transparent(image: np.ndarray) -> bool:
    """Whether the background is see-through, so that the opacity alone tells what is drawn."""
    if image.ndim != 3 or image.shape[2] != 4:
        return False
    return bool(np.count_nonzero(image[..., 3]) < (1 - TRANSPARENT_SHARE) * image[..., 3].size)


def on_colour(image: np.ndarray, colour: np.ndarray | int = 255) -> np.ndarray:
    """What is seen of a picture that lies on a sheet of one colour, white if none is named."""
    if image.shape[2] == 3 or image[..., 3].min() == 255:  # nothing shines through
        return image
    alpha = image[..., 3:].astype(np.uint16)
    return ((image[..., :3] * alpha + colour * (255 - alpha)) // 255).astype(np.uint8)


def thinned(image: np.ndarray) -> np.ndarray:
    """About 48 x 48 pixels of a picture: enough to tell which colour is the most common."""
    stride = max(1, max(image.shape[:2]) // 48)
    return image[::stride, ::stride]


def _most_common(channel: np.ndarray) -> np.uint8:
    return np.uint8(np.bincount(channel.ravel(), minlength=256).argmax())


def common_colour(image: np.ndarray) -> np.ndarray:
    """The most common colour: of 16 x 16 x 16 bins the fullest, and in it the most common value a channel."""
    coarse = (image >> 4).astype(np.uint16)
    bins = (coarse[..., 0] << 8) | (coarse[..., 1] << 4) | coarse[..., 2]
    members = image[bins == np.bincount(bins.ravel()).argmax()]
    return np.array([_most_common(channel) for channel in members.T])


def _distance(image: np.ndarray, colour: np.ndarray | np.uint8) -> np.ndarray:
    return np.maximum(image, colour) - np.minimum(image, colour)  # uint8 has no negative numbers


def _cleaned(distance: np.ndarray) -> np.ndarray:
    """Distances 0..255 -> ink: noise cleared, and faint ink stretched."""
    strongest = int(distance.max())
    if strongest <= VISIBLE:
        return np.zeros(distance.shape, np.float32)
    visible = distance > VISIBLE
    faint = np.count_nonzero(distance) - np.count_nonzero(visible)
    ink = distance.astype(np.float32)
    if faint > NOISE_SHARE * ink.size:
        ink *= visible
    return ink / np.float32(255 if strongest >= FULL * 255 else strongest)
