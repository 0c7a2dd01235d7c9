"""What a class rates or labels: foods, things of the teacher's, sentences; and what learners make of it."""

from collections.abc import Sequence

import numpy as np
import streamlit as st

from dlplay.classroom import rooms_export, rooms_measure, rooms_work
from dlplay.classroom.rooms_board import Board, Task
from dlplay.classroom.rooms_bounds import LONGEST_ITEM, MOST_ITEMS
from dlplay.files.takeaway import csv_file
from dlplay.recommendation.generated import THINGS
from dlplay.sentiment import teaching
from dlplay.ui import class_seat, language
from dlplay.ui.class_board import pictures
from dlplay.ui.class_board.class_view import named
from dlplay.ui.language import percent, t

OWN, SENTENCES = "class_things", 12
QUESTION = "mood"


def show(board: Board) -> None:
    """The task of now and what it has brought; or those to choose from."""
    if board.task is None:
        _choose(board)
        return
    given = len({who for who, _ in board.marks})
    told = {"given": given, "people": len(board.people), "count": len(board.marks)}
    st.markdown(t(f"class.{board.task.kind}_given", **told))
    if st.toggle(t("class.task_show"), key="class_task_show"):
        means = rooms_measure.means(board.marks, len(board.task.items))
        st.html(_bars(board.task, means))
        if board.task.kind == "label":
            _learned(board.task, means)
    with st.container(horizontal=True):
        st.download_button(
            t("class.take_marks"),
            csv_file(rooms_export.marks(board, named)),
            file_name="class-ratings.csv",
            mime="text/csv",
            icon=":material/download:",
            key="class_take_marks",
            on_click="ignore",
            disabled=not board.marks,
        )
        with st.popover(t("class.task_end"), icon=":material/delete:"):
            st.markdown(t("class.task_end_words"))
            st.button(
                t("class.task_end_yes"),
                key="class_task_end",
                type="primary",
                on_click=class_seat.press,
                args=(rooms_work.end_task,),
            )
    if board.task.kind == "rating":
        st.caption(t("class.rating_then"))


def _choose(board: Board) -> None:
    spoken = language.current()
    foods = [t(f"recommendation.thing_{name}") for name in THINGS]
    asked = teaching.sample(spoken, QUESTION, sum(map(ord, board.code)))
    texts = [one.text for one in asked if len(one.text) <= LONGEST_ITEM][:SENTENCES]
    st.markdown(t("class.task_words"))
    with st.container(horizontal=True):
        for name, icon, kind, items in (
            ("foods", ":material/restaurant:", "rating", foods),
            ("sentences", ":material/thumbs_up_down:", "label", texts),
        ):
            st.button(
                t(f"class.task_{name}", count=len(items)),
                icon=icon,
                key=f"class_task_{name}",
                on_click=class_seat.press,
                args=(rooms_work.set_task, kind, items),
            )
    with st.form("class_task"):
        st.text_area(t("class.things", most=MOST_ITEMS), key=OWN, max_chars=MOST_ITEMS * (LONGEST_ITEM + 2))
        st.form_submit_button(t("class.task_own"), on_click=_own)


def _own() -> None:
    things = [line for line in st.session_state[OWN].splitlines() if line.strip()]
    if class_seat.write(rooms_work.set_task, "rating", things):
        st.session_state[OWN] = ""


def _bars(task: Task, means: Sequence[tuple[float, int]]) -> str:
    """Best first: mean stars, or the share of those who say positive."""
    rows = sorted(zip(task.items, means, strict=True), key=lambda row: -np.nan_to_num(row[1][0], nan=-1))
    return pictures.measured(
        t(f"class.{task.kind}_alt", count=sum(count > 0 for _, count in means)),
        [
            (
                item,
                mean / rooms_work.VALUES[task.kind][-1] if count else 0.0,
                t(f"class.{task.kind}_mean", mean=f"{mean:.1f}", share=percent(mean, 0), count=count)
                if count
                else t("class.nobody_yet"),
            )
            for item, (mean, count) in rows
        ],
    )


def _learned(task: Task, means: Sequence[tuple[float, int]]) -> None:
    """What the two learners of the sentiment page make of what most say."""
    most = zip(task.items, means, strict=True)
    clear = [(text, int(mean > 0.5)) for text, (mean, count) in most if count and mean != 0.5]
    if len({label for _, label in clear}) < 2:
        st.caption(t("class.label_few"))
        return
    texts, labels = zip(*clear, strict=True)
    spoken = "zh" if any("\u4e00" <= one <= "\u9fff" for one in "".join(texts)) else "en"
    taught = teaching.Taught(texts, labels, spoken, QUESTION, 0)
    shares = {one: percent(teaching.learn(one, taught).accuracy, 0) for one in teaching.LEARNERS}
    st.markdown(t("class.label_learned", count=len(clear), **shares))
