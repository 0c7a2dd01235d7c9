"""Answers side by side, size against errors, how honest probabilities are, weights in fewer bits."""

from itertools import combinations

import numpy as np
import pytest

from dlplay.ui.charts import BLUE, CLASSES, GREY, VERMILION
from dlplay.ui.digit_lab import beside, charts_bits, charts_small
from dlplay.ui.digit_lab.charts_small import Bins, Card, Sized
from tests.unit.charts.seen import MARKUP, drawn, markup, style, words

INK = np.zeros((28, 28))
INK[0, 3] = 1.0
NETWORKS = {
    "small": Sized("Small", 30_000, 800, "Small: 30 kB, 800 wrong"),
    "large": Sized("Large", 2_600_000, 80, "Large"),
    "packed": Sized("Packed", 700_000, 81, MARKUP),
    "pruned": Sized("Pruned", 720_000, 80, "Pruned"),
    "halved": Sized("压缩过的", 710_000, 79, "Halved"),
}
BINS = Bins(np.array([0, 10, 90]), np.array([0, 0.5, 0.9]), np.array([0, 0.4, 0.95]))
BITS = np.arange(1, 9)
ACCURACY = np.linspace(0.2, 0.99, 8)
PROBABILITIES = np.linspace(0, 1, 80).reshape(8, 10)
KERNELS = np.zeros((2, 3, 3, 1, 10), np.float32)
KERNELS[0, 0, 1, 0, 0], KERNELS[1, 2, 2, 0, 9] = 0.5, -0.25


def cards() -> str:
    shown = [Card(MARKUP, "7", "99 %", False, "differs"), Card("int8", "1", "60 %", True, "differs")]
    return charts_small.cards(INK, f"alt {MARKUP}", shown)


def sizes() -> dict:
    return charts_small.sizes(NETWORKS, "large", "sizes", ("bytes", "wrong"))


def reliability() -> dict:
    return charts_small.reliability(BINS, ["ten", "ninety"], "honest", ("sure", "right"), "en")


def kernels() -> dict:
    return charts_bits.kernels(charts_bits.tiles(KERNELS, 0.5)[0], "filters")


def accuracies() -> dict:
    told = [f"{bits} bits" for bits in BITS]
    return charts_bits.accuracies(BITS, ACCURACY, 0.995, told, ("cliff", "bits"), "en")


def along() -> dict:
    return charts_bits.along(BITS, PROBABILITIES, ("along", "bits"), "zh")


EXAMPLES = {
    charts_small.cards: cards,
    charts_small.sizes: sizes,
    charts_small.reliability: reliability,
    charts_bits.kernels: kernels,
    charts_bits.accuracies: accuracies,
    charts_bits.along: along,
}


def test_the_answer_that_differs_is_lit_and_said_to_differ() -> None:
    tree = markup(cards())
    (row,) = tree
    picture, same, other = row
    assert picture.find("img").get("alt") == f"alt {MARKUP}"
    assert words(same) == f"{MARKUP}799 %"
    assert words(other) == "int8160 %differs"
    assert VERMILION in style(other)["border"]
    assert VERMILION not in same.get("style")


def test_each_network_is_a_point_that_a_click_names_and_the_chosen_one_has_a_ring() -> None:
    panel = drawn(sizes())
    marks = panel["marks"]
    for key, one in NETWORKS.items():
        point = marks[f"network_{key}"]
        assert (point["x"], point["y"], point["words"]) == ([one.size], [one.wrong], [one.words])
        assert charts_small.picked(f"network_{key}") == key
    assert (marks["chosen"]["x"], marks["chosen"]["y"]) == ([2_600_000], [80])
    assert (panel["x"]["title"], panel["y"]["title"], panel["place"]) == ("bytes", "wrong", True)
    assert panel["x"]["log"]
    assert panel["y"]["log"]
    assert panel["x"]["low"] < 30_000 < 2_600_000 < panel["x"]["high"]
    assert "100\N{NO-BREAK SPACE}kB" in panel["x"]["labels"]
    assert "1\N{NO-BREAK SPACE}MB" in panel["x"]["labels"]
    assert charts_small.picked("names_start") is None
    assert charts_small.picked(None) is None


