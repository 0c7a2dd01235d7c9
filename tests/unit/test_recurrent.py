"""Recurrent cells and backpropagation through time against Keras, the tape, differences, and paper."""

import math

import keras
import numpy as np
import pytest
import tensorflow as tf

from dlplay.layers import sigmoid
from dlplay.recurrent import CELLS, Recipe, Training, gradients, network, remember, shipped, words
from dlplay.recurrent.cells import hold
from dlplay.recurrent.training import MOST_STEPS, parameters

CELL = pytest.mark.parametrize("cell", CELLS)
B, T, N, U, K = 3, 5, 4, 3, 2


@pytest.fixture
def random() -> np.random.Generator:
    return np.random.default_rng(0)


def small(cell: str, random: np.random.Generator, layers: int = 1) -> network.Network:
    """A network with every weight drawn, biases included."""
    shapes = network.shapes(cell, N, U, K, layers)
    return network.from_arrays(cell, [random.normal(size=shape) for shape in shapes])


def data(random: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    return random.normal(size=(B, T, N)), random.integers(K, size=B)


def keras_layer(cell: str, weights, **options) -> keras.layers.Layer:
    layer = getattr(keras.layers, CELLS[cell].title)(
        weights.recurrent_kernel.shape[0], dtype="float64", **options
    )
    layer.build((None, None, weights.kernel.shape[0]))
    layer.set_weights(list(weights))
    return layer


@CELL
def test_a_layer_is_keras_s_layer_from_any_state(cell: str, random: np.random.Generator) -> None:
    weights = small(cell, random).layers[0]
    x, _ = data(random)
    state = random.normal(size=(2, B, U))
    ours = network.forward(CELLS[cell], weights, x, state if cell == "lstm" else (state[0], 0.0))
    layer = keras_layer(cell, weights, return_sequences=True, return_state=True)
    theirs = layer(tf.constant(x), initial_state=list(map(tf.constant, state[: 2 if cell == "lstm" else 1])))
    np.testing.assert_allclose(ours.hidden[1:].swapaxes(0, 1), theirs[0], rtol=1e-6)
    if cell == "lstm":
        np.testing.assert_allclose(ours.cell[-1], theirs[2], rtol=1e-6)
    else:
        assert not ours.cell.any()
    assert len(ours.steps) == T


@CELL
def test_gradients_are_the_tape_s_for_every_weight_and_every_state(
    cell: str, random: np.random.Generator
) -> None:
    net = small(cell, random)
    x, y = data(random)
    keras_cell = keras_layer(cell, net.layers[0]).cell
    kernel, bias = tf.Variable(net.kernel), tf.Variable(net.bias)
    many = 2 if cell == "lstm" else 1
    inputs = tf.constant(x)
    with tf.GradientTape(persistent=True) as tape:
        tape.watch(inputs)
        states = [[tf.zeros((B, U), tf.float64) for _ in range(many)]]
        tape.watch(states[0])
        for t in range(T):
            states.append(list(keras_cell(inputs[:, t], states[-1])[1]))
        p = tf.nn.softmax(states[-1][0] @ kernel + bias)
        loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y, p))
    ours = network.learn(net, x, y)
    assert ours.loss == pytest.approx(float(loss))
    theirs = tape.gradient(loss, [*keras_cell.trainable_variables, kernel, bias])
    for mine, other in zip(ours.arrays(), theirs, strict=True):
        np.testing.assert_allclose(mine, other, rtol=1e-5, atol=1e-12)
    layer = ours.layers[0]
    np.testing.assert_allclose(layer.x.swapaxes(0, 1), tape.gradient(loss, inputs), atol=1e-9)
    for t, state in enumerate(states):
        np.testing.assert_allclose(layer.hidden[t], tape.gradient(loss, state[0]), atol=1e-9)
        if many == 2:
            np.testing.assert_allclose(layer.cell[t], tape.gradient(loss, state[1]), atol=1e-9)


