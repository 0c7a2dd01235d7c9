"""Backpropagation step by step: every step from its own factors, its LaTeX worked out, Keras, differences."""

import keras
import numpy as np
import pytest
import tensorflow as tf
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dlplay import numbers
from dlplay.activations import CURVES
from dlplay.backprop import check, depth, loss_formulas
from dlplay.backprop.findings import findings, reach
from dlplay.backprop.names import Names, unicode
from dlplay.backprop.paths import paths, written
from dlplay.backprop.problem import NETWORKS, Problem, Quantity, train
from dlplay.backprop.steps import steps
from dlplay.backprop.walk import PHASES, Step, Walk
from dlplay.network import backward, forward, value
from dlplay.neuron import number_of_weights
from tests.unit import latex

RATE = 0.5
SMOOTH = ("sigmoid", "tanh", "softplus", "gelu", "silu", "mish", "linear", "softsign")
# p > 0 and p < 1 for the logarithms
SMOOTH_ENDS = [
    *((output, loss) for output in ("sigmoid", "tanh") for loss in ("mean_squared_error", "log_cosh")),
    ("sigmoid", "binary_crossentropy"),
    ("linear", "huber"),
    ("softmax", "categorical_crossentropy"),
    ("softmax", "mean_squared_error"),
    ("softmax", "binary_crossentropy"),
]


def problem(
    network: str = "2-2-1",
    hidden: str = "sigmoid",
    output: str = "sigmoid",
    loss: str = "mean_squared_error",
    seed: int = 0,
    **changes,
) -> Problem:
    """A network with normally distributed weights; `changes` replaces any of its parts."""
    sizes, random = NETWORKS[network], np.random.default_rng(seed)
    parts = {
        "weights": tuple(random.normal(size=number_of_weights(sizes)).tolist()),
        "x": tuple(random.normal(size=sizes[0]).tolist()),
        "y": (1.0, 0.0)[: sizes[-1]],
    }
    return Problem(sizes, hidden=hidden, output=output, loss=loss, **(parts | changes))


@st.composite
def problems(draw: st.DrawFn, hidden: tuple[str, ...], ends: list[tuple[str, str]]) -> Problem:
    output, loss = draw(st.sampled_from(ends))
    network = "2-2-2" if output == "softmax" else draw(st.sampled_from(list(NETWORKS)))
    return problem(network, draw(st.sampled_from(hidden)), output, loss, draw(st.integers(0, 10_000)))


def walked(one: Problem) -> list[Step]:
    return steps(one, one.run(), RATE)


@pytest.fixture
def exact_latex(monkeypatch: pytest.MonkeyPatch) -> None:
    """Formulas with all digits, so that working them out gives the value again."""
    for function in (numbers.latex, numbers.bracketed):
        monkeypatch.setattr(function, "__defaults__", (16, None))
    monkeypatch.setattr("dlplay.backprop.steps.EXACT", 16)


def assert_written_truly(one: Problem, tolerance: float = 1e-6) -> None:
    for step in walked(one):
        for line in step.lines:
            for worked in line.numbers:
                assert latex.value(worked) == pytest.approx(line.value, tolerance, 1e-9), worked
            if line.terms:
                products = sum(float(np.prod(term)) for term in line.terms)
                assert products == pytest.approx(line.value, rel=1e-9, abs=1e-12)


def test_a_round_worked_by_hand() -> None:
    # x = 2, w1 = 0.5, b1 = -0.5: z_h = 0.5, relu: h = 0.5; w2 = -2, b2 = 1.5: p = 0.5; y = 1.5: E = 1
    # dE/dp = 2 (0.5 - 1.5) = -2 = dE/dz_p; dE/dw2 = -1, dE/db2 = -2; dE/dh = 4 = dE/dz_h
    # dE/dw1 = 8, dE/db1 = 4
    # eta = 0.1: w1 = -0.3, b1 = -0.9, w2 = -1.9, b2 = 1.7: z_h = -1.5, h = 0, p = 1.7, E = 0.04
    one = Problem((1, 1, 1), (0.5, -0.5, -2.0, 1.5), "relu", "linear", "mean_squared_error", (2.0,), (1.5,))
    way = steps(one, one.run(), 0.1)
    told = [(step.kind, round(step.lines[0].value, 9)) for step in way if step.quantity]
    assert told == [
        ("sum", 0.5),
        ("activation", 0.5),
        ("sum", 0.5),
        ("activation", 0.5),
        ("loss", 1.0),
        ("by_output", -2.0),
        ("by_sum", -2.0),
        ("by_weight", -1.0),
        ("by_bias", -2.0),
        ("by_activation", 4.0),
        ("by_sum", 4.0),
        ("by_weight", 8.0),
        ("by_bias", 4.0),
        ("after", 0.04),
    ]
    assert [round(line.value, 9) for line in way[-2].lines] == [-0.3, -0.9, -1.9, 1.7]
    by_w1 = way[-4].lines[0]
    assert by_w1.name == r"\frac{\partial E}{\partial w_{1}}"
    assert by_w1.symbols[1] == r"\frac{\partial E}{\partial z_{h}} \cdot x"
    assert by_w1.numbers == (r"4 \cdot 2",)


