"""The maps under the race, as `dlplay.ui.served` hands them to browsers, which keep them."""

from dlplay.surfaces import SURFACES
from dlplay.ui.optimizers.current import landscape


def made(surface: str) -> bytes | None:
    """The map of a surface as a JPEG; None if there is no such surface."""
    return landscape(surface).picture if surface in SURFACES else None
