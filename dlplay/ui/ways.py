"""The ways through the course, made of what each page says of itself in `dlplay.ui.rooms`."""

from collections.abc import Iterable

from dlplay.ui.rooms import ROOMS, Room

BY_NAME = {room.name: room for room in ROOMS}
MOST_NEXT = 3


def way(name: str) -> tuple[Room, ...]:
    """A page and all that it builds on, in the order of the course."""
    needed, asked = set(), [name]
    while asked:
        room = BY_NAME[asked.pop()]
        needed.add(room.name)
        asked += room.after
    return in_order(needed)


def open_after(here: str) -> tuple[Room, ...]:
    """The pages that can come next: all that they build on is done with `here`, and they are not."""
    done = {room.name for room in way(here)} if here else set()
    ready = (room for room in ROOMS if room.teaches and done >= set(room.after))
    return tuple(room for room in ready if room.name not in done)


def following(here: str) -> tuple[Room, ...]:
    """The pages to go on with from a page, the nearest first.

    Of those that are open after it: those that build on it; else what comes later in its own section; else
    any. A page that teaches nothing itself leads to the beginning.
    """
    room = BY_NAME.get(here)
    if room is None or not room.teaches:
        return open_after("")
    place = ROOMS.index(room)

    def distance(one: Room) -> int:
        if here in one.after:
            return 0
        return 1 if one.section == room.section and ROOMS.index(one) > place else 2

    ahead = open_after(here)
    nearest = min(map(distance, ahead), default=0)
    return tuple(one for one in ahead if distance(one) == nearest)[:MOST_NEXT]


def in_order(names: Iterable[str]) -> tuple[Room, ...]:
    """These pages as the course has them."""
    wanted = set(names)
    return tuple(room for room in ROOMS if room.name in wanted)
