"""An uploaded photo -> pixels (`decode`), and from those the writing (`flatten`).

Left out: all frames of a picture but the first, and colour profiles: what is dark stays dark in any of them.
"""

import io
import struct
from functools import cache, partial

import numpy as np
from PIL import Image, ImageFile, UnidentifiedImageError
from PIL.JpegImagePlugin import JpegImageFile

from dlplay.digits.paper import flatten, writing

__all__ = ["LARGEST_MB", "MAX_PIXELS", "PhotoError", "decode", "flatten", "writing"]

LARGEST_MB = 32  # good cameras make JPEGs of 20
MAX_PIXELS = 64_000_000
MOST_MEMORY = 200 * 2**20  # bytes, while a picture is unpacked
MAX_SIDE = 1024  # of what is kept

_FORMATS = ("PNG", "JPEG", "WEBP", "BMP", "GIF", "TIFF", "AVIF")
_ACCEPTED = (b"\x89PNG", b"\xff\xd8\xff", b"RIFF", b"BM", b"GIF8", b"II*\0", b"MM\0*")
_OTHERS = (b"<svg", b"<?xml", b"\0\0\1\0")
_FAMILY = b"ftyp"  # at byte 4 of AVIF, of HEIC, and of films; then comes the brand
_PICTURES = (b"avif", b"heic", b"heix", b"mif1")
# Bytes a pixel while it is unpacked, as measured: the decoder's own picture and Pillow's.
_COST = {"PNG": 4, "BMP": 4, "GIF": 4, "TIFF": 8, "WEBP": 8, "AVIF": 9.5, "HEIF": 7.5}
_ROWS = 64  # of what is kept: so many are made of the whole picture at a time
_LAST = bytes(32)  # put at the end of what was cut off there: most decoders can do without the true ones
_END, _MISSING = b"\xff\xd9", 0.1  # of a JPEG; the share of its rows that it may lack
_UPRIGHT = {  # EXIF orientation -> how to turn the stored picture upright
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_BROKEN = (OSError, SyntaxError, ValueError, EOFError, IndexError, TypeError, RuntimeError, struct.error)


class PhotoError(ValueError):
    """A file that cannot be taken as a photo.

    Attributes:
        reason: "empty", "too_large" (bytes), "too_many_pixels", "format" (a picture of another kind than
            `decode` takes), "not_an_image", or "truncated" (of a kind it takes, but incomplete or damaged).
        most: pixels that a picture of its format may have.
    """

    def __init__(self, reason: str, message: str, most: int = MAX_PIXELS):
        super().__init__(message)
        self.reason, self.most = reason, most


def decode(data: bytes) -> np.ndarray:
    """Unpack an uploaded picture; the memory that it takes is bounded before anything is unpacked.

    Args:
        data: a PNG, JPEG, WebP, BMP, GIF, TIFF, AVIF or HEIC file.

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
        return _unpacked(data)
    except PhotoError as error:
        if error.reason != "truncated":
            raise
        return _unpacked(data + _LAST)


def _unpacked(data: bytes) -> np.ndarray:
    image = _opened(data)
    most = _most_pixels(image, data)
    if image.width * image.height > most:
        size = f"{image.width} x {image.height}"
        raise PhotoError("too_many_pixels", f"a picture must have at most {most} pixels, got {size}", most)
    try:
        return _upright(_shrunk(image, data), image)
    except _BROKEN as error:
        raise PhotoError("truncated", f"data must be a whole picture: {error}") from error


def _opened(data: bytes, formats: tuple[str, ...] = _FORMATS) -> ImageFile.ImageFile:
    """The picture, of which only the head has been read."""
    try:
        return Image.open(io.BytesIO(data), formats=formats)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise PhotoError("too_many_pixels", str(error)) from error
    except UnidentifiedImageError as error:
        if data[4:8] == _FAMILY and "HEIF" not in formats:
            _register_heic()
            return _opened(data, ("HEIF",))
        raise PhotoError(_why_unknown(data), f"data must be one of {_FORMATS}, or HEIC") from error
    except _BROKEN as error:
        raise PhotoError("truncated", f"data must be a whole picture: {error}") from error


def _why_unknown(data: bytes) -> str:
    if data.startswith(_ACCEPTED) or (data[4:8] == _FAMILY and data[8:12] in _PICTURES):
        return "truncated"
    return "format" if data.startswith(_OTHERS) or data[4:8] == _FAMILY else "not_an_image"


@cache
def _register_heic() -> None:
    import pillow_heif  # only now: few bring such a photo, and its library is large

    pillow_heif.register_heif_opener()


def _most_pixels(image: ImageFile.ImageFile, data: bytes) -> int:
    """Pixels that a picture may have, by the memory that each takes while it is unpacked.

    A JPEG is made smaller as it is read, unless it comes in several scans: then all its coefficients, of two
    bytes each, are held until the last has come.
    """
    if not isinstance(image, JpegImageFile):
        return min(MAX_PIXELS, int(MOST_MEMORY / _COST[image.format or ""]))
    scan = data.rfind(b"\xff\xda", 0, image.fp.tell() if image.fp else 0)
    if "progressive" not in image.info and data[scan + 4] == image.layers:
        return MAX_PIXELS
    sampled = [across * down for _, across, down, _ in image.layer]
    return min(MAX_PIXELS, int(MOST_MEMORY / (2 * sum(sampled) / max(sampled))))


def _shrunk(image: ImageFile.ImageFile, data: bytes) -> Image.Image:
    """RGB or RGBA, at most `MAX_SIDE` a side; the whole picture stands in memory once, as it was packed."""
    colours = "RGBA" if image.has_transparency_data else "RGB"
    image.draft(image.mode, (MAX_SIDE, MAX_SIDE))  # a JPEG is unpacked at a half, a quarter or an eighth
    try:
        image.load()
    except OSError:
        if not isinstance(image, JpegImageFile) or data.endswith(_END):
            raise
        return _all_but_its_end(_shrunk(_opened(data + _END), data + _END))
    width, height = image.size
    k = max(1, max(image.size) // MAX_SIDE)
    small = Image.new(colours, (-(-width // k), -(-height // k)))
    limits = image.getextrema() if image.mode in ("I", "F") else (0, 0)
    for top in range(0, height, k * _ROWS):
        strip = image.crop((0, top, width, min(height, top + k * _ROWS)))
        small.paste(_in_bytes(strip, *limits).convert(colours).reduce(k), (0, top // k))
    scale = MAX_SIDE / max(image.size)
    if scale >= 1:
        return small
    return small.resize((max(1, round(width * scale)), max(1, round(height * scale))))


def _in_bytes(strip: Image.Image, low: float, high: float) -> Image.Image:
    """Of 16 bits the upper eight, where Pillow keeps the lower; what has no top, from `low` to `high`."""
    if strip.mode.startswith("I;16"):
        return Image.fromarray((np.asarray(strip) >> 8).astype(np.uint8))
    if strip.mode in ("I", "F"):
        # a level that is no number is dark
        finite = partial(np.nan_to_num, posinf=0.0, neginf=0.0)
        low, high = finite([low, high])
        levels = finite(np.asarray(strip)).astype(np.float64) - low
        return Image.fromarray((levels * (255 / max(high - low, 1e-12))).clip(0, 255).astype(np.uint8))
    return strip


def _all_but_its_end(picture: Image.Image) -> Image.Image:
    """A JPEG that was cut off, of which the decoder has left the rest grey.

    Raises:
        OSError: if that is more than a strip.
    """
    levels = np.asarray(picture)
    there = np.flatnonzero((np.abs(levels.astype(int) - 128) > 1).any(axis=(1, 2)))
    if len(there) and there[-1] >= (1 - _MISSING) * len(levels):
        return picture
    raise OSError("a part of the picture is missing")


def _upright(picture: Image.Image, image: Image.Image) -> np.ndarray:
    try:
        turn = _UPRIGHT.get(image.getexif().get(0x0112, 1))
    except _BROKEN:
        turn = None  # a picture is worth more than its damaged camera notes
    return np.array(picture if turn is None else picture.transpose(turn))
