"""The prediction beside the outcome: which of the two is which, and the belief behind a wrong one."""

import streamlit as st

from dlplay.classroom.lesson import Option, Prediction, Said
from dlplay.ui.language import t
from dlplay.ui.lesson import pictures, voted
from dlplay.ui.lesson.asking import Place
from dlplay.ui.lesson.words import explained, in_one_line, say
from dlplay.ui.vector_picture import vector_picture


def tell(place: Place, prediction: Prediction, said: Said) -> None:
    """The question with what was said and what is right, then what the run shows."""
    st.markdown(f"**{in_one_line(explained(prediction.question, place.step.numbers, place.own))}**")
    right = prediction.verdict(said) == "right"
    if prediction.kind == "choice":
        lines = [_option(place, one, said, prediction.right) for one in prediction.options]
        st.markdown(_list(lines))
    elif isinstance(said, tuple) and isinstance(prediction.right, tuple):
        vector_picture(pictures.plane(prediction, said, prediction.right), "lesson_plane")
    elif not isinstance(said, str | tuple) and not isinstance(prediction.right, str | tuple):
        vector_picture(pictures.line(prediction, said, prediction.right), "lesson_line")
    if in_class := voted.tell(prediction, said):
        st.caption(in_class)
    shows = say(place.step.shows, place.step.numbers, place.own)
    if right:
        st.success(f"{t('lesson.right')} {shows}", icon=":material/check_circle:")
    else:
        belief = say(prediction.feedback(said), place.step.numbers, place.own)
        st.warning(f"{t('lesson.wrong')} {belief}", icon=":material/psychology_alt:")
        st.info(shows, icon=":material/visibility:")
    if others := [one for one in prediction.options if one.belief and one.key != said]:
        with st.expander(t("lesson.others")):
            lines = [_why_not(place, one) for one in others]
            st.markdown(_list(lines))


def _list(lines: list[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)


def _option(place: Place, option: Option, said: Said, right: Said) -> str:
    """One of the answers as a line of a list, marked where it was said and where it is right."""
    words = in_one_line(say(option.words, own=place.own))
    marks = []
    if option.key == said:
        marks.append(t("lesson.mark_yours"))
    if option.key == right:
        marks.append(t("lesson.mark_right"))
    colour = "green" if option.key == right else "orange" if option.key == said else ""
    badges = " ".join(f":{colour}-badge[{mark}]" for mark in marks)
    return f"{words} {badges}".rstrip()


def _why_not(place: Place, option: Option) -> str:
    words = in_one_line(say(option.words, own=place.own))
    belief = in_one_line(say(option.belief, place.step.numbers, place.own))
    return f"{words}  \n  :small[{belief}]"
