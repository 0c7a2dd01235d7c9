"""A lesson read from its file and checked: every complaint names the line and the field.

A file is TOML:

    id = "neuron"
    minutes = 10
    title.en = "…"              # every text in English (en), Chinese (zh) or both
    about.en = "…"

    [[step]]
    key = "sum"                 # lower-case letters, digits and _; the step's name in links and votes
    text.en = "…"
    page = "neuron"             # with it:
    settings = "w=2_1_0_0"      # as in that page's address, once the prediction is made
    before = ""                 # as before it; left out: the experiment is not shown before
    hint.en = "…"
    shows.en = "… {z} …"        # what the run shows; {z} is one of the numbers, {z:%} a percentage
    numbers = { z = 1.2 }
    outcome = "neuron.doubled"  # of shipped lessons: what computes them
    question.en = "…"           # with it one of three: options, a number, a point

    [[step.option]]             # two to six, one of them right
    en = "…"
    right = true
    [[step.option]]
    en = "…"
    belief.en = "…"             # of every wrong one

    [step.number]               # right, low, high, step, tolerance; name and unit if it has any
    too_low.en = "…"
    too_high.en = "…"

    [step.point]                # right = [x, y], x = [low, high], y = [low, high], step, tolerance
    far.en = "…"

The last step is a question, whose hint is not shown: it is asked without help. No code stands in a lesson,
and nothing in it is run.
"""

import re
import tomllib
from collections.abc import Callable
from typing import NamedTuple

from dlplay.classroom.fields import Fields, Problem
from dlplay.classroom.lesson import NONE, Axis, Kind, Lesson, Option, Prediction, Said, Step, Words
from dlplay.classroom.lines import Lines, Path, broken_at, too_deep
from dlplay.classroom.wording import can_be_filled

LARGEST = 65_536  # characters of a file
MOST_STEPS, MOST_OPTIONS, MOST_NUMBERS = 12, 6, 20
MOST_MINUTES = 90
LONGEST = 1200  # characters of a text
SHORT = 120  # of a title, a name, a key of settings
LONGEST_SETTINGS = 2000
MOST_VALUES = 10_000  # of a slider
KEY = re.compile(r"[a-z][a-z0-9_]{0,23}")
LETTERS = "abcdef"

# A page's name and settings -> what of them does not exist: "page", the names of settings, or nothing
CheckPage = Callable[[str, str], tuple[str, ...]]


class LessonError(Exception):
    """A file that is no lesson.

    Attributes:
        problems: all that is wrong with it, from top to bottom.
    """

    def __init__(self, problems: list[Problem]):
        self.problems = sorted(problems, key=lambda one: one.line)
        super().__init__("; ".join(f"line {one.line}, {one.field}: {one.kind}" for one in self.problems))


class _Asked(NamedTuple):
    kind: Kind
    right: Said
    options: tuple[Option, ...] = ()
    axes: tuple[Axis, ...] = ()
    tolerance: float = 0.0
    low: Words = NONE
    high: Words = NONE


def read(text: str, check_page: CheckPage) -> Lesson:
    """The lesson in a file's text.

    Raises:
        LessonError: with everything that is wrong.
    """
    if len(text) > LARGEST:
        raise LessonError([Problem(1, "", "large", {"most": LARGEST})])
    if line := too_deep(text):
        raise LessonError([Problem(line, "", "deep", {})])
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = broken_at(error) or max(len(text.splitlines()), 1)
        raise LessonError([Problem(line, "", "toml", {})]) from error
    except (RecursionError, ValueError) as error:  # tables without end; a number of thousands of digits
        raise LessonError([Problem(1, "", "toml", {})]) from error
    top = Fields(table, (), Lines(text), [])
    lesson = _lesson(top, check_page)
    if top.problems:
        raise LessonError(top.problems)
    return lesson


def _lesson(top: Fields, check_page: CheckPage) -> Lesson:
    name = top.text("id", SHORT, KEY)
    lesson = Lesson(
        id=name,
        title=top.words("title", SHORT),
        about=top.words("about", LONGEST, needed=False),
        minutes=int(top.number("minutes", 1, MOST_MINUTES, needed=False) or 10),
        steps=tuple(_step(one, name, check_page) for one in top.tables("step", 1, MOST_STEPS)),
    )
    top.nothing_else()
    keys = [step.key for step in lesson.steps]
    for place, key in enumerate(keys):
        if key in keys[:place]:
            top.complain(("step", place, "key"), "twice", value=key)
    if lesson.steps and lesson.steps[-1].ask is None:
        top.complain(("step", len(keys) - 1), "transfer")
    return lesson


