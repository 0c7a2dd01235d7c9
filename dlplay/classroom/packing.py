"""A lesson's file as a text that fits in a link: compressed, in the letters that addresses may hold.

Nothing is unpacked beyond what a file may have, however little of it there is.
"""

import base64
import re
import zlib

from dlplay.classroom.reading import LARGEST

MOST_PACKED = 6000  # characters: with the rest of an address below what servers and chats take
PACKED = re.compile(r"[A-Za-z0-9_-]+")
MOST_BYTES = 4 * LARGEST  # of UTF-8


def pack(text: str) -> str:
    """As it stands in a link; it may be too long for one."""
    return base64.urlsafe_b64encode(zlib.compress(text.encode(), 9)).decode().rstrip("=")


def unpack(packed: str) -> str:
    """The text again.

    Raises:
        ValueError: for what `pack` has not made, or made of too much.
    """
    if len(packed) > MOST_PACKED or not PACKED.fullmatch(packed):
        raise ValueError(f"{packed[:32]!r} holds no lesson")
    try:
        data = base64.urlsafe_b64decode(packed + "=" * (-len(packed) % 4))
        unpacking = zlib.decompressobj()
        text = unpacking.decompress(data, MOST_BYTES)
    except (ValueError, zlib.error) as error:
        raise ValueError(f"{packed[:32]!r} holds no lesson") from error
    if not unpacking.eof or len(text) >= MOST_BYTES:
        raise ValueError(f"{packed[:32]!r} holds too much")
    return text.decode()
