"""Two trainings of the network page side by side."""

import pytest

from dlplay.playground import Recipe, Training
from dlplay.ui.charts import BLUE, PURPLE
from dlplay.ui.charts.figure import Figure
from dlplay.ui.network import charts
from tests.unit.charts.seen import MARKUP, markup, named, sent, titles, words

NAMES = {"epoch": "epochs", "loss": "E", "train_loss": "train", "test_loss": "test"}
KEPT, NOW = (Training(Recipe(points=40, seed=seed)) for seed in (1, 2))
KEPT.advance(20)
NOW.advance(4)


def losses() -> Figure:
    return charts.losses([("A", KEPT), ("now", NOW)], NAMES)


def table() -> str:
    return charts.table({"steps": "12", MARKUP: MARKUP})


EXAMPLES = {charts.losses: losses, charts.table: table}


def test_losses_over_epochs() -> None:
    spec = sent(losses())
    assert titles(spec) == ("epochs", "E")
    for label, run in (("A", KEPT), ("now", NOW)):
        line, now = named(spec, f"{label}: train"), run.now()
        assert line["x"][0] == 0
        assert line["x"][-1] == pytest.approx(now.epoch)
        assert line["y"][-1] == pytest.approx(now.train_loss, rel=1e-6)
        assert named(spec, f"{label}: test")["y"][-1] == pytest.approx(now.test_loss, rel=1e-6)
    assert spec["layout"]["yaxis"]["rangemode"] == "tozero"


def test_the_kept_run_is_purple_and_that_of_now_blue_and_tests_are_dashed() -> None:
    spec = sent(losses())
    looks = {one["name"]: (one["line"]["color"], one["line"]["dash"]) for one in spec["data"]}
    assert looks == {
        "A: train": (PURPLE, "solid"),
        "A: test": (PURPLE, "dash"),
        "now: train": (BLUE, "solid"),
        "now: test": (BLUE, "dash"),
    }


def test_a_run_without_test_points_has_no_line_for_them() -> None:
    alone = Training(Recipe(points=40, train_share=1.0))
    names = [one["name"] for one in sent(charts.losses([("A", alone), ("now", NOW)], NAMES))["data"]]
    assert names == ["A: train", "now: train", "now: test"]


def test_a_row_is_a_name_and_its_number() -> None:
    rows = [[words(cell) for cell in row] for row in markup(table()).iterfind(".//tr")]
    assert rows == [["steps", "12"], [MARKUP, MARKUP]]
