"""What is asked on every view: a text and a direction; what the network answers, or why it is not asked."""

from collections.abc import Callable
from datetime import date
from functools import lru_cache

import numpy as np
import streamlit as st

from dlplay.translation import NotTranslatable, Translation, examples, interpret, languages, meaning
from dlplay.ui.cache import translation_facts
from dlplay.ui.experiment import Experiment
from dlplay.ui.language import percent, t
from dlplay.ui.translation import charts_answer
from dlplay.ui.translation.settings import TranslationSettings
from dlplay.ui.verbatim import verbatim
from dlplay.ui.widget_values import expect

SHARED = 200  # answers kept for whoever asks for the same
BOX, DATE = 280, 160  # CSS pixels
EXAMPLE, SMALL = 321, 3
ENDS = ("source", "target")
FIRST, LAST = date(examples.YEARS[0], 1, 1), date(examples.YEARS[1], 12, 31)

translated = lru_cache(SHARED)(interpret)


def ask(experiment: Experiment[TranslationSettings], field: str = "text") -> None:
    """The text, the direction, and a date instead; in the row that is open."""
    experiment.write(field, line=True, width=BOX)
    for place in range(len(ENDS)):
        _end(experiment, place)


def _end(experiment: Experiment[TranslationSettings], place: int) -> None:
    """From which language, or into which: each is shown by its word for three."""
    widget = f"{experiment.key('direction')}.{ENDS[place]}"
    expect(widget, languages.LANGUAGES.__contains__)
    st.session_state[widget] = way(experiment)[place]

    def chosen() -> None:
        before = way(experiment)
        ends = [*before]
        ends[place] = st.session_state[widget]
        if ends[0] == ends[1]:  # nothing is translated into itself: the two change places
            ends = [*reversed(before)]
        experiment.set(direction="-".join(ends))
        put_over(experiment)

    st.segmented_control(
        t(f"translation.{ENDS[place]}"),
        languages.LANGUAGES,
        key=widget,
        required=True,
        format_func=lambda one: languages.LANGUAGES[one].write(SMALL),
        on_change=chosen,
        disabled=experiment.fixed("direction"),
    )


def ask_for_a_date(experiment: Experiment[TranslationSettings]) -> None:
    """A date of the calendar, which becomes the text."""
    key = "translation.date"
    expect(key, lambda value: value is None or (isinstance(value, date) and FIRST <= value <= LAST))

    def chosen() -> None:
        if day := st.session_state[key]:
            experiment.set(text=_written(experiment, day))

    st.date_input(
        t("translation.date"), None, FIRST, LAST, key, on_change=chosen, format="YYYY-MM-DD", width=DATE
    )


def another(experiment: Experiment[TranslationSettings], field: str, kind: Callable[[], str]) -> None:
    """A button for a held-out number or date of a kind of `examples.KINDS`."""

    def drawn() -> None:
        draw(experiment, field, kind())

    st.button(t("translation.another"), key="translation_another", icon=":material/casino:", on_click=drawn)


def draw(experiment: Experiment[TranslationSettings], field: str, kind: str) -> None:
    """A field becomes a text that the network has never seen. In a callback."""
    random, direction = np.random.default_rng(), way(experiment)
    (one,) = examples.test_set(random, 1, direction, examples.KINDS[kind])
    experiment.set(**{field: one.asked})


def answer(experiment: Experiment[TranslationSettings], text: str, width: int = 1) -> Translation | None:
    """What the network makes of a text; None, with a sentence that tells why, where it is not asked.

    Raises:
        AssetError: if the weights are missing or damaged.
    """
    source, target = way(experiment)
    try:
        return translated(text, source, target, width)
    except NotTranslatable as problem:
        numbers = problem.numbers | {"read": t(f"translation.in_{source}")}
        numbers |= {"example": languages.LANGUAGES[source].write(EXAMPLE)}
        if "characters" in numbers:
            numbers["characters"] = verbatim(str(numbers["characters"]))
        numbers.pop("language", None)
        st.info(t(f"translation.problem_{problem.problem}", **numbers), icon=":material/lightbulb:")
        return None


def block(one: Translation) -> str:
    """Question, answer and verdict as HTML."""
    return charts_answer.answer(one.asked, one.text, *_verdict(one))


def way(experiment: Experiment[TranslationSettings]) -> tuple[str, str]:
    """From which language into which."""
    source, target = experiment.value("direction").split("-")
    return source, target


def named(direction: str) -> str:
    """A direction as people read it."""
    source, target = direction.split("-")
    return f"{t(f'translation.language_{source}')} → {t(f'translation.language_{target}')}"


def put_over(experiment: Experiment[TranslationSettings]) -> None:
    """The same numbers and dates in the language that is read now; what is neither stays. In a callback."""
    for field in ("text", "sample"):
        if (value := meaning(experiment.value(field))) is not None:
            experiment.set(**{field: _written(experiment, value)})


def _written(experiment: Experiment[TranslationSettings], value: int | date) -> str:
    return languages.LANGUAGES[way(experiment)[0]].write(value)


def _verdict(one: Translation) -> tuple[bool | None, str]:
    if not one.finished:
        return False, t("translation.unfinished")
    if one.expected is None:
        return None, t("translation.no_rule")
    if one.text == one.expected:
        return True, t("translation.right")
    return False, t("translation.wrong", expected=one.expected)


def chances(one: Translation) -> str:
    """How often it is right on such texts, and whether it may have learned from this one."""
    value = meaning(one.asked)
    if value is None:
        return t("translation.chances_none")
    kind = "dates" if isinstance(value, date) else str(len(str(value)))
    if kind not in examples.KINDS:
        return t("translation.chances_few" if kind in ("1", "2") else "translation.chances_longer")
    share = translation_facts()["right"][f"{one.source} {one.target}"][kind]
    told = t(
        f"translation.chances_{'date' if kind == 'dates' else 'number'}",
        share=percent(share),
        digits=kind,
        direction=named(f"{one.source}-{one.target}"),
    )
    longer = not isinstance(value, date) and int(kind) > examples.LONGEST
    seen = "held" if examples.held_out(value) else "far" if longer else "drawn"
    return f"{told} {t(f'translation.seen_{seen}')}"
