"""The backpropagation page as a script: its walk, its rounds, its links, its trouble, its code."""

import json
import re
from contextlib import redirect_stdout
from dataclasses import fields
from io import StringIO
from itertools import combinations

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from dlplay import locale
from dlplay.backprop import depth
from dlplay.backprop.problem import NETWORKS, Problem, train
from dlplay.backprop.steps import steps
from dlplay.ui.backprop import change, checking, code, deep, settings
from dlplay.ui.backprop.charts_computation import short
from dlplay.ui.backprop.charts_layout import layout
from tests import scripts
from tests.pages.app import open_page, run, setting_title, texts

PAGE = "foundations/backprop"
LANGUAGES = pytest.mark.parametrize("language", locale.LANGUAGES)
START = Problem(
    (2, 2, 1), settings.START["2-2-1"], "sigmoid", "sigmoid", "mean_squared_error", (1.0, 0.5), (1.0,)
)


def address(app) -> dict[str, str]:
    return {name: value[0] if isinstance(value, list) else value for name, value in app.query_params.items()}


def press(app, name: str):
    app.button(key=f"backprop.{name}").click()
    return run(app)


def everything(app) -> str:
    return texts(app) + "\n".join(one.value for one in app.latex)


def executed(source: str) -> dict:
    names: dict = {}
    with redirect_stdout(StringIO()):
        exec(compile(source, "snippet", "exec"), names)
    return names


@LANGUAGES
def test_the_start_shows_a_wrong_answer_and_its_loss(language: str) -> None:
    app = open_page(PAGE, language)
    assert locale.t("backprop.where", language, round=1, step=7, last=24, phase="")[:12] in texts(app)
    assert r"\mathbf{0.5163}" in everything(app)
    press(app, "go.next")
    assert locale.t("backprop.agree", language, digits="|").split("|")[0] in texts(app)
    assert address(app)["step"] == "8"


def test_a_walk_through_the_steps_shows_their_numbers_and_checks() -> None:
    app = open_page(PAGE, step="0")
    way = steps(START, START.run(), 1.0)
    for place in (0, 1, 2, 6, 8, 9, 10, 13, 15, 17, 23, 24):
        if place > 2:
            app.slider(key="backprop.step").set_value(place)
            run(app)
        step, shown = way[place], everything(app)
        assert ("They agree in about" in shown) == (step.phase == "backward")
        for line in step.lines:
            assert line.numbers[-1] in shown.replace(r" \\ &\quad", "")
        if place < 2:
            press(app, "go.next")
    # 0.5163 falls to 0.3471
    assert short(way[-1].lines[0].value) == "0.347"
    press(app, "go.next_round")
    assert address(app)["rounds"] == "1"
    press(app, "go.last_round")
    assert address(app) == {"step": "24"}


def test_rounds_go_on_and_are_taken_back() -> None:
    app = open_page(PAGE)
    press(app, "rounds.many")
    losses = train(START, 1.0, 11).losses
    values = [one.value for one in app.metric]
    assert values == ["10", short(losses[10]), short(losses[11])]
    press(app, "rounds.undo")
    assert address(app)["rounds"] == "9"
    press(app, "rounds.undo_all")
    assert "rounds" not in address(app)


def test_a_change_within_a_training_goes_on_from_its_weights() -> None:
    app = open_page(PAGE, rounds="3")
    weights = train(START, 1.0, 3).problems[-1].weights
    app.slider(key="backprop.x.0").set_value(0.5)
    run(app)
    assert "rounds" not in address(app)
    np.testing.assert_allclose([float(one) for one in address(app)["w"].split("_")], weights, atol=1e-6)
    app.slider(key="backprop.w.w5").set_value(2.0)
    run(app)
    assert address(app)["w"].split("_")[6] == "2"
    assert address(app)["x"] == "0.5_0.5"


