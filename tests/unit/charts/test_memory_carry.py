"""One number over many steps: bars for every factor that a slider reaches."""

import numpy as np

from dlplay.ui.charts import VERMILION
from dlplay.ui.memory import charts_carry as charts
from tests.unit.charts.seen import drawn


def bars() -> dict:
    return charts.bars(2, VERMILION, "steps")


EXAMPLES = {charts.bars: bars}


def test_a_bar_for_every_step_the_first_at_step_0() -> None:
    panel = drawn(bars())
    assert panel["x"]["title"] == "steps"
    mark = panel["marks"]["bars"]
    np.testing.assert_allclose((np.array(mark["left"]) + mark["right"]) / 2, [0, 1, 2], atol=1e-6)
    assert (mark["low"], mark["colour"]) == ([0, 0, 0], VERMILION)
    assert panel["x"]["low"] < mark["left"][0]
    assert mark["right"][-1] < panel["x"]["high"]


def test_what_is_left_is_multiplied_step_by_step() -> None:
    assert charts.left(np.array([0.5, 2.0, 0.0]), 2).tolist() == [[1, 0.5, 0.25], [1, 2, 4], [1, 0, 0]]


def test_what_grows_sets_the_scale_and_what_fades_does_not() -> None:
    powers = charts.left(np.array([0.5, 2.0, 0.0]), 2)
    heights = charts.moving(powers)["bars"]["high"].tolist()
    assert heights == [[1, 0.5, 0.25], [0.25, 0.5, 1], [1, 0.008, 0.008]]  # nothing at all is still seen
