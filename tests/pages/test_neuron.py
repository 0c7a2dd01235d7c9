"""The neuron page as a script: its numbers, its challenges, its links, its code."""

import re
from dataclasses import fields

import numpy as np
import pytest

from dlplay import locale
from dlplay.activations import CURVES
from dlplay.neuron import answers, forward, network, neuron
from dlplay.numbers import latex
from dlplay.toy_data import TOY_DATA, TRUTH_TABLES
from dlplay.ui.neuron import code, layers, settings, two
from tests import scripts
from tests.pages import live
from tests.pages.app import open_page, open_with_a_notice, run, texts

PAGE = "foundations/neuron"
LANGUAGES = pytest.mark.parametrize("language", locale.LANGUAGES)


def address(app) -> dict[str, str]:
    return {name: value[0] if isinstance(value, list) else value for name, value in app.query_params.items()}


def code_gives(app) -> np.ndarray:
    """Run the code that the page shows."""
    names: dict = {}
    exec(compile(app.code[0].value, "snippet", "exec"), names)
    return names["a"]


def move(app, name: str, value: float):
    app.slider(key=f"neuron.{name}").set_value(value)
    return run(app)


@LANGUAGES
def test_one_neuron_shows_the_same_sum_in_bars_formula_and_code(language: str) -> None:
    app = open_page(PAGE, language)
    # 1.2 * 1 + (-0.8) * 0.5 + 0.4 = 1.2, and sigmoid(1.2) = 0.7685
    assert live.standing(live.pictures(app)[0])["term1"]["words"] == "−0.8 · 0.5 = −0.40"
    assert r"\mathbf{1.20}" in texts(app)
    assert r"\mathbf{0.7685}" in texts(app)
    np.testing.assert_allclose(code_gives(app), [[0.768525]], atol=1e-6)
    move(app, "w.1", 2.0)
    assert r"\mathbf{2.60}" in texts(app)
    assert address(app)["w"] == "1.2_2_0.5_0.4"


def test_every_activation_of_the_registry_can_be_chosen() -> None:
    app = open_page(PAGE, inputs="3")
    z = 1.2 * 1 - 0.8 * 0.5 - 0.5 * 1 + 0.4
    for name in CURVES:
        app.selectbox(key="neuron.activation").set_value(name)
        run(app)
        a = float(forward([neuron((1.2, -0.8, 0.5), 0.4, name)], np.array([1, 0.5, -1]))[0].a[0])
        assert rf"({latex(z, decimals=2)}) = \mathbf{{{latex(a, decimals=4)}}}" in texts(app)


@pytest.mark.parametrize("name", CURVES)
def test_the_shown_network_gives_the_page_s_numbers(name: str) -> None:
    x = np.array([(1.0, -0.5), (0.0, 0.0)])
    built = network((2, 3, 1), np.linspace(-1, 1.2, 13).round(2), name)
    names: dict = {}
    script = code.script(built, x)
    exec(compile(script.keras, "snippet", "exec"), names)
    np.testing.assert_allclose(names["a"], forward(built, x)[-1].a, rtol=1e-5, atol=1e-5)
    scripts.assert_the_same(script)


@pytest.mark.parametrize("data", TOY_DATA)
def test_points_on_their_right_side_are_counted(data: str) -> None:
    app = open_page(PAGE, data=data, w="2_1_0_-0.5")
    x, y = TOY_DATA[data](40, 1)
    right = int(((2 * x[:, 0] + x[:, 1] - 0.5 >= 0) == y).sum())
    assert locale.t("neuron.plane_text", "en", right=right, all=40) in live.readings(live.pictures(app)[0])


@pytest.mark.parametrize("slider", ["x.0", "x.2", "w.1", "w.3"])
def test_what_a_slider_sends_ahead_is_what_the_server_says_once_it_is_there(slider: str) -> None:
    app = open_page(PAGE, inputs="3")
    (before,) = live.pictures(app)
    move(app, slider, -1.3)
    moved = live.check_ahead(before, *live.pictures(app), slider, -1.3)
    assert {"bars", "here", "z", "a"} < moved


