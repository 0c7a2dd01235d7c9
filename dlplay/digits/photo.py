"""An uploaded photo -> pixels (`decode`), and from those the writing (`flatten`).

Left out: HEIC and other formats that Pillow alone cannot read, and all frames but the first.
"""

import io
import struct

import numpy as np
from PIL import Image, ImageFile, UnidentifiedImageError

from dlplay.digits.paper import flatten

__all__ = ["LARGEST_MB", "MAX_PIXELS", "SUFFIXES", "PhotoError", "decode", "flatten"]

SUFFIXES = ("png", "jpg", "jpeg", "webp", "bmp")
LARGEST_MB = 2
MAX_PIXELS = 16_000_000  # a phone's 12 megapixels, and 64 MB of memory at most while it is unpacked
MAX_SIDE = 1024  # of what is kept

_FORMATS = ("PNG", "JPEG", "WEBP", "BMP")
_ACCEPTED = (b"\x89PNG", b"\xff\xd8\xff", b"RIFF", b"BM")
_OTHERS = (b"GIF8", b"II*\0", b"MM\0*", b"<svg", b"<?xml", b"\0\0\1\0")
_UPRIGHT = {  # EXIF orientation -> how to turn the stored picture upright
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_BROKEN = (OSError, SyntaxError, ValueError, EOFError, IndexError, TypeError, struct.error)


class PhotoError(ValueError):
    """A file that cannot be taken as a photo.

    Attributes:
        reason: "empty", "too_large" (bytes), "too_many_pixels", "format" (a picture, but not PNG, JPEG, WebP
            or BMP), "not_an_image", or "truncated" (one of the four, but incomplete or damaged).
    """

    def __init__(self, reason: str, message: str):
        super().__init__(message)
        self.reason = reason


def decode(data: bytes) -> np.ndarray:
    """Unpack an uploaded picture; its size is checked before anything is unpacked.

    Returns:
        uint8 (H, W, 3), or (H, W, 4) where parts are transparent, upright, at most 1,024 a side.  Of a moving
        picture the first frame.

    Raises:
        PhotoError: with a `reason` that a page can translate.
    """
    if not data:
        raise PhotoError("empty", "data must be a picture file, got no bytes")
    if len(data) > LARGEST_MB * 2**20:
        raise PhotoError("too_large", f"data must have at most {LARGEST_MB} MB, got {len(data)} bytes")
    try:
        image = Image.open(io.BytesIO(data), formats=_FORMATS)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise PhotoError("too_many_pixels", str(error)) from error
    except UnidentifiedImageError as error:
        raise PhotoError(_why_unknown(data), "data must be a PNG, JPEG, WebP or BMP file") from error
    except _BROKEN as error:
        raise PhotoError("truncated", f"data must be a whole picture: {error}") from error
    if image.width * image.height > MAX_PIXELS:
        size = f"{image.width} x {image.height}"
        raise PhotoError("too_many_pixels", f"a picture must have at most {MAX_PIXELS} pixels, got {size}")
    try:
        return _unpacked(image)
    except _BROKEN as error:
        raise PhotoError("truncated", f"data must be a whole picture: {error}") from error


def _why_unknown(data: bytes) -> str:
    if data.startswith(_ACCEPTED):
        return "truncated"
    # "ftyp" stands in HEIC and AVIF files, which many phones make.
    return "format" if data.startswith(_OTHERS) or data[4:8] == b"ftyp" else "not_an_image"


def _unpacked(image: ImageFile.ImageFile) -> np.ndarray:
    image.draft(image.mode, (MAX_SIDE, MAX_SIDE))  # JPEG alone: unpacked at a half, a quarter or an eighth
    if image.mode.startswith("I"):  # 16-bit grey, of which Pillow would keep the low byte
        levels = np.asarray(image, dtype=np.float64)
        picture = Image.fromarray((levels / 257).clip(0, 255).astype(np.uint8)).convert("RGB")
    else:
        picture = image.convert("RGBA" if image.has_transparency_data else "RGB")
    picture.thumbnail((MAX_SIDE, MAX_SIDE))
    turn = _UPRIGHT.get(_orientation(image))
    return np.array(picture if turn is None else picture.transpose(turn))


def _orientation(image: Image.Image) -> int:
    try:
        return image.getexif().get(0x0112, 1)
    except _BROKEN:
        return 1  # a picture is worth more than its damaged camera notes
