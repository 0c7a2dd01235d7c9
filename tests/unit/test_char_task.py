"""The training of a character model: against Keras's layers, and what its checkpoints and its end hold."""

import io
from dataclasses import replace

import numpy as np
import pytest

from dlplay.jobs.request import pack
from dlplay.jobs.worker import Diverged
from dlplay.text import CharLSTM, char_training, plays
from dlplay.text.char_training import TEMPERATURES, CharSettings
from dlplay.text.model_files import array_shapes, from_arrays, named_weights
from dlplay.text.vocabulary import Vocabulary
from tests.unit.notebook import Notebook

keras = pytest.importorskip("keras")
tf = pytest.importorskip("tensorflow")

from dlplay.training import char_keras_file, char_task  # noqa: E402
from dlplay.training.char_fit import windows  # noqa: E402
from dlplay.training.char_model import CharNetwork, textbook_network  # noqa: E402
from dlplay.training.recent import Recent  # noqa: E402
from dlplay.training.recurrent import gru_sequence  # noqa: E402

# Keras's own conversion of its variables has not followed numpy's change yet.
pytestmark = pytest.mark.filterwarnings(
    "ignore:__array__ implementation doesn't accept a copy:DeprecationWarning"
)

SMALL = CharSettings(cell="gru", units=12, layers=1, epochs=2, learning_rate=0.01, seed=3)


@pytest.fixture(scope="module")
def text() -> str:
    return plays.load("macbeth")[:2400]


def run(text, settings=SMALL, resume=None, prompt="", **notebook):
    """The task without a cluster -> its outcome and what it noted."""
    request = char_training.train_request(settings, text, prompt, resume)
    notes = Notebook(**notebook)
    return char_task.train(dict(request.settings), dict(request.arrays), notes), notes


# --- GRU


def test_a_gru_layer_is_kerass_with_its_gradients() -> None:
    random = np.random.default_rng(0)
    layer = keras.layers.GRU(5, return_sequences=True)
    x = tf.constant(random.normal(size=(4, 7, 3)), tf.float32)  # (B, T, n)
    layer.build(x.shape)
    for variable in layer.trainable_variables:
        variable.assign(random.normal(size=variable.shape))
    weights = [variable.value for variable in layer.trainable_variables]
    target = tf.constant(random.normal(size=(4, 7, 5)), tf.float32)
    with tf.GradientTape() as tape:
        expected = layer(x)
        loss = tf.reduce_sum(expected * target)
    expected_gradients = tape.gradient(loss, weights)
    with tf.GradientTape() as tape:
        kernel, recurrent, bias = weights
        projected = tf.transpose(x @ kernel + bias[0], (1, 0, 2))
        found = gru_sequence(projected, recurrent, bias[1], tf.zeros((4, 5)))
        loss = tf.reduce_sum(tf.transpose(found, (1, 0, 2)) * target)
    np.testing.assert_allclose(tf.transpose(found, (1, 0, 2)), expected, atol=1e-6)
    for gradient, wanted in zip(tape.gradient(loss, weights), expected_gradients, strict=True):
        np.testing.assert_allclose(gradient, wanted, atol=1e-4)


@pytest.mark.parametrize("cell", char_training.CELLS)
@pytest.mark.parametrize("layers", [1, 3])
def test_numpy_reads_and_writes_as_keras_computes(cell, layers) -> None:
    vocabulary = Vocabulary("\n?abcdef")
    keras.utils.set_random_seed(2)
    network = textbook_network(cell, 6, layers, len(vocabulary))
    weights = [
        np.random.default_rng(1).normal(size=w.shape).astype(np.float32) for w in network.get_weights()
    ]
    network.set_weights(weights)
    model = CharLSTM(cell, vocabulary, weights)
    read = "bad\ncafe?"
    one_hot = np.eye(len(vocabulary), dtype=np.float32)[vocabulary.encode(read)]
    logits = model.read(read).logits[-1].astype(np.float64)
    probabilities = np.exp(logits - logits.max())
    np.testing.assert_allclose(probabilities / probabilities.sum(), network(one_hot[None])[0], atol=1e-5)
    written = model.generate(
        "b", 30, 0.0, seed=0
    )  # always the likeliest: each step can be checked by reading
    for place in range(30):
        expected = vocabulary.characters[model.read("b" + written[:place]).logits[-1].argmax()]
        assert written[place] == expected


