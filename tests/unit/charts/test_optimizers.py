"""The race of optimizers, the sweep over learning rates, and where each start leads."""

import base64
import io

import numpy as np
import pytest
from PIL import Image

from dlplay.optimizers import OPTIMIZERS
from dlplay.ui.charts import ORANGE, SKY
from dlplay.ui.charts.figure import Figure
from dlplay.ui.optimizers import charts_race as race
from dlplay.ui.optimizers import charts_starts as starts
from dlplay.ui.optimizers import charts_sweep as sweep
from dlplay.ui.optimizers import charts_terrain as terrain
from dlplay.ui.optimizers import charts_track as parts
from tests.unit.charts.seen import sent, titles

WORDS = {name: name for name in ("x", "y", "loss", "step", "rate", "diverged", "play", "pause")}
HEIGHTS = np.add.outer(np.linspace(0, 9, 4), np.linspace(0, 3, 5))  # rises to the right and upwards
GROUND = parts.Ground(
    np.linspace(-2, 2, 5),
    np.linspace(-1, 1, 4),
    HEIGHTS,
    "data:image/jpeg;base64,",
    np.array([[-2.0, -1.0]]),
    np.array([1.5, 0.5]),
)
SGD = parts.Track(
    "sgd",
    "SGD",
    np.array([[1.5, 0.5], [0.5, 0.25], [-1.0, -0.5]], np.float32),
    np.array([9.0, 6.0, 2.0]),
    np.array([9.0, 6.0, 2.0]),
)
GONE = parts.Track(  # left the picture after its first step
    "adam",
    "Adam",
    np.array([[1.5, 0.5], [1.75, 40.0]], np.float32),
    np.array([9.0, 99.0]),
    np.array([9.0, 99.0]),
)
TRACKS = [SGD, GONE]


def race_map() -> Figure:
    return race.race_map(GROUND, TRACKS, 2, WORDS)


def race_relief() -> Figure:
    return race.race_relief(GROUND, TRACKS, 2, ([0.0, 9.0], ["0", "9"]), WORDS)


def starts_map() -> Figure:
    ends = starts.Ends(
        np.array([[0, 1], [-1, -1]]),
        np.array([[0.0, 1.0], [1.0, 1.0]]),
        np.array([[False] * 2, [False, True]]),
    )
    level = terrain.Relief(np.ones((420, 640)), np.zeros((420, 640)))
    return starts.starts_map(GROUND, level, ends, SGD, WORDS)


LADDER = np.array([0.01, 0.1, 1.0])
SWEEPS = [
    sweep.Sweep("sgd", "SGD", np.array([1.0, 1e-12, np.inf]), 0.1, 0.5),
    sweep.Sweep("adam", "Adam", np.array([500.0, 2.0, 3.0]), 1.0, None),
]


def rates() -> Figure:
    return sweep.rates(LADDER, SWEEPS, 10.0, WORDS)


EXAMPLES = {
    race.race_map: race_map,
    race.race_relief: race_relief,
    starts.starts_map: starts_map,
    sweep.rates: rates,
    parts.swatch: lambda: parts.swatch("adamw"),
    parts.chip: lambda: parts.chip(SKY),
    terrain.picture: lambda: terrain.picture(HEIGHTS, terrain.relief(HEIGHTS)),
    terrain.encoded: lambda: terrain.encoded(np.zeros((2, 2, 3))),
}


def of(spec: dict, name: str) -> list[dict]:
    """A runner's traces, in order."""
    return [one for one in spec["data"] if one.get("name") == name]


def test_paths_lie_on_the_map_as_they_were_run() -> None:
    spec = sent(race_map())
    path = of(spec, "SGD")[0]
    assert (path["x"], path["y"]) == ([1.5, 0.5, -1.0], [0.5, 0.25, -0.5])
    assert path["line"]["color"] == parts.LOOKS["sgd"][0]
    assert titles(spec) == ("x", "y")
    assert spec["layout"]["xaxis"]["range"] == [-2, 2]
    assert spec["layout"]["yaxis"]["range"] == [-1, 1]