@settings(max_examples=60, suppress_health_check=list(HealthCheck))
@given(problems(SMOOTH + ("relu", "leaky_relu", "elu", "hard_sigmoid"), SMOOTH_ENDS))
def test_every_step_follows_from_its_own_factors_and_all_together_are_the_gradient(one: Problem) -> None:
    way = walked(one)
    layers, trace = one.layers(), forward(one.layers(), np.array([one.x]))
    gradient = backward(layers, trace, one.targets(), one.loss)
    by_part = {step.quantity: step.lines[0].value for step in way if step.kind in ("by_weight", "by_bias")}
    for layer, (kernel, bias) in enumerate(zip(gradient.kernels, gradient.biases, strict=True), start=1):
        for (source, unit), slope in np.ndenumerate(kernel):
            assert by_part.pop(Quantity("w", layer, unit, source, True)) == slope
        for unit, slope in enumerate(bias):
            assert by_part.pop(Quantity("b", layer, unit, slope=True)) == slope
    assert not by_part
    for step in way:
        for line in step.lines:
            if line.terms:
                products = sum(float(np.prod(term)) for term in line.terms)
                assert products == pytest.approx(line.value, rel=1e-9, abs=1e-12)
    assert way[-1].lines[0].value == one.updated(gradient.row(), RATE).forward()[1]
    assert [step.phase for step in way] == sorted((s.phase for s in way), key=PHASES.index)


@settings(max_examples=60, suppress_health_check=list(HealthCheck))
@given(problems(SMOOTH, SMOOTH_ENDS))
def test_every_slope_is_the_measured_one(one: Problem) -> None:
    slopes = {step.quantity: step.lines[0].value for step in walked(one) if step.phase == "backward"}
    largest = max(map(abs, slopes.values()))
    run = one.run()
    for quantity, slope in slopes.items():
        epsilon, plain_quantity = 1e-5, quantity._replace(slope=False)
        is_prediction = quantity[:2] == ("a", one.depth)
        if (
            is_prediction and one.loss == "binary_crossentropy"
        ):  # ln bends the more, the nearer p is to 0 or 1
            p = run.at(plain_quantity)
            epsilon *= min(1, abs(p), abs(1 - p))
        measured = check.difference(one, plain_quantity, epsilon).slope
        assert abs(slope - measured) <= 1e-5 * max(largest, 1e-3), quantity


@pytest.mark.usefixtures("exact_latex")
@settings(max_examples=40, suppress_health_check=list(HealthCheck))
@given(problems(("sigmoid", "relu", "gelu"), SMOOTH_ENDS))
def test_the_latex_of_every_step_comes_to_its_value(one: Problem) -> None:
    assert_written_truly(one)


@pytest.mark.usefixtures("exact_latex")
@pytest.mark.parametrize("name", CURVES)
def test_every_activation_can_be_written_hidden_and_last(name: str) -> None:
    for seed in range(4):
        # selu's and mish's constants are written with five digits
        assert_written_truly(problem(hidden=name, output=name, seed=seed), 1e-3)


@pytest.mark.usefixtures("exact_latex")
@pytest.mark.parametrize("loss", loss_formulas.RULES)
@pytest.mark.parametrize("targets", [(1.0, 0.0), (0.3, -0.7), (-1.0, 1.0)])
def test_every_loss_can_be_written_in_each_of_its_cases(loss: str, targets: tuple) -> None:
    for network in ("2-2-1", "2-2-2"):
        for p in (-2.0, 0.0, 0.3, 0.9999999999, 1.0, 4.0):
            n = NETWORKS[network][-1]
            weights = (0.0,) * (number_of_weights(NETWORKS[network]) - n) + (p, 0.25)[:n]
            one = problem(network, output="linear", loss=loss, y=targets[:n], weights=weights)
            assert_written_truly(one)


