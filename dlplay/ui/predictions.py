"""The predictions of this visit: made once, then kept, for the lesson, a class's board and a report.

All stand under one key of the session. A prediction that was made is never changed; what a lesson's page
forgets when somebody begins it anew, it forgets as a whole.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

import streamlit as st

from dlplay.classroom.lesson import Prediction, Said, Step, Words

STATE = "predictions"


class Made(NamedTuple):
    """What was asked, what was said, and in which lesson."""

    lesson: Words  # its title
    prediction: Prediction
    said: Said
    numbers: Mapping[str, float] = MappingProxyType({})  # those in the question's words

    @property
    def right(self) -> bool:
        return self.prediction.verdict(self.said) == "right"


def made() -> tuple[Made, ...]:
    """All of this visit, in the order in which they were made."""
    return tuple(_all().values())


def said(prediction: Prediction) -> Said | None:
    """What was said to it; None as long as nothing is."""
    found = _all().get(prediction.key)
    # a lesson of a teacher's own may have changed under the same key
    return found.said if found and found.prediction == prediction else None


def commit(lesson: Words, step: Step, value: Said) -> None:
    """Make the one of a step, if it can be an answer and none was given."""
    if step.ask and step.ask.can_be(value) and said(step.ask) is None:
        _all()[step.ask.key] = Made(lesson, step.ask, value, step.numbers)


def forget(predictions: tuple[Prediction, ...]) -> None:
    """A lesson begins anew."""
    for prediction in predictions:
        _all().pop(prediction.key, None)


def _all() -> dict[str, Made]:
    return st.session_state.setdefault(STATE, {})
