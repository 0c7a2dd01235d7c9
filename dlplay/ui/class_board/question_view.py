"""The question: asked, voted on, talked over, voted on again, revealed."""

from collections.abc import Callable
from typing import Literal

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dlplay.classroom import rooms_votes
from dlplay.classroom.rooms_board import ROUNDS, Board, Question
from dlplay.classroom.rooms_bounds import LONGEST_OPTION, LONGEST_QUESTION, MOST_OPTIONS
from dlplay.ui import class_seat
from dlplay.ui.class_board import lesson_questions, pictures
from dlplay.ui.class_board.pictures import LETTERS, Option
from dlplay.ui.language import t

TEXT, OPTIONS, ANSWER, NEW = "class_text", "class_options", "class_answer", "class:new"
LESSON = "class_lesson"


def show(board: Board) -> DeltaGenerator | None:
    """The one that is asked now, with what comes next; or a new one. Returns where `count` stands."""
    asked = board.question
    if asked is None or st.session_state.get(NEW, False):
        _form(asked is not None)
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


def _votes(asked: Question, board: Board) -> DeltaGenerator:
    rounds = rounds_of(asked.round)
    totals = {turn: asked.voters(turn) for turn in rounds}
    counts = {turn: asked.counts(turn) for turn in rounds} if asked.revealed else {}
    options = options_of(asked, counts, asked.answer if asked.revealed else None, {})
    st.html(pictures.bars(asked.text, options, totals, rounds))
    counter = st.empty()
    if not asked.revealed:
        count(counter, board)
    if (
        asked.revealed
        and asked.round == 2
        and asked.answer is not None
        and (moved := asked.changes()) != (0, 0, 0)
    ):
        st.markdown(t("class.moved", towards=moved[0], away=moved[1], others=moved[2]))
    if asked.revealed and (beliefs := lesson_questions.beliefs(asked.key)):
        with st.expander(t("class.beliefs"), icon=":material/psychology:"):
            for place, belief in beliefs.items():
                st.html(pictures.belief(place, belief))
    return counter


def _steps(asked: Question) -> None:
    with st.container(horizontal=True):
        if asked.open:
            _button("close", rooms_votes.close, ":material/lock:")
        if asked.round == 1:
            _button("again", rooms_votes.again, ":material/forum:")
        if not asked.revealed:
            _button("reveal", rooms_votes.reveal, ":material/visibility:", "primary")
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


def _form(asked: bool) -> None:
    ready = lesson_questions.ready()
    st.selectbox(
        t("class.lesson"),
        [None, *ready],
        key=LESSON,
        format_func=lambda key: t("class.lesson_none") if key is None else lesson_questions.title(key),
        on_change=_fill,
    )
    with st.form("class_ask"):
        st.text_input(
            t("class.question"), key=TEXT, max_chars=LONGEST_QUESTION, placeholder=t("class.question_hint")
        )
        st.text_area(
            t("class.options", most=MOST_OPTIONS),
            key=OPTIONS,
            max_chars=MOST_OPTIONS * (LONGEST_OPTION + 2),
            placeholder=t("class.options_hint"),
            height=140,
        )
        st.selectbox(
            t("class.answer"),
            [None, *range(MOST_OPTIONS)],
            key=ANSWER,
            format_func=lambda place: t("class.answer_none") if place is None else LETTERS[place],
            width=260,
        )
        st.form_submit_button(t("class.ask"), icon=":material/campaign:", type="primary", on_click=_ask)
    if asked:
        st.button(t("class.keep"), key="class_keep", on_click=lambda: st.session_state.update({NEW: False}))


def _fill() -> None:
    """A lesson's question into the boxes, where the teacher may change it; none empties them."""
    key = st.session_state[LESSON]
    text, options, answer = ("", [], None) if key is None else lesson_questions.given(key)
    st.session_state.update({TEXT: text, OPTIONS: "\n".join(options), ANSWER: answer})


def _ask() -> None:
    options = [line for line in st.session_state[OPTIONS].splitlines() if line.strip()]
    given = st.session_state[TEXT], options, st.session_state[ANSWER], st.session_state[LESSON] or ""
    if class_seat.write(rooms_votes.ask, *given):
        st.session_state[NEW] = False
        st.session_state[TEXT] = st.session_state[OPTIONS] = ""
        st.session_state[ANSWER] = st.session_state[LESSON] = None
