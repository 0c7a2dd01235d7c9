"""A lesson goes out as a file and as a link, and comes back as it was."""

import base64
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlplay.classroom import shipped
from dlplay.classroom.lesson import NONE, Lesson, Option, Prediction, Step, Words
from dlplay.classroom.packing import MOST_BYTES, MOST_PACKED, pack, unpack
from dlplay.classroom.reading import read
from dlplay.classroom.writing import as_own, write


def everything_exists(page: str, settings: str) -> tuple[str, ...]:
    return ()


@pytest.mark.parametrize("name", shipped.ORDER)
def test_what_is_written_is_read_back(name: str) -> None:
    lesson = shipped.lesson(name)
    assert read(write(lesson), everything_exists) == lesson
    assert read(write(as_own(lesson)), everything_exists) == lesson


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=100))
def test_any_words_come_back_letter_for_letter(text: str) -> None:
    words = Words({"en": text})
    ask = Prediction("l/s", "choice", words, "a", (Option("a", words), Option("b", words, words)))
    lesson = Lesson("l", words, NONE, 10, (Step("s", words, ask=ask, shows=words),))
    assert read(write(lesson), everything_exists) == lesson


def test_an_own_lesson_shares_no_prediction_with_a_shipped_one() -> None:
    lesson = shipped.lesson("neuron")
    keys = {one.key for one in lesson.predictions} & {one.key for one in as_own(lesson).predictions}
    assert keys == set()


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=500))
def test_a_packed_text_comes_back(text: str) -> None:
    assert unpack(pack(text)) == text


def bomb(size: int) -> str:
    return base64.urlsafe_b64encode(zlib.compress(b"a" * size, 9)).decode().rstrip("=")


@pytest.mark.parametrize(
    "packed",
    [
        "",
        "a",
        "aaaa",
        "é",
        "=",
        "a" * (MOST_PACKED + 1),
        pack("words")[:-4],
        bomb(MOST_BYTES),
        bomb(4_000_000),
    ],
)
def test_what_is_no_packed_lesson_is_refused(packed: str) -> None:
    with pytest.raises(ValueError, match="holds"):
        unpack(packed)


def test_a_bomb_is_short_enough_to_be_tried() -> None:
    assert len(bomb(4_000_000)) < MOST_PACKED


def test_a_lesson_of_several_questions_fits_in_a_link() -> None:
    assert len(pack(write(shipped.lesson("neuron")))) < 2 * MOST_PACKED  # in both languages
