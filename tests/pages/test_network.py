"""The page on a network that trains: what it shows, what its link brings back, what it says to bad input."""

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
from dlplay.network import forward
from dlplay.playground import Edit, Recipe, Training, diagnosis, own
from dlplay.playground.pictures import plane
from dlplay.playground.problem import featured
from dlplay.ui.network import current, frames, own_points
from dlplay.ui.network.kinds import Edits, Layers, Part
from tests.pages.app import open_page, run, texts

PAGE = "foundations/network"
LANGUAGES = pytest.mark.parametrize("language", locale.LANGUAGES)
SMALL = {"points": "40", "hidden": "3", "steps": "60"}


def board(app, number: int = 0) -> dict:
    """What the board was given."""
    data = [json.loads(one.proto.json) for one in app.get("bidi_component") if "sizes" in one.proto.json]
    return data[number]


def query(app) -> dict[str, str]:
    return {name: value[0] if isinstance(value, list) else value for name, value in app.query_params.items()}


def press(app, name: str):
    app.button(key=f"network_{name}").click()
    return run(app)


@LANGUAGES
def test_the_start_is_an_untrained_network_that_says_so(language: str) -> None:
    app = open_page(PAGE, language)
    assert app.title[0].value == locale.t("network.title", language)
    shown = board(app)
    assert shown["sizes"] == [2, 4, 2, 1]
    assert len(shown["points"]) == 200
    assert shown["curves"]["train"] == [pytest.approx(Training(Recipe(seed=1)).now().train_loss, rel=1e-4)]
    assert locale.t("network.finding_untrained", language, weights=25, loss="0.7305") in texts(app)
    assert not app.warning
    assert set(query(app)) <= {"lang"}


@pytest.mark.parametrize("view", current.VIEWS)
def test_every_view_shows_the_run_of_the_link(view: str) -> None:
    app = open_page(PAGE, view=view, **SMALL)
    assert locale.t(f"network.intro_{view}", "en") in texts(app)
    assert board(app)["curves"]["step"][-1] == 60
    assert not app.warning


def test_the_shown_code_makes_the_shown_run_again() -> None:
    app = open_page(PAGE, view="code", data="moons", optimizer="adam", rate="0.03", **SMALL)
    names: dict = {}
    exec(compile(app.code[0].value, "snippet", "exec"), names)
    shown = board(app)["curves"]
    assert names["train_loss"] == pytest.approx(shown["train"][-1], rel=1e-4)
    assert names["test_loss"] == pytest.approx(shown["test"][-1], rel=1e-4)
    compile(app.code[1].value, "snippet", "exec")


def test_steps_epochs_and_reset_and_their_link() -> None:
    app = press(press(open_page(PAGE, points="40"), "one_step"), "one_epoch")
    assert query(app)["steps"] == "2"  # an epoch has two steps, and the second one ends it
    again = open_page(PAGE, **query(press(app, "one_epoch")))
    assert board(again)["curves"] == board(app)["curves"]
    assert "steps" not in query(press(app, "reset"))


def test_playing_trains_and_a_pause_is_remembered() -> None:
    app = press(open_page(PAGE, points="40", speed="slow"), "play")
    assert app.button(key="network_play").label == locale.t("network.pause", "en")
    assert locale.t("network.after_pause", "en") in texts(app)
    app = press(app, "play")
    steps = int(query(app)["steps"])
    assert steps >= 2
    assert board(app)["curves"]["step"][-1] == steps
    assert board(open_page(PAGE, **query(app)))["frame"] == board(app)["frame"]


def test_a_change_begins_anew_or_trains_as_long_again() -> None:
    app = open_page(PAGE, **SMALL)
    app.selectbox(key="network.activation").set_value("relu")
    assert "steps" not in query(run(app))
    app = open_page(PAGE, change="repeat", **SMALL)
    app.selectbox(key="network.activation").set_value("relu")
    assert query(run(app))["steps"] == "60"
    recipe = Recipe(points=40, hidden=(3,), activation="relu", seed=1)
    training = Training(recipe)
    training.advance(60)
    assert board(app)["curves"]["train"][-1] == pytest.approx(training.now().train_loss, rel=1e-4)


def test_a_weight_set_by_hand_is_part_of_the_run_and_of_its_link() -> None:
    app = open_page(PAGE, part="1~2~0", **SMALL)
    app.number_input[-2].set_value(2.5)
    app = run(app)
    assert query(app)["edits"] == "60~2~2.5"
    training = Training(Recipe(points=40, hidden=(3,), seed=1), [Edit(60, 2, 2.5)])
    training.advance(60)
    assert training.layers[0].kernel[0, 2] == 2.5
    for shown in (board(app), board(open_page(PAGE, **query(app)))):
        assert shown["curves"]["train"][-1] == pytest.approx(training.now().train_loss, rel=1e-4)


