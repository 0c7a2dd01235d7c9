"""Behind the page on a network: settings and recipes, pictures as bytes, words for every finding."""

import ast
import base64
import inspect
import json
import re
import string
import zlib
from dataclasses import fields, replace

import numpy as np
import pytest

from dlplay import locale
from dlplay.files import table as files_table
from dlplay.files.table import read_table
from dlplay.network import forward
from dlplay.playground import Earlier, Edit, Recipe, Training, columns, diagnosis, own
from dlplay.playground.pictures import plane
from dlplay.playground.problem import featured
from dlplay.ui.network import current, frames, own_table, words
from dlplay.ui.network.kinds import Changes, Edits, Layers, Part, Points
from dlplay.ui.network.settings import CHANGEABLE, NetworkSettings


def test_every_setting_of_a_run_changes_its_recipe_and_no_other_does() -> None:
    start = NetworkSettings()
    changed = {
        "data": "moons", "classes": "3", "points": 100, "noise": 0.1, "train": 80, "seed": 2,
        "features": ("x1",), "hidden": (3,), "activation": "relu", "initializer": "zeros",
        "loss": "hinge", "optimizer": "adam",
        "rate": "1", "batch": "20", "l1": "0.1", "l2": "0.1", "dropout": 0.2,
    }  # fmt: skip
    recipe = current.recipe_of(start)
    assert len({current.recipe_of(replace(start, **{name: value})) for name, value in changed.items()}) == 17
    assert recipe not in {
        current.recipe_of(replace(start, **{name: value})) for name, value in changed.items()
    }
    rest = {one.name for one in fields(start)} - set(changed) - set(current.SCREEN)
    assert rest == {"own", "steps", "edits", "earlier"}
    own_data = replace(start, data="own", own="2" + "00" * 2 + "0")
    assert current.recipe_of(own_data).own == own_data.own


def test_a_kept_run_is_read_as_it_was_written() -> None:
    one = NetworkSettings(hidden=(), edits=(Edit(3, 4, -0.5),), steps=7, own="r-_-_-_", kept="x", view="code")
    found = current.kept(NetworkSettings(kept=current.keep(one)))
    assert found == replace(one, kept="", view="numbers")
    assert current.kept(NetworkSettings(kept=current.keep(NetworkSettings()))) is not None
    for broken in ("nonsense", "hidden=99", "bogus=1"):
        assert current.kept(NetworkSettings(kept=broken)) is None


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        (Layers(), [(), (4, 2), (12,) * 6]),
        (Edits(), [(), (Edit(0, 3, -1.5), Edit(100, 0, 1e-7))]),
        (Changes(CHANGEABLE), [(), (Earlier(9, "learning_rate", 1e-5), Earlier(100, "dropout", 0.3))]),
        (Part(), [(), (1, 0), (2, 3, 11), (7, 5, -1)]),
        (Points(), ["", "2", "r00zz--", "3" + "00zz2" * 500]),
    ],
)
def test_a_setting_of_its_own_kind_is_read_as_it_was_written(kind, values: list) -> None:
    for value in values:
        assert kind.read(kind.write(value)) == value


