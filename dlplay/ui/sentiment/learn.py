"""Thirty sentences that a class labels, and two learners that learn from them at once."""

from functools import lru_cache
from typing import Any

import numpy as np
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dlplay.layers import sigmoid
from dlplay.sentiment.teaching import LEARNERS, Taught, curve, features, learn, measure
from dlplay.ui import cache, chart, code_panel, frame, language, live
from dlplay.ui.code_panel import CodePanel
from dlplay.ui.experiment import Experiment
from dlplay.ui.language import percent, t
from dlplay.ui.sentiment import charts_learn, code_learn, learn_told
from dlplay.ui.sentiment.charts_learn import Curve
from dlplay.ui.sentiment.settings import SentimentSettings
from dlplay.ui.sentiment.taught import Lesson, lesson, own
from dlplay.ui.settings import Number
from dlplay.ui.verbatim import verbatim

SHARED = 100  # pictures kept for whoever asks for the same


def show(experiment: Experiment[SentimentSettings]) -> None:
    """The sentence and its buttons beside the curve; what was learned; one's own sentences; code."""
    cache.sentiment_facts()  # if they are missing, the page tells; it hears nothing of what a fragment misses
    with frame.stage():
        with st.container(horizontal=True, vertical_alignment="center"):
            experiment.choose("about", label_visibility="collapsed", on_change=_anew, args=(experiment,))
            st.button(
                t("sentiment.other_thirty"),
                key="sentiment_other",
                icon=":material/shuffle:",
                on_click=_other,
                args=(experiment,),
            )
        moving = st.container()
    told, fallen = st.empty(), st.empty()
    frame.section("sentiment", "own")
    experiment.write("own", height=110, placeholder=t("sentiment.own_example"))
    if unclear := own(experiment.value("own")).unclear:
        st.info(t("sentiment.own_unclear", lines=" ".join(map(verbatim, unclear[:4]))))
    script = code_panel.panel("sentiment")
    with moving:
        _moving(experiment, told, fallen, script)


def _anew(experiment: Experiment[SentimentSettings]) -> None:
    experiment.set(labels="")


def _other(experiment: Experiment[SentimentSettings]) -> None:
    draw = experiment.kind("draw", Number)
    experiment.set(draw=int(experiment.value("draw") % draw.high) + 1, labels="")


@st.fragment
def _moving(
    experiment: Experiment[SentimentSettings],
    told: DeltaGenerator,
    fallen: DeltaGenerator,
    script: CodePanel,
) -> None:
    now = lesson(experiment.settings)
    left, right = st.columns([5, 6], gap="medium")
    with left, st.container(key="sentiment_card"):
        st.html(_card(now))
        _buttons(experiment, now)
    with right:
        live.show(_curves(now.taught, language.current()), key="sentiment_learning")
    told.markdown(learn_told.told(now))
    with fallen:
        if learn("words", now.taught).line is None:
            st.caption(t("sentiment.learn_both"))
            script.show(code_learn.words(now.as_true))
        else:
            live.show(_losses(now.taught, language.current()), key="sentiment_losses")
            script.show(code_learn.words(now.taught))
    experiment.publish()


def _buttons(experiment: Experiment[SentimentSettings], now: Lesson) -> None:
    def button(name: str, marks: str, disabled: bool, label: str, shortcut: str | None = None) -> None:
        st.button(
            label,
            key=f"sentiment_{name}",
            shortcut=shortcut,
            disabled=disabled,
            on_click=experiment.set,
            kwargs={"labels": now.taught.language + marks if marks else ""},
        )

    about, over = now.taught.question, now.next is None
    with st.container(horizontal=True):
        button("yes", f"{now.marks}p", over, t(f"sentiment.yes_{about}"), "P")
        button("no", f"{now.marks}n", over, t(f"sentiment.no_{about}"), "N")
        button("pass", f"{now.marks}-", over, t("sentiment.pass"))
        button("back", now.marks[:-1], not now.marks, t("sentiment.back"))
    with st.container(horizontal=True):
        button("truly", now.true_marks(), over, t("sentiment.rest_truly"))
        button("falsely", now.true_marks(flipped=True), over, t("sentiment.rest_falsely"))
        button("anew", "", not now.marks, t("sentiment.anew"))


def _card(now: Lesson) -> str:
    count = len(now.sentences)
    if now.next is None:
        return charts_learn.card(t("sentiment.all_labelled", count=count), "", [])
    guesses = []
    for learner in LEARNERS:
        line = learn(learner, now.taught).line
        if line is None:
            said = t("sentiment.says_nothing")
        else:
            z = line.logits(features(learner, now.taught.texts, (now.next.text,)))[0]
            said = t(f"sentiment.says_{now.taught.question}", share=percent(float(sigmoid(z)), decimals=0))
        guesses.append((learner, t("frame.alt", title=t(f"sentiment.learner_{learner}"), lines=said)))
    head = t("sentiment.sentence_of", number=len(now.marks) + 1, count=count)
    return charts_learn.card(head, now.next.text, guesses)


@lru_cache(SHARED)
def _curves(taught: Taught, spoken: str) -> dict[str, Any]:
    curves, words = {}, {}
    for learner in LEARNERS:
        counts, accuracy = curve(learner, taught)
        name = t(f"sentiment.learner_{learner}")
        curves[learner] = Curve(name, counts, accuracy)
        words[learner] = [
            t("sentiment.learned_point", name=name, count=count, accuracy=percent(one, decimals=0))
            for count, one in zip(counts, accuracy, strict=True)
        ]
    asked = len(measure(taught.language, taught.question, taught.draw)[0])
    title = t("sentiment.learning", count=asked)
    panel = charts_learn.accuracies(
        curves, (title, t("sentiment.labels_axis"), t("sentiment.accuracy_axis")), words, spoken
    )
    last = [one[-1] for one in words.values() if one] or [t("sentiment.says_nothing")]
    alt = t("frame.alt", title=title, lines=t("frame.alt_between").join(last))
    return live.picture([panel], alt=alt)


@lru_cache(SHARED)
def _losses(taught: Taught, spoken: str) -> dict[str, Any]:
    lines = {learner: learn(learner, taught).line for learner in LEARNERS}
    losses = {learner: line.losses for learner, line in lines.items() if line is not None}
    named: dict[str, np.ndarray] = {t(f"sentiment.learner_{learner}"): one for learner, one in losses.items()}
    title = t("sentiment.losses")
    panel = charts_learn.losses(losses, title, t("sentiment.steps_axis"))
    return live.picture([panel], alt=chart.lines(title, named))