@pytest.mark.parametrize(
    ("query", "slider", "pictures"),
    [
        ({"view": "gates", "gate": "or"}, "gate_w.1", [0]),
        ({"view": "gates", "gate": "not"}, "gate_w.2", [0]),
        ({"view": "gates", "gate": "xor2", "gate_activation": "sigmoid"}, "xor_w.2", [0, 2]),
        ({"view": "gates", "gate": "xor2"}, "xor_w.8", [2]),
        ({"view": "layers"}, "net_x.1", [0]),
        ({"view": "layers", "part": "b22"}, "net_w.16", [0]),
    ],
)
def test_the_other_views_follow_as_the_server_says_once_it_is_there(
    query: dict, slider: str, pictures: list[int]
) -> None:
    app = open_page(PAGE, **query)
    before = live.pictures(app)
    move(app, slider, -1.5)
    after = live.pictures(app)
    for place in pictures:
        assert live.check_ahead(before[place], after[place], slider, -1.5)


def test_what_all_neurons_make_together_is_hidden_while_it_is_not_known() -> None:
    app = open_page(PAGE, view="gates", gate="xor2")
    together = live.pictures(app)[3]
    assert live.standing(together, **{"xor_w.0": 8.0})["answers"]["x"].tolist() == pytest.approx([-0.6, 1.6])
    assert min(live.standing(together, **{"xor_w.0": 7.5})["answers"]["x"]) > 100


@pytest.mark.parametrize("w", ["0_0_0_1", "0_0_0_0", "0.1_0.1_0_3", "0_-3_3_-3"])
def test_without_a_line_or_at_the_ends_of_the_sliders_the_page_says_so(w: str) -> None:
    app = open_page(PAGE, w=w, x="3_3_3")
    seen = w == "0_-3_3_-3"
    assert locale.t("neuron.plane_click" if seen else "neuron.plane_no_line", "en") in texts(app)


@LANGUAGES
@pytest.mark.parametrize(
    ("gate", "weights"), [("and", (2.0, 2.0, -3.0)), ("or", (2.0, 2.0, -1.0)), ("not", (-2.0, 5.0, 1.0))]
)
def test_a_solved_gate_is_cheered(gate: str, weights: tuple, language: str) -> None:
    app = open_page(PAGE, language, view="gates", gate=gate)
    assert not app.success
    bits = TRUTH_TABLES[gate].inputs.shape[1]
    for place in (*range(bits), 2):
        move(app, f"gate_w.{place}", weights[place])
    name = locale.t(f"neuron.gate_{gate}", language)
    assert app.success[0].value == locale.t("neuron.solved", language, gate=name, all=2**bits)
    assert texts(app).count("✓") == 2**bits
    np.testing.assert_array_equal(code_gives(app)[:, 0], TRUTH_TABLES[gate].targets)


@LANGUAGES
def test_xor_is_out_of_reach_for_one_neuron_and_not_for_two(language: str) -> None:
    app = open_page(PAGE, language, view="gates", gate="xor")
    # 41 positions of each of three sliders
    said = locale.t("neuron.searched", language, settings=f"{41**3:,}", right=3, all=4)
    assert said in texts(app)
    best = next(one for one in app.button if one.label == locale.t("neuron.set_best", language))
    best.click()
    run(app)
    (picture,) = live.pictures(app)
    assert locale.t("neuron.unsolved", language, right=3, all=4) in live.readings(picture)
    further = next(one for one in app.button if one.label == locale.t("neuron.to_two", language))
    further.click()
    run(app)
    assert address(app)["gate"] == "xor2"
    assert not app.success
    solution = next(one for one in app.button if one.label == locale.t("neuron.set_solution", language))
    solution.click()
    run(app)
    assert len(app.success) == 1
    np.testing.assert_array_equal(code_gives(app)[:, 0], [0, 1, 1, 0])
    move(app, "xor_w.8", 0.0)
    assert not app.success


@pytest.mark.parametrize("activation", ["step", "sigmoid"])
def test_the_solution_holds_with_both_activations_and_the_start_does_not(activation: str) -> None:
    inputs, targets = TRUTH_TABLES["xor"]
    for weights, right in ((two.SOLUTION, 4), (settings.XOR, 3)):
        assert (answers(network(two.SIZES, weights, activation), inputs) == targets).sum() == right


@LANGUAGES
def test_every_neuron_s_sum_stands_under_the_diagram(language: str) -> None:
    app = open_page(PAGE, language, view="layers", net_x="1_0", net_activation="relu")
    traces = forward(network(settings.SIZES, settings.NET, "relu"), np.array([1.0, 0.0]))
    for trace, names in zip(traces, layers.SYMBOLS[1:], strict=True):
        for j, name in enumerate(names):
            assert rf"{name} = \operatorname{{relu}}({latex(trace.z[j], decimals=2)})" in texts(app)
            assert rf"\mathbf{{{latex(trace.a[j], decimals=3)}}}" in texts(app)
    np.testing.assert_allclose(code_gives(app), [traces[-1].a], atol=1e-6)


