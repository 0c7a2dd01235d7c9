"""The class's own test set: how often networks read it right, where they err, which drawing fools most."""

from functools import lru_cache

import numpy as np
import streamlit as st

from dlplay.classroom import rooms_measure, rooms_work
from dlplay.classroom.rooms_board import Board, Drawing
from dlplay.digits import network
from dlplay.ui import class_seat
from dlplay.ui.class_board import pictures
from dlplay.ui.class_board.pictures import Card
from dlplay.ui.language import percent, t

VIEWS = ("wall", "confusion")
REMOVED = "class_remove_which"
FEWEST = 2  # networks of which one may be fooled and another not


def show(board: Board) -> None:
    """The scores, the wall or the grid, and the hardest drawing."""
    if not board.drawings:
        st.info(t("class.no_drawings"), icon=":material/draw:")
        return
    read = {one.id: shipped(one.pixels.tobytes()) for one in board.drawings}
    _scores(board, read)
    view = st.segmented_control(
        t("class.wall_view"),
        VIEWS,
        key="class_wall_view",
        default="wall",
        required=True,
        format_func=lambda one: t(f"class.wall_{one}"),
        label_visibility="collapsed",
    )
    if view == "wall":
        st.html(
            pictures.wall(card(one, read[one.id], number) for number, one in enumerate(board.drawings, 1))
        )
        _remove(board)
    else:
        found = rooms_measure.cells(board.drawings, read)
        cards = {cell: [card(one, read[one.id]) for one in there] for cell, there in found.items()}
        wrong = sum(len(there) for (meant, seen), there in found.items() if meant != seen)
        st.html(pictures.confusion(cards, t("class.corner"), t("class.confusion_alt", wrong=wrong)))
    _hardest(board, read)


@lru_cache(maxsize=2000)
def shipped(pixels: bytes) -> int:
    """What the shipped network reads in a drawing; once for all who look."""
    image = np.frombuffer(pixels, np.uint8).reshape(28, 28).astype(np.float32) / 255
    return int(network.load()(image).probabilities.argmax())


def card(one: Drawing, read: int, number: int | None = None) -> Card:
    """A drawing with what it is meant to be and what the shipped network reads."""
    words = t("class.card_right" if read == one.label else "class.card_wrong", label=one.label, read=read)
    return Card(one.pixels, words if number is None else f"{number}. {words}", words, read != one.label)


def _scores(board: Board, read: dict[int, int]) -> None:
    right, of = score = rooms_measure.score(board.drawings, read)
    st.markdown(t("class.score_shipped", right=right, of=of, share=percent(score.share)))
    own = [
        (person, rooms_measure.score(board.drawings, person.readings))
        for person in board.people.values()
        if person.readings
    ]
    if own := [one for one in own if one[1].of]:
        own.sort(key=lambda one: -one[1].share)
        st.html(
            pictures.people(
                t(
                    "class.score_own",
                    who=class_seat.called(person.animal, person.name),
                    right=score.right,
                    of=score.of,
                    share=percent(score.share),
                )
                for person, score in own
            )
        )


def _remove(board: Board) -> None:
    with st.popover(t("class.remove"), icon=":material/delete:"):
        numbers = dict(enumerate((one.id for one in board.drawings), 1))
        st.selectbox(t("class.remove_which"), list(numbers), key=REMOVED)
        st.button(t("class.remove_it"), key="class_remove", on_click=_removed, args=(numbers,))


def _removed(numbers: dict[int, int]) -> None:
    """The one that is chosen as the button is pressed, be it a moment after what was last drawn."""
    if (chosen := st.session_state.get(REMOVED)) is not None:
        class_seat.write(rooms_work.withdraw, numbers.get(chosen, 0))


def _hardest(board: Board, read: dict[int, int]) -> None:
    own = [one.readings for one in board.people.values() if one.readings]
    found = rooms_measure.hardest(board.drawings, [read, *own])
    if found is None or found.of < FEWEST:
        return
    drawing = found.drawing
    with st.container(horizontal=True, vertical_alignment="center"):
        st.html(pictures.wall([card(drawing, read[drawing.id])], side=120), width="content")
        st.markdown(t("class.hardest", wrong=found.wrong, of=found.of, label=drawing.label))