def test_stars_mark_the_minima_and_a_ring_the_start() -> None:
    stars, flag, *_ = sent(race_map())["data"]
    assert (stars["x"], stars["y"], stars["marker"]["symbol"]) == ([-2], [-1], "star")
    assert (flag["x"], flag["y"], flag["marker"]["symbol"]) == ([1.5], [0.5], "circle-open")


def test_the_picture_of_the_ground_fills_the_map() -> None:
    (image,) = sent(race_map())["layout"]["images"]
    assert (image["x"], image["y"], image["sizex"], image["sizey"]) == (-2, 1, 4, 2)  # its upper left corner
    assert (image["xref"], image["yref"], image["layer"], image["sizing"]) == ("x", "y", "below", "stretch")


def test_losses_over_the_steps_stand_below_the_map() -> None:
    spec = sent(race_map())
    curve = of(spec, "SGD")[1]
    assert (curve["x"], curve["y"]) == ([0, 1, 2], [9, 6, 2])
    assert (curve["xaxis"], curve["yaxis"]) == ("x2", "y2")
    layout = spec["layout"]
    assert (layout["xaxis2"]["title"]["text"], layout["yaxis2"]["title"]["text"]) == ("step", "loss")
    assert layout["yaxis2"]["type"] == "log"
    assert layout["yaxis2"]["domain"][1] < layout["yaxis"]["domain"][0]
    assert "SGD<br>step %{x}<br>loss %{y:.3g}" in curve["hovertemplate"]


@pytest.mark.parametrize("step", [0, 1, 2])
def test_a_frame_shows_each_run_up_to_its_step(step: int) -> None:
    spec = sent(race_map())
    frame = spec["frames"][step]
    assert frame["name"] == str(step)
    moved = dict(zip(frame["traces"], frame["data"], strict=True))
    names = [one.get("name") for one in spec["data"]]
    assert moved[names.index("SGD")]["x"] == SGD.path[: step + 1, 0].tolist()
    assert moved[names.index("Adam")]["y"] == GONE.path[: step + 1, 1].tolist()
    last = min(step, 1)  # one that has left stays where it was last
    heads, dots = (one for number, one in sorted(moved.items()) if names[number] is None)
    assert heads["x"] == [SGD.path[step, 0], GONE.path[last, 0]]
    assert heads["y"] == [SGD.path[step, 1], GONE.path[last, 1]]
    assert (dots["x"], dots["y"]) == ([step, last], [SGD.excess[step], GONE.excess[last]])


def test_the_replay_stands_on_its_last_frame_and_its_slider_names_every_one() -> None:
    spec = sent(race_map())
    (slider,) = spec["layout"]["sliders"]
    assert [step["label"] for step in slider["steps"]] == [one["name"] for one in spec["frames"]]
    assert [step["args"][0] for step in slider["steps"]] == [["0"], ["1"], ["2"]]
    assert slider["active"] == 2
    play, pause = spec["layout"]["updatemenus"][0]["buttons"]
    assert (play["label"], play["args"][0], pause["label"], pause["args"][0]) == (
        "play",
        None,
        "pause",
        [None],
    )


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
    spec = sent(race_relief())
    lines = [one for one in spec["data"] if one.get("mode") == "lines" and "z" in one]
    assert [one["name"] for one in lines] == ["SGD", "Adam"]
    air = race.ABOVE * np.ptp(HEIGHTS)
    assert lines[0]["z"] == pytest.approx((SGD.heights + air).tolist())
    assert lines[1]["z"] == [pytest.approx(9 + air), None]


def test_kin_share_a_colour_and_no_two_optimizers_a_look() -> None:
    assert set(parts.LOOKS) == set(OPTIMIZERS)
    assert len(set(parts.LOOKS.values())) == len(parts.LOOKS)
    for one, other in (("adam", "adamw"), ("momentum", "nesterov"), ("adagrad", "adadelta")):
        assert parts.LOOKS[one][0] == parts.LOOKS[other][0]