def test_two_runs_stand_side_by_side_and_the_link_brings_both_back() -> None:
    app = press(open_page(PAGE, view="compare", **SMALL), "keep")
    app.select_slider(key="network.rate").set_value("0.3")
    app = press(run(app), "one_epoch")
    for one in (app, open_page(PAGE, **query(app))):
        before, now = board(one, 1), board(one, 2)
        assert before["curves"]["step"][-1] == 60
        assert now["curves"]["step"][-1] == 2
        assert board(one)["kept"] == before["curves"]
        assert re.search(r"`0.1` → `0.3`", texts(one))


@pytest.mark.parametrize("language", ["zh"])
@pytest.mark.parametrize(
    ("settings", "problem"),
    [
        ({"features": ""}, "features"),
        ({"points": "0"}, "few"),
        ({"data": "own"}, "few"),
        ({"data": "own", "own": "2000000aaa01"}, "broken"),
        ({"data": "own", "own": "200000"}, "few"),
        ({"data": "own", "own": "2000000aaa0"}, "one_class"),
    ],
)
def test_settings_that_give_nothing_to_train_are_explained(
    settings: dict, problem: str, language: str
) -> None:
    app = open_page(PAGE, language, **settings)
    shown = board(app)
    assert "frame" not in shown
    expected = locale.t(f"network.problem_{problem}", language)
    assert re.fullmatch(re.sub(r"\\{\w+\\}", r"\\d+", re.escape(expected)), shown["hint"])
    assert app.button(key="network_play").disabled


@pytest.mark.parametrize(
    ("settings", "finding"),
    [
        ({"data": "hills", "rate": "3", "steps": "1000"}, "diverged"),
        ({"data": "wave", "activation": "exponential", "rate": "10", "steps": "50"}, "diverged"),
        ({"initializer": "zeros", "steps": "50"}, "symmetric"),
        ({"hidden": "0", "data": "xor", "steps": "100"}, "straight"),
        ({"train": "100", "steps": "20"}, "no_test"),
        ({"data": "circle", "activation": "step", "steps": "50"}, None),
        ({"data": "spiral", "classes": "6", "points": "10", "hidden": "1_1_1_1_1_1", "steps": "9"}, None),
    ],
)
def test_runs_that_go_wrong_are_explained_in_every_view(settings: dict, finding: str | None) -> None:
    for view in ("numbers", "confusion"):
        app = open_page(PAGE, view=view, **settings)
        assert not app.warning
        if finding:
            start = locale.t(f"network.finding_{finding}", "en").split("{")[0]
            assert start in texts(app)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("hidden", "13"),
        ("hidden", "1_1_1_1_1_1_1"),
        ("hidden", "4__2"),
        ("rate", "0.5"),
        ("steps", "1000000"),
        ("edits", "1~2"),
        ("edits", "1~2~inf"),
        ("edits", "_".join(["1~1~1"] * 21)),
        ("part", "9~0"),
        ("part", "1~0~x"),
        ("own", "2" * 4000),
        ("classes", "7"),
        ("points", "501"),
    ],
)
def test_an_absurd_link_falls_back_with_a_notice(name: str, value: str) -> None:
    app = open_page(PAGE, points="40") if name != "points" else open_page(PAGE)
    app = open_page(PAGE, **{name: value})
    assert len(app.warning) == 1
    assert name in app.warning[0].value
    assert board(app)["sizes"] == [2, 4, 2, 1]


def test_every_setting_of_a_run_changes_its_recipe_and_no_other_does() -> None:
    start = current.NetworkSettings()
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
    assert rest == {"own", "steps", "edits"}
    own_data = replace(start, data="own", own="2" + "00" * 2 + "0")
    assert current.recipe_of(own_data).own == own_data.own


def test_a_kept_run_is_read_as_it_was_written() -> None:
    one = current.NetworkSettings(
        hidden=(), edits=(Edit(3, 4, -0.5),), steps=7, own="r-_", kept="x", view="code"
    )
    found = current.kept(current.NetworkSettings(kept=current.keep(one)))
    assert found == replace(one, kept="", view="numbers")
    assert current.kept(current.NetworkSettings(kept=current.keep(current.NetworkSettings()))) is not None
    for broken in ("nonsense", "hidden=99", "bogus=1"):
        assert current.kept(current.NetworkSettings(kept=broken)) is None


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        (Layers(), [(), (4, 2), (12,) * 6]),
        (Edits(), [(), (Edit(0, 3, -1.5), Edit(100, 0, 1e-7))]),
        (Part(), [(), (1, 0), (2, 3, 11), (7, 5, -1)]),
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


def test_every_problem_of_own_data_has_its_sentence() -> None:
    problems = set(re.findall(r'OwnDataError\(\s*"(\w+)"', inspect.getsource(own)))
    assert {"few", "one_class", "broken", "large", "columns", "constant"} <= problems
    for problem in problems:
        keys = (f"network.problem_{problem}", f"network.csv_{problem}")
        assert any(key in locale.catalogue("en") for key in keys), problem


def test_the_example_csv_can_be_read() -> None:
    table = own.read_csv(own_points.example().encode())
    assert table.kept == table.rows == own_points.EXAMPLE_POINTS
    assert table.names == ("lower", "upper")
    assert table.columns == ("width", "height", "kind")
