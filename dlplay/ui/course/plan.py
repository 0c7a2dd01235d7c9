"""The ways through the course, made of what each page says of itself in `dlplay.ui.rooms`."""

from collections.abc import Iterable

from dlplay.locale import glossary
from dlplay.ui.rooms import ROOMS, Room

BY_NAME = {room.name: room for room in ROOMS}


def way(name: str) -> tuple[Room, ...]:
    """A page and all that it builds on, in the order of the course."""
    needed, asked = set(), [name]
    while asked:
        room = BY_NAME[asked.pop()]
        needed.add(room.name)
        asked += room.after
    return in_order(needed)


def teachers(idea: str) -> tuple[Room, ...]:
    """The pages where a term of the glossary is taught, the one to begin with first."""
    return tuple(BY_NAME[name] for name in glossary.terms()[idea].pages)


def beyond(idea: str, here: str) -> tuple[Room, ...]:
    """What is still before a student, up to the first page that teaches an idea, once `here` is done."""
    done = {room.name for room in way(here)} if here else set()
    return tuple(room for room in way(teachers(idea)[0].name) if room.name not in done)


def open_after(here: str) -> tuple[Room, ...]:
    """The pages that can come next: all that they build on is done with `here`, and they are not."""
    done = {room.name for room in way(here)} if here else set()
    ready = (room for room in ROOMS if room.teaches and done >= set(room.after))
    return tuple(room for room in ready if room.name not in done)


def taught_on(name: str) -> list[str]:
    """The keys of the terms for which this is the page to begin with; symbols belong to all."""
    return [term.key for term in glossary.terms().values() if term.pages[0] == name and not term.is_symbol]


def in_order(names: Iterable[str]) -> tuple[Room, ...]:
    """These pages as the course has them."""
    wanted = set(names)
    return tuple(room for room in ROOMS if room.name in wanted)


def minutes(rooms: Iterable[Room]) -> int:
    return sum(room.minutes for room in rooms)
