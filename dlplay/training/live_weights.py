"""Pack the digit reader's weights for the browser, which reads while a digit is being drawn.

`digits-live.bin`, little-endian. As float32 the reader's convolution kernel (3, 3, 1, 32) and bias (32,), its
hidden layer's scale s (128,) and bias (128,), its output's kernel (128, 10) and bias (10,); of the network
that doubts the threshold, and each layer's scale and bias. In 13 bits q (5408, 128), which makes the hidden
layer's kernel: W[i, j] = s[j] q[i, j] with s[j] = max_i |W[i, j]| / 4095. The upper eight of them as int8,
which gzip makes smaller; then the lower five, the lowest first: of each, a bit for each weight, eight of them
a byte from its lowest bit on. As int8 the kernels of the network that doubts, as they are in its file.
As few bits as move no probability of the reader by more than 0.001; with twelve some of MNIST's do.
"""

from pathlib import Path

import numpy as np

from dlplay.digits import doubt, network
from dlplay.training.recording import record_sums

FILE = network.PACKED.name
LOWER = 5  # bits below the upper eight
LARGEST = 2 ** (7 + LOWER) - 1


def add_arguments(parser):
    """The options of `python -m dlplay.training live`."""
    parser.add_argument("--out", type=Path, default=network.PACKED.parent, help="folder for the packed file")


def run(arguments):
    """Pack the shipped weights, and record the file's sha256."""
    write(network.load().weights, doubt.load_packed(), arguments.out)


def write(weights: dict[str, np.ndarray], doubting: dict[str, np.ndarray], out: Path) -> None:
    """Write `digits-live.bin` and its line in `SHA256SUMS` to `out`."""
    (out / FILE).write_bytes(packed(weights, doubting))
    record_sums(out, [FILE])


def packed(weights: dict[str, np.ndarray], doubting: dict[str, np.ndarray]) -> bytes:
    """Both networks' arrays, named as in `dlplay.digits.network` and `.doubt`, as the bytes of the file."""
    kernel = weights["dense_kernel"].astype(np.float64)
    scale = (np.abs(kernel).max(axis=0) / LARGEST).astype("<f4")
    whole = np.rint(kernel / np.where(scale, scale, 1)).astype(np.int16)
    lower = [np.packbits(whole >> bit & 1, bitorder="little") for bit in range(LOWER)]
    reader = {**weights, "dense_scale": scale}
    names = ("conv_kernel", "conv_bias", "dense_scale", "dense_bias", "output_kernel", "output_bias")
    floats = [reader[name] for name in names] + [doubting["threshold"]]
    floats += [doubting[f"{name}_{part}"] for name in doubt.KERNELS for part in ("scale", "bias")]
    kernels = [doubting[f"{name}_kernel"] for name in doubt.KERNELS]
    return b"".join(
        array.astype(kind).tobytes()
        for kind, arrays in (("<f4", floats), ("i1", [whole >> LOWER]), ("u1", lower), ("i1", kernels))
        for array in arrays
    )
