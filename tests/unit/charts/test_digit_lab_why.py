"""Maps over a digit, pictures in a row, the curves that test the maps."""

import numpy as np

from dlplay.digits.explanations.curves import SHARES, Curves
from dlplay.ui.charts import CLASSES, GREY
from dlplay.ui.digit_lab import charts_why
from dlplay.ui.digit_lab.charts_why import Shown
from tests.unit.charts.seen import MARKUP, drawn, markup, words

INK = np.zeros((28, 28))
INK[2, 3] = 1.0
MAP = np.zeros((28, 28))
MAP[2, 3], MAP[4, 4], MAP[5, 5] = 2.0, -2.0, 1.0
FALLS, RISES = np.linspace(1, 0, 21), np.linspace(0, 1, 21)
CHANCE = Curves(np.stack([FALLS, FALLS**2]), np.stack([RISES, RISES**2]))


def over() -> np.ndarray:
    return charts_why.over(INK, MAP)


def row() -> str:
    return charts_why.row([Shown(INK, MARKUP, f"alt {MARKUP}", MARKUP), Shown(over(), "map", "other")])


def curves() -> list[dict]:
    found = {"Gradient": Curves(FALLS**3, RISES**0.5), MARKUP: Curves(FALLS, RISES)}
    return charts_why.curves(found, CHANCE, ("away", "in"), ("share", "random"), "en")


def space() -> dict:
    tested = np.array([[0.0, 1.0], [4.0, -2.0]])
    middles = np.stack([np.arange(10.0), np.zeros(10)], axis=1)
    return charts_why.space(tested, np.array([3, 7]), middles, np.array([-1.0, 5.0]), ("first", "second"))


EXAMPLES = {charts_why.row: row, charts_why.curves: curves, charts_why.space: space}


def test_for_is_orange_against_is_blue_and_the_strongest_pixel_is_in_full() -> None:
    picture = over()
    assert (picture.shape, picture.dtype) == ((28, 28, 3), np.uint8)
    assert picture[2, 3].tolist() == [230, 159, 0]
    assert picture[4, 4].tolist() == [26, 128, 191]
    assert picture[5, 5].tolist() == [115, 80, 0]  # half of the strongest, over paper
    assert not picture[0].any()
    assert charts_why.over(INK, np.zeros((28, 28)))[2, 3].tolist() == [110, 110, 110]  # the digit itself


def test_a_row_has_title_picture_and_words_of_each() -> None:
    figures = list(markup(row()).iterfind(".//figure"))
    assert [words(one) for one in figures] == [MARKUP + MARKUP, "map"]
    assert [one.find("img").get("alt") for one in figures] == [f"alt {MARKUP}", "other"]


def test_curves_have_a_line_each_and_chance_between_its_worst_and_best() -> None:
    for way, panel, straight in zip(Curves._fields, drawn(curves()), (FALLS, RISES), strict=True):
        marks = panel["marks"]
        np.testing.assert_allclose(marks[f"{way}_1"]["y"], straight, atol=1e-6)
        assert [marks[f"{way}_{n}"]["colour"] for n in (0, 1)] == [*CLASSES[:2]]
        assert [marks[f"{way}_{n}"]["name"] for n in (0, 1)] == ["Gradient", MARKUP]
        chance = marks[f"{way}_chance"]
        assert (chance["colour"], chance["dashed"], chance["name"]) == (GREY, True, "random")
        np.testing.assert_allclose(chance["y"], (straight + straight**2) / 2, atol=1e-6)
        outline = np.concatenate([straight**2, straight[::-1]])
        np.testing.assert_allclose(marks[f"{way}_range"]["y"], outline, atol=1e-6)
        np.testing.assert_allclose(marks[f"{way}_range"]["x"], [*SHARES, *SHARES[::-1]], atol=1e-6)
        assert panel["x"]["title"] == "share"


def test_digits_have_their_colours_and_the_picture_is_a_star_within_the_panel() -> None:
    panel = drawn(space())
    marks = panel["marks"]
    assert marks["tested"]["colour"] == [CLASSES[3], CLASSES[7]]
    assert (marks["tested"]["x"], marks["tested"]["y"]) == ([0, 4], [1, -2])
    assert marks["middles"]["words"] == [*"0123456789"]
    assert (marks["here"]["x"], marks["here"]["y"], marks["here"]["symbol"]) == ([-1], [5], "star")
    assert (panel["x"]["title"], panel["y"]["title"]) == ("first", "second")
    assert panel["x"]["low"] <= -1
    assert panel["y"]["high"] >= 5
