"""The race of optimizers from above and over the landscape, step by step."""

import numpy as np
import pytest

from dlplay.ui.charts.figure import Figure
from dlplay.ui.optimizers import charts_map as maps
from dlplay.ui.optimizers import charts_relief as relief
from dlplay.ui.optimizers import charts_terrain as terrain
from dlplay.ui.optimizers import charts_track as parts
from tests.unit.charts.races import HEIGHTS, PATH, ground
from tests.unit.charts.seen import drawn, sent

WORDS = {name: name for name in ("x", "y", "loss", "step", "play", "pause", "alt")}
GROUND = ground("files/0/maps/ravine.jpg", (-2.0, -1.0), (0.0, 0.5))
SGD = parts.Track(
    "sgd",
    "SGD",
    PATH,
    np.array([9.0, 6.0, 2.0]),
    np.array([9.0, 6.0, 0.0]),
)
GONE = parts.Track(  # left the map with its first step
    "adamw",
    "AdamW",
    np.array([[1.5, 0.5], [1.75, 40.0]], np.float32),
    np.array([9.0, 99.0]),
    np.array([9.0, 99.0]),
)
TRACKS, STEPS = [SGD, GONE], 2


# SGD at two rates; at the second it leaves with its second step
FAN = maps.Fan(
    "sgd",
    "SGD",
    np.array([SGD.path, [[1.5, 0.5], [-1.5, 0.75], [np.nan, np.nan]]], np.float32),
    np.array([SGD.excess, [9.0, 50.0, np.nan]]),
    "page.rate.sgd",
    ["SGD is there", "SGD has left"],
)


def race_map() -> dict:
    return maps.race_map(GROUND, TRACKS, STEPS, WORDS)


def with_fan() -> dict:
    return maps.race_map(GROUND, [FAN, GONE], STEPS, WORDS)


def race_relief() -> Figure:
    return relief.race_relief(GROUND, TRACKS, STEPS, ([0.0, 9.0], ["0", "9"]), WORDS)


EXAMPLES = {
    maps.race_map: race_map,
    maps.map_panel: lambda: maps.map_panel(GROUND, [FAN, GONE], WORDS),
    maps.loss_panel: lambda: maps.loss_panel([FAN, GONE], STEPS, WORDS),
    relief.race_relief: race_relief,
}


def test_paths_lie_on_the_map_as_they_were_run() -> None:
    panel, _ = drawn(race_map())["panels"]
    assert (panel["x"]["title"], panel["y"]["title"]) == ("x", "y")
    assert [panel[axis][end] for axis in "xy" for end in ("low", "high")] == [-2, 2, -1, 1]
    path = panel["marks"]["path_sgd"]
    assert (path["x"], path["y"]) == ([1.5, 0.5, -1.0], [0.5, 0.25, -0.5])
    assert (path["colour"], path["dashed"]) == (parts.LOOKS["sgd"][0], False)
    gone = panel["marks"]["path_adamw"]
    assert (gone["colour"], gone["dashed"]) == (parts.LOOKS["adamw"][0], True)
    assert path["head"] == gone["head"] > 0  # the runner


def test_stars_mark_the_minima_and_a_ring_the_start() -> None:
    marks = drawn(race_map())["panels"][0]["marks"]
    assert (marks["minima"]["x"], marks["minima"]["y"], marks["minima"]["symbol"]) == (
        [-2, 0],
        [-1, 0.5],
        "star",
    )
    assert (marks["start"]["x"], marks["start"]["y"], marks["start"]["hollow"]) == ([1.5], [0.5], [1])


def test_the_picture_of_the_ground_fills_the_map_and_lies_lowest() -> None:
    marks = drawn(race_map())["panels"][0]["marks"]
    assert next(iter(marks)) == "ground"
    assert marks["ground"] == {"kind": "photo", "address": GROUND.picture, "x": [-2, 2], "y": [-1, 1]}


def test_losses_over_the_steps_stand_below_the_map_on_a_logarithmic_axis() -> None:
    _, panel = drawn(race_map())["panels"]
    assert (panel["x"]["title"], panel["y"]["title"], panel["y"]["log"]) == ("step", "loss", True)
    line = panel["marks"]["loss_sgd"]
    assert line["x"] == [0, 1, 2]
    assert line["y"] == [9, 6, pytest.approx(parts.ZERO)]
    assert (line["name"], line["hover"], line["colour"]) == ("SGD", True, parts.LOOKS["sgd"][0])
    assert panel["y"]["low"] == pytest.approx(parts.LOWEST, rel=0.5)  # where one that has arrived goes out
    assert 99 < panel["y"]["high"] < 1000
    assert panel["marks"]["decades"]["y"] == pytest.approx(panel["y"]["ticks"])


def test_at_each_step_every_line_goes_so_far_and_its_runner_is_at_its_end() -> None:
    picture = drawn(race_map())
    (sweep,) = picture["sweeps"]
    assert (sweep["key"], sweep["low"], sweep["step"], sweep["count"]) == ("replay", 0, 1, 3)
    assert picture["replay"] | {"seconds": 0} == {
        "count": 3, "label": "step", "play": "play", "pause": "pause", "seconds": 0,
    }  # fmt: skip
    lines = {"path_sgd", "path_adamw", "loss_sgd", "loss_adamw"}
    assert sweep["marks"] == {name: {"upto": [1, 2, 3]} for name in lines}


