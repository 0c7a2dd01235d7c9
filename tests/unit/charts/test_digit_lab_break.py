"""A spoiled digit and its answers, an attack beside chance, drawings that are no digits."""

from itertools import pairwise

import numpy as np
import pytest

from dlplay.ui.charts import CLASSES, GREY
from dlplay.ui.digit_lab import charts_break
from dlplay.ui.digit_lab.charts_break import Line, Pushed
from tests.unit.charts.seen import MARKUP, drawn, markup, style, words

INK = np.zeros((28, 28))
INK[0, 3] = 1.0  # in the uppermost row
STRENGTHS = np.array([-1.0, 0.0, 1.0])
PROBABILITIES = np.stack([np.eye(10)[7], np.eye(10)[7] / 2 + np.eye(10)[1] / 2, np.eye(10)[1]])
HARDER = INK.copy()
HARDER[0, 3], HARDER[5, 5] = 0.8, 0.1
PUSHED = Pushed(INK, np.stack([INK, HARDER]), np.stack([INK, 1 - INK]))
TITLES, TOLD = ["picture", "push", "pushed", "random"], ["7", "none", "7", "7"]


def spoiled() -> dict:
    return charts_break.picture(INK, "the digit")


def answers() -> dict:
    return charts_break.answers(PROBABILITIES[1], "here", "en")


def along() -> dict:
    return charts_break.along(STRENGTHS, PROBABILITIES, 0.0, ("everywhere", "turn"), "en")


def pushes() -> dict:
    return charts_break.pushes(PUSHED, TITLES, TOLD)


def chances() -> dict:
    lines = [Line("7 pushed", PROBABILITIES[:, 7]), Line("7 random", np.ones(3), by_chance=True)]
    return charts_break.chances(np.array([0.0, 0.1, 0.2]), lines, "along", "en")


def gallery() -> str:
    return charts_break.gallery([(INK, f"alt {MARKUP}", MARKUP), (INK, "other", "< 0.1 %")])


def answered() -> str:
    return charts_break.answered(INK, MARKUP, PROBABILITIES[1] * 0.999 + 0.0001, "en")


EXAMPLES = {
    charts_break.picture: spoiled,
    charts_break.answers: answers,
    charts_break.along: along,
    charts_break.pushes: pushes,
    charts_break.chances: chances,
    charts_break.gallery: gallery,
    charts_break.answered: answered,
}


def test_a_digit_stands_upright_and_black_is_paper() -> None:
    image = drawn(spoiled())["marks"]["ink"]
    assert image["shades"][27][3] == 255  # the lowest row first
    assert sum(map(sum, image["shades"])) == 255
    assert (image["palette"][0], image["palette"][255]) == ([0, 0, 0, 255], [255, 255, 255, 255])


def test_each_digit_has_one_colour_in_bars_and_lines() -> None:
    bars, panel = drawn(answers())["marks"]["answers"], drawn(along())
    assert bars["high"] == [*PROBABILITIES[1]]
    for digit, colour in enumerate(CLASSES):
        line = panel["marks"][f"digit_{digit}"]
        assert (line["name"], line["colour"], bars["colour"][digit]) == (str(digit), colour, colour)
        assert (line["x"], line["y"]) == ([*STRENGTHS], [*PROBABILITIES[:, digit]])
    assert panel["marks"]["hand"]["x"] == [0]
    assert (panel["title"], panel["x"]["title"], panel["x"]["low"], panel["x"]["high"]) == (
        "everywhere",
        "turn",
        -1,
        1,
    )


def test_four_pictures_stand_side_by_side_each_with_its_words() -> None:
    panel = drawn(pushes())
    marks = panel["marks"]
    spans = [marks[name]["x"] for name in charts_break.ROW]
    assert all(left[1] < right[0] for left, right in pairwise(spans))
    assert marks["titles"]["x"] == marks["told"]["x"] == [sum(span) / 2 for span in spans]
    assert (marks["titles"]["words"], marks["told"]["words"]) == (TITLES, TOLD)
    assert marks["titles"]["y"][0] > 28
    assert marks["told"]["y"][0] < 0
    assert panel["x"]["high"] == spans[-1][1]


def test_a_push_is_grown_until_its_largest_pixel_is_in_full_colour() -> None:
    none, some = charts_break.grown(PUSHED)
    assert (none == 128).all()
    assert some[27, 3] == 0  # ink taken away: blue
    assert some[22, 5] == pytest.approx(128 + 64, abs=1)  # half as much added: half orange
    palette = drawn(pushes())["marks"]["push"]["palette"]
    assert (palette[0], palette[255]) == ([26, 128, 191, 255], [230, 159, 0, 255])
    assert palette[128][3] < 30


def test_chance_is_dashed_and_grey() -> None:
    marks = drawn(chances())["marks"]
    assert (marks["line_1"]["colour"], marks["line_1"]["dashed"]) == (GREY, True)
    assert marks["line_0"]["colour"] != GREY
    assert not marks["line_0"]["dashed"]
    assert marks["line_0"]["y"] == [*PROBABILITIES[:, 7]]


def test_a_gallery_has_a_picture_and_words_for_each() -> None:
    tree = markup(gallery())
    figures = list(tree.iterfind(".//figure"))
    assert [words(one) for one in figures] == [MARKUP, "< 0.1 %"]
    assert [one.find("img").get("alt") for one in figures] == [f"alt {MARKUP}", "other"]


def test_bars_beside_a_drawing_are_as_long_as_its_probabilities() -> None:
    tree = markup(answered())
    bars = [style(one)["width"] for one in tree.iterfind(".//span/span")]
    assert len(bars) == 10
    assert bars[7] == bars[1] == "49.96%"
    assert bars[0] == "0.01%"
    assert "<\N{NO-BREAK SPACE}0.1" in words(tree)
