"""Fetch MNIST: from Keras's download, an `.npz` file, or the four idx files of its makers.

The idx format: two zero bytes, the type (8: uint8), the number of axes, each axis's length as big-endian
uint32, then the values (http://yann.lecun.com/exdb/mnist/).
"""

import gzip
from pathlib import Path

import numpy as np

from dlplay.digits.mnist import SHAPES, Mnist

SHIPPED = Path(__file__).parents[2] / "assets" / "data" / "mnist.npz"
IDX_FILES = {
    "x_train": "train-images-idx3-ubyte",
    "y_train": "train-labels-idx1-ubyte",
    "x_test": "t10k-images-idx3-ubyte",
    "y_test": "t10k-labels-idx1-ubyte",
}
UINT8 = 8


def fetch_mnist(source: Path | None = None) -> Mnist:
    """All of MNIST.

    Args:
        source: an `.npz` with the names of Keras's, or a folder with the idx files, packed by gzip or not;
            without it, Keras downloads the data.

    Raises:
        ValueError: if the source holds something else than MNIST's 60,000 + 10,000 digits.
    """
    if source is None:
        import keras

        (x_train, y_train), (x_test, y_test) = keras.datasets.mnist.load_data()
        arrays = {"x_train": x_train, "y_train": y_train, "x_test": x_test, "y_test": y_test}
    elif source.is_dir():
        arrays = {name: read_idx(_either(source / file)) for name, file in IDX_FILES.items()}
    else:
        with np.load(source, allow_pickle=False) as file:
            arrays = {name: file[name] for name in SHAPES}
    found = {name: array.shape for name, array in arrays.items()}
    if found != SHAPES:
        raise ValueError(f"source must hold MNIST with shapes {SHAPES}, got {found} from {source}")
    return Mnist(**arrays)


def read_idx(path: Path) -> np.ndarray:
    """The uint8 array in an idx file, which may be packed by gzip (`.gz`).

    Raises:
        ValueError: if the file is no idx file of bytes, or is cut off.
    """
    content = path.read_bytes()
    if path.suffix == ".gz":
        content = gzip.decompress(content)
    if content[:3] != bytes([0, 0, UINT8]):
        raise ValueError(f"path must be an idx file of bytes, got {path} which begins with {content[:4]!r}")
    start = 4 + 4 * content[3]
    shape = np.frombuffer(content[4:start], ">u4").astype(int)
    if len(content) - start != shape.prod():
        raise ValueError(f"path must hold {shape.prod()} values after its header, got {len(content) - start}")
    return np.frombuffer(content, np.uint8, offset=start).reshape(shape)


def _either(path: Path) -> Path:
    packed = path.with_name(path.name + ".gz")
    return packed if packed.exists() else path


def add_arguments(parser):
    """The options of `python -m dlplay.training mnist`."""
    parser.add_argument("--data", type=Path, help="an .npz file or a folder of idx files (default: download)")
    parser.add_argument("--out", type=Path, default=SHIPPED, help="the file to write")


def run(arguments):
    """Write MNIST as the compressed `.npz` that ships with the project."""
    arguments.out.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(arguments.out, **fetch_mnist(arguments.data)._asdict())
    print(f"wrote {arguments.out}")