def test_under_the_hand_a_runner_goes_as_it_would_at_each_rate() -> None:
    picture = drawn(with_fan())
    (_, sweep) = picture["sweeps"]
    assert (sweep["key"], sweep["low"], sweep["step"], sweep["count"]) == ("page.rate.sgd", 0, 1, 2)
    follows = sweep["marks"]
    assert follows["path_sgd"]["x"] == [[1.5, 0.5, -1.0], [1.5, -1.5, None]]
    assert follows["path_sgd"]["y"] == [[0.5, 0.25, -0.5], [0.5, 0.75, None]]
    assert follows["loss_sgd"]["y"] == [[9, 6, pytest.approx(parts.ZERO)], [9, 50, None]]
    assert follows["alt"]["words"] == ["SGD is there", "SGD has left"]
    assert set(follows) == {"path_sgd", "loss_sgd", "alt"}
    above, below = picture["panels"]
    assert below["marks"]["loss_sgd"]["x"] == [0, 1, 2]
    assert below["y"]["high"] > 99  # of the other, which goes highest
    names = [[name for name in panel["marks"] if "_" in name] for panel in (above, below)]
    assert names == [["path_sgd", "path_adamw"], ["loss_sgd", "loss_adamw"]]


def test_without_runners_the_map_is_empty() -> None:
    picture = drawn(maps.race_map(GROUND, [], STEPS, WORDS))
    assert list(picture["panels"][0]["marks"]) == ["ground", "minima", "start"]


@pytest.mark.parametrize("step", [0, 1, 2])
def test_a_frame_of_the_landscape_shows_each_run_up_to_its_step(step: int) -> None:
    spec = sent(race_relief())
    frame = spec["frames"][step]
    assert frame["name"] == str(step)
    *lines, sgd, gone, dots = frame["data"]
    assert lines[0]["x"] == SGD.path[: step + 1, 0].tolist()
    assert lines[1]["y"] == GONE.path[: step + 1, 1].tolist()
    last = min(step, 1)  # one that has left stays where it was last
    assert (sgd["x"], sgd["y"]) == ([SGD.path[step, 0]], [SGD.path[step, 1]])
    assert (gone["x"], gone["y"]) == ([GONE.path[last, 0]], [GONE.path[last, 1]])
    assert dots["x"] == [step, last]
    assert dots["y"] == [max(SGD.excess[step], parts.ZERO), GONE.excess[last]]
    drawn_as = [
        (spec["data"][place].get("mode"), spec["data"][place].get("name")) for place in frame["traces"]
    ]
    assert drawn_as == [
        ("lines", "SGD"), ("lines", "AdamW"), ("markers", "SGD"), ("markers", "AdamW"), ("markers", None),
    ]  # fmt: skip


def test_the_replay_stands_on_its_last_frame_and_its_slider_names_every_one() -> None:
    spec = sent(race_relief())
    (slider,) = spec["layout"]["sliders"]
    assert [step["label"] for step in slider["steps"]] == [one["name"] for one in spec["frames"]]
    assert [step["args"][0] for step in slider["steps"]] == [["0"], ["1"], ["2"]]
    assert slider["active"] == 2
    play, pause = spec["layout"]["updatemenus"][0]["buttons"]
    assert (play["label"], play["args"][0]) == ("play", None)
    assert (pause["label"], pause["args"][0]) == ("pause", [None])
    for place, trace in zip(spec["frames"][-1]["traces"], spec["frames"][-1]["data"], strict=True):
        assert spec["data"][place] | trace == spec["data"][place]  # what is drawn at first is the end


def test_the_landscape_has_its_heights_above_x_and_y() -> None:
    spec = sent(race_relief())
    surface = spec["data"][0]
    assert (surface["x"], surface["y"]) == (GROUND.x.tolist(), pytest.approx(GROUND.y.tolist()))
    np.testing.assert_allclose(surface["z"], HEIGHTS)  # a row for each y
    scene = spec["layout"]["scene"]
    assert [scene[f"{axis}axis"]["title"]["text"] for axis in "xyz"] == ["x", "y", "loss"]
    assert (scene["zaxis"]["tickvals"], scene["zaxis"]["ticktext"]) == ([0, 9], ["0", "9"])
    (deepest, dark), (highest, bright) = surface["colorscale"][0], surface["colorscale"][-1]
    assert (deepest, highest) == (0, 1)
    assert sum(terrain.channels(dark)) < sum(terrain.channels(bright))


def test_a_path_floats_above_the_ground_and_is_cut_where_it_leaves() -> None:
    lines = [one for one in sent(race_relief())["data"] if one.get("mode") == "lines" and "z" in one]
    assert [one["name"] for one in lines] == ["SGD", "AdamW"]
    air = relief.ABOVE * np.ptp(HEIGHTS)
    assert lines[0]["z"] == pytest.approx((SGD.heights + air).tolist())
    assert lines[1]["z"] == [pytest.approx(9 + air), None]


def test_the_losses_of_the_landscape_are_those_of_the_map() -> None:
    spec = sent(race_relief())
    curve = next(one for one in spec["data"] if one.get("name") == "SGD" and one.get("xaxis") == "x2")
    assert (curve["x"], curve["y"]) == ([0, 1, 2], [9, 6, parts.ZERO])
    assert "SGD<br>step %{x}<br>loss %{y:.3g}" in curve["hovertemplate"]
    layout = spec["layout"]
    assert (layout["xaxis2"]["title"]["text"], layout["yaxis2"]["title"]["text"]) == ("step", "loss")
    assert layout["yaxis2"]["type"] == "log"
    assert layout["yaxis2"]["domain"][1] < layout["scene"]["domain"]["y"][0]