def test_many_characters_are_looked_up_and_few_multiplied_with_the_same_result(monkeypatch) -> None:
    keras.utils.set_random_seed(2)
    network = CharNetwork(char_task._Plain("gru", 6, 2), 9, 0, keras.optimizers.Adam())
    characters = np.random.default_rng(0).integers(9, size=(7, 4)).astype(np.int32)
    results = []
    for many in (256, 1):
        monkeypatch.setattr("dlplay.training.char_model.MANY", many)
        with tf.GradientTape() as tape:
            logits, _ = network.forward(network.variables, characters, network.zero_states(4))
        results.append((logits, tf.convert_to_tensor(tape.gradient(logits, network.variables[0]))))
    for one, other in zip(*results, strict=True):
        np.testing.assert_allclose(one, other, atol=1e-5)


# --- the training


@pytest.mark.parametrize("cell", ["lstm", "simple_rnn"])
def test_a_training_is_a_keras_loop(cell, text) -> None:
    """Adam on Keras's own layers, state carried from window to window by hand."""
    settings = replace(SMALL, cell=cell, epochs=1)
    outcome, notes = run(text, settings)
    vocabulary = char_training.vocabulary_of(text)
    numbers = vocabulary.encode(text[: len(text) - round(len(text) / 10)])
    keras.utils.set_random_seed(settings.seed)
    plain = textbook_network(cell, 12, 1, len(vocabulary))
    layer = {"lstm": keras.layers.LSTM, "simple_rnn": keras.layers.SimpleRNN}[cell]
    recurrent = layer(12, return_sequences=True, return_state=True)
    recurrent.build((None, None, len(vocabulary)))
    recurrent.set_weights(plain.layers[0].get_weights())
    optimizer = keras.optimizers.Adam(settings.learning_rate, global_clipnorm=1.0)
    count, losses, random = len(numbers), [], np.random.default_rng([settings.seed, 0])
    begun = [(np.arange(count) + random.integers(count)) % count for _ in range(8)]
    read = [list(windows(one, 4, 40)) for one in begun]
    variables = recurrent.trainable_variables + plain.layers[-1].trainable_variables

    @tf.function  # step by step in Python it would take six times as long
    def learn(one_hot, truth, state):
        with tf.GradientTape() as tape:
            hidden, *state = recurrent(one_hot, initial_state=state)
            loss = tf.reduce_mean(keras.losses.categorical_crossentropy(truth, plain.layers[-1](hidden)))
        optimizer.apply(tape.gradient(loss, [variable.value for variable in variables]), variables)
        return loss, state

    for place, positions in [pair for one in read for pair in enumerate(one)]:
        if not place:
            state = recurrent.get_initial_state(4)  # each time the text is read, it begins anew
        one_hot = np.eye(len(vocabulary), dtype=np.float32)[numbers[positions].T]
        truth = np.eye(len(vocabulary), dtype=np.float32)[numbers[(positions + 1) % count].T]
        loss, state = learn(one_hot, truth, state)
        losses.append(float(loss))
    assert len(losses) == notes.points[-1]["steps"] == 8 * 13
    recent = Recent()
    for loss in losses:
        recent.add(1, loss=loss)
    assert notes.points[-1]["loss"] == pytest.approx(recent.mean("loss"), abs=1e-4)
    found = [outcome.arrays[name] for name in ("kernel_1", "recurrent_kernel_1", "bias_1")]
    for array, wanted in zip(found, recurrent.get_weights(), strict=True):
        np.testing.assert_allclose(array, wanted, atol=2e-4)


@pytest.mark.parametrize("characters", [900, 1_530, 15_999, 16_000, 40_000, 10**6])
def test_an_epoch_makes_enough_updates_whatever_the_length(characters: int) -> None:
    streams, updates, passes = char_training.epoch_of(characters)
    assert updates == characters // (streams * char_training.STEPS) > 0
    assert 100 <= updates * passes < 200 or (passes == 1 and streams == 64)


