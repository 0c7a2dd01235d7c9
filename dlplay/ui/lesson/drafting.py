"""The question that a teacher is writing: its boxes, filled from a step and read back as one."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import streamlit as st

from dlplay.classroom.lesson import NONE, Axis, Option, Prediction, Step, Words
from dlplay.classroom.reading import LETTERS, LONGEST, LONGEST_SETTINGS, MOST_OPTIONS, SHORT
from dlplay.ui import language
from dlplay.ui.language import t
from dlplay.ui.lesson import pages

FIELD = "lesson_write_"  # the widgets
KEPT: dict[str, Any] = {"persist_state": "session"}  # while the page of the experiment is set up
STAY = ("page", "kind", "title")  # not emptied for the next question
SHOWN_OPTIONS = 4  # of a new question; one from a file may have more
NUMBERS = {"low": 0.0, "high": 10.0, "step": 1.0, "value": 5.0, "tolerance": 0.0}
POINT = {
    **{"x_low": -1.0, "x_high": 1.0, "y_low": -1.0, "y_high": 1.0},
    **{"x_value": 0.0, "y_value": 0.0, "point_step": 0.1, "share": 0.1},
}
FARTHEST = 1e6


def boxes() -> None:
    """What is said ahead, what is asked, how it is answered, what then is shown."""
    _where()
    _area("text")
    _line("question", LONGEST)
    kind = st.segmented_control(
        t("lesson.write_kind"),
        ("choice", "number", "point"),
        format_func=lambda one: t(f"lesson.write_kind_{one}"),
        **KEPT,
        key=f"{FIELD}kind",
        required=True,
        default="choice",
    )
    {"choice": _options, "number": _number, "point": _point}[kind or "choice"]()
    _line("hint", LONGEST)
    _area("shows")


def _where() -> None:
    """The page, its settings, and whether it is seen ahead of the prediction."""
    left, right = st.columns(2)
    with left:
        st.selectbox(
            t("lesson.write_page"),
            ["", *pages.USABLE],
            format_func=lambda one: pages.title(one) if one else t("lesson.write_no_page"),
            **KEPT,
            key=f"{FIELD}page",
        )
    with right:
        link = st.text_input(t("lesson.write_link"), **KEPT, key=f"{FIELD}link", max_chars=LONGEST_SETTINGS)
    if link.strip() and pages.of_link(link) is None:
        st.warning(t("lesson.write_no_link"))
    found, settings = _experiment()
    if not found:
        return
    st.caption(t("lesson.write_stands", page=pages.title(found), count=len(pages.query_of(settings))))
    if st.toggle(t("lesson.write_before"), **KEPT, key=f"{FIELD}before"):
        ahead = st.text_input(
            t("lesson.write_before_link"), **KEPT, key=f"{FIELD}before_link", max_chars=LONGEST_SETTINGS
        )
        other = pages.of_link(ahead) if ahead.strip() else (found, "")
        if other is None or other[0] != found:
            st.warning(t("lesson.write_before_other", page=pages.title(found)))


def _experiment() -> tuple[str, str]:
    """The page, and its settings: as a pasted link has them, or as this visitor has them there."""
    page, link = _held("page"), _held("link")
    if link.strip():
        return pages.of_link(link) or (page, "")
    return page, pages.as_they_stand(page) if page else ""


def _before(page: str) -> str | None:
    if not page or not st.session_state.get(f"{FIELD}before"):
        return None
    found = pages.of_link(_held("before_link")) if _held("before_link").strip() else None
    return found[1] if found and found[0] == page else ""


def _options() -> None:
    st.caption(t("lesson.write_options"))
    letters = LETTERS[: st.session_state.get(f"{FIELD}options", SHOWN_OPTIONS)]
    for key in letters:
        left, right = st.columns(2)
        with left:
            _line(f"option_{key}", LONGEST, letter=key.upper())
        with right:
            _line(f"belief_{key}", LONGEST, letter=key.upper())
    st.segmented_control(
        t("lesson.write_right"),
        list(letters),
        format_func=str.upper,
        **KEPT,
        key=f"{FIELD}right",
        required=True,
        default="a",
    )


def _number() -> None:
    _line("name", SHORT)
    _numbers(NUMBERS)
    _line("too_low", LONGEST)
    _line("too_high", LONGEST)


def _point() -> None:
    left, right = st.columns(2)
    with left:
        _line("x_name", SHORT)
    with right:
        _line("y_name", SHORT)
    fields = list(POINT.items())
    _numbers(dict(fields[:4]))
    _numbers(dict(fields[4:]))
    st.caption(t("lesson.write_share_is"))
    _line("far", LONGEST)


def _numbers(starts: Mapping[str, float]) -> None:
    for place, (name, start) in zip(st.columns(len(starts)), starts.items(), strict=True):
        with place:
            st.number_input(
                t(f"lesson.write_{name}"),
                -FARTHEST,
                FARTHEST,
                start,
                **KEPT,
                key=f"{FIELD}{name}",
                format="%g",
            )


def _line(name: str, longest: int, **values: str) -> None:
    field = name.rpartition("_")[0] if values else name
    st.text_input(t(f"lesson.write_{field}", **values), **KEPT, key=f"{FIELD}{name}", max_chars=longest)


def _area(name: str) -> None:
    st.text_area(t(f"lesson.write_{name}"), **KEPT, key=f"{FIELD}{name}", max_chars=LONGEST, height=80)


def empty() -> None:
    """Free the boxes for the next question; in a callback."""
    for name in list(st.session_state):
        if str(name).startswith(FIELD) and str(name).removeprefix(FIELD) not in STAY:
            del st.session_state[name]


def fill(step: Step) -> None:
    """Put a step into the boxes; in a callback."""
    empty()
    st.session_state.update({f"{FIELD}{name}": value for name, value in _contents(step)})


def _contents(step: Step) -> Iterator[tuple[str, Any]]:
    yield "page", step.page
    yield "link", f"{step.page}?{step.settings}" if step.page else ""
    yield "before", step.before is not None
    yield "before_link", f"{step.page}?{step.before}" if step.before else ""
    for name in ("text", "hint", "shows"):
        yield name, _here(getattr(step, name))
    if (ask := step.ask) is None:
        return
    yield "question", _here(ask.question)
    yield "kind", ask.kind
    yield "options", max(SHOWN_OPTIONS, len(ask.options))
    for one in ask.options:
        yield f"option_{one.key}", _here(one.words)
        yield f"belief_{one.key}", _here(one.belief)
    if ask.kind == "choice":
        yield "right", ask.right
    elif isinstance(ask.right, tuple):
        x, y = ask.axes
        plane = (x.low, x.high, y.low, y.high, *ask.right, x.step, ask.tolerance)
        yield from zip(POINT, map(float, plane), strict=True)
        yield from (("x_name", _here(x.name)), ("y_name", _here(y.name)), ("far", _here(ask.low)))
    elif not isinstance(ask.right, str):
        (axis,) = ask.axes
        values = (axis.low, axis.high, axis.step, ask.right, ask.tolerance)
        yield from zip(NUMBERS, map(float, values), strict=True)
        yield from (("name", _here(axis.name)), ("too_low", _here(ask.low)), ("too_high", _here(ask.high)))


def _here(words: Words) -> str:
    """What stands in a box: the text in the language of the visit, or the one that there is."""
    return words.within(language.current())


def _held(name: str) -> str:
    return str(st.session_state.get(f"{FIELD}{name}") or "")


def said(name: str, old: Words = NONE) -> Words:
    """What was typed, in the language of the visit; the other language of what was there before stays."""
    typed, spoken = _held(name).strip(), language.current()
    if typed == old.within(spoken):
        return old  # shown in the language that it has
    texts = {one: text for one, text in old.by_language.items() if one != spoken}
    return Words(texts | {spoken: typed}) if typed else NONE


def step(key: str, lesson: str, old: Step | None) -> Step | None:
    """What was typed as a step; None where something is missing without which there is none.

    Args:
        old: the step that is edited, of which all stays that the boxes do not show.
    """
    was = old or Step(key, NONE)
    ask = _asked(f"{lesson}/{key}", was.ask)
    if ask is None:
        return None
    page, settings = _experiment()
    return replace(
        was,
        text=said("text", was.text),
        page=page,
        settings=settings,
        before=_before(page),
        ask=ask,
        hint=said("hint", was.hint),
        shows=said("shows", was.shows),
    )


def _asked(key: str, old: Prediction | None) -> Prediction | None:
    kind = _held("kind") or "choice"
    was = old if old is not None and old.kind == kind else Prediction(key, "choice", NONE, "a")
    question = said("question", old.question if old else NONE)
    if not question:
        return None
    if kind == "number":
        return _asked_number(key, question, was)
    if kind == "point":
        return _asked_point(key, question, was)
    return _asked_choice(key, question, was)


def _asked_number(key: str, question: Words, was: Prediction) -> Prediction:
    low, high, grain, right, tolerance = _typed(NUMBERS)
    had = was.axes[0] if was.axes else Axis(0, 1, 1)
    axis = Axis(low, high, grain, said("name", had.name), had.unit)
    too = said("too_low", was.low), said("too_high", was.high)
    return Prediction(key, "number", question, right, (), (axis,), tolerance, *too)


def _asked_point(key: str, question: Words, was: Prediction) -> Prediction:
    x_low, x_high, y_low, y_high, x, y, grain, share = _typed(POINT)
    had = was.axes if len(was.axes) == 2 else (Axis(0, 1, 1), Axis(0, 1, 1))
    axes = (
        Axis(x_low, x_high, grain, said("x_name", had[0].name)),
        Axis(y_low, y_high, grain, said("y_name", had[1].name)),
    )
    return Prediction(key, "point", question, (x, y), (), axes, share, said("far", was.low))


def _typed(names: Mapping[str, float]) -> list[float]:
    values = [st.session_state.get(f"{FIELD}{name}") for name in names]
    return [start if one is None else float(one) for one, start in zip(values, names.values(), strict=True)]


def _asked_choice(key: str, question: Words, was: Prediction) -> Prediction | None:
    right = _held("right") or "a"
    had = {one.key: one for one in was.options}
    none = Option("", NONE)
    letters = [one for one in LETTERS[:MOST_OPTIONS] if _held(f"option_{one}").strip()]
    if len(letters) < 2 or right not in letters:
        return None
    options = tuple(
        Option(
            new,
            said(f"option_{old}", had.get(old, none).words),
            NONE if old == right else said(f"belief_{old}", had.get(old, none).belief),
        )
        for new, old in zip(LETTERS, letters, strict=False)
    )
    return Prediction(key, "choice", question, LETTERS[letters.index(right)], options)
