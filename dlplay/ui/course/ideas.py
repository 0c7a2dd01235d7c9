"""Which page teaches which idea: the glossary the other way round."""

import streamlit as st

from dlplay.locale import glossary
from dlplay.ui import language
from dlplay.ui.course import plan
from dlplay.ui.course.atlas import title
from dlplay.ui.course.settings import CourseSettings
from dlplay.ui.experiment import Experiment
from dlplay.ui.language import t
from dlplay.ui.rooms import ROOMS, Room


def show(experiment: Experiment[CourseSettings]) -> None:
    """Each page with its minutes, what it builds on, and every term to begin with there."""
    entries = "\n\n".join(entry(room) for room in ROOMS if plan.taught_on(room.name))
    st.markdown(entries)


def entry(room: Room) -> str:
    """A page and its terms as Markdown, all of them links."""
    spoken, terms = language.current(), glossary.terms()
    about = [t("course.minutes", n=room.minutes)]
    if room.after:
        about.append(t("course.needs", pages=t("course.and").join(map(title, room.after))))
    taught = " · ".join(
        f"[{terms[key].names[spoken]}](glossary?term={key}&lang={spoken})"
        for key in plan.taught_on(room.name)
    )
    page = f"[{title(room.name)}]({room.name}?lang={spoken})"
    return f"**{page}** :small[{' · '.join(about)}]  \n{taught}"
