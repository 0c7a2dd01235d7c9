"""The activations page as a script: every function, both languages, rubbish in the link, its Keras code."""

import io
import re

import numpy as np
import pandas as pd
import pytest

from dlplay import locale
from dlplay.activations import ACTIVATIONS, CURVES, VECTOR_FUNCTIONS
from dlplay.initializers import INITIALIZERS
from dlplay.numbers import plain
from dlplay.signal import draw, push
from dlplay.ui.activations import code, lab
from dlplay.ui.activations.parameters import field
from tests import scripts
from tests.pages.app import open_page, open_with_a_notice, run, texts
from tests.pages.live import pictures, readings, standing

PAGE = "foundations/activations"
LANGUAGES = pytest.mark.parametrize("language", locale.LANGUAGES)


def formulas(app) -> str:
    return "\n".join(one.value for one in app.latex)


def address(app, name: str) -> str:
    value = app.query_params[name]
    return value[0] if isinstance(value, list) else value


def number_in_latex(value: float) -> str:
    """As the formulas write it: 8.987 \\cdot 10^{-6}."""
    mantissa, _, exponent = f"{value:.4g}".partition("e")
    return rf"{mantissa} \cdot 10^{{{int(exponent)}}}" if exponent else mantissa


@LANGUAGES
def test_the_page_shows_something_true_before_it_is_touched(language: str) -> None:
    app = open_page(PAGE, language)
    assert app.title[0].value == locale.t("activations.title", language)
    s = 1 / (1 + np.exp(-3.0))
    shown = readings(pictures(app)[0], x=3)
    assert f"f(3) = {s:.4f}\nf′(3) = {s * (1 - s):.5f}\n" in shown
    assert locale.t("activations.passes", language, name="sigmoid", slope=f"{s * (1 - s):.5f}") in shown
    assert f"{s * (1 - s):.5f}" in formulas(app)
    assert locale.t("activations.faint", language) in texts(app)


def test_point_tangent_and_readings_follow_x() -> None:
    picture = pictures(open_page(PAGE, x="0", name="tanh", compare="relu"))[0]
    assert [(sweep["key"], sweep["low"], sweep["count"]) for sweep in picture["sweeps"]] == [
        ("activations.x", -6, 241)
    ]
    # at x = 0 tanh has value 0 and slope 1, at x = 0.5 0.46212 and 0.78645 (tables)
    for x, value, slope in ((0.0, 0.0, 1.0), (0.5, 0.46212, 0.78645), (-0.5, -0.46212, 0.78645)):
        marks = standing(picture, x=x)
        assert (*marks["here"]["x"], *marks["here"]["y"]) == pytest.approx((x, value), abs=1e-5)
        assert (*marks["here_slope"]["x"], *marks["here_slope"]["y"]) == pytest.approx((x, slope), abs=1e-5)
        left, right = marks["tangent"]["y"]
        assert marks["tangent"]["x"].tolist() == [-6, 6]
        assert (right - left) / 12 == pytest.approx(slope, abs=1e-5)
        assert (right + left) / 2 == pytest.approx(value - slope * x, abs=1e-5)
        f, slope = plain(np.tanh(x)), plain(1 - np.tanh(x) ** 2)
        assert readings(picture, x=x).startswith(f"f({plain(x)}) = {f}\nf′({plain(x)}) = {slope}\n")


def test_the_chosen_function_lies_above_those_beside_it_and_stops_where_it_jumps() -> None:
    upper, lower = pictures(open_page(PAGE, name="step", compare="relu.tanh"))[0]["panels"]
    for panel in (upper, lower):
        lines = [mark for mark in panel["marks"].values() if mark["kind"] == "line" and mark["name"]]
        assert [line["name"] for line in lines] == ["tanh", "relu", "step"]
        assert len({line["colour"] for line in lines}) == 3
    step = upper["marks"]["value_0"]
    assert np.isnan(step["y"]).sum() == 1
    assert set(step["y"][~np.isnan(step["y"])]) == {0, 1}
    flat = upper["marks"]["flat_value"]  # a step is flat all over, but for the jump
    assert flat["left"][0] == -6
    assert flat["right"][-1] == 6


