"""All targets, by name."""

from functools import cache

from tests.fuzz import board, drawings, files, jobs, links, pages, routes, sockets, words
from tests.fuzz.target import Target


@cache
def targets() -> dict[str, Target]:
    """In the order in which the table tells them."""
    found = [
        one
        for room in (links, pages, drawings, files, words, board, jobs, routes, sockets)
        for one in room.targets()
    ]
    assert len({one.name for one in found}) == len(found)
    return {one.name: one for one in found}
