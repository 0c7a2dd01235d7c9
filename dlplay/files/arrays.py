"""The arrays of an `.npz` file that somebody brings: nothing is unpacked before its size is known.

A pickle is never read, and what an array's header says of its size must be what the file holds.
"""

import io
import math
import tokenize
import zipfile
import zlib

import numpy as np
from numpy.lib import format as npy

MOST_ARRAYS = 100
KINDS = "fiuU"  # numbers and texts
BROKEN = (
    *(OSError, EOFError, NotImplementedError, RuntimeError, ValueError),
    *(zipfile.BadZipFile, zlib.error),
    tokenize.TokenError,  # of a header with brackets that nothing closes
)


class NotArrays(ValueError):
    """The file is no `.npz` file of plain arrays, or a larger one than allowed."""


def read_arrays(data: bytes, most: int) -> dict[str, np.ndarray]:
    """The arrays by their names.

    Args:
        most: bytes that all of them may have together.

    Raises:
        NotArrays: for anything else.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            if len(entries) > MOST_ARRAYS or sum(entry.file_size for entry in entries) > most:
                raise NotArrays(f"data must hold at most {MOST_ARRAYS} arrays of {most} bytes together")
            return {
                entry.filename.removesuffix(".npy"): _array(archive.open(entry).read(entry.file_size))
                for entry in entries
            }
    except BROKEN as error:
        raise NotArrays(f"data must be an npz file of plain arrays: {error}") from error


def _array(file: bytes) -> np.ndarray:
    stream = io.BytesIO(file)
    version = npy.read_magic(stream)
    read_header = npy.read_array_header_1_0 if version == (1, 0) else npy.read_array_header_2_0
    shape, _, dtype = read_header(stream)
    if dtype.kind not in KINDS or math.prod(shape) * dtype.itemsize != len(file) - stream.tell():
        raise NotArrays(f"an array of {dtype} must hold what its header says, {shape}")
    return npy.read_array(io.BytesIO(file), allow_pickle=False)
