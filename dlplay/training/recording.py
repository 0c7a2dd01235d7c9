"""Recording what a training made: when and with what, and its files in the `SHA256SUMS` beside them."""

import datetime
import hashlib
import platform
from pathlib import Path
from types import ModuleType
from typing import Any

SUMS = "SHA256SUMS"


def record_sums(folder: Path, names: list[str]) -> None:
    """Set the lines of some files in the folder's `SHA256SUMS`; the others stay."""
    path = folder / SUMS
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    recorded = {line.split(maxsplit=1)[1].lstrip("*"): line for line in lines if line.strip()}
    for name in names:
        recorded[name] = f"{hashlib.sha256((folder / name).read_bytes()).hexdigest()}  {name}"
    path.write_text("\n".join(recorded[name] for name in sorted(recorded)) + "\n", encoding="utf-8")


def made_with(*libraries: ModuleType) -> dict[str, Any]:
    """For a training's figures: today's date, the versions of Python and of some libraries.

    Where one of them is Keras and computes with another backend than TensorFlow, that is told as well.
    """
    versions = {one.__name__: one.__version__ for one in libraries}
    made = {
        "date": datetime.date.today().isoformat(),
        "versions": {"python": platform.python_version(), **versions},
    }
    others = {one.backend.backend() for one in libraries if one.__name__ == "keras"} - {"tensorflow"}
    return made | ({"backend": others.pop()} if others else {})
