"""A shifted digit: its picture, its map, the bars of the answer."""

import numpy as np
import pytest

from dlplay.ui.charts import ANSWER
from dlplay.ui.convolution import charts
from tests.unit.charts.seen import drawn

INK = np.zeros((4, 4))
INK[0, 1] = 1.0  # in the uppermost row
MAP = np.array([[2.0, 0.0], [0.0, -1.0]])
PROBABILITIES = np.eye(10)[7]


def shifted() -> list[dict]:
    return charts.pictures(INK, MAP, ("the digit", "the map"))


def answers() -> dict:
    return charts.answers(PROBABILITIES, "the answer")


EXAMPLES = {charts.pictures: shifted, charts.answers: answers}


def test_pictures_stand_upright_and_black_is_paper() -> None:
    ink, found = (drawn(panel) for panel in shifted())
    assert (ink["title"], found["title"]) == ("the digit", "the map")
    shades = ink["marks"]["ink"]["shades"]  # the lowest row first
    assert shades[3] == [0, 255, 0, 0]
    assert shades[:3] == [[0] * 4] * 3
    palette = ink["marks"]["ink"]["palette"]
    assert (palette[0], palette[255]) == ([0, 0, 0, 255], [255, 255, 255, 255])
    assert ink["square"]
    assert ink["marks"]["ink"]["x"] == [0, 4]


def test_a_map_is_orange_above_zero_blue_below_and_clear_at_zero() -> None:
    found = drawn(shifted()[1])["marks"]["map"]
    above, zero, below = (
        found["palette"][found["shades"][row][column]] for row, column in ((1, 0), (0, 0), (0, 1))
    )
    assert above == [230, 159, 0, 255]
    assert zero[3] < 30
    assert below[2] > below[0]
    assert below[3] > zero[3]


def test_the_bars_are_the_probabilities() -> None:
    bars = drawn(answers())["marks"]["answers"]
    assert bars["high"] == [*PROBABILITIES]
    assert bars["low"] == [0] * 10
    middles = np.add(bars["left"], bars["right"]) / 2
    assert middles == pytest.approx(np.arange(10), abs=1e-6)
    assert bars["colour"] == ANSWER


def test_one_scale_of_colours_for_all_values_of_the_slider() -> None:
    both = charts.follow(np.stack([INK, INK]), np.stack([MAP, MAP / 2]), np.stack([PROBABILITIES] * 2))
    whole, half = both["map"]["shades"]
    assert (int(whole[1, 0]), int(half[1, 0])) == (255, 191)
    assert both["answers"]["high"].shape == (2, 10)
