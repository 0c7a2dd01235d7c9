"""The character models in numpy against Keras: same probabilities, states and texts from the same weights."""

import itertools
import shutil

import numpy as np
import pytest

from dlplay.assets import MODELS, AssetError
from dlplay.layers import lstm_cell, simple_rnn_cell
from dlplay.text import CharLSTM, plays, poems, sampling
from dlplay.text.model_files import SHIPPED, load_weights, stem
from dlplay.text.vocabulary import Vocabulary

keras = pytest.importorskip("keras")

TEXT = plays.load("hamlet")[1000:1240]
VERSE = poems.text()[poems.border() :][:240]
LAYERS = {"lstm": keras.layers.LSTM, "simple_rnn": keras.layers.SimpleRNN}
TRAINED = sorted({shipped.model for shipped in SHIPPED.values()})


def sample(name: str) -> str:
    """What a model can read."""
    return VERSE if SHIPPED[name].model == "poems" else TEXT


def one_hot(vocabulary: Vocabulary, text: str) -> np.ndarray:
    return np.eye(len(vocabulary), dtype=np.float32)[vocabulary.encode(text)][None]


def keras_probabilities(name: str, text: str) -> np.ndarray:
    """What Keras's layers give for every place of a text, from a shipped model's weights."""
    cell, vocabulary, weights = load_weights(name)
    units, layers = SHIPPED[name].units, SHIPPED[name].layers
    recurrent = [LAYERS[cell](units, return_sequences=True) for _ in range(layers)]
    dense = keras.layers.Dense(len(vocabulary), activation="softmax")
    network = keras.Sequential([keras.Input((None, len(vocabulary))), *recurrent, dense])
    network.set_weights(weights)
    return network(one_hot(vocabulary, text)).numpy()[0]


def probabilities(logits: np.ndarray) -> np.ndarray:
    return sampling.next_probabilities(logits, 1.0)


@pytest.fixture(scope="module")
def small() -> CharLSTM:
    return CharLSTM.load("small")


@pytest.fixture(scope="module", params=["lstm", "simple_rnn"])
def random_model(request):
    """Untrained weights of an odd size, so that a mixed-up shape cannot pass."""
    random, gates = np.random.default_rng(1), {"lstm": 4, "simple_rnn": 1}[request.param]
    shapes = [(7, 5 * gates), (5, 5 * gates), (5 * gates,)] + 2 * [
        (5, 5 * gates),
        (5, 5 * gates),
        (5 * gates,),
    ]
    weights = [random.normal(size=shape).astype(np.float32) for shape in [*shapes, (5, 7), (7,)]]
    return request.param, weights, CharLSTM(request.param, Vocabulary("\nabcde:"), weights)


@pytest.mark.parametrize("name", SHIPPED)
def test_every_shipped_model_reads_as_keras_does(name):
    model = CharLSTM.load(name)
    text = sample(name)
    expected = keras_probabilities(name, text)
    np.testing.assert_allclose(probabilities(model.read(text).logits), expected, atol=1e-5)
    given = expected[np.arange(len(text) - 1), model.vocabulary.encode(text)[1:]]
    np.testing.assert_allclose(np.exp(model.log_probabilities(text)), given, atol=1e-5)


@pytest.mark.parametrize("name", TRAINED)
def test_the_keras_file_is_the_textbooks_network_and_takes_a_window_of_40_characters(name):
    network = keras.models.load_model(MODELS / f"{stem(name)}.keras")
    cell, units, layers, _, characters = SHIPPED[name]
    assert [type(layer) for layer in network.layers] == [LAYERS[cell]] * layers + [keras.layers.Dense]
    assert [layer.units for layer in network.layers] == [units] * layers + [characters]
    model = CharLSTM.load(name)
    assert network.count_params() == model.parameters
    for start in range(0, 120, 40):
        window = sample(name)[start : start + 40]
        expected = network(one_hot(model.vocabulary, window)).numpy()[0]
        np.testing.assert_allclose(probabilities(model.read(window).logits[-1]), expected, atol=1e-5)


