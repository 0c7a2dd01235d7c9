"""Who this visit is in a class, its teacher, a student or nobody, and how something is done there.

The rooms, and SQL with them, are imported when the first one is used (`dlplay.ui.cache.classroom`).
"""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import streamlit as st

from dlplay.classroom.animals import ANIMALS
from dlplay.classroom.rooms_bounds import Refused
from dlplay.classroom.rooms_keys import Keys, Seat
from dlplay.ui import cache, metrics, said_again, visit
from dlplay.ui.component import component
from dlplay.ui.language import t
from dlplay.ui.networks import whose

if TYPE_CHECKING:
    from dlplay.classroom.rooms_board import Board

PLACE, TOLD = "class:place", "class:told"  # session-state keys
OVER = ("gone", "seat", "teacher")  # refusals after which nobody has a place there any more
AGAIN = 2.0  # seconds between two looks whether the database is back

_changes = component("class_changes", Path(__file__).with_name("class_changes.js"))


def place() -> Keys | Seat | None:
    """What this visit holds: a room's keys, a seat in one, or nothing."""
    return st.session_state.get(PLACE)


def take(held: Keys | Seat | None) -> None:
    """Hold this from now on, over reloads too; None leaves the room."""
    visit.keep(PLACE, held)


def visitor() -> str:
    """Whose doings are counted before anybody has a place; it is kept nowhere."""
    return whose(st.context.ip_address)


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
        metrics.refused("board")
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


def watch(drawn: "Board | Refused", look: Callable[["Board"], object], every: float) -> None:
    """Let the browser ask whether something has changed, and run the page where what is seen has.

    Args:
        drawn: what the page shows: the room as it stood, or why there was none to be seen.
        look: what is seen of a room, to be compared; its refusals count as something seen.
        every: seconds between two questions of the browser, about.
    """
    held, rooms = place(), cache.classroom()
    if held is None:
        return
    secret = held.secret if isinstance(held, Keys) else ""

    def stamp(found: "Board | Refused") -> tuple[int | str, object]:
        """The number that the browser compares, and what is seen."""
        if isinstance(found, Refused):
            return found.why, found.why
        number = found.version if secret else found.orders
        try:
            return number, look(found)
        except Refused as refusal:
            return number, refusal.why

    first = stamp(drawn)

    @st.fragment
    def again() -> None:
        try:
            now = stamp(rooms.board(held.code))
        except Refused as refusal:
            now = stamp(refusal)
        if now[1] != first[1]:
            st.rerun()  # where that is lost to a newer message, the browser asks once more
        data = {"room": held.code, "secret": secret, "drawn": str(now[0]), "every": 1000 * every}
        _changes(data=data, key="class_changes", height=1, on_changed_change=lambda: None)

    again()


@st.fragment(run_every=AGAIN)
def until_it_answers() -> None:
    """Where nothing can be shown while the database is away: the page runs when it is back."""
    if cache.classroom().answers():
        st.rerun()


def called(animal: str, name: str) -> str:
    """What a member is called on the board: the animal's picture, and its name or the one that was chosen."""
    return f"{ANIMALS[animal]} {name or t(f'animals.{animal}')}"
