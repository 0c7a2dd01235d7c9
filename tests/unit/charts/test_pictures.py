"""Pictures, bars and large answers."""

import base64
import io

import numpy as np
from PIL import Image

from dlplay.ui.charts import ANSWER, RUNNER_UP, TRUTH, pictures
from tests.unit.charts.seen import MARKUP, marked, markup, style, words

GREY = np.array([[0.0, 1.0, 0.5]])
CHANCES = np.array([0.0, 0.1, 0.0, 0.6, 0.0, 0.0, 0.05, 0.25, 0.0, 0.0])


def picture() -> str:
    return pictures.picture(GREY, 28, MARKUP)


def probability_bars() -> str:
    return pictures.probability_bars(CHANCES, "en", truth=7)


def answer(sure: bool = True) -> str:
    return pictures.answer("7", MARKUP, MARKUP, sure)


EXAMPLES = {
    pictures.picture: picture,
    pictures.probability_bars: probability_bars,
    pictures.answer: answer,
}


def test_a_picture_is_white_where_the_pen_was_and_has_its_first_row_on_top() -> None:
    image = np.array([[0.0, 1.0, 0.5], [0.0, 0.0, 0.0]])
    (drawn,) = markup(pictures.picture(image, 28, "a digit"))
    file = io.BytesIO(base64.b64decode(drawn.get("src").partition("base64,")[2]))
    np.testing.assert_array_equal(np.asarray(Image.open(file)), [[0, 255, 128], [0, 0, 0]])
    assert (drawn.get("alt"), style(drawn)["width"]) == ("a digit", "28px")


def test_each_digits_bar_is_as_long_as_its_probability() -> None:
    rows = list(markup(probability_bars())[0])
    assert [words(row[0]) for row in rows] == list("0123456789")
    bars = [style(row[1][0]) for row in rows]
    np.testing.assert_allclose([float(bar["width"][:-1]) for bar in bars], 100 * CHANCES)
    assert words(rows[3][2]).replace("\N{NO-BREAK SPACE}", " ") == "60.0 %"


def test_the_answer_the_runner_up_and_the_truth_stand_out() -> None:
    rows = list(markup(probability_bars())[0])
    inks = [style(row[1][0])["background"] for row in rows]
    assert (inks[3], inks[7]) == (ANSWER, RUNNER_UP)
    assert set(inks[:3] + inks[4:7] + inks[8:]) == {"currentColor"}
    assert [style(row).get("font-weight") for row in rows].index("700") == 3
    assert [place for place, row in enumerate(rows) if TRUTH in style(row[1]).get("outline", "")] == [7]


def test_no_truth_no_mark() -> None:
    assert TRUTH not in pictures.probability_bars(CHANCES, "en")


def test_an_unsure_answer_is_pale() -> None:
    sure, unsure = (style(marked(markup(answer(one)), "answer"))["color"] for one in (True, False))
    assert sure == ANSWER
    assert "transparent" in unsure
    assert words(marked(markup(answer()), "answer")) == "7"
