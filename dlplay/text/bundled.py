"""The texts that ship to be learned: plays and poems."""

from dlplay.text import plays, poems

TEXTS = (*plays.PLAYS, *poems.LENGTHS)


def load(name: str) -> str:
    """One of `TEXTS`. Raises ValueError for another name, `AssetError` for a damaged file."""
    return poems.load(name) if name in poems.LENGTHS else plays.load(name)