def test_the_small_model_has_the_textbooks_number_of_parameters(small):
    # 4 (65 + 128 + 1) 128 + 4 (128 + 128 + 1) 128 + (128 + 1) 65
    assert small.parameters == 99_328 + 131_584 + 8_385 == 239_297


def test_at_temperature_zero_it_writes_what_kerass_network_finds_most_probable(small):
    text = "ROMEO:\n"
    for _ in range(25):
        text += small.vocabulary.characters[keras_probabilities("small", text)[-1].argmax()]
    assert small.generate("ROMEO:\n", 25, 0, seed=0) == text[len("ROMEO:\n") :]


def test_a_text_is_written_by_the_draws_of_its_seed(small):
    prompt, text = "JULIET:\n", ""
    for uniform in sampling.uniforms(11, 60):
        logits = small.read(prompt + text).logits[-1:]
        number = sampling.Sampler([0.8], top_k=20, top_p=0.95).draw(logits, uniform).numbers
        text += small.vocabulary.decode(number)
    assert small.generate(prompt, 60, 0.8, seed=11, top_k=20, top_p=0.95) == text


def test_streams_write_together_what_each_writes_alone(small):
    temperatures = [0, 0.2, 0.5, 1.0, 1.2]
    together = small.generate_many("KING:\n", 80, temperatures, seed=5)
    assert together == [small.generate("KING:\n", 80, temperature, seed=5) for temperature in temperatures]
    assert len(set(together)) == len(temperatures)


def test_a_stream_yields_the_same_text_one_character_at_a_time(small):
    stream = small.stream("KING:\n", [0.5, 1.0], seed=5)
    written = ["".join(text) for text in zip(*itertools.islice(stream, 40), strict=True)]
    assert written == small.generate_many("KING:\n", 40, [0.5, 1.0], seed=5)


def test_another_seed_writes_another_text(small):
    assert small.generate("A", 40, 1.0, seed=1) != small.generate("A", 40, 1.0, seed=2)
    assert small.generate("A", 40, 1.0, seed=1) == small.generate("A", 40, 1.0, seed=1)


def test_an_empty_prompt_stands_for_a_line_end(small):
    assert small.generate("", 30, 1.0, seed=1) == small.generate("\n", 30, 1.0, seed=1)


def test_reading_goes_on_where_it_stopped(random_model):
    _, _, model = random_model
    text = "abc:\nedabacabade:cd"
    whole = model.read(text)
    first = model.read(text[:7])
    second = model.read(text[7:], first.state)
    for name in ("hidden", "cell", "gates"):
        parts = [getattr(first, name), getattr(second, name)]
        np.testing.assert_allclose(np.concatenate(parts, axis=1), getattr(whole, name), atol=1e-6)
    np.testing.assert_allclose(np.concatenate([first.logits, second.logits]), whole.logits, atol=1e-5)
    np.testing.assert_allclose(second.state.hidden, whole.hidden[:, -1:], atol=1e-6)


def test_long_texts_are_read_in_blocks_without_losing_the_state(random_model, monkeypatch):
    _, _, model = random_model
    text = "abc:\nedabacabade:cd"
    whole = model.log_probabilities(text)
    monkeypatch.setattr("dlplay.text.char_lstm.LOG_PROBABILITIES_BLOCK", 4)
    np.testing.assert_allclose(model.log_probabilities(text), whole, atol=1e-5)


def test_three_layers_write_as_they_read(random_model):
    _, _, model = random_model
    text = model.generate("ab", 50, 1.0, seed=0)
    for length, uniform in enumerate(sampling.uniforms(0, 50)):
        logits = model.read("ab" + text[:length]).logits[-1:]
        number = sampling.Sampler([1.0]).draw(logits, uniform).numbers
        assert text[length] == model.vocabulary.decode(number)