def test_numbers_can_be_typed_beyond_the_sliders() -> None:
    app = open_page(PAGE, w="_".join(["0.5"] * 8 + ["40"]), part="b3")
    assert locale.t("backprop.beyond", "en", label="Bias b₃", value="40") in texts(app)


@pytest.mark.parametrize("name", change.SITUATIONS)
def test_trouble_is_explained(name: str) -> None:
    app = press(open_page(PAGE), f"situation.{name}")
    keys = {"dead": ["dead"], "saturated": ["saturated"], "zeros": ["zeros"], "twins": ["twins"]}
    keys |= {"too_fast": ["overshoot"], "start": []}
    expected = [locale.t(f"backprop.found_{key}", "en").split("{")[-1][-30:] for key in keys[name]]
    assert len(app.warning) == len(expected)
    for warning, end in zip(app.warning, expected, strict=True):
        assert warning.value.endswith(end)


@pytest.mark.parametrize(
    "query",
    [
        {"w": "_".join(["1000000"] * 9), "x": "100_100", "hidden": "exponential"},
        {"w": "_".join(["-1000000"] * 9), "output": "linear", "y": "100_100", "step": "24"},
        {"w": "_".join(["0"] * 9), "hidden": "relu", "output": "relu", "loss": "binary_crossentropy"},
        {"output": "linear", "loss": "binary_crossentropy", "w": "_".join(["-3"] * 9), "step": "8"},
        {"output": "linear", "rate": "10", "rounds": "100", "step": "23"},
        {
            "net": "2-2-2",
            "output": "softmax",
            "loss": "categorical_crossentropy",
            "w": "_".join(["900"] * 12),
        },
    ],
)
def test_absurd_numbers_have_a_sentence_and_no_python_in_it(query: dict) -> None:
    for view in ("steps", "check"):
        app = open_page(PAGE, "zh" if "net" in query else "en", view=view, **query)
        if view == "steps":
            assert app.warning
        assert not re.search(r"\b(nan|inf|None)\b", everything(app))


def test_every_network_starts_with_a_wrong_answer_at_its_loss() -> None:
    app = open_page(PAGE, step="3")
    for net in reversed(NETWORKS):
        app.selectbox(key="backprop.net").set_value(net)
        run(app)
        assert locale.t("backprop.title_loss", "en", name="$E$") in texts(app)
        assert not app.warning
        assert address(app).get("output", "sigmoid") == ("softmax" if net == "2-2-2" else "sigmoid")


def test_activations_and_losses_can_be_chosen() -> None:
    app = open_page(PAGE, step="12")
    for hidden, output, loss in (
        ("relu6", "tanh", "squared_hinge"),
        ("mish", "linear", "log_cosh"),
        ("step", "exponential", "binary_crossentropy"),
    ):
        for field, value in {"hidden": hidden, "output": output, "loss": loss}.items():
            app.selectbox(key=f"backprop.{field}").set_value(value)
        run(app)
        assert [address(app)[field] for field in ("hidden", "output", "loss")] == [hidden, output, loss]


CODES = [
    ("2-2-1", "sigmoid", "sigmoid", "mean_squared_error"),
    ("2-3-1", "step", "tanh", "squared_hinge"),
    ("1-1-1-1", "threshold", "sigmoid", "binary_crossentropy"),
    ("2-2-2", "relu", "softmax", "categorical_crossentropy"),
    ("2-2-2-1", "gelu", "linear", "huber"),
]


@pytest.mark.parametrize(("net", "hidden", "output", "loss"), CODES)
def test_the_shown_code_gives_the_page_s_loss_gradients_and_update(
    net: str, hidden: str, output: str, loss: str
) -> None:
    sizes = NETWORKS[net]
    one = Problem(
        sizes, settings.START[net], hidden, output, loss, (1.0, 0.5)[: sizes[0]], (1.0, 0.0)[: sizes[-1]]
    )
    script = code.round_of(one, 0.5)
    names = executed(script.keras)
    gradient = one.run().gradients.row()
    assert float(names["E"]) == pytest.approx(one.run().loss, rel=1e-5)
    np.testing.assert_allclose(
        np.concatenate([np.ravel(one) for one in names["gradients"]]), gradient, atol=1e-6
    )
    after = one.updated(gradient, 0.5)
    assert float(names["loss"](names["y"], names["model"](names["x"]))) == pytest.approx(
        after.forward()[1], rel=1e-4
    )
    scripts.assert_the_same(script)


