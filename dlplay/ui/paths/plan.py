"""What a teacher has at hand: the clock, what to say, the page to open, the questions, each answer folded."""

import streamlit as st

from dlplay.classroom.paths import Lessons, Part
from dlplay.ui import language, lesson_view
from dlplay.ui.language import t
from dlplay.ui.paths.wording import clock, say
from dlplay.ui.ways import BY_NAME


def show(path: Lessons) -> None:
    """A box for each part."""
    for number, (begin, part) in enumerate(zip(path.starts, path.parts, strict=True)):
        with st.container(border=True):
            # the house's own texts and computed numbers: nothing in it comes from outside
            st.markdown(_told(begin, part), unsafe_allow_html=True)
            if part.page:
                _links(number, part)


def _told(begin: int, part: Part) -> str:
    when = f"{clock(begin)}–{clock(begin + part.minutes)}"
    head = f"**{when} · {say(part.title)}** ({t('paths.minutes', n=part.minutes)})"
    asked = [
        f"{number}. {one.text}\n\n   <details><summary>{t('frame.answer')}</summary>\n\n   {one.answer}"
        "\n\n   </details>"
        for number, one in enumerate(part.questions(language.current()), start=1)
    ]
    return "\n\n".join([head, say(part.say), *asked])


def _links(number: int, part: Part) -> None:
    """The page as the students see it, and in large type for the projector."""
    page, asked = BY_NAME[part.page].page(), part.query | language.query()
    title = t(f"{part.page}.title")
    with st.container(horizontal=True):
        st.page_link(
            page,
            label=t("paths.open", page=title),
            icon=":material/arrow_forward:",
            query_params=asked,
            width="content",
        )
        st.page_link(
            page,
            label=t("paths.project"),
            icon=":material/slideshow:",
            query_params=asked | {lesson_view.PARAMETER: lesson_view.ON},
            width="content",
        )