def test_gates_and_states_are_those_of_the_plain_cells(random_model):
    kind, weights, model = random_model
    text = "abc:\nedabac"
    reading, signal = model.read(text), one_hot(model.vocabulary, text)[0]
    for layer in range(3):
        cell_weights = weights[3 * layer : 3 * layer + 3]
        h, c, outputs = np.zeros((1, 5), np.float32), np.zeros((1, 5), np.float32), []
        for place, x in enumerate(signal):
            if kind == "lstm":
                step = lstm_cell(x[None], h, c, *cell_weights)
                h, c = step.hidden, step.cell
                gates = [step.input_gate, step.forget_gate, step.output_gate, step.candidate]
                np.testing.assert_allclose(reading.gates[layer, place], np.concatenate(gates), atol=1e-5)
                np.testing.assert_allclose(reading.cell[layer, place], c[0], atol=1e-5)
            else:
                h = simple_rnn_cell(x[None], h, *cell_weights)
            np.testing.assert_allclose(reading.hidden[layer, place], h[0], atol=1e-5)
            outputs.append(h[0])
        signal = np.array(outputs)


def test_the_plain_cells_are_kerass_cells():
    random = np.random.default_rng(2)
    x, h, c = (random.normal(size=(3, n)).astype(np.float32) for n in (6, 4, 4))
    lstm, rnn = keras.layers.LSTMCell(4), keras.layers.SimpleRNNCell(4)
    lstm.build((None, 6))
    rnn.build((None, 6))
    lstm_weights, rnn_weights = (
        [random.normal(size=weight.shape).astype(np.float32) for weight in cell.get_weights()]
        for cell in (lstm, rnn)
    )
    lstm.set_weights(lstm_weights)
    rnn.set_weights(rnn_weights)
    _, (hidden, cell) = lstm(x, [h, c])
    step = lstm_cell(x, h, c, *lstm_weights)
    np.testing.assert_allclose(step.hidden, hidden.numpy(), atol=1e-5)
    np.testing.assert_allclose(step.cell, cell.numpy(), atol=1e-5)
    np.testing.assert_allclose(simple_rnn_cell(x, h, *rnn_weights), rnn(x, [h])[0].numpy(), atol=1e-5)


def test_everything_is_float32(small):
    reading = small.read(TEXT[:5])
    arrays = [reading.logits, reading.hidden, reading.cell, reading.gates, *reading.state]
    assert {array.dtype for array in arrays} == {np.dtype(np.float32)}
    assert small.log_probabilities(TEXT[:5]).dtype == np.float32


def test_short_texts_have_no_probabilities(small):
    assert small.log_probabilities("").shape == small.log_probabilities("a").shape == (0,)
    assert small.generate("a", 0, 1.0, seed=0) == ""


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda model: model.generate("好", 5, 1.0, seed=0), "text holds '好', which the vocabulary lacks"),
        (lambda model: model.generate("a", -1, 1.0, seed=0), "length must be at least 0, got -1"),
        (lambda model: model.generate("a", 5, -1.0, seed=0), "temperature must be finite and at least 0"),
        (lambda model: model.stream("a", [1.0], 0, top_k=0), "top_k must be at least 1, got 0"),
        (lambda model: model.read(""), "text must not be empty"),
        (lambda model: CharLSTM.load("huge"), r"name must be one of small, .* got 'huge'"),
    ],
)
def test_errors_name_the_argument(small, call, words):
    with pytest.raises(ValueError, match=words):
        call(small)


def test_a_damaged_file_names_the_command_that_rebuilds_it(tmp_path):
    with pytest.raises(AssetError, match="missing"):
        load_weights("small", tmp_path)
    shutil.copy(MODELS / "SHA256SUMS", tmp_path)
    (tmp_path / "shakespeare-small.npz").write_bytes(b"something else")
    with pytest.raises(AssetError, match=r"python -m dlplay\.training shakespeare --model small"):
        load_weights("small", tmp_path)