def test_a_short_text_is_learned() -> None:
    """Seventeen hundred characters of a play, with the page's start values but for a smaller network."""
    speech = plays.load("hamlet")
    begin = speech.index("To be, or not to be")
    outcome, _ = run(speech[begin : begin + 1_700], CharSettings(units=64, layers=1))
    assert outcome.facts["loss"] < 1.0  # letter pairs cost 2.9, equal letters 3.9
    assert len(set(outcome.facts["samples"]["0.2"].split()) & set(speech.split())) > 10


def test_a_training_with_the_model_that_is_kept_gives_the_same_again(text) -> None:
    first, again, other = (run(text, settings)[0] for settings in (SMALL, SMALL, replace(SMALL, seed=4)))
    for name, array in first.arrays.items():
        np.testing.assert_array_equal(array, again.arrays[name])
    assert (first.arrays["kernel_1"] != other.arrays["kernel_1"]).any()


def test_points_and_checkpoints_tell_where_the_training_is(text) -> None:
    outcome, notes = run(text, prompt="MACBETH§:\n")
    assert [point["step"] for point in notes.points] == list(range(1, 209))
    assert notes.points[-1]["steps"] == 2 * 8 * 13
    assert notes.points[-1]["seconds_left"] == 0
    epochs = [facts["epoch"] for facts, _ in notes.checkpoints]
    assert (epochs[0], epochs[-2:]) == (0, [1, 2])
    assert epochs == sorted(set(epochs))
    first, last = notes.checkpoints[0][0], notes.checkpoints[-1][0]
    assert last["held_out"] < first["held_out"] == pytest.approx(np.log(outcome.facts["vocabulary"]), abs=0.2)
    model = char_training.trained_writer(pack(outcome.arrays))
    held_out = text[len(text) - round(len(text) / 10) :]
    assert last["held_out"] == pytest.approx(-model.log_probabilities(held_out).mean(), abs=1e-5)
    for temperature in TEMPERATURES:  # the § is no character of the text
        assert last["samples"][str(temperature)] == model.generate("MACBETH:\n", 200, temperature, SMALL.seed)
    assert outcome.facts["parameters"] == SMALL.parameters(len(model.vocabulary)) == model.parameters


def test_a_training_goes_on_from_given_weights(text) -> None:
    before, _ = run(text)
    model = pack(before.arrays)
    after, notes = run(text[:2000], resume=model)
    assert before.arrays["adam_updates"] == before.facts["step"]
    assert after.arrays["adam_updates"] == before.facts["step"] + after.facts["step"]
    assert notes.checkpoints[0][0]["epoch"] == 0
    _, _, kept = from_arrays(before.arrays)
    began = CharLSTM("gru", char_training.vocabulary_of(text), kept)
    assert notes.checkpoints[0][0]["held_out"] == pytest.approx(
        -began.log_probabilities(text[1800:2000]).mean(), abs=1e-5
    )
    assert after.arrays["characters"].tolist() == before.arrays["characters"].tolist()
    with pytest.raises(
        ValueError, match="resume must be a model of 2 gru layers of 12, got 1 gru layers of 12"
    ):
        char_training.train_request(replace(SMALL, layers=2), text, resume=model)
    with pytest.raises(ValueError, match="text must have characters that resume knows, got '§'"):
        char_training.train_request(SMALL, text + "§", resume=model)


def test_half_an_epoch_and_then_the_rest_are_one_epoch(text, monkeypatch) -> None:
    """Adam's averages go on: with new ones, the first steps after the break are three times as long."""
    whole, _ = run(text, replace(SMALL, epochs=2))
    first, _ = run(text, replace(SMALL, epochs=1))
    real = np.random.default_rng  # the second training's only epoch shall read as the second one did
    monkeypatch.setattr(np.random, "default_rng", lambda seed: real([3, 1] if seed == [3, 0] else seed))
    second, _ = run(text, replace(SMALL, epochs=1), resume=pack(first.arrays))
    for name, array in whole.arrays.items():
        if name != "characters":
            np.testing.assert_allclose(second.arrays[name], array, atol=1e-5, err_msg=name)


