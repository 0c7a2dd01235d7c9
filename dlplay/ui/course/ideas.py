"""Which page teaches which idea: the glossary the other way round."""

import streamlit as st

from dlplay.locale import glossary
from dlplay.ui import language
from dlplay.ui.course import plan
from dlplay.ui.course.atlas import title
from dlplay.ui.course.settings import CourseSettings
from dlplay.ui.experiment import Experiment
from dlplay.ui.language import t
from dlplay.ui.rooms import ROOMS


def show(experiment: Experiment[CourseSettings]) -> None:
    """One table: page, minutes, what it builds on, and every term for which it is the page to begin with."""
    st.markdown(table())


def table() -> str:
    """The table as Markdown; pages and terms are links."""
    heads = ("page", "time", "builds_on", "teaches")
    lines = [
        f"| {' | '.join(t(f'course.{head}') for head in heads)} |",
        "|---|---|---|---|",
    ]
    for room in ROOMS:
        if taught := plan.taught_on(room.name):
            cells = (_page(room.name), _time(room.minutes), ", ".join(map(_page, room.after)), _terms(taught))
            lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def _page(name: str) -> str:
    return f"[{title(name)}]({name}?lang={language.current()})"


def _time(minutes: int) -> str:
    return t("course.minutes", n=minutes) if minutes else ""


def _terms(keys: list[str]) -> str:
    spoken, terms = language.current(), glossary.terms()
    return " · ".join(f"[{terms[key].names[spoken]}](glossary?term={key}&lang={spoken})" for key in keys)
