"""Sound in 8 bits a sample, as the telephone packs it: G.711's μ-law.

    c = sign(x) log(1 + 255 |x|) / log 256,  kept as round(127 c)
Soft sounds get finer steps than loud ones.  Source: ITU-T recommendation G.711, 1972, without its segments.
"""

import numpy as np


def pack(sound: np.ndarray) -> np.ndarray:
    """Numbers in [-1, 1] as int8."""
    return np.round(127 * np.sign(sound) * np.log1p(255 * np.abs(sound)) / np.log(256)).astype(np.int8)


def unpack(packed: np.ndarray) -> np.ndarray:
    """The numbers again, float32, each at most 2 % of itself off."""
    bent = packed.astype(np.float32) / 127
    return (np.sign(bent) * (256 ** np.abs(bent) - 1) / 255).astype(np.float32)
