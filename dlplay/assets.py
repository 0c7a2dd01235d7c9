"""The files that ship in `assets/`: where they are, and whether they are the ones that were recorded.

Nothing is read before its sha256 agrees with the folder's `SHA256SUMS` (the format of the command
`sha256sum`), and no pickle is ever loaded.
"""

import hashlib
import io
import zipfile
from pathlib import Path

import numpy as np

ASSETS = Path(__file__).resolve().parent.parent / "assets"
MODELS = ASSETS / "models"
DATA = ASSETS / "data"


class AssetError(Exception):
    """A shipped file is missing or is not the recorded one.

    Attributes:
        path: the file.
        problem: "missing", "unrecorded" (no line in SHA256SUMS), "damaged" (another sha256), or "contents"
            (another list of arrays or other shapes than expected).
        rebuild_command: what brings it back.
    """

    def __init__(self, path: Path, problem: str, rebuild_command: str):
        super().__init__(f"{path}: {problem}; rebuild it with: {rebuild_command}")
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
    return data


def load_arrays(
    path: Path, shapes: dict[str, tuple[int, ...]], rebuild_command: str
) -> dict[str, np.ndarray]:
    """The arrays of a recorded `.npz` file, which must have just these names and shapes.

    Raises:
        AssetError: as `read_checked`, and for other names or shapes.
    """
    data = read_checked(path, rebuild_command)
    try:
        with np.load(io.BytesIO(data), allow_pickle=False) as file:
            arrays = {name: file[name] for name in file.files}
    except (OSError, EOFError, ValueError, zipfile.BadZipFile) as error:
        raise AssetError(path, "contents", rebuild_command) from error
    if {name: array.shape for name, array in arrays.items()} != shapes:
        raise AssetError(path, "contents", rebuild_command)
    return arrays


def _recorded_sums(folder: Path) -> dict[str, str]:
    try:
        lines = (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    except OSError:
        return {}
    # "<sha256>  <name>", or "<sha256> *<name>" for a file that was read as binary
    pairs = (line.split(maxsplit=1) for line in lines if line.strip())
    return {name.lstrip("*"): digest.lower() for digest, name in pairs}