@pytest.mark.usefixtures("exact_latex")
@pytest.mark.parametrize("target", [1.0, 0.0, 0.3])
def test_sure_and_wrong_the_loss_is_written_from_the_logits(target: float) -> None:
    # softplus(30) = 30, softplus(-30) = 0; ln(e^30 + e^-30) = 30
    weights = (0.0,) * 8
    one = problem(loss="binary_crossentropy", weights=(*weights, 30.0), y=(target,))
    assert walked(one)[7].lines[0].value == pytest.approx((1 - target) * 30)
    assert_written_truly(one)
    assert [step.kind for step in walked(one)][8] == "by_sum_joined"
    two = problem(
        "2-2-2",
        output="softmax",
        loss="categorical_crossentropy",
        weights=(*(0.0,) * 10, 30.0, -30.0),
        y=(target, 1 - target),
    )
    assert two.run().loss == pytest.approx((1 - target) * 60)
    assert_written_truly(two)


def test_a_step_uses_only_what_is_known_by_then() -> None:
    for network, output, loss in [(one, "sigmoid", "mean_squared_error") for one in NETWORKS] + [
        ("2-2-2", "softmax", "categorical_crossentropy"),
        ("2-2-2", "softmax", "mean_squared_error"),
    ]:
        one = problem(network, output=output, loss=loss)
        names = Names(one.sizes)
        known = set(names.parts().values())
        known |= {Quantity("a", 0, i) for i in range(one.sizes[0])}
        known |= {Quantity("y", one.depth, k) for k in range(one.sizes[-1])}
        for step in walked(one):
            assert set(step.uses) <= known, step
            known |= {line.quantity for line in step.lines}


def test_all_paths_to_a_weight_together_are_its_gradient() -> None:
    for network, output, loss in [
        ("2-2-1", "tanh", "huber"),
        ("1-1-1-1", "sigmoid", "mean_squared_error"),
        ("2-2-2-1", "sigmoid", "binary_crossentropy"),
        ("2-2-2", "softmax", "mean_squared_error"),
    ]:
        one = problem(network, "tanh", output, loss)
        run = one.run()
        for part in Names(one.sizes).parts().values():
            ways = paths(Walk(one, run, RATE), part._replace(slope=True))
            total = sum(float(np.prod([factor.value for factor in way])) for way in ways)
            assert total == pytest.approx(run.at(part._replace(slope=True)), rel=1e-12)
            assert len(ways) == np.prod(one.sizes[part.layer + 1 :], initial=1)
            assert all(
                line.count("underbrace") == len(way) for line, way in zip(written(ways), ways, strict=True)
            )


