"""Artificial intelligence, machine learning, deep learning; and how a network learns from examples."""

from urllib.parse import urlencode

import streamlit as st

from dlplay.ui import frame, language, terms
from dlplay.ui.course import charts_learning as charts
from dlplay.ui.course.settings import CourseSettings
from dlplay.ui.experiment import Experiment
from dlplay.ui.language import long_text, t

FIELDS = {  # a field -> its examples, each with the page that shows it, where one does
    "ai": {"chess": "", "route": "", "rules": ""},
    "ml": {
        "line": "losses",
        "logistic": "digit_lab?view=small&member=linear",
        "neighbours": "digit_lab?view=why&asking=near",
    },
    "dl": {"digits": "digits", "writer": "shakespeare", "own": "network", "chat": ""},
}
STEPS = {  # of learning with labels -> the page that shows it
    "data": "train_cnn",
    "network": "network",
    "loss": "losses?view=softmax",
    "gradient": "backprop",
    "weights": "optimizers",
}


def show(experiment: Experiment[CourseSettings]) -> None:
    """The two pictures, and the kinds of learning in a sentence each."""
    fields = [
        charts.Field(
            t(f"course.{field}"),
            t(f"course.{field}_meaning"),
            [(t(f"course.{field}_{one}"), _address(page)) for one, page in examples.items()],
        )
        for field, examples in FIELDS.items()
    ]
    boxes = [
        charts.Box(t(f"course.step_{step}"), t(f"course.step_{step}_words"), _address(page))
        for step, page in STEPS.items()
    ]
    within, round_again = st.columns(2)
    with within:
        frame.section("course", "nested")
        st.html(charts.nested(fields, t("course.nested_alt", count=len(fields))))
    with round_again:
        frame.section("course", "cycle")
        st.html(charts.cycle(boxes, t("course.again"), t("course.cycle_alt", count=len(boxes))))
    spoken = language.current()
    st.markdown(terms.marked(long_text("course_kinds").format(lang=spoken), spoken, t("course.promise")))


def _address(page: str) -> str:
    """A page's address in the language of now; or none."""
    joined = "&" if "?" in page else "?"
    return f"{page}{joined}{urlencode({language.PARAMETER: language.current()})}" if page else ""
