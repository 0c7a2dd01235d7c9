"""Pictures that follow the hand: what is sent, and what comes back from a browser."""

import base64
import json
import math

import numpy as np
import pytest

from dlplay.ui import live
from dlplay.ui.live import place
from dlplay.ui.settings import Number


def test_an_array_travels_in_single_precision_with_its_shape() -> None:
    sent = live.packed(np.array([[1.5, math.nan], [math.inf, -2.0]]))
    assert sent["dtype"] == "f4"
    assert sent["shape"] == [2, 2]
    # little endian singles, written down from IEEE 754
    assert base64.b64decode(sent["bdata"]).hex() == "0000c03f0000c07f0000807f000000c0"
    assert live.packed(np.array([3, 255], np.uint8)) == {"dtype": "u1", "bdata": "A/8=", "shape": [2]}


def test_truths_travel_as_bits_and_numbers_that_will_be_written_in_double_precision() -> None:
    sent = live.packed(np.array([[True, False, True], [False, False, True]]))
    assert sent == {"dtype": "b1", "bdata": base64.b64encode(bytes([0b100101])).decode(), "shape": [2, 3]}
    numbers = live.sent(live.Written("{} and {.2}", np.array([[0.1, 0.285]])))["numbers"]
    assert (numbers["dtype"], numbers["shape"]) == ("f8", [1, 2])
    assert np.frombuffer(base64.b64decode(numbers["bdata"])).tolist() == [0.1, 0.285]


def test_of_what_is_linear_both_ends_travel() -> None:
    line = live.Linear(np.linspace([0.0, 1.0], [6.0, -1.0], 61))
    (ends,) = live.sent(line).values()
    assert (ends["dtype"], ends["shape"]) == ("f8", [2, 2])
    assert np.frombuffer(base64.b64decode(ends["bdata"])).tolist() == [0, 1, 6, -1]
    words = live.Written("{.2}", line)[5:8]
    assert len(words) == 3
    np.testing.assert_allclose(words[-1].numbers, line.given[7])


def test_of_a_few_words_the_places_travel() -> None:
    colours = live.Among(("red", "blue"), np.array([[0, 1], [1, 1]]))
    assert len(colours) == 2
    assert live.sent(colours[1]) == {
        "among": ["red", "blue"],
        "places": live.packed(np.array([1, 1], np.uint8)),
    }
    assert live.sent(live.Among(("a", "b"), np.array([1, 0]))[0])["places"]["shape"] == []


def test_of_what_is_coarse_a_byte_each_travels() -> None:
    coarse = live.Coarse(np.array([[-2.0, 0.0], [1.0, 9.0]]), -1, 1)
    assert len(coarse) == 2
    assert live.sent(coarse[1:]) == {
        "places": live.packed(np.array([[255, 255]], np.uint8)),
        "low": -1.0,
        "high": 1.0,
    }
    assert live.sent(coarse[:1])["places"] == live.packed(np.array([[0, 128]], np.uint8))


def test_a_picture_is_plain_data() -> None:
    marks = {
        "line": live.line([0, 1], [2, math.nan]),
        "points": live.points([0], [1], ["#000"], hollow=[True], words=["here"]),
        "ring": live.ring([0], [1]),
        "region": live.region([0, 1, 0], [0, 0, 1]),
        "bars": live.bars([0], [1], [-math.inf], [math.inf]),
        "upright": live.upright(0.5),
        "level": live.level(0.5),
        "boundary": live.boundary([1, 2], -1, ("red", "blue")),
        "ground": live.ground([1, 2], -1, [(-3, "red"), (3, "blue")]),
        "image": live.image(
            live.shades_of(np.eye(3), 0, 1),
            (0, 1),
            (0, 1),
            live.palette([(0, (0, 0, 0, 0)), (1, (1, 1, 1, 1))]),
        ),
        "arrow": live.arrow((0, 0), (1, 1)),
        "text": live.text(0, 0, "words"),
        "segments": live.segments(([0], [0]), ([1], [1]), width=[2]),
        "photo": live.photo("files/0/map.jpg", (0, 1), (0, 1)),
    }
    values = np.arange(4.0)
    follows = {
        "upright": {"x": live.Linear(values[:, None])},
        "text": {"words": list("abcd")},
        "points": {"words": live.Written("{}", values[:, None])},
        "segments": {"colour": live.Among(("red", "blue"), np.zeros((4, 1)))},
    }
    axis = live.axis(0, 1, "x")
    sweeps = [live.sweep("page.x", values, follows), live.sweep("replay", values, {"line": {"upto": values}})]
    panel = live.panel(axis, axis, marks, colour="black")
    whole = live.picture([panel], sweeps, alt="a line", replay=live.replay(4, "step", "Play", "Pause", 2.0))
    json.dumps(whole, allow_nan=False)


