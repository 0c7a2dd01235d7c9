"""What a prediction takes for an answer, and what it says to it."""

import pytest

from dlplay.classroom.lesson import NONE, Axis, Option, Prediction, Words

WORDS = Words({"en": "words"})
CHOICE = Prediction(
    "l/s", "choice", WORDS, "b", (Option("a", WORDS, Words({"en": "a belief"})), Option("b", WORDS))
)
NUMBER = Prediction(
    "l/s",
    "number",
    WORDS,
    1.5,
    axes=(Axis(-1, 3, 0.5),),
    tolerance=0.5,
    low=Words({"en": "low"}),
    high=Words({"en": "high"}),
)
POINT = Prediction(
    "l/s",
    "point",
    WORDS,
    (0.0, 50.0),
    axes=(Axis(-1, 1, 0.1), Axis(0, 100, 1)),
    tolerance=0.1,
    low=Words({"en": "far"}),
)


@pytest.mark.parametrize(
    ("prediction", "said", "verdict", "feedback"),
    [
        (CHOICE, "b", "right", ""),
        (CHOICE, "a", "wrong", "a belief"),
        (NUMBER, 1.0, "right", ""),  # within the tolerance, its end included
        (NUMBER, 0.5, "low", "low"),
        (NUMBER, 2.5, "high", "high"),
        (POINT, (0.2, 50.0), "right", ""),  # a tenth of an axis that is 2 long
        (POINT, (0.0, 60.0), "right", ""),
        (POINT, (0.15, 59.0), "wrong", "far"),  # 0.075 and 0.09: 0.117 together
    ],
)
def test_verdict_and_feedback(prediction: Prediction, said, verdict: str, feedback: str) -> None:
    assert prediction.can_be(said)
    assert prediction.verdict(said) == verdict
    assert prediction.feedback(said).within("zh") == feedback


@pytest.mark.parametrize(
    ("prediction", "said"),
    [
        (CHOICE, "c"),
        (CHOICE, 1.0),
        (CHOICE, None),
        (NUMBER, 4.0),
        (NUMBER, float("nan")),
        (NUMBER, "1"),
        (NUMBER, (1.0, 1.0)),
        (POINT, 1.0),
        (POINT, (0.0, 101.0)),
        (POINT, (0.0, None)),
    ],
)
def test_what_is_no_answer(prediction: Prediction, said) -> None:
    assert not prediction.can_be(said)


def test_words_fall_back_to_a_language_that_there_is() -> None:
    assert Words({"en": "one", "zh": "一"}).within("zh") == "一"
    assert Words({"en": "one", "zh": ""}).within("zh") == "one"
    assert not NONE
    assert NONE.within("en") == ""
