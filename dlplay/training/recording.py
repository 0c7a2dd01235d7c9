"""Recording the sha256 of files that a training made, in the `SHA256SUMS` beside them."""

import hashlib
from pathlib import Path

SUMS = "SHA256SUMS"


def record_sums(folder: Path, names: list[str]) -> None:
    """Set the lines of some files in the folder's `SHA256SUMS`; the others stay."""
    path = folder / SUMS
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    recorded = {line.split(maxsplit=1)[1].lstrip("*"): line for line in lines if line.strip()}
    for name in names:
        recorded[name] = f"{hashlib.sha256((folder / name).read_bytes()).hexdigest()}  {name}"
    path.write_text("\n".join(recorded[name] for name in sorted(recorded)) + "\n", encoding="utf-8")