@pytest.mark.parametrize(
    ("width", "initial", "activation"),
    [(1, "ones", "tanh"), (4, "he_uniform", "relu"), (3, "random_normal", "step")],
)
def test_the_shown_code_of_a_deep_network_gives_each_layer_s_gradient(
    width: int, initial: str, activation: str
) -> None:
    network = depth.draw(3, width, initial, 0.8, 5)
    flow = depth.flow(network, activation, 0.3)
    script = code.deep(network, activation, f"{deep.DRAWINGS[initial]} * 0.8", 5, 0.3)
    names = executed(script.keras)
    sizes = [float(np.sqrt(np.mean(np.square(one)))) for one in names["deltas"]]
    np.testing.assert_allclose(sizes, flow.deltas, rtol=1e-4)
    sizes = [float(np.sqrt(np.mean(np.square(one)))) for one in names["kernels"]]
    np.testing.assert_allclose(sizes, flow.slopes, rtol=1e-4)
    assert float(names["E"]) == pytest.approx(flow.loss, rel=1e-5)
    scripts.assert_the_same(script)


@pytest.mark.parametrize("initial", depth.INITIALS)
def test_a_line_of_numpy_draws_what_the_page_draws(initial: str) -> None:
    random = np.random.default_rng(3)
    drawn = eval(deep.DRAWINGS[initial], {"random": random, "np": np, "n_in": 4, "n_out": 5})
    np.testing.assert_allclose(drawn, depth.INITIALS[initial](4, 5, np.random.default_rng(3)), rtol=1e-12)


@LANGUAGES
def test_the_check_says_whether_epsilon_is_too_large_right_or_too_small(language: str) -> None:
    app = open_page(PAGE, language, view="check")
    for exponent, regime in ((1, "large"), (5, "right"), (15, "small")):
        app.slider(key="backprop.epsilon").set_value(exponent)
        run(app)
        said = locale.t(f"backprop.epsilon_{regime}", language, epsilon=short(10.0**-exponent))
        assert said in texts(app)
    assert len(app.dataframe[0].value) == 9
    assert checking.regime(np.array([np.nan] * 15), 3) == "none"
    assert checking.regime(np.zeros(15), 3) == "flat"


@LANGUAGES
def test_deep_networks_vanish_explode_and_are_written_out(language: str) -> None:
    app = open_page(PAGE, language, view="deep", deep_width="1", deep_initial="ones", deep_depth="10")
    assert app.warning[0].value.startswith(locale.t("backprop.verdict_vanishes", language)[:8])
    assert r"\underbrace" in texts(app)
    for name, scales in {"relu": (-5.0, 5.0), "exponential": (0.0, 5.0), "step": (1.0,)}.items():
        app.selectbox(key="backprop.deep_activation").set_value(name)
        for scale in scales:
            app.slider(key="backprop.deep_scale").set_value(scale)
            run(app)
            assert not re.search(r"\b(nan|inf|None)\b", texts(app))
            assert app.warning or app.success or app.error
    app.slider(key="backprop.deep_depth").set_value(1)
    run(app)


LINK = {
    "view": "check",
    "net": "2-2-2",
    "hidden": "gelu",
    "output": "softmax",
    "loss": "categorical_crossentropy",
    "x": "-2_0.25",
    "y": "0.25_0",
    "w": "_".join(["0.123456"] * 12),
    "rate": "0.25",
    "rounds": "4",
    "step": "17",
    "part": "b4",
    "epsilon": "9",
    "deep_activation": "tanh",
    "deep_depth": "3",
    "deep_width": "2",
    "deep_initial": "ones",
    "deep_scale": "-1.5",
    "deep_seed": "12",
    "deep_measure": "change",
}