def test_a_sweep_says_what_a_mark_becomes_at_every_value() -> None:
    reach = Number(-6.0, 6.0, 0.05).values
    sweep = live.sweep("page.x", reach, {"dot": {"y": np.zeros((241, 1))}})
    assert (sweep["low"], sweep["count"]) == (-6.0, 241)
    assert sweep["step"] == pytest.approx(0.05)
    with pytest.raises(ValueError, match=r"dot\.y has 240 of the 241 values of page\.x"):
        live.sweep("page.x", reach, {"dot": {"y": np.zeros((240, 1))}})


def test_what_several_sliders_reach_lies_one_below_the_other_and_how_they_stand_at_the_end() -> None:
    values = {"w": np.array([1.0, 2.0, 3.0]), "b": np.array([7.0, 8.0])}
    given, rows = live.reached({"w": 2.0, "x": 5.0, "b": 7.5}, values)
    assert given["w"].tolist() == [1, 2, 3, 2, 2, 2]
    assert given["b"].tolist() == [7.5, 7.5, 7.5, 7, 8, 7.5]
    assert given["x"].tolist() == [5] * 6
    sums = given["w"] * given["x"] + given["b"]
    sweep = live.sweep("page.b", values["b"], {"dot": {"y": sums[:, None]}}, rows["b"])
    assert sweep["marks"]["dot"]["y"] == live.packed(np.array([[17.0], [18.0]]))


def test_the_values_of_a_slider() -> None:
    assert Number(-0.3, 0.3, 0.1).values.tolist() == [-0.3, -0.2, -0.1, 0.0, 0.1, 0.2, 0.3]
    assert Number(1, 3).values.tolist() == [1, 2, 3]
    assert Number(0.0, 1.0, 0.25).nearest(0.6) == 0.5
    assert Number(0.0, 1.0, 0.25).nearest(-9.0) == 0.0
    assert Number(1, 3).nearest(2.4) == 2
    assert isinstance(Number(1, 3).nearest(2.4), int)


def test_shades_and_colours() -> None:
    assert live.shades_of(np.array([-1.0, 0.0, 0.5, 1.0, 9.0]), 0, 1).tolist() == [0, 0, 128, 255, 255]
    colours = live.palette([(0, (0, 0, 0, 0.0)), (0.5, (100, 0, 0, 1.0)), (1, (200, 0, 50, 1.0))])
    assert colours.shape == (256, 4)
    assert colours[0].tolist() == [0, 0, 0, 0]
    assert colours[-1].tolist() == [200, 0, 50, 255]
    assert abs(int(colours[64, 0]) - 50) <= 1


def test_a_place_from_a_browser() -> None:
    told = {"panel": 1, "mark": "dot", "x": 0.5, "y": -2, "value": 0.5}
    assert place.read(told) == live.Place(1, "dot", 0.5, -2, 0.5)
    assert place.read(told | {"mark": None, "value": None}) == live.Place(1, None, 0.5, -2, None)
    rubbish = [None, [], "x", {}, told | {"x": math.nan}, told | {"y": "1"}, told | {"x": None}]
    rubbish += [told | {"panel": -1}, told | {"panel": 0.5}, told | {"mark": 3}, told | {"value": math.inf}]
    rubbish += [told | {"x": True}, told | {"panel": True}]
    assert [place.read(one) for one in rubbish] == [None] * len(rubbish)
