"""What people in a room hold: its code, and a secret of their own."""

from typing import NamedTuple


class Keys(NamedTuple):
    """What the teacher has: the room's code, and the secret of the teacher's link."""

    code: str
    secret: str


class Seat(NamedTuple):
    """What a student has: the room's code, and a secret of their own."""

    code: str
    token: str
