"""What the writers of plays and of poems differ in: beginnings, moments, the units that mean something."""

from collections.abc import Callable
from dataclasses import dataclass

from dlplay.text import plays, poems, units


@dataclass(frozen=True)
class Kind:
    """Of a shipped model. Its `name` ends the keys of what is told of it."""

    name: str
    model: str  # that writes if nobody chooses another one
    opening: str  # that it goes on from if nobody writes another one
    random_line: Callable[[int], str]
    moments: tuple[str, ...]  # models: one on its way, from untrained to trained
    properties: tuple[str, ...]  # that units may be tied to


PLAYS = Kind(
    "plays",
    model="small",
    opening="ROMEO:\n",
    random_line=plays.random_line,
    moments=("small-untrained", "small-early", "small-middle", "small"),
    properties=units.OF_PLAYS,
)
POEMS = Kind(
    "poems",
    model="poems",
    opening="明月松间照，",
    random_line=poems.random_line,
    moments=("poems-untrained", "poems-early", "poems-middle", "poems"),
    properties=units.OF_POEMS,
)


def of(model: str) -> Kind:
    """The kind of a model by its name; a visitor's own counts with the plays."""
    return POEMS if model == POEMS.model else PLAYS


def other(kind: Kind) -> Kind:
    """The one that a visitor may change to."""
    return PLAYS if kind is POEMS else POEMS
