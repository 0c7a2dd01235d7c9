"""Pack the digit reader's weights for the browser, which reads while a digit is being drawn.

`digits-live.bin`, little-endian: as float32 the convolution's kernel (3, 3, 1, 32) and bias (32,), the hidden
layer's scale s (128,) and bias (128,), the output's kernel (128, 10) and bias (10,); as int16 q (5408, 128),
which makes the hidden layer's kernel: W[i, j] = s[j] q[i, j] with s[j] = max_i |W[i, j]| / 32767.
Half the size of the float32 weights, and no probability moves by more than 0.001.
"""

from pathlib import Path

import numpy as np

from dlplay.digits import network
from dlplay.training.recording import record_sums

FILE = network.PACKED.name
LARGEST = np.iinfo(np.int16).max


def add_arguments(parser):
    """The options of `python -m dlplay.training live`."""
    parser.add_argument("--out", type=Path, default=network.PACKED.parent, help="folder for the packed file")


def run(arguments):
    """Pack the shipped weights, and record the file's sha256."""
    write(network.load().weights, arguments.out)


def write(weights: dict[str, np.ndarray], out: Path) -> None:
    """Write `digits-live.bin` and its line in `SHA256SUMS` to `out`."""
    (out / FILE).write_bytes(packed(weights))
    record_sums(out, [FILE])


def packed(weights: dict[str, np.ndarray]) -> bytes:
    """The weights, by the names of `dlplay.digits.network`, as the bytes of the file."""
    kernel = weights["dense_kernel"].astype(np.float64)
    scale = (np.abs(kernel).max(axis=0) / LARGEST).astype("<f4")
    whole = np.rint(kernel / np.where(scale, scale, 1)).astype("<i2")
    floats = {**weights, "dense_scale": scale}
    names = ("conv_kernel", "conv_bias", "dense_scale", "dense_bias", "output_kernel", "output_bias")
    return b"".join(floats[name].astype("<f4").tobytes() for name in names) + whole.tobytes()