@pytest.mark.parametrize("part", ["w111", "w232", "w321", "b13", "b21", "b31"])
def test_a_weight_or_bias_of_every_layer_and_bias_can_be_changed(part: str) -> None:
    app = open_page(PAGE, view="layers", part=part)
    place = layers.part_place(part)
    move(app, f"net_w.{place}", 2.9)
    expected = list(settings.NET)
    expected[place] = 2.9
    assert [float(one) for one in address(app)["net_w"].split("_")] == expected
    assert address(app).get("part", "w111") == part


def test_the_parts_are_all_the_numbers_of_the_network() -> None:
    assert sorted(map(layers.part_place, settings.PARTS)) == list(range(len(settings.NET)))


def test_every_steady_activation_runs_through_the_layers_at_the_widest_weights() -> None:
    app = open_page(PAGE, "zh", view="layers", net_w="_".join(["3"] * 20), net_x="2_2")
    for name in settings.STEADY:
        app.selectbox(key="neuron.net_activation").set_value(name)
        run(app)
        assert "nan" not in texts(app)
        assert "inf" not in texts(app)


def test_random_weights_go_into_the_address() -> None:
    app = open_page(PAGE, view="layers")
    draw = next(one for one in app.button if one.label == locale.t("neuron.draw_weights", "en"))
    draw.click()
    run(app)
    drawn = address(app)["net_w"]
    assert len(drawn.split("_")) == 20
    again = open_page(PAGE, view="layers", net_w=drawn)
    assert texts(again).count(r"\mathbf") == texts(app).count(r"\mathbf") == 6
    assert again.code[0].value == app.code[0].value


LINK = {
    "view": "layers",
    "inputs": "3",
    "activation": "gelu",
    "x": "0.5_-2_3",
    "w": "-3_0.1_2_1",
    "data": "spiral",
    "gate": "xor2",
    "gate_activation": "sigmoid",
    "gate_w": "-10_2.5_0",
    "xor_w": "1_2_3_4_5_6_7_8_-9",
    "net_x": "2_-2",
    "net_activation": "step",
    "net_w": "_".join(["0.5"] * 20),
    "part": "b31",
}


@pytest.mark.parametrize("view", ["one", "gates", "layers"])
def test_the_link_brings_every_setting_back(view: str) -> None:
    app = open_page(PAGE, **LINK)
    assert address(app) == LINK
    again = open_page(PAGE, **LINK | {"view": view})
    assert {"view": "one"} | address(again) == LINK | {"view": view}


def test_the_link_above_names_every_setting() -> None:
    assert {one.name for one in fields(settings.NeuronSettings)} == set(LINK)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("x", "nan_0_0"),
        ("x", "inf_0_0"),
        ("x", ""),
        ("x", "1_2"),
        ("x", "1_2_3_4"),
        ("x", "1e400_0_0"),
        ("w", "_" * 5000),
        ("w", "9" * 5000),
        ("w", "4_0_0_0"),
        ("net_w", "<script>alert(1)</script>"),
        ("part", "w999"),
        ("part", "b01"),
        ("view", "two"),
        ("activation", "softmax"),
        ("net_activation", "exponential"),
        ("gate", "nand"),
    ],
)
def test_an_absurd_link_falls_back_with_a_notice(name: str, value: str) -> None:
    app = open_with_a_notice(PAGE, "zh" if value else "en", **{name: value})
    assert r"\mathbf{0.7685}" in texts(app)


def test_the_english_page_has_no_chinese_in_any_view() -> None:
    for query in (
        {},
        {"view": "gates", "gate": "xor"},
        {"view": "gates", "gate": "xor2"},
        {"view": "layers"},
    ):
        assert not re.search(r"[\u4e00-\u9fff]", texts(open_page(PAGE, "en", **query)))


@LANGUAGES
def test_the_code_is_read_in_either_framework_and_taken_home(language: str) -> None:
    app = open_page(PAGE, language)
    app.button_group(key="framework").set_value("PyTorch")
    run(app)
    assert "import torch" in app.code[0].value
    app.button(key="neuron_at_home").click()
    run(app)
    assert "wheels" in texts(app)