def test_where_the_curve_is_flat_the_ground_is_coloured() -> None:
    panels = pictures(open_page(PAGE, name="sigmoid", compare=""))[0]["panels"]
    for panel, part in zip(panels, ("value", "slope"), strict=True):
        ground = panel["marks"][f"flat_{part}"]
        # s (1 - s) = 0.05 where s = (1 +- sqrt(0.8)) / 2, at x = +- ln(1.894427 / 0.105573)
        edge = np.log(1.894427 / 0.105573)
        assert ground["left"].tolist() == pytest.approx([-6, edge], abs=0.006)
        assert ground["right"].tolist() == pytest.approx([-edge, 6], abs=0.006)


@LANGUAGES
def test_every_function_has_its_numbers_formula_advice_and_code(language: str) -> None:
    app = open_page(PAGE, language, x="-1.7", compare="")
    for name in CURVES:
        app.selectbox(key="activations.name").set_value(name)
        run(app)
        one = ACTIVATIONS[name]
        for rule in (one.function, one.derivative):
            value = float(rule(-1.7))
            assert plain(value) in readings(pictures(app)[0], x=-1.7), name
            assert number_in_latex(value) in formulas(app), name
        assert locale.t(f"activation.{name}_use", language) in texts(app)
        assert locale.t(f"activation.{name}_wrong", language) in texts(app)
        assert code.curve(name, -1.7, {}).keras.strip() == app.code[0].value
        keys = {slider.key for slider in app.slider} | {one.key for one in app.get("button_group")}
        assert {f"activations.{field(name, parameter)}" for parameter in one.parameters} <= keys


@LANGUAGES
@pytest.mark.parametrize("name", VECTOR_FUNCTIONS)
def test_every_vector_function_has_its_numbers(name: str, language: str) -> None:
    app = open_page(PAGE, language, view="vector", vector=name, z1="1.5", z2="-0.5", temperature="2")
    x = np.array([1.5, -0.5, 0.5, -1]) / 2
    shown = float(ACTIVATIONS[name].function(x)[0])  # z1 is the largest; glu shows its first output
    assert number_in_latex(shown) in formulas(app)
    slope = ACTIVATIONS[name].jacobian(x)[0, 0] / 2
    assert f"{slope:+.3f}" in texts(app)
    assert locale.t(f"activation.{name}_wrong", language) in texts(app)


@pytest.mark.parametrize("name", VECTOR_FUNCTIONS)
def test_the_bars_follow_every_slider_of_a_vector(name: str) -> None:
    z, temperature = np.array([1.5, -0.5, 0.5, -1.0]), 2.0
    app = open_page(PAGE, view="vector", vector=name, z1="1.5", z2="-0.5", temperature="2")
    picture, function = pictures(app)[0], ACTIVATIONS[name].function
    keys = {sweep["key"].removeprefix("activations.") for sweep in picture["sweeps"]}
    assert keys == {"z1", "z2", "z3", "z4", "temperature"}
    for number in range(4):
        changed = z.copy()
        changed[number] = -2.3
        marks = standing(picture, **{f"z{number + 1}": -2.3})
        np.testing.assert_allclose(marks["outputs"]["high"], function(changed / temperature), atol=1e-5)
        np.testing.assert_allclose(marks["pale"]["high"], function(changed), atol=1e-5)
        assert plain(function(changed / temperature)[-1], decimals=3) in marks["alt"]["words"]
    marks = standing(picture, temperature=0.7)
    np.testing.assert_allclose(marks["outputs"]["high"], function(z / 0.7), atol=1e-5)
    np.testing.assert_allclose(marks["pale"]["high"], function(z), atol=1e-5)
    assert plain(function(z / temperature)[0], decimals=3) in standing(picture)["alt"]["words"]


@LANGUAGES
def test_the_signal_view_says_what_was_measured(language: str) -> None:
    app = open_page(PAGE, language, view="signal", compare="relu.exponential.step", depth="12")
    start = draw(12, 64, "he_normal", 1)
    sigmoid = push(ACTIVATIONS["sigmoid"], start)
    table = app.dataframe[0].value
    assert table.iloc[:, 0].tolist() == ["sigmoid", "relu", "exponential", "step"]
    assert table.iloc[0, 1] == plain(sigmoid.arrived)
    assert table.iloc[1, 1] == plain(push(ACTIVATIONS["relu"], start).arrived)
    assert table.iloc[2, 1] == "–"
    assert table.iloc[3, 1] == "0"
    assert number_in_latex(sigmoid.arrived) in formulas(app)
    words = locale.t("activations.verdict_vanished", language, name="`sigmoid`", share=plain(sigmoid.arrived))
    assert words in texts(app)


