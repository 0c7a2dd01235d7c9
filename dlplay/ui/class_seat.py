"""Who this visit is in a class, its teacher, a student or nobody, and how something is done there.

The rooms, and SQL with them, are imported when the first one is used (`dlplay.ui.cache.classroom`).
"""

from collections.abc import Callable
from typing import Any

import streamlit as st

from dlplay.classroom.animals import ANIMALS
from dlplay.classroom.rooms_bounds import Refused
from dlplay.classroom.rooms_keys import Keys, Seat
from dlplay.ui import cache, said_again, visit
from dlplay.ui.language import t

PLACE, TOLD = "class:place", "class:told"  # session-state keys
OVER = ("gone", "seat", "teacher")  # refusals after which nobody has a place there any more


def place() -> Keys | Seat | None:
    """What this visit holds: a room's keys, a seat in one, or nothing."""
    return st.session_state.get(PLACE)


def take(held: Keys | Seat | None) -> None:
    """Hold this from now on, over reloads too; None leaves the room."""
    visit.keep(PLACE, held)


def visitor() -> str:
    """Whose doings are counted before anybody has a place; it is kept nowhere."""
    return st.context.ip_address or ""


def tell(why: str) -> None:
    """Say in the next runs why something was not done."""
    said_again.say(TOLD, why)
    if why in OVER:
        take(None)


def told() -> None:
    """Draw that sentence, if there is one."""
    if why := said_again.to_say(TOLD):
        st.warning(t(f"class.refused_{why}"), icon=":material/info:")


def attempt(act: Callable[..., Any], *given: Any) -> bool:
    """Do something in a room; whether it was done. If not, the next run says why."""
    try:
        act(*given)
    except Refused as refusal:
        tell(refusal.why)
        return False
    st.session_state.pop(TOLD, None)  # what went wrong before is over
    return True


def write(act: Callable[..., None], *given: Any) -> bool:
    """One write at this place, `act(desk, *given)`; whether it was done. In a callback."""

    def at_the_desk() -> None:
        held, rooms = place(), cache.classroom()
        if held is None:
            raise Refused("seat")
        with rooms.teacher(held) if isinstance(held, Keys) else rooms.member(held) as desk:
            act(desk, *given)

    return attempt(at_the_desk)


def press(act: Callable[..., None], *given: Any) -> None:
    """The same as the callback of a button."""
    write(act, *given)


def watch(look: Callable[[], object], every: float) -> None:
    """Look again every so many seconds, and run the page where what is seen has changed.

    Args:
        look: what is seen, cheap to ask for and to compare; its refusals count as something seen.
    """

    def now() -> object:
        try:
            return look()
        except Refused as refusal:
            return refusal.why

    drawn = now()

    @st.fragment(run_every=every)
    def again() -> None:
        if now() != drawn:
            st.rerun()

    again()


def called(animal: str, name: str) -> str:
    """What a member is called on the board: the animal's picture, and its name or the one that was chosen."""
    return f"{ANIMALS[animal]} {name or t(f'animals.{animal}')}"