def test_no_name_stands_over_another_and_the_far_ones_have_a_line() -> None:
    panel = drawn(sizes())
    marks, x, y = panel["marks"], panel["x"], panel["y"]
    wide = charts_small.NARROW / np.log(x["high"] / x["low"])
    tall = (charts_small.SIZES - charts_small.UNDER) / np.log(y["high"] / y["low"])
    boxes, said = [], []
    for side, sign in (("start", 1), ("end", -1)):
        names = marks[f"names_{side}"]
        assert names["anchor"] == side
        said += names["words"]
        for word, a, b in zip(names["words"], names["x"], names["y"], strict=True):
            left = wide * np.log(a)
            boxes.append((*sorted((left, left + 7 * sign * len(word))), tall * np.log(b)))
    assert sorted(said) == sorted(one.name for one in NETWORKS.values())
    for one, other in combinations(boxes, 2):
        assert one[1] <= other[0] or other[1] <= one[0] or abs(one[2] - other[2]) >= 18.9
    assert len(marks["lines"]["x1"]) == len(marks["lines"]["width"]) >= 1
    assert set(marks["lines"]["x1"]) <= {float(one.size) for one in NETWORKS.values()}


def test_a_name_that_finds_no_room_stands_right_beside_its_point() -> None:
    room = beside.Room((10.0, 20.0), (10.0, 20.0), 30, 30)
    marks = drawn(beside.names(["a very long name"], np.array([15.0]), np.array([15.0]), room))
    assert marks["names_start"]["words"] == ["a very long name"]
    assert marks["names_start"]["y"] == [pytest.approx(15)]


def test_bars_are_what_is_right_and_red_lines_lead_from_there_to_what_it_says() -> None:
    panel = drawn(reliability())
    marks = panel["marks"]
    np.testing.assert_allclose(marks["right"]["high"], [0.4, 0.95], atol=1e-6)
    np.testing.assert_allclose(marks["right"]["left"], [1 / 3, 2 / 3], atol=1e-6)
    gaps = marks["gaps"]
    np.testing.assert_allclose((gaps["x1"], gaps["y1"]), ([0.5, 0.9], [0.5, 0.9]), atol=1e-6)
    np.testing.assert_allclose((gaps["x2"], gaps["y2"]), ([0.5, 0.9], [0.4, 0.95]), atol=1e-6)
    assert gaps["colour"] == VERMILION
    assert marks["bins"]["words"] == ["ten", "ninety"]
    assert (marks["honest"]["x"], marks["honest"]["y"], marks["honest"]["dashed"]) == ([0, 1], [0, 1], True)
    assert (panel["x"]["title"], panel["y"]["title"]) == ("sure", "right")


def test_kernels_stand_in_rows_of_eight_with_gaps_and_the_largest_is_in_full() -> None:
    first, second = charts_bits.tiles(KERNELS, 0.5)
    assert first.shape == (7, 31)
    assert first[6, 1] == 255  # the first kernel's upper row, second column: orange
    assert second[0, 6] == 64  # the tenth kernel's last weight, in the second row: half blue
    assert (np.delete(first.ravel(), 6 * 31 + 1) == 128).all()
    image = drawn(kernels())["marks"]["kernels"]
    assert (image["x"], image["y"], image["smooth"]) == ([0, 31], [0, 7], False)


def test_the_cliff_is_a_line_and_the_exact_weights_a_level() -> None:
    panel = drawn(accuracies())
    marks = panel["marks"]
    np.testing.assert_allclose(marks["cliff"]["y"], ACCURACY, atol=1e-6)
    assert marks["cliff"]["x"] == marks["accuracies"]["x"] == [*BITS]
    assert marks["accuracies"]["words"][0] == "1 bits"
    assert (marks["exact"]["y"], marks["exact"]["colour"]) == ([pytest.approx(0.995)], GREY)
    assert (marks["cliff"]["colour"], marks["hand"]["x"]) == (BLUE, [8])
    assert (panel["title"], panel["x"]["title"], panel["x"]["ticks"]) == ("cliff", "bits", [*BITS])


def test_the_ten_answers_have_their_digits_colours_at_each_number_of_bits() -> None:
    marks = drawn(along())["marks"]
    for digit, colour in enumerate(CLASSES):
        line = marks[f"digit_{digit}"]
        assert line["colour"] == colour
        np.testing.assert_allclose(line["y"], PROBABILITIES[:, digit], atol=1e-6)
    assert marks["hand_below"]["x"] == [8]