@CELL
def test_gradients_of_a_stack_are_those_of_differences(cell: str, random: np.random.Generator) -> None:
    net = small(cell, random, layers=2)
    x, y = data(random)
    ours = network.learn(net, x, y)
    step = 1e-6
    for array, gradient in zip(net.arrays(), ours.arrays(), strict=True):
        for place in {0, array.size // 2, array.size - 1}:
            here = np.unravel_index(place, array.shape)
            before, losses = array[here], []
            for sign in (1, -1):
                array[here] = before + sign * step
                losses.append(network.learn(net, x, y).loss)
            array[here] = before
            assert gradient[here] == pytest.approx((losses[0] - losses[1]) / (2 * step), abs=1e-7)


@pytest.mark.parametrize("opened", [False, True])
@pytest.mark.parametrize(
    ("cell", "gate"), [(name, gate) for name, one in CELLS.items() for gate in one.gates]
)
def test_a_held_gate_stands_still_and_keras_agrees(
    cell: str, gate: str, opened: bool, random: np.random.Generator
) -> None:
    weights = small(cell, random).layers[0]
    held = hold(CELLS[cell], weights, gate, opened, units=(1,))
    x, _ = data(random)
    trace = network.forward(CELLS[cell], held, x)
    values = np.array([getattr(step, f"{gate}_gate") for step in trace.steps])
    assert (values[..., 1] == float(opened)).all()
    assert (values[..., 0] % 1 != 0).all()
    layer = keras_layer(cell, held, return_sequences=True)
    np.testing.assert_allclose(trace.hidden[1:].swapaxes(0, 1), layer(tf.constant(x)), rtol=1e-6)
    assert (hold(CELLS[cell], weights, gate, opened).bias != weights.bias).sum() >= U
    with pytest.raises(ValueError, match="forgotten"):
        hold(CELLS[cell], weights, "forgotten", opened)


def test_what_holding_does_to_a_memory_by_hand(random: np.random.Generator) -> None:
    lstm, weights = CELLS["lstm"], small("lstm", random).layers[0]
    x, _ = data(random)
    full = hold(lstm, hold(lstm, weights, "forget", True), "input", False)
    state = random.normal(size=(2, B, U))
    cell = network.forward(lstm, full, x, state).cell
    assert (cell == cell[0]).all()  # nothing forgotten, nothing written: c stays for ever
    assert not network.forward(lstm, hold(lstm, weights, "output", False), x).hidden.any()
    gru = CELLS["gru"]
    kept = network.forward(gru, hold(gru, small("gru", random).layers[0], "update", True), x, state)
    np.testing.assert_allclose(kept.hidden[-1], state[0])


def test_one_number_multiplied_by_itself() -> None:
    """h = tanh(w h) near 0 is h = w h: the gradient k steps back is w^k."""
    arrays = [np.zeros((1, 1)), np.array([[0.9]]), np.zeros(1), np.array([[1.0, -1.0]]), np.zeros(2)]
    net = network.from_arrays("simple_rnn", arrays)
    far = gradients.by_distance(net, np.zeros((2, 50, 1)), np.array([0, 1]))
    np.testing.assert_allclose(far.arrived, 0.9 ** np.arange(51), rtol=1e-12)


def test_an_lstm_s_cell_state_is_multiplied_by_its_forget_gate_alone() -> None:
    net = gradients.untrained("lstm", 2, 2, radius=0.0, forget_bias=3.0, seed=0, units=4)
    net.layers[0].kernel[:] = 0
    far = gradients.by_distance(net, np.ones((2, 50, 2)), np.array([0, 1]))
    np.testing.assert_allclose(far.cell_arrived, float(sigmoid(np.array(3.0))) ** np.arange(51), rtol=1e-9)
    assert (far.arrived[1:] == 0).all()  # without recurrent weights nothing passes from h to h


@CELL
@pytest.mark.parametrize("radius", [0.0, 0.5, 1.3])
def test_every_block_has_the_radius_it_was_given(cell: str, radius: float) -> None:
    net = gradients.untrained(cell, 5, 3, radius, 1.0, seed=1)
    assert list(gradients.radii(net)) == list(CELLS[cell].columns)
    np.testing.assert_allclose(list(gradients.radii(net).values()), radius, atol=1e-9)
    twice = gradients.scaled(net, 2.0)
    np.testing.assert_allclose(list(gradients.radii(twice).values()), 2 * radius, atol=1e-9)


def test_no_gradient_exceeds_radius_to_the_power_of_the_distance_and_large_ones_stay_finite() -> None:
    x, y = remember.batch(np.random.default_rng(1), 8, 198)
    for radius in (0.5, 0.9, 1.0, 2.0):
        net = gradients.untrained("simple_rnn", 9, 8, radius, 1.0, seed=1)
        arrived = gradients.by_distance(net, x, y).arrived
        assert np.isfinite(arrived).all()
        assert (arrived <= radius ** np.arange(201) * (1 + 1e-9)).all()


def test_clipping_by_hand() -> None:
    assert gradients.clipped(50.0, 5.0) == 0.1
    assert gradients.clipped(3.0, 5.0) == 1
    assert gradients.clipped(1e300, 0.0) == 1
    assert gradients.clipped(0.0, 1.0) == 1


def test_the_steps_that_were_clipped_are_counted() -> None:
    recipe = Recipe(longest=3, units=4, batch_size=4, clip=0.6, seed=2)
    training, norms = Training(recipe), []
    for _ in range(30):
        training.advance(steps=1)
        norms.append({cell: one.norm for cell, one in training.learners.items()})
    for cell, one in training.learners.items():
        assert one.clipped_steps == sum(norm[cell] > recipe.clip for norm in norms)
    assert 0 < training.learners["lstm"].clipped_steps < 30


def test_the_remember_task_asks_for_the_first_letter() -> None:
    batch = remember.batch(np.random.default_rng(3), 500, 7)
    assert batch.x.shape == (500, 9, 9)
    for text, answer in zip(batch.texts(), batch.y, strict=True):
        assert text[0] == remember.SYMBOLS[answer]
        assert text[-1] == "?"
        assert "?" not in text[:-1]
    assert np.bincount(batch.y).min() > 30


@CELL
def test_accuracy_at_a_distance_is_that_of_sequences_of_that_length(
    cell: str, random: np.random.Generator
) -> None:
    net = network.from_arrays(cell, [random.normal(size=s) for s in network.shapes(cell, 9, U, 8)])
    batch = remember.batch(random, 200, 6)
    by_distance = remember.accuracy_by_distance(net, batch)
    assert len(by_distance) == 7
    for distractors in (0, 3, 6):
        x = np.concatenate([batch.x[:, : distractors + 1], batch.x[:, -1:]], axis=1)
        layer = keras_layer(cell, net.layers[0])
        scores = layer(tf.constant(x.astype(float))).numpy() @ net.kernel + net.bias
        assert by_distance[distractors] == pytest.approx((scores.argmax(axis=1) == batch.y).mean())


def test_a_run_repeats_itself_however_it_is_sliced() -> None:
    recipe = Recipe(longest=5, units=4, batch_size=8, seed=7)
    whole, sliced, other = Training(recipe), Training(recipe), Training(Recipe(longest=5, units=4, seed=8))
    whole.advance(45)
    while sliced.step_count < 45:
        sliced.advance(45 - sliced.step_count, seconds=0.003)
    other.advance(45)
    for cell in CELLS:
        np.testing.assert_array_equal(whole.learners[cell].row, sliced.learners[cell].row)
        assert not np.array_equal(whole.learners[cell].row, other.learners[cell].row)
    assert [one.step for one in whole.moments] == [0, 20, 40]
    assert whole.moments[0].accuracy["gru"].shape == (11,)


def test_all_cells_learn_to_remember_over_a_short_distance() -> None:
    training = Training(Recipe(longest=3, units=12, batch_size=32))
    training.advance(400)
    for cell, accuracy in training.moments[-1].accuracy.items():
        assert accuracy[3] > 0.9, cell
    sample = training.sample()
    assert sample.x.shape[1] == 5
    assert all(text.endswith("?") for text in sample.texts())


def test_a_run_that_leaves_the_finite_numbers_ends_with_finite_weights() -> None:
    training = Training(Recipe(longest=3, units=4, batch_size=4, learning_rate=1e38, clip=0.0))
    training.advance(MOST_STEPS)
    assert training.ended
    assert training.step_count < MOST_STEPS
    for learner in training.learners.values():
        assert learner.diverged
        assert np.isfinite(learner.row).all()


def test_equal_parameters_are_as_equal_as_whole_units_allow() -> None:
    recipe = Recipe(units=16, equal="parameters")
    # LSTM: 4 ((9 + 16) 16 + 16) + 17 * 8; the others by the same count of their own blocks
    assert parameters("lstm", 16) == 1800
    assert parameters("gru", 16) == 3 * (25 * 16 + 2 * 16) + 17 * 8
    assert parameters("simple_rnn", 16) == 25 * 16 + 16 + 17 * 8
    for cell in CELLS:
        units = recipe.units_of(cell)
        off = abs(parameters(cell, units) - 1800)
        assert off <= abs(parameters(cell, units + 1) - 1800)
        assert off <= abs(parameters(cell, units - 1) - 1800)
        assert Recipe(units=16).units_of(cell) == 16


def test_words_are_read_as_places_in_the_alphabet() -> None:
    reading = words.read_text("Zéa b!")
    np.testing.assert_allclose(reading.x[0, :, 0], [1, 4 / 12.5 - 1, -1, 0, 1 / 12.5 - 1, 0])
    assert reading.gaps.tolist() == [False, False, False, True, False, True]
    np.testing.assert_allclose(reading.truth, [1, 1, 1, 0, 1 / 12.5 - 1, 0])
    assert words.decode(np.array([1.0, -1.0, 0.04, 9.9, -9.9])) == ["z", "a", "n", "z", "a"]
    assert reading.unknown == "!"
    assert words.read_text("你好 ok").unknown == "你好"
    with pytest.raises(ValueError, match="empty"):
        words.read_text("")


@pytest.mark.parametrize(
    ("typed", "composed", "plain"),
    [
        ("cǎoméi", "cǎoméi", "caomei"),
        ("ca\u030come\u0301i", "cǎoméi", "caomei"),  # marks on keys of their own
        ("Cao3mei2", "Caomei", "caomei"),
        ("caomei", "caomei", "caomei"),
        ("nǚ'ér Xi1’an1", "nǚér Xian", "nuer xian"),
        ("lü4 lǖ LV4 nu:3", "lü lǖ LV nü", "lu lu lv nu"),
        ("m\u0300 ń huar1", "m ń huar", "m n huar"),
        ("mp3 h2o 12 windows10 a9", "mp3 h2o 12 windows10 a9", "mp3 h2o 12 windows10 a9"),
        ("\u0301", "", ""),
    ],
)
def test_pinyin_is_read_with_tones_or_without(typed: str, composed: str, plain: str) -> None:
    assert words.composed(typed) == composed
    if composed:
        assert words.read_text(composed).plain == plain


def test_training_words_are_words_with_gaps_between() -> None:
    x, y = words.batch(np.random.default_rng(0), 50, 24)
    gaps = x[..., 1] == 1
    assert not (gaps[:, 1:] & gaps[:, :-1]).any()
    assert not gaps[:, 0].any()
    assert (y[gaps] == 0).all()
    assert (y[:, 0] == x[:, 0, 0]).all()


@CELL
@pytest.mark.parametrize("task", shipped.TASKS)
def test_shipped_networks_have_their_shapes(task: str, cell: str) -> None:
    net = shipped.load(task, cell)
    sizes = shipped.TASKS[task]
    assert [array.shape for array in net.arrays()] == network.shapes(cell, *sizes)
    assert net.layers[0].kernel.dtype == np.float32
    with pytest.raises(ValueError, match="chess"):
        shipped.load("chess", cell)


def test_gated_cells_carry_a_letter_and_the_simple_one_only_roughly() -> None:
    """Fresh words: what the model card says, measured again."""
    x, y = words.batch(np.random.default_rng(77), 300, 24)
    letters = x[..., 1] == 0
    off = {}
    for cell in CELLS:
        net = shipped.load("words", cell)
        answers = network.scores(net, network.read(net, x)[0].hidden[1:])[..., 0].T
        off[cell] = float(words.MIDDLE * np.abs(answers - y)[letters].mean())
    assert off["lstm"] < 0.6
    assert off["gru"] < 0.6
    assert off["simple_rnn"] > 2


def test_the_writers_are_the_networks_of_the_shakespeare_page() -> None:
    from dlplay.recurrent import passages
    from dlplay.text import CharLSTM

    x, y = passages.batch(np.random.default_rng(0), 1, 12)
    text = passages.vocabulary().decode([*x[0].argmax(axis=1), y[0]])
    for cell, name in shipped.WRITERS.items():
        traces = network.read(shipped.load_writer(cell), x)
        p = network.probabilities(shipped.load_writer(cell), traces[-1].hidden[-1])[0, y[0]]
        assert math.log(p) == pytest.approx(CharLSTM.load(name).log_probabilities(text)[-1], abs=1e-4)


def test_the_training_command_makes_the_steps_of_the_page() -> None:
    """Keras in the training room and numpy on the page, from the same seed, with the same batches."""
    from dlplay.training import memory_fit

    weights, _ = memory_fit.fit_remember("gru", 3, 4)
    ours = Training(Recipe(seed=3))
    ours.advance(4)
    for theirs, mine in zip(weights, ours.networks["gru"].arrays(), strict=True):
        np.testing.assert_allclose(mine, theirs, atol=2e-4)


@CELL
def test_units_in_another_order_are_the_same_network(cell: str, random: np.random.Generator) -> None:
    from dlplay.training import memory_fit

    net = network.from_arrays(cell, [random.normal(size=s) for s in network.shapes(cell, N, U, 1)])
    turned = network.from_arrays(cell, memory_fit.by_weight(net))
    assert (np.diff(np.abs(turned.kernel[:, 0])) <= 0).all()
    x, _ = data(random)
    before, after = (network.scores(one, network.read(one, x)[0].hidden) for one in (net, turned))
    np.testing.assert_allclose(before, after, atol=1e-12)
