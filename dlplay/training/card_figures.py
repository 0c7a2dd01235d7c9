"""What the parts of the model card share: recorded figures, and how the card writes numbers."""

import json
from pathlib import Path

from dlplay.numbers import percent

ASSETS = Path(__file__).parents[2] / "assets"
Facts = dict


def shipped(name: str) -> Facts:
    """The figures that a training wrote beside the weights `name`."""
    return json.loads((ASSETS / "models" / f"{name}.json").read_text(encoding="utf-8"))


def percents(share: float, decimals: int = 1) -> str:
    """A share in percent, with a common space before the sign."""
    return percent(share, "en", decimals).replace("\N{NO-BREAK SPACE}", " ")


def megabytes(name: str) -> str:
    """The size of a shipped file."""
    return mega((ASSETS / "models" / name).stat().st_size)


def mega(size: int) -> str:
    """A number of bytes."""
    return f"{size / 1e6:.2f} MB"
