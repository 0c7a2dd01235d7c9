"""Which page teaches an idea, and what is still before a student who wants to learn it."""

from collections.abc import Iterable

from dlplay.locale import glossary
from dlplay.ui.rooms import Room
from dlplay.ui.ways import BY_NAME, way


def teachers(idea: str) -> tuple[Room, ...]:
    """The pages where a term of the glossary is taught, the one to begin with first."""
    return tuple(BY_NAME[name] for name in glossary.terms()[idea].pages)


def beyond(idea: str, here: str) -> tuple[Room, ...]:
    """What is still before a student, up to the first page that teaches an idea, once `here` is done."""
    done = {room.name for room in way(here)} if here else set()
    return tuple(room for room in way(teachers(idea)[0].name) if room.name not in done)


def taught_on(name: str) -> list[str]:
    """The keys of the terms for which this is the page to begin with; symbols belong to all."""
    return [term.key for term in glossary.terms().values() if term.pages[0] == name and not term.is_symbol]


def minutes(rooms: Iterable[Room]) -> int:
    return sum(room.minutes for room in rooms)
