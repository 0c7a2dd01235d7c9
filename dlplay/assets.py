"""The files that ship in `assets/`: where they are, and whether they are the ones that were recorded.

Nothing is read before its sha256 agrees with the folder's `SHA256SUMS` (the format of the command
`sha256sum`), and no pickle is ever loaded.
"""

import hashlib
import io
import json
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np

ASSETS = Path(__file__).resolve().parent.parent / "assets"
MODELS = ASSETS / "models"
DATA = ASSETS / "data"
GIT = ASSETS.parent / ".git"  # there in a clone; not in the bundle, another archive or an image
# "<sha256>  <name>", or "<sha256> *<name>" for a file that was read as binary
RECORD = re.compile(r"([0-9a-fA-F]{64})\s+\*?(.+)")

_read: set[Path] = set()  # those whose bytes this process has taken in


class AssetError(Exception):
    """A shipped file is missing or is not the recorded one.

    Attributes:
        path: the file.
        problem: "missing", "unrecorded" (no line in SHA256SUMS), "damaged" (another sha256), or "contents"
            (another list of arrays or other shapes than expected).
        rebuild_command: what brings it back in a clone.
        unpack: whether this is none: then whatever it was unpacked from brings it back.
    """

    def __init__(self, path: Path, problem: str, rebuild_command: str):
        self.unpack = not GIT.exists()
        back = "unpack the download again" if self.unpack else f"rebuild it with: {rebuild_command}"
        super().__init__(f"{path}: {problem}; {back}")
        self.path = path
        self.problem = problem
        self.rebuild_command = rebuild_command


def read_checked(path: Path, rebuild_command: str) -> bytes:
    """The bytes of a file whose sha256 stands in `SHA256SUMS` beside it.

    Raises:
        AssetError: if the file is missing, has no recorded sha256, or has another one.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise AssetError(path, "missing", rebuild_command) from error
    recorded = _recorded_sums(path.parent).get(path.name)
    if recorded is None:
        raise AssetError(path, "unrecorded", rebuild_command)
    if hashlib.sha256(data).hexdigest() != recorded:
        raise AssetError(path, "damaged", rebuild_command)
    _read.add(path)
    return data


def standing(folder: Path = ASSETS) -> dict[str, str]:
    """How each recorded file below a folder stands on the disk now, by its path there.

    "loaded" (the recorded one, and this process has read it), "there", "missing" or "damaged". A file is
    read again only where its size or its time has changed since.
    """
    found = {}
    for sums in sorted(folder.rglob("SHA256SUMS")):
        for name, recorded in _recorded_sums(sums.parent).items():
            path = sums.parent / name
            try:
                look = path.stat()
                same = _sha256(path, look.st_size, look.st_mtime_ns) == recorded
            except OSError:
                found[path.relative_to(folder).as_posix()] = "missing"
                continue
            as_recorded = "loaded" if path in _read else "there"
            found[path.relative_to(folder).as_posix()] = as_recorded if same else "damaged"
    return found


@lru_cache(maxsize=500)
def _sha256(path: Path, size: int, changed: int) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def load_arrays(
    path: Path, shapes: dict[str, tuple[int, ...]], rebuild_command: str
) -> "dict[str, np.ndarray]":
    """The arrays of a recorded `.npz` file, which must have just these names and shapes, read-only.

    Raises:
        AssetError: as `read_checked`, and for other names or shapes.
    """
    import numpy as np  # after the server has answered: it serves files from here, too

    data = read_checked(path, rebuild_command)
    with parsing(path, rebuild_command), np.load(io.BytesIO(data), allow_pickle=False) as file:
        arrays = {name: file[name] for name in file.files}
    if {name: array.shape for name, array in arrays.items()} != shapes:
        raise AssetError(path, "contents", rebuild_command)
    for array in arrays.values():
        array.flags.writeable = False  # threads share what is loaded once
    return arrays


def load_facts(path: Path, rebuild_command: str, *needed: str) -> dict[str, Any]:
    """The figures in a recorded `.json` file.

    Args:
        needed: what must stand in it, as "accuracy.mnist_test".

    Raises:
        AssetError: as `read_checked`, and where one of them is missing.
    """
    data = read_checked(path, rebuild_command)
    with parsing(path, rebuild_command):
        facts = json.loads(data)
        for names in needed:
            found = facts
            for name in names.split("."):
                found = found[name]
    return facts


@contextmanager
def parsing(path: Path, rebuild_command: str) -> Iterator[None]:
    """Around the reading of a file's recorded bytes.

    Raises:
        AssetError: "contents", for whatever is not as expected in them.
    """
    try:
        yield
    except (OSError, EOFError, ValueError, LookupError, TypeError, AttributeError) as error:
        raise AssetError(path, "contents", rebuild_command) from error
    except (zipfile.BadZipFile, zlib.error) as error:
        raise AssetError(path, "contents", rebuild_command) from error


def _recorded_sums(folder: Path) -> dict[str, str]:
    """Lines that record nothing are passed over: their files are then unrecorded."""
    try:
        text = (folder / "SHA256SUMS").read_bytes().decode("utf-8", "replace")
    except OSError:
        return {}
    records = filter(None, map(RECORD.fullmatch, map(str.strip, text.splitlines())))
    return {record[2]: record[1].lower() for record in records}
