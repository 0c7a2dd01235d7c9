"""The question: asked, voted on, talked over, voted on again, revealed."""

from collections.abc import Callable
from functools import partial
from typing import Literal

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dlplay.classroom import rooms_votes
from dlplay.classroom.rooms_board import ROUNDS, Board, Question
from dlplay.ui import class_seat, language
from dlplay.ui.class_board import lesson_questions, pictures, question_form, scale_view
from dlplay.ui.class_board.pictures import Option
from dlplay.ui.class_board.question_form import NEW
from dlplay.ui.class_board.scale_pictures import Cast
from dlplay.ui.language import t
from dlplay.ui.terms import marked


def show(board: Board) -> DeltaGenerator | None:
    """The one that is asked now, with what comes next; or a new one. Returns where `count` stands."""
    asked = board.question
    if asked is None or st.session_state.get(NEW, False):
        question_form.show(asked is not None)
        return None
    counter = _votes(asked, board)
    _steps(asked)
    return None if asked.revealed else counter


def options_of(
    asked: Question, counts: dict[int, tuple[int, ...]], answer: int | None, chosen: dict[int, int | None]
) -> list[Option]:
    """Its options as the board shows them, to the teacher or to a student.

    Args:
        chosen: by round, the place of one's own vote.
    """
    return [
        Option(
            text,
            {turn: made[place] for turn, made in counts.items()},
            " · ".join(
                [t("class.right")] * (place == answer)
                + [t(f"class.yours_{turn}") for turn, own in chosen.items() if own == place]
            ),
            place == answer,
        )
        for place, text in enumerate(asked.options)
    ]


def rounds_of(last: int) -> dict[int, str]:
    """The rounds up to the one that is open, by name."""
    return {turn: t(f"class.round_{turn}") for turn in ROUNDS if turn <= last}


def count(place: DeltaGenerator, board: Board) -> None:
    """How many have voted, written into its place: all that a vote changes before the reveal."""
    asked, people = board.question, len(board.people)
    if asked is None:
        return
    voted = asked.voters(asked.round)
    place.progress(
        min(1.0, voted / people) if people else 0.0,
        t("class.voted", turn=rounds_of(asked.round)[asked.round], voted=voted, people=people),
    )


def before(asked: Question) -> None:
    """What a lesson tells ahead of its question, without which it could not be answered."""
    if asked.revealed:
        return  # what was voted takes its room
    if text := lesson_questions.before(asked.key):
        st.markdown(marked(text, language.current()))
    if found := lesson_questions.experiment(asked.key):
        room, query = found
        st.page_link(
            room.page(),
            label=t("class.experiment", page=t(f"{room.name}.title")),
            icon=":material/open_in_new:",
            query_params=query | language.query(),
        )


def _votes(asked: Question, board: Board) -> DeltaGenerator:
    rounds = rounds_of(asked.round)
    before(asked)
    if asked.scale is not None:
        st.html(pictures.heading(asked.text))
        places = {turn: asked.places(turn) for turn in rounds} if asked.revealed else {}
        scale_view.show(Cast(asked.scale if asked.revealed else asked.scale.hidden(), places, {}))
    else:
        totals = {turn: asked.voters(turn) for turn in rounds}
        counts = {turn: asked.counts(turn) for turn in rounds} if asked.revealed else {}
        options = options_of(asked, counts, asked.answer if asked.revealed else None, {})
        st.html(pictures.bars(asked.text, options, totals, rounds))
    counter = st.empty()
    if not asked.revealed:
        count(counter, board)
    twice = asked.revealed and asked.round == 2 and asked.has_answer
    if twice and (moved := asked.changes()) != (0, 0, 0):
        st.markdown(t("class.moved", towards=moved[0], away=moved[1], others=moved[2]))
    if asked.revealed and (beliefs := lesson_questions.beliefs(asked.key)):
        with st.expander(t("class.beliefs"), icon=":material/psychology:"):
            for heading, belief in beliefs.items():
                st.html(pictures.belief(heading, belief))
    return counter


def _steps(asked: Question) -> None:
    with st.container(horizontal=True):
        if asked.open:
            _button("close", partial(rooms_votes.close, meant=asked.id), ":material/lock:")
        if asked.round == 1:
            _button("again", partial(rooms_votes.again, meant=asked.id), ":material/forum:")
        if not asked.revealed:
            _button("reveal", partial(rooms_votes.reveal, meant=asked.id), ":material/visibility:", "primary")
        st.button(
            t("class.new"),
            icon=":material/add:",
            key="class_new",
            type="primary" if asked.revealed else "secondary",
            on_click=lambda: st.session_state.update({NEW: True}),
        )
    if not asked.revealed:
        st.caption(t("class.hint_open" if asked.open else "class.hint_closed"))


def _button(
    name: str, act: Callable[..., None], icon: str, kind: Literal["primary", "secondary"] = "secondary"
) -> None:
    st.button(
        t(f"class.{name}"), icon=icon, key=f"class_{name}", type=kind, on_click=class_seat.press, args=(act,)
    )