def _step(step: Fields, lesson: str, check_page: CheckPage) -> Step:
    key = step.text("key", SHORT, KEY)
    page = step.text("page", SHORT, needed=False)
    settings = step.text("settings", LONGEST_SETTINGS, needed=False)
    before = step.text("before", LONGEST_SETTINGS, needed=False) if step.has("before") else None
    shown = {"settings": settings} | ({} if before is None else {"before": before})
    if page:
        _check_page(step, page, shown, check_page)
    if not page and (settings or before):
        step.complain(("settings",), "needs_page")
    numbers = _numbers(step)
    asked = _asked(step)
    question = step.words("question", LONGEST, needed=asked is not None)
    if asked is None and question:
        step.complain(("question",), "no_answers")
    shows = step.words("shows", LONGEST, needed=asked is not None)
    text = step.words("text", LONGEST, needed=asked is None)
    found = Step(
        key=key,
        text=text,
        page=page,
        settings=settings,
        before=before,
        ask=Prediction(f"{lesson}/{key}", question=question, **asked._asdict()) if asked else None,
        hint=step.words("hint", LONGEST, needed=False),
        shows=shows,
        numbers=numbers,
        outcome=step.text("outcome", SHORT, needed=False),
    )
    _placeholders(step, found)
    step.nothing_else()
    return found


def _check_page(step: Fields, page: str, queries: dict[str, str], check_page: CheckPage) -> None:
    for field, query in queries.items():
        for wrong in check_page(page, query):
            if wrong == "page":
                step.complain(("page",), "missing_page", value=page)
                return
            step.complain((field,), "missing_setting", value=wrong)


def _numbers(step: Fields) -> dict[str, float]:
    table = step.table("numbers")
    if table is None:
        return {}
    if len(table.names) > MOST_NUMBERS:
        step.complain(("numbers",), "many", most=MOST_NUMBERS)
        return {}
    for name in table.names:
        if not KEY.fullmatch(name):
            step.complain(("numbers", name), "key")
            return {}
    return {name: table.number(name) for name in table.names}


def _asked(step: Fields) -> _Asked | None:
    forms = [one for one in ("option", "number", "point") if step.has(one)]
    if len(forms) > 1:
        step.complain((forms[1],), "two_kinds")
    if not forms:
        return None
    return {"option": _choice, "number": _number, "point": _point}[forms[0]](step)


def _choice(step: Fields) -> _Asked:
    options, right = [], []
    for key, one in zip(LETTERS, step.tables("option", 2, MOST_OPTIONS), strict=False):
        words = one.own_words(LONGEST)
        if one.flag("right"):
            right.append(key)
        belief = one.words("belief", LONGEST, needed=key not in right)
        options.append(Option(key, words, belief))
        one.nothing_else()
    if len(right) != 1:
        step.complain(("option",), "one_right")
    return _Asked("choice", (right or ["a"])[0], tuple(options))


def _number(step: Fields) -> _Asked:
    table = step.table("number") or step
    axis = _axis(table, table.number("low"), table.number("high"), "high")
    right = table.number("right", axis.low, axis.high)
    asked = _Asked(
        "number",
        right,
        axes=(axis,),
        tolerance=table.number("tolerance", 0, max(axis.high - axis.low, 0)),
        low=table.words("too_low", LONGEST, needed=right > axis.low),
        high=table.words("too_high", LONGEST, needed=right < axis.high),
    )
    table.nothing_else()
    return asked


def _point(step: Fields) -> _Asked:
    table = step.table("point") or step
    axes = tuple(_axis(table, *table.pair(one), one, f"{one}_name") for one in ("x", "y"))
    right = table.pair("right")
    if not all(axis.low <= value <= axis.high for value, axis in zip(right, axes, strict=True)):
        table.complain(("right",), "outside", low=axes[0].low, high=axes[0].high)
    asked = _Asked(
        "point",
        right,
        axes=axes,
        tolerance=table.number("tolerance", 0, 1),
        low=table.words("far", LONGEST),
    )
    table.nothing_else()
    return asked


def _axis(table: Fields, low: float, high: float, field: str, name: str = "name") -> Axis:
    step = table.number("step")
    if not low < high:
        table.complain((field,), "order")
        return Axis(-1e9, 1e9, 1e9)
    if not 0 < step <= high - low or (high - low) / step > MOST_VALUES:
        table.complain(("step",), "grain", most=MOST_VALUES)
        step = high - low
    unit = table.words("unit", SHORT, needed=False) if field == "high" else NONE
    return Axis(low, high, step, table.words(name, SHORT, needed=False), unit)


def _placeholders(step: Fields, found: Step) -> None:
    """What stands in braces, in every text that is filled with the step's numbers."""
    if not found.numbers:
        return  # then braces are braces
    texts: dict[Path, Words] = {("text",): found.text, ("hint",): found.hint, ("shows",): found.shows}
    if ask := found.ask:
        texts |= {("question",): ask.question}
        texts |= {("option", place, "belief"): one.belief for place, one in enumerate(ask.options)}
        lower, upper = {"number": ("too_low", "too_high"), "point": ("far", "")}.get(ask.kind, ("", ""))
        texts |= {(ask.kind, lower): ask.low, (ask.kind, upper): ask.high}
    for path, words in texts.items():
        for language, text in words.by_language.items():
            if not can_be_filled(text, found.numbers):
                step.complain((*path, language), "placeholder")
