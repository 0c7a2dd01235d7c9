"""A lesson written as a file, which `reading` reads back to the same lesson."""

import json
from collections.abc import Iterator
from dataclasses import replace

from dlplay.classroom.lesson import Lesson, Prediction, Step, Words


def write(lesson: Lesson) -> str:
    """The file's text."""
    return "\n".join(_lesson(lesson)) + "\n"


def as_own(lesson: Lesson) -> Lesson:
    """The same under a name that no shipped lesson has, so that predictions are not taken for each other."""
    name = f"own.{lesson.id}"
    steps = [
        replace(one, ask=replace(one.ask, key=f"{name}/{one.key}")) if one.ask else one
        for one in lesson.steps
    ]
    return replace(lesson, id=name, steps=tuple(steps))


def _lesson(lesson: Lesson) -> Iterator[str]:
    yield f"id = {_text(lesson.id.removeprefix('own.'))}"
    yield f"minutes = {lesson.minutes}"
    yield from _words("title.", lesson.title)
    yield from _words("about.", lesson.about)
    for step in lesson.steps:
        yield "\n[[step]]"
        yield from _step(step)


def _step(step: Step) -> Iterator[str]:
    for name in ("key", "page", "settings", "before", "outcome"):
        value = getattr(step, name)
        if value or (name == "before" and value is not None):
            yield f"{name} = {_text(value)}"
    if step.numbers:
        pairs = ", ".join(f"{name} = {value!r}" for name, value in step.numbers.items())
        yield f"numbers = {{ {pairs} }}"
    for name in ("text", "hint", "shows"):
        yield from _words(f"{name}.", getattr(step, name))
    if step.ask:
        yield from _words("question.", step.ask.question)
        yield from _asked(step.ask)


def _asked(ask: Prediction) -> Iterator[str]:
    for option in ask.options:
        yield "\n[[step.option]]"
        yield from _words("", option.words)
        if option.key == ask.right:
            yield "right = true"
        yield from _words("belief.", option.belief)
    if ask.kind == "number":
        (axis,) = ask.axes
        yield "\n[step.number]"
        yield f"right = {ask.right!r}"
        yield f"low = {axis.low!r}"
        yield f"high = {axis.high!r}"
        yield f"step = {axis.step!r}"
        yield f"tolerance = {ask.tolerance!r}"
        yield from _words("name.", axis.name)
        yield from _words("unit.", axis.unit)
        yield from _words("too_low.", ask.low)
        yield from _words("too_high.", ask.high)
    elif ask.kind == "point" and isinstance(ask.right, tuple):
        yield "\n[step.point]"
        yield f"right = [{', '.join(map(repr, ask.right))}]"
        for name, axis in zip("xy", ask.axes, strict=True):
            yield f"{name} = [{axis.low!r}, {axis.high!r}]"
            yield from _words(f"{name}_name.", axis.name)
        yield f"step = {ask.axes[0].step!r}"
        yield f"tolerance = {ask.tolerance!r}"
        yield from _words("far.", ask.low)


def _words(name: str, words: Words) -> Iterator[str]:
    for language, text in words.by_language.items():
        if text:
            yield f"{name}{language} = {_text(text)}"


def _text(text: str) -> str:
    """A string of TOML: JSON's, which writes all but one control character as TOML wants it."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
