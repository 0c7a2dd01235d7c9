"""A student's gift to the class's test set: drawings with what they are, and what their own network reads."""

import numpy as np
import streamlit as st

from dlplay.classroom import rooms_measure, rooms_work
from dlplay.classroom.rooms_board import Board, Seen
from dlplay.classroom.rooms_bounds import MOST_OF_A_MEMBER
from dlplay.digits import classify
from dlplay.ui import class_seat, own_network
from dlplay.ui.class_board import pictures
from dlplay.ui.class_board.drawings_view import card, shipped
from dlplay.ui.class_board.settings import ClassSettings
from dlplay.ui.drawing import Pad
from dlplay.ui.experiment import Experiment
from dlplay.ui.kept_drawing import kept_drawing
from dlplay.ui.language import percent, t

LABEL = "class_label"


def show(experiment: Experiment[ClassSettings], board: Board, seen: Seen) -> None:
    """The pad, the label, what is there already; and the own network, if one was trained."""
    with st.expander(t("class.draw_heading"), icon=":material/draw:", expanded=seen.question is None):
        left = MOST_OF_A_MEMBER - len(seen.drawings)
        if left > 0:
            _pad(experiment, seen.frozen)
        else:
            st.caption(t("class.drawn_enough", most=MOST_OF_A_MEMBER))
        if seen.drawings:
            st.html(pictures.wall(card(one, shipped(one.pixels.tobytes())) for one in seen.drawings))
            st.button(
                t("class.take_back"),
                icon=":material/undo:",
                key="class_take_back",
                disabled=seen.frozen,
                on_click=class_seat.press,
                args=(rooms_work.withdraw, seen.drawings[-1].id),
            )
    _own(board, seen)


def _pad(experiment: Experiment[ClassSettings], frozen: bool) -> None:
    pad = Pad(experiment, "drawing")
    with pad.row():
        drawn = pad.draw(experiment.value("pen"))
    pad.tools(drawn is None)
    label = st.segmented_control(t("class.label"), list(range(10)), key=LABEL)
    with st.container(horizontal=True):
        st.button(
            t("class.send"),
            icon=":material/send:",
            type="primary",
            key="class_send",
            disabled=frozen or drawn is None or label is None,
            on_click=_send,
            args=(drawn, pad),
        )
        elsewhere = kept_drawing("digits")
        if elsewhere is not None:
            st.button(
                t("class.send_kept"),
                key="class_send_kept",
                disabled=frozen or label is None,
                on_click=_send,
                args=(elsewhere,),
            )
    if drawn is not None and label is None:
        st.caption(t("class.label_missing"))


def _send(drawn: np.ndarray, pad: Pad | None = None) -> None:
    """As the network reads it, as what is chosen when the button is pressed; then the pad is free again."""
    if (label := st.session_state.get(LABEL)) is None:
        return
    read = np.rint(255 * classify(drawn).network_input).astype(np.uint8)
    if class_seat.write(rooms_work.draw, read, label):
        st.session_state[LABEL] = None
        if pad is not None:
            pad.clear()


def _own(board: Board, seen: Seen) -> None:
    own = own_network.kept()
    if own is None or not board.drawings:
        return
    if seen.me.readings:
        score = rooms_measure.score(board.drawings, seen.me.readings)
        st.markdown(t("class.own_score", right=score.right, of=score.of, share=percent(score.share)))
    st.button(
        t("class.own_send", network=own.title, count=len(board.drawings)),
        icon=":material/model_training:",
        key="class_own_send",
        disabled=seen.frozen,
        on_click=_read,
        args=(own, board),
    )


def _read(own: own_network.OwnNetwork, board: Board) -> None:
    class_seat.write(
        rooms_work.send_readings,
        rooms_measure.readings(lambda pictures: own(pictures).probabilities, board.drawings),
    )