def test_a_stopped_training_keeps_what_it_has(text) -> None:
    outcome, notes = run(text, stop_after=4)
    assert outcome.facts["step"] == len(notes.points) == 4
    assert outcome.facts["epochs"] == pytest.approx(4 / 104)


def test_a_loss_beyond_all_measure_ends_the_training_with_finite_weights(text) -> None:
    with pytest.raises(Diverged) as diverged:
        run(text, replace(SMALL, learning_rate=1e9))
    facts, arrays = diverged.value.outcome
    assert facts["epochs"] < 1
    assert all(np.isfinite(array).all() for name, array in arrays.items() if name != "characters")


def test_any_languages_characters_are_learned() -> None:
    poem = "床前明月光，疑是地上霜。举头望明月，低头思故乡。🌙\r\n" * 60
    outcome, _ = run(poem, replace(SMALL, epochs=1))
    vocabulary = "".join(outcome.arrays["characters"].tolist())
    assert set(vocabulary) == set(poem) - {"\r"} | {"?"}
    model = char_training.trained_writer(pack(outcome.arrays))
    assert set(model.generate("床前", 50, 1.0, seed=0)) <= set(vocabulary)


def test_the_keras_file_holds_the_same_network(text, tmp_path) -> None:
    outcome, _ = run(text)
    file = char_keras_file.train({}, outcome.arrays, Notebook()).arrays["keras_file"]
    (tmp_path / "mine.keras").write_bytes(file.tobytes())
    loaded = keras.models.load_model(tmp_path / "mine.keras").get_weights()
    for array, wanted in zip(loaded, from_arrays(outcome.arrays)[2], strict=True):
        np.testing.assert_array_equal(array, wanted)


# --- what is refused


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "text must have at least 1000 characters, got 0"),
        ("a", "text must have at least 1000 characters, got 1"),
        ("a" * 2000, "text must have 2 to 4000 different characters, got 1"),
        ("".join(map(chr, range(0x4E00, 0x4E00 + 4001))), "2 to 4000 different characters, got 4001"),
        ("ab" * 600_000, "text must have at most 1048576 bytes, got 1200000"),
        ("".join(map(chr, range(0x4E00, 0x4E00 + 4000))), "units and layers must make at most 2400000 param"),
    ],
    ids=["empty", "short", "one character", "many characters", "large", "many parameters"],
)
def test_texts_that_cannot_be_learned_are_refused(text, message) -> None:
    with pytest.raises(ValueError, match=message):
        char_training.train_request(CharSettings(), text)


def test_settings_that_cannot_be_are_refused_by_name_and_value() -> None:
    with pytest.raises(ValueError, match="cell must be one of lstm, gru, simple_rnn, got 'transformer'"):
        CharSettings(cell="transformer")
    with pytest.raises(ValueError, match="units must be from 8 to 256, got 1024"):
        CharSettings(units=1024)
    with pytest.raises(ValueError, match="epochs must be from 1 to 50, got 0"):
        CharSettings(epochs=0)


@pytest.mark.parametrize("cell", char_training.CELLS)
def test_arrays_tell_which_model_they_are(cell) -> None:
    vocabulary = Vocabulary("\n?ab")
    shapes = list(array_shapes(cell, 8, 2, 4).values())[1:]
    weights = [np.random.default_rng(0).normal(size=shape).astype(np.float16) for shape in shapes]
    stored = io.BytesIO(pack(named_weights(cell, vocabulary, weights)))
    with np.load(stored, allow_pickle=False) as file:
        arrays = {name: file[name] for name in file.files}
    found_cell, found_vocabulary, found = from_arrays(arrays)
    assert (found_cell, found_vocabulary.characters) == (cell, vocabulary.characters)
    for array, wanted in zip(found, weights, strict=True):
        np.testing.assert_array_equal(array, wanted.astype(np.float32))
    with pytest.raises(ValueError, match="arrays must be those of a character model"):
        from_arrays(arrays | {"kernel_1": np.zeros((3, 3))})


def test_older_batches_count_less() -> None:
    recent = Recent()
    assert recent.mean("loss") is None
    recent.add(2, loss=4.0)
    recent.add(1, loss=1.0)
    assert recent.mean("loss") == pytest.approx((0.9 * 2 * 4 + 1) / (0.9 * 2 + 1))