@LANGUAGES
@pytest.mark.parametrize(
    ("name", "initializer", "verdict"),
    [
        ("relu", "he_normal", "survived"),
        ("sigmoid", "glorot_uniform", "vanished"),
        ("step", "he_normal", "dead"),
        ("relu", "zeros", "dead"),
        ("exponential", "he_normal", "overflow"),
        ("linear", "he_normal", "exploded"),
    ],
)
def test_every_verdict_is_reached(name: str, initializer: str, verdict: str, language: str) -> None:
    app = open_page(PAGE, language, view="signal", name=name, initializer=initializer, depth="20")
    words = locale.t(f"activations.verdict_{verdict}", language, name="", share="", depth=20, layer=0)
    assert re.match(r"\*\*[^*]*\*\*", words)[0] in texts(app)


def test_every_function_and_initialiser_can_be_sent_a_signal() -> None:
    app = open_page(PAGE, view="signal", depth="3", width="8")
    for field_name, options in (("name", CURVES), ("initializer", INITIALIZERS)):
        for option in options:
            app.selectbox(key=f"activations.{field_name}").set_value(option)
            run(app)
            assert app.dataframe[0].value.iloc[0, 0] == app.selectbox(key="activations.name").value
            assert app.get("plotly_chart")


def test_parameters_reach_numbers_curves_code_and_address() -> None:
    app = open_page(PAGE, name="leaky_relu", x="-2", compare="elu")
    app.slider(key="activations.leaky_relu_negative_slope").set_value(0.35)
    app.slider(key="activations.elu_alpha").set_value(2.0)
    run(app)
    assert "f(−2) = −0.7\n" in readings(pictures(app)[0], x=-2)
    assert "negative_slope=0.35" in app.code[0].value
    assert address(app, "leaky_relu_negative_slope") == "0.35"
    assert address(app, "elu_alpha") == "2"
    names = [mark["name"] for mark in standing(pictures(app)[0]).values() if mark["kind"] == "line"]
    assert names.count("leaky_relu(negative_slope=0.35)") == 2
    assert names.count("elu(alpha=2)") == 2


def test_no_limit_and_the_approximation_are_what_keras_means() -> None:
    app = open_page(PAGE, name="relu", x="5", relu_max_value="2")
    assert "max_value=2.0" in app.code[0].value
    app.slider(key="activations.relu_max_value").set_value(0.0)
    run(app)
    assert "max_value" not in app.code[0].value
    app = open_page(PAGE, name="gelu", gelu_approximate="true", x="1")
    assert "approximate=True" in app.code[0].value
    assert plain(float(ACTIVATIONS["gelu"].function(1.0, approximate=True))) in readings(
        pictures(app)[0], x=1
    )


@LANGUAGES
@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("x", "nan"),
        ("x", "inf"),
        ("x", "-7"),
        ("x", ""),
        ("name", "softmax"),
        ("compare", "relu.bogus"),
        ("compare", "relu.tanh.elu.gelu.silu.softsign"),
        ("depth", "1000000"),
        ("width", "0"),
        ("z1", "1e999"),
        ("temperature", "0"),
        ("relu_max_value", "-1"),
        ("gelu_approximate", "yes"),
        ("initializer", "<b>he</b>"),
    ],
)
def test_an_absurd_link_falls_back_with_a_notice(name: str, value: str, language: str) -> None:
    open_with_a_notice(PAGE, language, **{name: value})


@pytest.mark.parametrize(
    "query",
    [
        {"x": "6", "name": "exponential"},
        {"x": "-6", "name": "celu", "celu_alpha": "0.1"},
        {"x": "0", "name": "squareplus", "squareplus_b": "0"},
        {"x": "0", "name": "relu", "relu_threshold": "4", "relu_max_value": "0.5", "compare": "relu"},
        {"view": "signal", "depth": "30", "width": "128", "name": "exponential", "compare": ""},
        {"view": "signal", "depth": "1", "width": "8", "initializer": "zeros", "name": "hard_shrink"},
        {"view": "vector", "temperature": "0.1", "z1": "6", "z2": "-6", "vector": "log_softmax"},
        {"view": "vector", "vector": "sparsemax", "z1": "0", "z2": "0", "z3": "0", "z4": "0"},
    ],
)
def test_the_ends_of_every_range_give_a_picture(query: dict[str, str]) -> None:
    app = open_page(PAGE, **query)
    assert app.get("plotly_chart") or pictures(app)
    assert not app.warning
    assert not app.error
    assert "nan" not in formulas(app)