@pytest.mark.parametrize(
    "recipe",
    [
        Recipe(points=60, hidden=(3, 2), activation="relu"),
        Recipe(points=60, hidden=(), data="saddle"),
        Recipe(points=60, classes=4, hidden=(5,)),
        Recipe(points=60, loss="hinge", hidden=(2,)),
    ],
)
def test_pictures_arrive_as_the_network_answers(recipe: Recipe) -> None:
    training = Training(recipe)
    training.advance(30)
    moments = frames.moments_of(training)
    sent = frames.frames(training, moments)
    side, neurons = frames.tile_side(training), sum(training.sizes[1:])
    raw = np.frombuffer(zlib.decompress(base64.b64decode(sent["blob"])), np.uint8)
    many = 2 * len(training.row) * len(moments)
    steps = np.ascontiguousarray(raw[:many].reshape(2, -1).T).view("<i2").reshape(len(moments), -1)
    weights = np.cumsum(steps, axis=0, dtype=np.int16) / 32767 * np.array(sent["tops"])[:, None]
    np.testing.assert_allclose(weights[-1], training.row, atol=1e-4 * abs(training.row).max())
    tiles, surfaces = np.split(raw[many:], [len(moments) * neurons * side * side])
    surfaces = surfaces.reshape(len(moments), frames.SURFACE, frames.SURFACE)
    for axis in (-1, 0):
        surfaces = np.cumsum(surfaces, axis=axis, dtype=np.uint8)
    assert tiles.size == len(moments) * neurons * side**2
    for moment, surface in ((0, surfaces[0]), (-1, surfaces[-1])):
        layers = training.at(moments[moment])
        answer = forward(layers, featured(plane(frames.SURFACE), recipe.features)).a[-1]
        if recipe.classes == 4:
            assert (surface.ravel() // frames.SHADES == answer.argmax(axis=1)).all()
            continue
        root = np.clip((surface.ravel().astype(float) - 128) / 127, -1, 1)
        expected = answer[:, 0] if layers[-1].activation != "sigmoid" else 2 * answer[:, 0] - 1
        np.testing.assert_allclose(root * abs(root), expected.clip(-1, 1), atol=0.009)


def test_the_timeline_of_the_largest_network_stays_below_a_megabyte() -> None:
    training = Training(
        Recipe(data="spiral", classes=6, points=500, hidden=(12,) * 6, optimizer="adam", learning_rate=0.003)
    )
    training.advance(239)  # at the longest: one more moment, and half of them would go
    assert len(frames.moments_of(training)) >= 119
    assert len(json.dumps(frames.frames(training, frames.moments_of(training)))) < 1e6


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_every_finding_has_its_sentence_and_advice_and_their_numbers() -> None:
    """Read from the code of the diagnosis, so that a new finding cannot do without words."""
    told = {}
    for function in ast.walk(ast.parse(inspect.getsource(diagnosis))):
        if isinstance(function, ast.FunctionDef):
            calls = [one for one in ast.walk(function) if isinstance(one, ast.Call)]
            named = [one.args[0] for one in calls if getattr(one.func, "id", "") == "Finding"]
            names = {
                one.value
                for arg in named
                for one in ast.walk(arg)
                if isinstance(getattr(one, "value", 0), str)
            }
            tables = [one for one in ast.walk(function) if isinstance(one, ast.Dict)]
            numbers = {key.value for table in tables for key in table.keys}
            told |= {name: numbers for name in names if name.isidentifier()}
    assert {"diverged", "untrained", "slow", "flat", "learning", "restless"} <= set(told)
    for language in locale.LANGUAGES:
        catalogue = locale.catalogue(language)
        sentences = {key.removeprefix("network.finding_") for key in catalogue if "network.finding_" in key}
        assert sentences == set(told)
        for name, numbers in told.items():
            for part in ("finding", "advice"):
                assert placeholders(catalogue[f"network.{part}_{name}"]) <= numbers


def test_a_loss_is_never_told_in_percent_and_an_accuracy_always_is() -> None:
    """Seen: "the test loss was lowest, 35 %"; how a number is written goes by its name alone."""
    tables = [one for one in ast.walk(ast.parse(inspect.getsource(diagnosis))) if isinstance(one, ast.Dict)]
    source = {
        (key.value, ast.unparse(value))
        for one in tables
        for key, value in zip(one.keys, one.values, strict=True)
    }
    losses = {name for name, value in source if re.search(r"_loss\b", value)}
    accuracies = {name for name, value in source if re.search(r"_accuracy\b", value)}
    assert {"lowest", "test", "train", "then"} <= losses
    assert not losses & (words.SHARES | words.WHOLE)
    assert "right" in accuracies
    assert accuracies <= words.SHARES


def test_every_problem_of_own_data_has_its_sentence() -> None:
    raised = r'(?:OwnDataError|TableError)\(\s*"(\w+)"'
    problems = set(re.findall(raised, "".join(map(inspect.getsource, (own, columns, files_table)))))
    assert {"few", "one_class", "large", "columns", "no_range"} <= problems
    for problem in problems:
        keys = (f"network.problem_{problem}", f"network.csv_{problem}")
        assert any(key in locale.catalogue("en") for key in keys), problem


def test_the_example_csv_can_be_read() -> None:
    table = read_table(own_table.example())
    found = columns.choose(table, columns.likely(table), columns.CLASSES)
    assert found.kept == found.rows == own_table.EXAMPLE_POINTS
    assert found.names == ("lower", "upper")
    assert found.columns == ("width", "height", "kind")
