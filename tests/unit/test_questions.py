"""The questions of "Try this", taken apart: each with its answer, none lost."""

import pytest

from dlplay import locale
from dlplay.ui import questions

PAGES = sorted(path.stem.removesuffix("_try") for path in (locale.FOLDER / "en").glob("*_try.md"))


@pytest.mark.parametrize("language", locale.LANGUAGES)
@pytest.mark.parametrize("page", PAGES)
def test_every_question_of_every_page_has_its_answer(page: str, language: str) -> None:
    text = locale.long_text(f"{page}_try", language)
    views = questions.VIEW.findall(text) or [""]
    found = [questions.each(questions.asked(page, view, language)) for view in views]
    assert all(found)
    pairs = [one for view in found for one in view]
    assert len(pairs) == text.count("\n   > ")
    assert all(one.asked and one.answer and "{" not in one.asked + one.answer for one in pairs)


def test_a_text_is_taken_apart_as_it_is_written() -> None:
    text = "1. *Predict:* how many?\n   > Two, **not** 3.\n2. Why?\n   > So.\n"
    assert questions.each(text) == [("*Predict:* how many?", "Two, **not** 3."), ("Why?", "So.")]


def test_a_view_without_questions_has_none_rather_than_all_with_the_names_of_views() -> None:
    assert questions.asked("recommendation", "own", "en") == ""
    assert questions.asked("neuron", "gates", "en") == questions.asked("neuron", "", "en") != ""
