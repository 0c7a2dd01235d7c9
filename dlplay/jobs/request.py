"""What is asked of a worker, and how plain data travels: JSON and `.npz` without pickles."""

import io
import json
import math
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from dlplay.files.arrays import BROKEN

LARGEST_REQUEST = 31_000_000  # bytes of arrays
LARGEST_ANSWER = 256_000_000  # bytes of arrays, unpacked
LONGEST = 1800.0  # seconds
NAME = re.compile(r"\w{1,100}")  # of an array: in the names of an archive's files others are cut or changed
TAKEN = frozenset({"file", "allow_pickle"})  # by numpy's own function


@dataclass(frozen=True)
class Request:
    """A training to be run.

    Attributes:
        task: path of a module whose `train(settings, arrays, reporter)` does it (see `dlplay.jobs.worker`).
        settings: whatever JSON can hold.
        arrays: numpy arrays that travel along, by names of letters, digits and underscores; no objects,
            together at most 31 MB.
        seconds: after these the job is stopped, and keeps what was learned; at most 1800.

    Raises:
        ValueError: for arrays that are too large, hold objects or have other names, and for seconds out of
            range.
        TypeError: for settings that JSON cannot hold.
    """

    task: str
    settings: Mapping[str, Any]
    arrays: Mapping[str, np.ndarray] = field(default_factory=dict)
    seconds: float = 600.0

    def __post_init__(self) -> None:
        size = sum(array.nbytes for array in self.arrays.values())
        if size > LARGEST_REQUEST:
            raise ValueError(f"arrays must have at most {LARGEST_REQUEST} bytes, got {size}")
        if not 0 < self.seconds <= LONGEST:
            raise ValueError(f"seconds must be above 0 and at most {LONGEST}, got {self.seconds}")
        to_json(self.settings)
        pack(self.arrays)


def to_json(facts: Mapping[str, Any]) -> str:
    """Strict JSON: a number that is not finite becomes null."""
    return json.dumps(_finite(facts), allow_nan=False)


def _finite(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _finite(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_finite(one) for one in value]
    if isinstance(value, float | np.floating):
        return float(value) if math.isfinite(value) else None
    return int(value) if isinstance(value, np.integer) else value


def pack(arrays: Mapping[str, np.ndarray]) -> bytes:
    """The bytes of an `.npz` file, compressed.

    Raises:
        ValueError: for an array of objects, and for a name that would not come back.
    """
    for name in arrays:
        if not NAME.fullmatch(name) or name in TAKEN:
            raise ValueError(f"an array's name must be up to 100 letters, digits and _, got {name[:100]!r}")
    packed = io.BytesIO()
    np.savez_compressed(packed, allow_pickle=False, **arrays)
    return packed.getvalue()


def unpack(packed: bytes) -> dict[str, np.ndarray]:
    """The arrays of an `.npz` file.

    Raises:
        ValueError: if it is none, holds pickles or what is no array, or would take more than 256 MB.
    """
    # with what numpy says of a shape that no number of its own holds, or no memory
    broken = (*BROKEN, OverflowError, MemoryError)
    try:
        with zipfile.ZipFile(io.BytesIO(packed)) as archive:
            size = sum(entry.file_size for entry in archive.infolist())
        if size > LARGEST_ANSWER:
            raise ValueError(f"it must hold at most {LARGEST_ANSWER} bytes, got {size}")
        with np.load(io.BytesIO(packed), allow_pickle=False) as file:
            arrays = {name: file[name] for name in file.files}
        if not all(isinstance(array, np.ndarray) for array in arrays.values()):
            raise ValueError("a file in it is no array")
        return arrays
    except broken as error:
        raise ValueError(f"packed must be an npz file, got {len(packed)} bytes: {error}") from error