@pytest.mark.parametrize("view", ["steps", "check", "deep"])
def test_the_link_brings_every_setting_back(view: str) -> None:
    app = open_page(PAGE, **LINK | {"view": view})
    assert {"view": "steps"} | address(app) == LINK | {"view": view}


def test_the_link_above_names_every_setting() -> None:
    assert {one.name for one in fields(settings.BackpropSettings)} == set(LINK)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("w", "nan_" * 8 + "1"),
        ("w", "1_2_3"),
        ("w", "_" * 5000),
        ("w", "9" * 5000),
        ("w", "1e7_" * 8 + "0"),
        ("x", "inf_0"),
        ("y", ""),
        ("net", "9-9-9"),
        ("output", "softmax"),
        ("loss", "categorical_crossentropy"),
        ("rounds", "101"),
        ("part", "w99"),
        ("deep_depth", "11"),
    ],
)
def test_an_absurd_link_falls_back_with_a_notice(name: str, value: str) -> None:
    app = open_page(PAGE, "en", **{name: value})
    assert [one for one in app.warning if setting_title("backprop", name) in one.value]
    assert name not in app.query_params
    assert locale.t("backprop.title_loss", "en", name="$E$") in texts(app)


@pytest.mark.parametrize("portrait", [False, True])
@pytest.mark.parametrize("net", NETWORKS)
def test_in_the_picture_nothing_lies_on_anything(net: str, portrait: bool) -> None:
    places = layout(NETWORKS[net], portrait)
    boxes = [*places.cells.items(), *places.chips.items()]
    for (one, box), (other, next_box) in combinations(boxes, 2):
        if one[1:3] != other[1:3] or {one.letter, other.letter} != {"z", "a"}:  # a neuron's two halves touch
            wide = min(box.x + box.width, next_box.x + next_box.width) - max(box.x, next_box.x)
            high = min(box.y + box.height, next_box.y + next_box.height) - max(box.y, next_box.y)
            assert min(wide, high) <= 0, (one, other)
    assert all(box.x >= 0 and box.x + box.width <= places.width for _, box in boxes)
    assert all(box.y >= 0 and box.y + box.height <= places.height for _, box in boxes)


def graph(app: AppTest) -> dict:
    """The picture as the browser gets it, with all steps."""
    messages = [json.loads(one.proto.json) for one in app.get("bidi_component") if one.proto.HasField("json")]
    (found,) = [one for one in messages if "walk" in one]
    return json.loads(found["walk"]) | found["hand"]


def test_every_step_of_the_picture_shows_what_is_known_by_then() -> None:
    app = open_page(PAGE)
    drawn, way = graph(app), steps(START, START.run(), 1.0)
    assert len(drawn["frames"]) == len(way) == app.slider(key="backprop.step").max + 1
    assert drawn["slider"] == "backprop.step"
    seen: set[str] = set()
    for step, frame in zip(way, drawn["frames"], strict=True):
        computed = [number for number, looks in frame["slots"].values() if "now" in looks.split()]
        if step.kind != "after":  # which shows the prediction as well
            assert sorted(computed) == sorted(short(line.value) for line in step.lines)
        known = {place for place, (_, looks) in frame["slots"].items() if "unknown" not in looks.split()}
        assert seen <= known or step.kind == "after"  # where the gradients are those of the weights before
        seen = known
    assert drawn["jumps"]["backprop.phase.update"] == {"to": [step.phase for step in way].index("update")}


def test_a_step_does_not_change_what_the_picture_gets() -> None:
    assert graph(open_page(PAGE, step="3")) == graph(open_page(PAGE, step="12"))


def test_the_english_page_has_no_chinese_in_any_view() -> None:
    for view in ("steps", "check", "deep"):
        assert not re.search(r"[\u4e00-\u9fff]", everything(open_page(PAGE, "en", view=view)))