def test_a_swatch_is_the_look_of_the_line() -> None:
    for name, (colour, dash) in parts.LOOKS.items():
        picture = base64.b64decode(parts.swatch(name).partition("base64,")[2].rstrip(")")).decode()
        assert f'stroke="{colour}"' in picture
        assert ("dasharray" in picture) == (dash == "dot")


def _pixels(uri: str) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(base64.b64decode(uri.partition("base64,")[2]))), np.int16)


def test_the_map_is_dark_where_the_loss_is_small_and_its_first_row_is_the_lowest() -> None:
    light = _pixels(terrain.picture(HEIGHTS, terrain.relief(HEIGHTS))).sum(axis=-1)
    height, width = light.shape
    assert (width, height) == terrain.SIZE
    low, high = (
        light[-height // 8 :, : width // 8],
        light[: height // 8, -width // 8 :],
    )  # lower left, upper right
    assert low.mean() < high.mean() - 100


def test_each_start_has_the_colour_of_the_minimum_it_reaches() -> None:
    (image,) = sent(starts_map())["layout"]["images"]
    picture = _pixels(image["source"])
    height, width = picture.shape[:2]
    found = {
        (up, right): picture[height * (3 - 2 * up) // 4, width * (1 + 2 * right) // 4]
        for up in (0, 1)
        for right in (0, 1)
    }
    wanted = {
        (0, 0): np.array(terrain.channels(SKY)),
        (0, 1): np.array(terrain.channels(ORANGE)) * starts.DIM,  # arrives with the last step
        (1, 0): np.array(terrain.channels(starts.LOST)),
        (1, 1): np.array(terrain.channels(starts.GONE)),
    }
    for place, colour in wanted.items():
        np.testing.assert_allclose(found[place], colour, atol=6, err_msg=str(place))


def test_the_run_from_the_chosen_start_lies_on_the_map_of_starts() -> None:
    path, _, flag, head = sent(starts_map())["data"]
    assert (path["x"], path["y"]) == ([1.5, 0.5, -1.0], [0.5, 0.25, -0.5])
    assert (head["x"], head["y"]) == ([-1.0], [-0.5])
    assert (flag["x"], flag["y"]) == ([1.5], [0.5])
    assert titles(sent(starts_map())) == ("x", "y")


def test_the_loss_at_the_end_over_the_rate_both_logarithmic() -> None:
    spec = sent(rates())
    curve = of(spec, "SGD")[0]
    assert curve["x"] == [0.01, 0.1, 1.0]
    assert curve["y"] == [1.0, sweep.LOWEST, None]
    assert titles(spec) == ("rate", "loss")
    assert {spec["layout"][axis]["type"] for axis in ("xaxis", "yaxis")} == {"log"}
    assert curve["line"]["color"] == parts.LOOKS["sgd"][0]


def test_who_diverges_gets_a_cross_at_the_top_and_who_is_too_high_lies_below_it() -> None:
    spec = sent(rates())
    _, crosses, dot = of(spec, "SGD")
    assert (crosses["x"], crosses["marker"]["symbol"]) == ([1.0], "x")
    assert crosses["y"][0] > 100
    assert crosses["hovertemplate"].endswith("diverged<extra></extra>")
    assert (dot["x"], dot["y"]) == ([0.1], [sweep.LOWEST])
    assert of(spec, "Adam")[0]["y"] == [100.0, 2.0, 3.0]  # ten times the loss at the start


def test_a_wall_stands_where_theory_says_that_a_runner_becomes_unstable() -> None:
    (wall,) = sent(rates())["layout"]["shapes"]
    assert (wall["x0"], wall["x1"], wall["line"]["color"]) == (0.5, 0.5, parts.LOOKS["sgd"][0])
