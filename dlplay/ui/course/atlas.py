"""The map: where a student is, where she wants to go, and the pages on the way."""

from itertools import groupby
from pathlib import Path
from urllib.parse import urlencode

import streamlit as st

from dlplay.locale import glossary
from dlplay.ui import frame, language, ways
from dlplay.ui.component import component, said
from dlplay.ui.course import plan
from dlplay.ui.course.charts_map import Stop, course_map
from dlplay.ui.course.settings import CourseSettings
from dlplay.ui.experiment import Experiment
from dlplay.ui.language import t
from dlplay.ui.rooms import ROOMS, Room

KEY = "course_map"
_map = component(KEY, Path(__file__).with_name("map.js"))


def show(experiment: Experiment[CourseSettings]) -> None:
    """The two choices, the map that answers them, and the answer in words."""
    with frame.stage():
        here, wanted = st.columns(2)
        with here:
            experiment.select("here", lambda name: title(name) if name else t("course.here_none"))
        with wanted:
            spoken, terms = language.current(), glossary.terms()
            experiment.select(
                "idea",
                lambda key: terms[key].names[spoken] if key else t("course.idea_none"),
                among=["", *(one.key for one in glossary.in_order(spoken) if not one.is_symbol)],
            )
        chosen = experiment.settings
        label = t("course.map_alt", pages=len(list(filter(lambda room: room.teaches, ROOMS))))
        told = answer(chosen)
        picture = course_map(columns(chosen), f"{label} {told}")
        st.caption(told)
        _map(data={"map": picture}, key=KEY, on_chosen_change=lambda: None, height="content")
    if isinstance(name := said(KEY, "chosen"), str) and name in ways.BY_NAME:
        st.switch_page(ways.BY_NAME[name].page(), query_params=language.query())
    _addresses(chosen)


def title(name: str) -> str:
    return t(f"{name}.title")


def columns(chosen: CourseSettings) -> list[tuple[str, list[Stop]]]:
    """The pages of the course by section, and how each stands to what is chosen."""
    teaching = [room for room in ROOMS if room.teaches]
    states, numbers = standing(chosen)
    return [
        (t(f"sections.{section}"), [_stop(room, states, numbers) for room in rooms])
        for section, rooms in groupby(teaching, key=lambda room: room.section)
    ]


def standing(chosen: CourseSettings) -> tuple[dict[str, str], dict[str, int]]:
    """By page: how it stands to who is `here` and looks for an idea; and its number on the way there."""
    states = {room.name: "done" for room in (ways.way(chosen.here) if chosen.here else ())}
    if chosen.here:
        states[chosen.here] = "here"
    if chosen.idea:
        ahead = plan.beyond(chosen.idea, chosen.here)
        numbers = {room.name: place for place, room in enumerate(ahead, start=1)}
        also = {room.name: "also" for room in plan.teachers(chosen.idea)}
        return also | states | dict.fromkeys(numbers, "way"), numbers
    return states | {room.name: "next" for room in ways.open_after(chosen.here)}, {}


def answer(chosen: CourseSettings) -> str:
    """What the map shows, in words."""
    following = t("course.and").join(title(room.name) for room in ways.open_after(chosen.here))
    if not chosen.idea:
        key = "course.told_here" if chosen.here else "course.told_start"
        here = title(chosen.here) if chosen.here else ""
        return t(key, here=here, following=following)
    term = glossary.terms()[chosen.idea]
    pages = t("course.and").join(title(room.name) for room in plan.teachers(chosen.idea))
    ahead = plan.beyond(chosen.idea, chosen.here)
    words = {"idea": term.names[language.current()], "pages": pages}
    if not ahead:
        return t("course.told_there", **words)
    way = t("course.then").join(title(room.name) for room in ahead)
    return t("course.told_way", **words, way=way, count=len(ahead), minutes=plan.minutes(ahead))


def _stop(room: Room, states: dict[str, str], numbers: dict[str, int]) -> Stop:
    terms, spoken = glossary.terms(), language.current()
    needed = t("course.and").join(map(title, room.after))
    return Stop(
        name=room.name,
        title=title(room.name),
        address=f"{room.name}?{urlencode({language.PARAMETER: spoken})}",
        minutes=t("course.minutes", n=room.minutes),
        ideas=t("course.between").join(terms[key].short(spoken) for key in room.ideas),
        needs=t("course.needs", pages=needed) if needed else "",
        after=room.after,
        state=states.get(room.name, "plain"),
        number=numbers.get(room.name, 0),
    )


def _addresses(chosen: CourseSettings) -> None:
    """What the idea means, with the pages that show it; and the pages that stand beside the course."""
    spoken = language.current()
    if chosen.idea:
        term = glossary.terms()[chosen.idea]
        links = " · ".join(
            f"[{title(room.name)}]({room.name}?lang={spoken})" for room in plan.teachers(chosen.idea)
        )
        with st.container(border=True):
            st.markdown(f"**{term.names[spoken]}**  \n{term.texts[spoken]} {t('course.shown_on')} {links}")
    beside = " · ".join(
        f"[{title(room.name)}]({room.name}?lang={spoken})" for room in ROOMS if not room.teaches
    )
    st.caption(f"{t('course.legend')} {t('course.beside')} {beside}")
