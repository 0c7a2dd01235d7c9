"""Runs on surfaces and what is said of them: theory's limits, Keras's paths, cases that anyone can follow."""

import keras
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dlplay.descent import LONGEST, Setup, descend, destinations, fan, replay, sweep
from dlplay.optimizers import OPTIMIZERS
from dlplay.outcome import outcome, stable_limit
from dlplay.rates import LADDER, RATES, STEPS
from dlplay.schedules import SCHEDULES
from dlplay.surfaces import SURFACES

NAMES = pytest.mark.parametrize("name", OPTIMIZERS)


def own(surface: str, **other) -> Setup:
    return Setup(surface, SURFACES[surface].start, STEPS[surface], **other)


@NAMES
def test_a_run_is_what_keras_does(name: str) -> None:
    setup = own("himmelblau", schedule="step", batch=4, seed=7)
    run = descend(setup, name, 0.01)
    schedule = eval(SCHEDULES["step"].keras_call(0.01, setup.steps), {"keras": keras})
    theirs = eval(OPTIMIZERS[name].keras_call(learning_rate="rate"), {"keras": keras, "rate": schedule})
    variable = keras.Variable(np.array(setup.start), dtype="float64")
    draws = SURFACES["himmelblau"].draws(4, setup.steps, 7)
    for step, draw in enumerate(draws):
        gradient = SURFACES["himmelblau"].slope(np.asarray(variable)) + draw
        theirs.apply([keras.ops.convert_to_tensor(gradient)], [variable])
        np.testing.assert_allclose(run.weights[step + 1], np.asarray(variable), atol=2e-5, err_msg=f"{step}")


@pytest.mark.parametrize("momentum", [0.0, 0.5, 0.9])
@pytest.mark.parametrize("name", ["momentum", "nesterov"])
def test_the_stable_limit_divides_runs_that_shrink_from_runs_that_grow(name: str, momentum: float) -> None:
    limit = stable_limit(name, 24.0, momentum)
    sizes = []
    for rate in (0.97 * limit, 1.03 * limit):
        run = descend(Setup("ravine", (0.0, 0.01), 150), name, rate, (("momentum", momentum),))
        sizes.append(np.abs(run.weights[-10:, 1]).max())
    assert sizes[0] < 0.01 < sizes[1]
    assert stable_limit("adam", 20.0) is None
    assert stable_limit("sgd", 20.0) == 0.1
    assert stable_limit("sgd", -1.0) is None


def test_gradient_descent_in_a_ravine_by_hand() -> None:
    run = descend(Setup("ravine", (-3.0, 1.0), 3), "sgd", 0.08)
    np.testing.assert_allclose(run.weights[:, 0], [-3 * 0.96**t for t in range(4)])
    np.testing.assert_allclose(run.weights[:, 1], [(-0.92) ** t for t in range(4)])
    assert run.losses[0] == (0.5 * 9 + 24) / 2
    assert outcome(run).kind == "slow"


def test_too_large_a_rate_diverges_and_the_number_that_says_so_is_two_by_the_curvature() -> None:
    run = descend(own("ravine"), "sgd", 0.1)
    told = outcome(run)
    assert told.kind == "diverged"
    assert told.step == run.left == len(run.weights)
    assert told.curvature == pytest.approx(24)
    assert told.limit == pytest.approx(2 / 24)
    assert np.isfinite(run.losses).all()


def test_every_kind_of_outcome_is_found_where_it_is_known() -> None:
    def kind(setup: Setup, name: str, rate: float, *chosen: tuple[str, float]) -> str:
        return outcome(descend(setup, name, rate, chosen)).kind

    assert kind(own("bowl"), "sgd", 0.5) == "arrived"
    assert kind(own("bowl"), "sgd", 2.0) == "orbiting"  # from one side to the other for ever
    assert kind(own("bowl"), "sgd", 2.5) == "diverged"
    assert kind(own("bowl"), "lion", 0.5) == "orbiting"
    assert kind(own("bowl"), "sgd", 1e-4) == "slow"
    assert kind(Setup("saddle", (-2.0, 0.0), 100), "sgd", 0.2) == "saddle"
    assert kind(Setup("saddle", (-2.0, 0.01), 100), "sgd", 0.2) == "arrived"
    assert kind(Setup("saddle", (-2.0, 0.0), 100, batch=1, seed=1), "sgd", 0.2) != "saddle"
    assert kind(own("rastrigin"), "sgd", 0.001) == "local"
    assert kind(Setup("bowl", (-2.5, 1.8), 500), "adamw", 0.2, ("weight_decay", 1.0)) == "arrived"
    assert kind(Setup("himmelblau", (3.0, 1.0), 500), "adamw", 0.1, ("weight_decay", 1.0)) == "shrunk"


