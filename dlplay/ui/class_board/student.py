"""A student's side, made for a phone: the question with its options, own drawings, the own network."""

import streamlit as st

from dlplay.classroom import rooms_order, rooms_votes
from dlplay.classroom.rooms_board import Board, Question, Seen
from dlplay.classroom.rooms_bounds import Refused
from dlplay.classroom.rooms_keys import Seat
from dlplay.ui import cache, class_seat
from dlplay.ui.class_board import entrance, pictures, scale_view, student_draw, student_task
from dlplay.ui.class_board.pictures import LETTERS
from dlplay.ui.class_board.question_view import before, options_of, rounds_of
from dlplay.ui.class_board.scale_pictures import Cast
from dlplay.ui.class_board.settings import ClassSettings
from dlplay.ui.class_board.words import plain
from dlplay.ui.experiment import Experiment
from dlplay.ui.language import t

EVERY = 2.0  # seconds between two looks, about


def show(experiment: Experiment[ClassSettings], seat: Seat) -> None:
    """What the teacher asks, and what can be given."""
    try:
        board, seen = cache.classroom().seen(seat)
    except Refused as refusal:
        st.warning(t(f"class.refused_{refusal.why}"), icon=":material/info:")
        if refusal.why in class_seat.OVER:
            entrance.leave()
            st.button(t("class.back"), key="class_back")
            return
        class_seat.watch(refusal, lambda board: board.orders, EVERY)
        return
    st.html(pictures.people([class_seat.called(seen.me.animal, seen.me.name)]))
    if seen.frozen:
        st.info(t("class.frozen_student"), icon=":material/ac_unit:")
    _question(seat)
    student_task.show(seen)
    student_draw.show(experiment, board, seen)
    with st.popover(t("class.leave"), icon=":material/logout:"):
        st.markdown(t("class.leave_words"))
        st.button(t("class.leave_yes"), key="class_leave", on_click=_leave)
    me = seen.me.id
    class_seat.watch(board, lambda now: _stamp(now, me), EVERY)


def _leave() -> None:
    class_seat.write(rooms_order.leave)  # where that is refused, the seat stays empty
    entrance.leave()
    st.session_state.pop(class_seat.TOLD, None)


def _stamp(board: Board, me: int) -> str:
    """What the teacher changes of what a student sees, to be compared with what was drawn."""
    seen = board.seen_by(me)
    return repr(seen._replace(me=seen.me._replace(readings={}), chosen={}, drawings=(), marks={}))


@st.fragment
def _question(seat: Seat) -> None:
    """It alone runs for a vote."""
    class_seat.told()
    try:
        board, seen = cache.classroom().seen(seat)
    except Refused as refusal:
        st.warning(t(f"class.refused_{refusal.why}"), icon=":material/info:")
        if refusal.why == "away":
            class_seat.until_it_answers()
        return
    asked = board.question
    if asked is None or seen.question is None:
        st.info(t("class.wait"), icon=":material/hourglass_empty:")
        return
    before(asked)
    if seen.revealed and seen.scale is not None:
        st.html(pictures.heading(seen.question))
        rounds = rounds_of(seen.round)
        places = {turn: seen.places[turn] for turn in rounds}
        scale_view.show(Cast(seen.scale, places, seen.chosen))
        return
    if seen.revealed:
        rounds = rounds_of(seen.round)
        totals = {turn: sum(seen.counts[turn]) for turn in rounds}
        counts = {turn: seen.counts[turn] for turn in rounds}
        options = options_of(asked, counts, seen.answer, {turn: seen.chosen[turn] for turn in rounds})
        st.html(pictures.bars(seen.question, options, totals, rounds))
        return
    st.subheader(plain(seen.question), anchor=False)
    if seen.round == 2:
        st.caption(t("class.second_words"))
    if seen.scale is not None:
        scale_view.vote(asked, seen)
    else:
        _choose(asked, seen)


def _choose(asked: Question, seen: Seen) -> None:
    """A button an option."""
    chosen = seen.chosen[seen.round]
    for place, option in enumerate(seen.options):
        st.button(
            f"**{LETTERS[place]}** {plain(option)}",
            key=f"class_vote_{place}",
            type="primary" if place == chosen else "secondary",
            width="stretch",
            disabled=not seen.open,
            on_click=class_seat.press,
            args=(rooms_votes.vote, place, seen.round, asked.id),
        )
    if not seen.open:
        st.caption(t("class.vote_closed"))
    elif chosen is None:
        st.caption(t("class.vote_none"))
    else:
        st.caption(t("class.vote_given", letter=LETTERS[chosen]))