def test_rounds_are_those_of_keras_s_gradient_descent() -> None:
    one = problem("2-3-1", "tanh", "sigmoid", "binary_crossentropy")
    history = train(one, RATE, 7)
    model = keras.Sequential(
        [
            keras.Input((2,)),
            keras.layers.Dense(3, activation="tanh"),
            keras.layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.set_weights([part for layer in one.layers() for part in (layer.kernel, layer.bias)])
    x, y = np.array([one.x]), one.targets()
    optimizer, loss = keras.optimizers.SGD(RATE), keras.losses.BinaryCrossentropy()
    for ours in history.losses[:-1]:
        with tf.GradientTape() as tape:
            theirs = loss(y, model(x))
        assert float(theirs) == pytest.approx(ours, rel=1e-5)
        optimizer.apply(tape.gradient(theirs, model.trainable_variables), model.trainable_variables)
    assert len(history.problems) == 8
    ours = np.concatenate([part.ravel() for part in model.get_weights()])
    np.testing.assert_allclose(history.problems[-1].weights, ours, atol=1e-5)


def test_training_stops_where_the_numbers_leave_the_range() -> None:
    one = problem("2-2-1", "linear", "linear", weights=(3.0,) * 9)
    history = train(one, 10.0, 100)
    assert history.stopped
    assert len(history.problems) == len(history.losses) < 12
    assert np.isfinite(history.losses).all()


def test_a_difference_is_worst_at_both_ends() -> None:
    one, part = problem(), Quantity("w", 1, 0, 0)
    truth = one.run().at(part._replace(slope=True))
    error = [check.relative_error(check.difference(one, part, 10.0**-n).slope, truth) for n in range(1, 15)]
    assert min(error) < 1e-8
    assert error[0] > 1e-4
    assert error[-1] > 1e-4
    # the error of a central difference falls with epsilon squared: a hundredth for a tenth
    assert error[0] / error[1] == pytest.approx(100, rel=0.1)


def test_the_loss_along_a_weight_passes_through_here() -> None:
    one, part = problem(), Quantity("w", 2, 0, 1)
    along = check.along(one, part, np.array([-1.0, 0.0, 1e200]))
    assert along[1] == one.forward()[1]
    assert np.isfinite(along[:2]).all()


def test_names_count_as_keras_orders_its_weights() -> None:
    names = Names((2, 2, 1))
    assert list(names.parts()) == ["w1", "w2", "w3", "w4", "w5", "w6", "b1", "b2", "b3"]
    assert names.parts()["w2"] == Quantity("w", 1, 1, 0)  # from x_1 to h_2
    assert unicode(names.weight(2, 1, 0)) == "w₆"
    assert names.of(Quantity("z", 2, 0, slope=True)) == r"\frac{\partial E}{\partial z_{p}}"
    assert unicode("w_{12}") == "w₁₂"


FOUND = {
    "zeros": {"weights": (0.0,) * 9},
    "twins": {"weights": (0.5, 0.5, -1.0, -1.0, 0.1, 0.1, 2.0, 2.0, 0.0)},
    "dead": {"hidden": "relu", "weights": (-1.0, 1.0, -1.0, 1.0, -1.0, 0.0, 1.0, 1.0, 0.0), "x": (1.0, 1.0)},
    "saturated": {"weights": (9.0, 1.0, 9.0, 1.0, 0.0, 0.0, 1.0, 1.0, 0.0), "x": (1.0, 1.0)},
    "unreachable": {"y": (2.0,)},
    "unreachable_above": {"output": "relu", "y": (-1.0,)},
    "target_no_probability": {"loss": "binary_crossentropy", "y": (1.5,)},
    "clipped": {"output": "linear", "loss": "binary_crossentropy", "weights": (0.0,) * 8 + (-1.0,)},
    "from_logits": {"loss": "binary_crossentropy", "weights": (0.0,) * 8 + (-30.0,)},
    "stuck": {"output": "relu", "weights": (1.0,) * 6 + (-1.0, -1.0, -1.0)},
    "solved": {
        "output": "linear",
        "weights": (0.5,) * 8 + (1.0,),
        "y": (1.0,),
        "hidden": "relu",
        "x": (-9.0, 0.0),
    },
    "overshoot": {"output": "linear", "weights": tuple(np.linspace(-2, 2, 9)), "rate": 9.0},
    "overflow": {"hidden": "exponential", "weights": (1000.0,) * 9, "x": (1.0, 1.0)},
    "explodes": {
        "hidden": "exponential",
        "output": "linear",
        "weights": (1.0,) * 9,
        "x": (1.0, 1.0),
        "y": (1e6,),
        "rate": 9.0,
    },
}


@pytest.mark.parametrize("key", FOUND)
def test_what_is_remarkable_is_found(key: str) -> None:
    changes = dict(FOUND[key])
    rate = changes.pop("rate", RATE)
    one = problem(**changes)
    run = one.run()
    after = one.updated(run.gradients.row(), rate).forward()[1]
    assert key in [found.key for found in findings(one, run, after)]
    # whatever the numbers are, each step can be written
    assert len(steps(one, run, rate)) == (24 if key == "from_logits" else 25)


def test_nothing_is_remarkable_about_an_ordinary_network() -> None:
    one = problem()
    assert findings(one, one.run(), 0.0) == []


@pytest.mark.parametrize(
    ("output", "ends"),
    [
        ("sigmoid", (0, 1)),
        ("tanh", (-1, 1)),
        ("relu", (0, np.inf)),
        ("linear", (-np.inf, np.inf)),
        ("softmax", (0, 1)),
    ],
)
def test_how_far_an_output_reaches(output: str, ends: tuple[float, float]) -> None:
    assert reach(output) == pytest.approx(ends)


@pytest.mark.parametrize("activation", ["sigmoid", "tanh", "relu", "gelu"])
def test_a_deep_network_s_gradients_and_update_are_keras_s(activation: str) -> None:
    deep = depth.draw(4, 5, "he_uniform", 1.5, seed=3)
    passed = depth.flow(deep, activation, 0.2)
    model = keras.Sequential(
        [keras.Input((2,))]
        + [keras.layers.Dense(5, activation=activation) for _ in range(4)]
        + [keras.layers.Dense(1, activation="sigmoid")]
    )
    model.set_weights([part for layer in deep.layers(activation) for part in (layer.kernel, layer.bias)])
    loss = keras.losses.BinaryCrossentropy()
    with tf.GradientTape() as tape:
        theirs = loss(deep.y, model(deep.x))
    gradients = tape.gradient(theirs, model.trainable_variables)
    sizes = [float(tf.sqrt(tf.reduce_mean(one**2))) for one in gradients[::2]]
    np.testing.assert_allclose(passed.slopes, sizes, rtol=1e-4)
    before = [float(tf.sqrt(tf.reduce_mean(one**2))) for one in model.get_weights()[::2]]
    np.testing.assert_allclose(passed.change, 0.2 * np.array(sizes) / before, rtol=1e-4)
    keras.optimizers.SGD(0.2).apply(gradients, model.trainable_variables)
    assert passed.loss == pytest.approx(float(theirs), rel=1e-5)
    assert passed.after == pytest.approx(float(loss(deep.y, model(deep.x))), rel=1e-5)


@pytest.mark.parametrize("activation", ["sigmoid", "tanh", "relu", "softplus"])
def test_in_a_chain_the_factors_multiply_to_the_first_gradient(activation: str) -> None:
    deep = depth.draw(6, 1, "ones", 0.9, seed=0)
    passed = depth.flow(deep, activation, 0.1)
    product = float(passed.gradients.deltas[-1][0, 0])
    factors = depth.chain(deep, activation, passed)
    assert [one.layer for one in factors] == [6, 5, 4, 3, 2, 1]
    for one in factors:
        product *= one.factor
        assert one.delta == pytest.approx(product, rel=1e-12)
    # x = 1, so the first weight's gradient is the first delta
    assert float(passed.gradients.kernels[0][0, 0]) == pytest.approx(product, rel=1e-12)


def test_gradients_vanish_explode_hold_and_die() -> None:
    def verdict(activation: str, *network) -> str:
        return depth.flow(depth.draw(*network), activation, 0.1).verdict

    # a sigmoid's slope is at most 1/4: ten layers of it with weights of 1 leave less than 4^-9 of it
    chain = depth.flow(depth.draw(10, 1, "ones", 1.0, 0), "sigmoid", 0.1)
    assert chain.arrived < 0.25**9
    assert chain.per_layer < 0.25
    assert verdict("sigmoid", 10, 4, "glorot_uniform", 1.0, 0) == "vanishes"
    assert verdict("relu", 10, 8, "he_uniform", 2.0, 0) == "explodes"
    assert verdict("linear", 10, 1, "ones", 1.0, 0) == "steady"
    assert verdict("tanh", 1, 4, "glorot_uniform", 1.0, 0) == "steady"
    assert verdict("relu", 5, 1, "ones", -1.0, 0) == "dead"
    assert verdict("tanh", 3, 4, "zeros", 1.0, 0) == "dead"
    assert depth.flow(depth.draw(10, 8, "ones", 5.0, 0), "exponential", 0.1) is None


def test_only_a_chain_is_a_product_of_numbers() -> None:
    deep = depth.draw(3, 2, "ones", 1.0, 0)
    with pytest.raises(ValueError, match="one weight a layer"):
        depth.chain(deep, "tanh", depth.flow(deep, "tanh", 0.1))


def test_what_does_not_fit_is_told() -> None:
    with pytest.raises(ValueError, match="do not take 8 weights"):
        problem(weights=(1.0,) * 8)
    with pytest.raises(ValueError, match=r"x \(1.0,\)"):
        problem(x=(1.0,))


def test_the_problem_s_loss_is_the_network_s() -> None:
    one = problem("2-2-2", "relu", "softmax", "categorical_crossentropy")
    trace = forward(one.layers(), np.array([one.x]))
    assert one.run().loss == value(one.layers(), trace, one.targets(), one.loss)
