"""What the training recorded of the translator."""

from functools import cache
from typing import Any

from dlplay.assets import load_facts
from dlplay.translation import shipped


@cache
def facts() -> dict[str, Any]:
    """Its figures.

    Raises:
        AssetError: if the file is missing or not the recorded one.
    """
    return load_facts(shipped.FACTS, shipped.REBUILD, "right", "held_out", "settings")
