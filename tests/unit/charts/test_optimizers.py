"""The ground of the races, where each start leads, and the sweep over learning rates."""

import base64
import io

import numpy as np
from PIL import Image

from dlplay.optimizers import OPTIMIZERS
from dlplay.ui.charts import ORANGE, SKY
from dlplay.ui.charts.figure import Figure
from dlplay.ui.optimizers import charts_starts as starts
from dlplay.ui.optimizers import charts_sweep as sweep
from dlplay.ui.optimizers import charts_terrain as terrain
from dlplay.ui.optimizers import charts_track as parts
from tests.unit.charts.races import HEIGHTS, PATH, ground
from tests.unit.charts.seen import sent, titles

WORDS = {name: name for name in ("x", "y", "loss", "step", "rate", "diverged", "play", "pause")}
GROUND = ground("data:image/jpeg;base64,", (-2.0, -1.0))
SGD = parts.Track(
    "sgd",
    "SGD",
    PATH,
    np.array([9.0, 6.0, 2.0]),
    np.array([9.0, 6.0, 2.0]),
)


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
    starts.starts_map: starts_map,
    sweep.rates: rates,
    parts.swatch: lambda: parts.swatch("adamw"),
    parts.chip: lambda: parts.chip(SKY),
    terrain.encoded: lambda: terrain.encoded(np.zeros((2, 2, 3))),
}


def of(spec: dict, name: str) -> list[dict]:
    """A runner's traces, in order."""
    return [one for one in spec["data"] if one.get("name") == name]


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


def pixels(jpeg: bytes) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(jpeg)), np.int16)


def test_the_map_is_dark_where_the_loss_is_small_and_its_first_row_is_the_lowest() -> None:
    light = pixels(terrain.picture(HEIGHTS, terrain.relief(HEIGHTS))).sum(axis=-1)
    height, width = light.shape
    assert (width, height) == terrain.SIZE
    low, high = (
        light[-height // 8 :, : width // 8],
        light[: height // 8, -width // 8 :],
    )  # lower left, upper right
    assert low.mean() < high.mean() - 100


def test_each_start_has_the_colour_of_the_minimum_it_reaches() -> None:
    (image,) = sent(starts_map())["layout"]["images"]
    assert (image["x"], image["y"], image["sizex"], image["sizey"]) == (-2, 1, 4, 2)  # its upper left corner
    assert (image["xref"], image["yref"], image["layer"], image["sizing"]) == ("x", "y", "below", "stretch")
    picture = pixels(base64.b64decode(image["source"].partition("base64,")[2]))
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
