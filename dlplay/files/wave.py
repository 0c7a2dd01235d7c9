"""Sound that somebody brings: a WAV file made numbers, once its head says how much it is.

Read here rather than by Python's `wave`, which knows whole numbers alone and no file with a
WAVE_FORMAT_EXTENSIBLE head, as recorders of 24 bits write it.  Source: IBM and Microsoft, "Multimedia
programming interface and data specifications 1.0", 1991.
"""

import struct
from typing import NamedTuple

import numpy as np

WHOLE, REAL, EXTENSIBLE = 1, 3, 0xFFFE
LOWEST_RATE, HIGHEST_RATE, MOST_CHANNELS = 8_000, 96_000, 8


class NotSound(ValueError):
    """The file is no recording that can be taken.

    Attributes:
        problem: "format" (no WAV file of numbers), "empty", "rate", or "long".
    """

    def __init__(self, problem: str):
        super().__init__(f"data must be a WAV file within the limits: {problem}")
        self.problem = problem


class Sound(NamedTuple):
    """samples: (n,) float32 in [-1, 1], the mean of all channels; what is louder is cut, as players do.

    rate: samples a second.
    """

    samples: np.ndarray
    rate: int


def read_wave(data: bytes, longest: float) -> Sound:
    """The sound in a WAV file: 8, 16, 24 or 32 bits, whole or real numbers, any channels up to eight.

    Args:
        longest: seconds.

    Raises:
        NotSound: for anything else.
    """
    if data[:4] != b"RIFF" or data[8:12] != b"WAVE":
        raise NotSound("format")
    parts = _parts(data)
    head = parts.get(b"fmt ", b"")
    if len(head) < 16 or b"data" not in parts:
        raise NotSound("format")
    kind, channels, rate, _, width, bits = struct.unpack("<HHIIHH", head[:16])
    if kind == EXTENSIBLE and len(head) >= 26:
        (kind,) = struct.unpack("<H", head[24:26])
    if (kind, bits) not in NUMBERS or not 1 <= channels <= MOST_CHANNELS or width != channels * bits // 8:
        raise NotSound("format")
    if not LOWEST_RATE <= rate <= HIGHEST_RATE:
        raise NotSound("rate")
    frames = len(parts[b"data"]) // width
    if not frames:
        raise NotSound("empty")
    if frames > longest * rate:
        raise NotSound("long")
    numbers = NUMBERS[kind, bits](parts[b"data"][: frames * width])
    if not np.isfinite(numbers).all():
        raise NotSound("format")
    samples = numbers.clip(-1, 1).reshape(frames, channels).mean(axis=1)
    return Sound(samples.astype(np.float32), rate)


def _parts(data: bytes) -> dict[bytes, bytes]:
    """The chunks by their names; one that claims more than there is gets what there is, as of a stream."""
    parts: dict[bytes, bytes] = {}
    place = 12
    while place + 8 <= len(data):
        name, size = data[place : place + 4], int.from_bytes(data[place + 4 : place + 8], "little")
        parts.setdefault(name, data[place + 8 : place + 8 + size])
        place += 8 + size + size % 2
    return parts


def _whole_24(data: bytes) -> np.ndarray:
    low_to_high = np.frombuffer(data, np.uint8).reshape(-1, 3)
    wide = np.zeros((len(low_to_high), 4), np.uint8)
    wide[:, 1:] = low_to_high
    return wide.view("<i4")[:, 0] / 2**31


NUMBERS = {
    (WHOLE, 8): lambda data: (np.frombuffer(data, np.uint8).astype(np.float32) - 128) / 128,
    (WHOLE, 16): lambda data: np.frombuffer(data, "<i2") / np.float32(2**15),
    (WHOLE, 24): _whole_24,
    (WHOLE, 32): lambda data: np.frombuffer(data, "<i4") / 2**31,
    (REAL, 32): lambda data: np.frombuffer(data, "<f4"),
    (REAL, 64): lambda data: np.frombuffer(data, "<f8"),
}