def test_the_numbers_of_an_outcome() -> None:
    run = descend(Setup("bowl", (2.0, 0.0), 20), "sgd", 0.5)  # x halves in each step
    told = outcome(run)
    assert told.kind == "arrived"
    assert told.step == 5  # 2 / 2^5 = 0.0625 < 0.078, 1 % of the diagonal
    assert told.distance == pytest.approx(2 / 2**20)
    slow = outcome(descend(Setup("bowl", (2.0, 0.0), 10), "sgd", 0.01))
    assert slow.slope == pytest.approx(2 * 0.99**10)
    pace = 2 * (0.99**8 - 0.99**10) / 2
    assert slow.length == pytest.approx(pace)
    assert slow.more == pytest.approx(2 * 0.99**10 / pace)
    saddle = outcome(descend(Setup("saddle", (-2.0, 0.0), 100), "sgd", 0.2))
    assert saddle.bend == pytest.approx(-1, abs=1e-6)


@pytest.mark.parametrize("surface", SURFACES)
def test_no_suitable_rate_diverges_and_the_first_runners_get_far_down(surface: str) -> None:
    assert set(RATES[surface]) == set(OPTIMIZERS)
    assert set(RATES[surface].values()) <= set(LADDER)
    for name, rate in RATES[surface].items():
        run = descend(own(surface), name, rate)
        assert run.left is None, name
        assert run.losses[-1] < run.losses[0], name


@NAMES
def test_a_replayed_step_leads_where_the_run_went(name: str) -> None:
    run = descend(own("beale", batch=4, schedule="warmup_cosine"), name, RATES["beale"][name])
    for step in (1, 2, run.steps):
        before, after = replay(run, step)
        np.testing.assert_allclose(after["w"], run.weights[step], rtol=1e-12)
        assert (before is None) == (step == 1)
        assert after["t"] == step
    with pytest.raises(ValueError, match="step must be in"):
        replay(run, 0)


@NAMES
def test_a_sweep_is_each_rate_alone(name: str) -> None:
    rates = (1e-3, 0.05, 1.0, 100.0)
    together = sweep(own("rosenbrock", batch=2), name, rates)
    for rate, loss in zip(rates, together, strict=True):
        run = descend(own("rosenbrock", batch=2), name, rate)
        assert loss == np.inf if run.left else loss == pytest.approx(run.losses[-1], rel=1e-6)


@NAMES
def test_a_fan_is_each_run_alone_up_to_where_it_left(name: str) -> None:
    rates = (1e-3, 0.05, 1.0, 100.0)
    setup = own("rosenbrock", batch=2)
    weights, losses = fan(setup, name, rates)
    assert weights.shape == (4, setup.steps + 1, 2)
    for rate, path, loss in zip(rates, weights, losses, strict=True):
        run = descend(setup, name, rate)
        np.testing.assert_allclose(path[: run.steps + 1], run.weights, rtol=1e-6)
        np.testing.assert_allclose(loss[: run.steps + 1], run.losses, rtol=1e-6)
        assert np.isnan(path[run.steps + 1 :]).all()
        assert np.isnan(loss[run.steps + 1 :]).all()


def test_destinations_are_each_start_alone() -> None:
    setup = Setup("himmelblau", (0.0, 0.0), 60)
    there = destinations(setup, "momentum", 0.002, 4, 2)
    assert there.minimum.shape == there.step.shape == there.left.shape == (2, 4)
    for row, y in enumerate((-2.5, 2.5)):
        for column, x in enumerate((-3.75, -1.25, 1.25, 3.75)):
            run = descend(setup._replace(start=(x, y)), "momentum", 0.002)
            told = outcome(run)
            assert there.left[row, column] == (run.left is not None)
            arrived = told.kind == "arrived"
            assert there.minimum[row, column] == (told.minimum if arrived else -1)
            if arrived:
                assert there.step[row, column] == told.step
    assert (there.minimum >= 0).sum() >= 4
    assert destinations(setup, "sgd", 1.0, 4, 2).left.all()
    close = destinations(Setup("bowl", (0.0, 0.0), 5), "sgd", 0.1, 1, 1)
    assert (close.minimum[0, 0], close.step[0, 0]) == (0, 0)


@settings(max_examples=150)
@given(
    surface=st.sampled_from(list(SURFACES)),
    name=st.sampled_from(list(OPTIMIZERS)),
    rate=st.sampled_from((LADDER[0], LADDER[-1], *LADDER[::7])),
    schedule=st.sampled_from(list(SCHEDULES)),
    batch=st.sampled_from((0, 1, 16)),
    place=st.tuples(st.floats(-5, 5), st.floats(-5, 5)),
    steps=st.sampled_from((1, 2, 30, LONGEST)),
)
def test_nothing_makes_a_run_infinite(
    surface: str, name: str, rate: float, schedule: str, batch: int, place: tuple, steps: int
) -> None:
    run = descend(Setup(surface, place, steps, schedule, batch, 1), name, rate)
    for numbers in (run.weights, run.losses, run.gradients, run.rates):
        assert np.isfinite(numbers).all()
    assert len(run.weights) == len(run.losses) == run.steps + 1 <= steps + 1
    told = outcome(run)
    assert np.isfinite([told.distance, told.curvature, told.length, told.slope, told.bend]).all()
    assert (told.kind == "diverged") == (run.left is not None)


@pytest.mark.parametrize("steps", [0, LONGEST + 1])
def test_too_many_steps_are_refused(steps: int) -> None:
    with pytest.raises(ValueError, match="steps must be in"):
        descend(Setup(steps=steps), "sgd", 0.1)
