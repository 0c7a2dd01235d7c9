"""The settings of a step as its topic takes them: texts of an address made numbers."""

from collections.abc import Mapping


def row(query: Mapping[str, str], name: str, start: tuple[float, ...]) -> tuple[float, ...]:
    """Numbers joined by underscores; those of the page's start where the step sets none."""
    return tuple(map(float, query[name].split("_"))) if name in query else start


def number(query: Mapping[str, str], name: str, start: float) -> float:
    return float(query.get(name, start))