def test_the_csv_holds_every_layer() -> None:
    start = draw(4, 8, "he_normal", 1)
    measured = {name: push(ACTIVATIONS[name], start) for name in ("relu", "exponential")}
    table = pd.read_csv(io.BytesIO(lab.csv(measured)), index_col="layer")
    np.testing.assert_allclose(table["relu_gradient"], measured["relu"].gradient)
    assert table["exponential_deviation"].notna().sum() == len(measured["exponential"].values)


CHANGED = {
    "relu": {"negative_slope": 0.1, "max_value": 3.0, "threshold": -0.5},
    "leaky_relu": {"negative_slope": 0.4},
    "elu": {"alpha": 1.5},
    "celu": {"alpha": 0.4},
    "threshold": {"threshold": -2.0, "default_value": 1.0},
    "gelu": {"approximate": True},
    "squareplus": {"b": 1.0},
    "soft_shrink": {"threshold": 0.2},
    "hard_shrink": {"threshold": 1.5},
}


@pytest.mark.parametrize("name", CURVES)
def test_the_curve_s_code_prints_the_page_s_numbers(name: str, capsys: pytest.CaptureFixture) -> None:
    one = ACTIVATIONS[name]
    for parameters in ({}, CHANGED.get(name, {})):
        for x in (-1.35, 0.8):
            exec(compile(code.curve(name, x, parameters).keras, "snippet", "exec"), {})
            value, slope = map(float, capsys.readouterr().out.split())
            assert value == pytest.approx(float(one.function(x, **parameters)), abs=2e-6)
            assert slope == pytest.approx(float(one.derivative(x, **parameters)), abs=2e-6)


@pytest.mark.parametrize("name", VECTOR_FUNCTIONS)
@pytest.mark.parametrize("temperature", [0.4, 1.0, 3.0])
def test_the_vector_s_code_gives_the_page_s_outputs(
    name: str, temperature: float, capsys: pytest.CaptureFixture
) -> None:
    z = np.array([2.0, 1.0, 0.5, -1.0])
    names: dict = {}
    exec(compile(code.vector(name, z, temperature).keras, "snippet", "exec"), names)
    outputs = np.asarray(names["outputs"])[0]
    np.testing.assert_allclose(outputs, ACTIVATIONS[name].function(z / temperature), atol=1e-6)
    assert capsys.readouterr().out


@pytest.mark.parametrize(
    ("name", "parameters", "initializer"),
    [("sigmoid", {}, "he_normal"), ("relu", {}, "he_uniform"), ("tanh", {}, "orthogonal")]
    + [("leaky_relu", {"negative_slope": 0.5}, "random_normal"), ("step", {}, "glorot_uniform")]
    + [("selu", {}, "lecun_normal"), ("gelu", {}, "zeros")],
)
def test_the_signal_s_code_measures_the_same_size(
    name: str, parameters: dict, initializer: str, capsys
) -> None:
    names: dict = {}
    exec(compile(code.signal(name, parameters, 8, 64, initializer, 1).keras, "snippet", "exec"), names)
    measured = push(ACTIVATIONS[name], draw(8, 64, initializer, 1), **parameters)
    # other random numbers: a layer's mean factor agrees within a few per cent
    assert names["share"] ** (1 / 8) == pytest.approx(measured.factor, rel=0.1)
    assert names["spread"] == pytest.approx(measured.deviation[-1], rel=0.5, abs=1e-6)
    assert names["model"].layers[0].units == 64
    assert len(names["model"].layers) == 8


def test_pytorch_prints_what_keras_does() -> None:
    asked = [(name, given) for name in CURVES for given in ({}, CHANGED.get(name, {}))]
    z = np.array([2.0, 1.0, 0.5, -1.0])
    made = [code.curve(name, x, given) for name, given in asked for x in (-1.35, 0.8)]
    made += [code.vector(name, z, 0.4) for name in VECTOR_FUNCTIONS]
    scripts.assert_the_same(scripts.joined(made))


def test_pytorch_s_signal_has_the_same_size() -> None:
    asked = [("step", "zeros"), *(("tanh", one) for one in INITIALIZERS if one != "zeros")]
    made = [code.signal(name, {}, 4, 128, initializer, 1) for name, initializer in asked]
    scripts.assert_the_same(scripts.joined(made), rtol=0.3)
