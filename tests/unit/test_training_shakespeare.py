"""Training of the character models: the fast steps against Keras's layers, a tiny run, shipped figures."""

import hashlib
import json
import math
from dataclasses import replace

import numpy as np
import pytest

from dlplay.assets import MODELS, AssetError
from dlplay.text import CharLSTM, plays, poems
from dlplay.text.model_files import SHIPPED, Shipped, load_weights, stem
from dlplay.text.sampling import next_probabilities
from dlplay.text.statistics import baselines
from dlplay.text.vocabulary import Vocabulary
from dlplay.training import shakespeare
from dlplay.training.__main__ import main
from dlplay.training.shakespeare import RECIPES, Recipe

keras = pytest.importorskip("keras")
tf = pytest.importorskip("tensorflow")

from dlplay.training import char_export, char_fit, char_units, corpus  # noqa: E402
from dlplay.training.char_model import CharNetwork, Trapezoid, textbook_network  # noqa: E402

# saving, Keras 3.15 asks TensorFlow's variables for arrays in a way that numpy 2.4 reports
pytestmark = pytest.mark.filterwarnings(
    "ignore:__array__ implementation doesn't accept a copy:DeprecationWarning"
)

TINY = Recipe(
    units=16, batch=8, steps=16, epochs=2, warm_up=5, compute_dtype="float32", moments=(("early", 10),)
)
TRAINED = sorted({shipped.model for shipped in SHIPPED.values()})
PLAYS = [name for name in TRAINED if name != "poems"]


@pytest.fixture(scope="module")
def text() -> str:
    return plays.load("macbeth")[:24_000]


@pytest.fixture
def tiny(monkeypatch):
    """The small recipe, made so small that it trains in seconds."""
    monkeypatch.setitem(RECIPES, "small", TINY)


def a_network(**changes) -> CharNetwork:
    keras.utils.set_random_seed(3)
    return CharNetwork(Recipe(units=6, compute_dtype="float32", **changes), vocabulary_size=9, updates=10)


def keras_forward(network: CharNetwork, characters):
    """The same weights in Keras's own layers: (T, B) -> probabilities (T, B, V)."""
    recipe = network.recipe
    layer_type = {"lstm": keras.layers.LSTM, "simple_rnn": keras.layers.SimpleRNN}[recipe.cell]
    layers = [layer_type(recipe.units, return_sequences=True) for _ in range(recipe.layers)]
    reference = keras.Sequential(
        [keras.Input((None, 9)), *layers, keras.layers.Dense(9, activation="softmax")]
    )
    reference.set_weights([variable.numpy() for variable in network.variables])
    return reference, tf.one_hot(tf.transpose(characters), 9)


# --- the fast step


@pytest.mark.parametrize("cell", ["lstm", "simple_rnn"])
@pytest.mark.parametrize("layers", [1, 2, 3])
def test_loss_and_gradients_are_those_of_kerass_layers(cell, layers):
    network = a_network(cell=cell, layers=layers)
    random = np.random.default_rng(0)
    for variable in network.variables:
        variable.assign(random.normal(size=variable.shape).astype(np.float32))
    characters, following = random.integers(9, size=(2, 7, 4)).astype(np.int32)
    states = network.zero_states(4)
    with tf.GradientTape() as tape:
        loss, _ = network._loss(network.variables, tf.constant(characters), tf.constant(following), states)
    gradients = tape.gradient(loss, network.variables)
    reference, one_hot = keras_forward(network, characters)
    with tf.GradientTape() as tape:
        expected = tf.reduce_mean(
            keras.losses.categorical_crossentropy(tf.one_hot(following.T, 9), reference(one_hot))
        )
    expected_gradients = tape.gradient(
        expected, [variable.value for variable in reference.trainable_variables]
    )
    assert float(loss) == pytest.approx(float(expected), abs=1e-5)
    for gradient, wanted in zip(gradients, expected_gradients, strict=True):
        np.testing.assert_allclose(gradient.numpy(), wanted.numpy(), atol=2e-6)


@pytest.mark.parametrize("cell", ["lstm", "simple_rnn"])
def test_carried_state_makes_two_windows_one_text(cell):
    network = a_network(cell=cell)
    characters = np.random.default_rng(0).integers(9, size=(10, 4)).astype(np.int32)
    whole, _ = network.forward(network.variables, tf.constant(characters), network.zero_states(4))
    first, states = network.forward(network.variables, tf.constant(characters[:6]), network.zero_states(4))
    second, _ = network.forward(network.variables, tf.constant(characters[6:]), states)
    np.testing.assert_allclose(np.concatenate([first, second]), whole, atol=1e-6)


def test_the_network_is_the_textbooks():
    network = textbook_network("lstm", 128, 2, 65)
    assert network.count_params() == 239_297
    assert [type(layer).__name__ for layer in network.layers] == ["LSTM", "LSTM", "Dense"]
    assert [network.layers[0].return_sequences, network.layers[1].return_sequences] == [True, False]
    assert network.layers[2].activation is keras.activations.softmax
    assert network.output_shape == (None, 65)


def test_dropout_drops_its_share_and_keeps_the_mean():
    from dlplay.training.char_model import dropout

    values = tf.ones((100, 400))
    seed = tf.constant([0, 7])
    dropped = dropout(values, 0.25, seed, place=1).numpy()
    assert (dropped == 0).mean() == pytest.approx(0.25, abs=0.01)
    assert dropped.mean() == pytest.approx(1, abs=0.01)
    assert np.unique(dropped[dropped > 0]) == pytest.approx([4 / 3])
    np.testing.assert_array_equal(dropped, dropout(values, 0.25, seed, place=1).numpy())
    assert (dropped != dropout(values, 0.25, seed, place=3).numpy()).any()


def test_a_teachers_probabilities_replace_part_of_the_targets():
    characters = np.random.default_rng(0).integers(9, size=(2, 7, 4)).astype(np.int32)
    opinions = tf.one_hot((characters[1] + 1) % 9, 9)  # a teacher who is sure of something else
    updated = []
    for share in (0.0, 1.0):
        network = a_network(dropout=0.0, teacher_share=share)
        for _ in range(30):
            network.train_step(
                *map(tf.constant, characters), opinions, network.zero_states(4), tf.constant([0, 0])
            )
        logits, _ = network.forward(network.variables, tf.constant(characters[0]), network.zero_states(4))
        updated.append(next_probabilities(logits.numpy(), 1.0))
    taught, told = ((characters[1] + 1) % 9)[..., None], characters[1][..., None]
    for place, better, worse in ((told, 0, 1), (taught, 1, 0)):
        means = [np.take_along_axis(p, place, axis=-1).mean() for p in updated]
        assert means[better] > means[worse]


def test_the_learning_rate_rises_stays_and_falls():
    rate = Trapezoid(peak=0.8, warm_up=4, decay=5, updates=20)
    expected = [0.2, 0.4, 0.6, *[0.8] * 13, 0.64, 0.48, 0.32, 0.16, 0.0]
    np.testing.assert_allclose([float(rate(step)) for step in range(21)], expected, atol=1e-6)


def test_windows_follow_each_other_and_cover_the_text():
    parts = list(char_fit.windows(np.arange(50), streams=4, steps=3))
    assert [part.shape for part in parts] == [(3, 4)] * 4
    joined = np.concatenate(parts)
    np.testing.assert_array_equal(joined, np.arange(48).reshape(4, 12).T)
    with pytest.raises(ValueError, match="positions must be at least 12, got 11"):
        list(char_fit.windows(np.arange(11), streams=4, steps=3))


# --- the command


def test_the_corpus_is_split_at_nine_tenths(tmp_path, text):
    path = tmp_path / "corpus.txt"
    path.write_text(text, encoding="utf-8")
    train, held_out, vocabulary = corpus.load(path)
    assert vocabulary.decode(train) + vocabulary.decode(held_out) == text
    assert len(train) == int(0.9 * len(text))
    path.write_text("too short")
    with pytest.raises(ValueError, match=r"at least 20000 characters, .*corpus\.txt has 9"):
        corpus.load(path)


def command(folder, text, *options):
    path = folder / "corpus.txt"
    path.write_text(text, encoding="utf-8")
    main(["shakespeare", "--corpus", str(path), "--out", str(folder), *options])


def test_the_command_trains_and_writes_all_files(tmp_path, text, tiny, capsys):
    command(tmp_path, text, "--model", "small", "--seed", "4")
    facts = json.loads((tmp_path / "shakespeare-small.json").read_text(encoding="utf-8"))
    losses = [entry["held_out"] for entry in facts["curve"]]
    assert [entry["epoch"] for entry in facts["curve"]] == [1, 2]
    assert losses[1] < losses[0] < math.log(len(set(text)))
    assert facts["held_out"]["nats_a_character"] == pytest.approx(losses[-1], abs=0.05)
    assert facts["seed"] == 4
    assert {len(sample) for sample in facts["samples"]["texts"].values()} == {400}
    assert "epoch 2/2" in capsys.readouterr().out

    with np.load(tmp_path / "shakespeare-small.npz", allow_pickle=False) as arrays:
        characters, *weights = (arrays[name] for name in arrays.files)
    network = keras.models.load_model(tmp_path / "shakespeare-small.keras")
    for weight, kept in zip(weights, network.get_weights(), strict=True):
        np.testing.assert_array_equal(weight, kept)
    model = CharLSTM("lstm", Vocabulary("".join(characters)), weights)
    held_out = text[int(0.9 * len(text)) :]
    nats = -model.log_probabilities(held_out).mean()
    assert facts["held_out"]["nats_a_character"] == pytest.approx(float(nats), abs=1e-4)
    assert facts["held_out"]["bits_a_character"] == pytest.approx(float(nats) / math.log(2), abs=1e-4)
    assert facts["samples"]["texts"]["0.5"] == model.generate("ROMEO:\n", 400, 0.5, seed=4)

    assert not list(tmp_path.glob("*checkpoint*"))
    sums = dict(line.split()[::-1] for line in (tmp_path / "SHA256SUMS").read_text().splitlines())
    assert set(sums) == {f"shakespeare-small{end}" for end in (".npz", ".keras", ".json", "-early.npz")}
    for name, digest in sums.items():
        assert hashlib.sha256((tmp_path / name).read_bytes()).hexdigest() == digest


def test_a_teacher_that_is_missing_is_named_with_its_command(tmp_path, text, monkeypatch):
    monkeypatch.setitem(RECIPES, "small", replace(TINY, teacher="large"))
    with pytest.raises(AssetError, match=r"missing; .*python -m dlplay\.training shakespeare --model large"):
        command(tmp_path, text, "--model", "small")


def test_a_model_learns_from_the_one_trained_before_it(tmp_path, text, monkeypatch, capsys):
    tiny_teacher = replace(TINY, units=8, epochs=1, moments=())
    monkeypatch.setitem(RECIPES, "large", tiny_teacher)
    monkeypatch.setitem(SHIPPED, "large", Shipped("lstm", 8, 2, "large"))
    monkeypatch.setitem(RECIPES, "small", replace(TINY, teacher="large", epochs=1))
    command(tmp_path, text, "--model", "large")
    command(tmp_path, text, "--model", "small")
    assert "the teacher reads the training text" in capsys.readouterr().out
    assert (tmp_path / "shakespeare-small.keras").exists()


def test_what_a_network_expects_is_what_it_reads(text):
    numbers = Vocabulary.of(text).encode(text)[:500]
    network = CharNetwork(TINY, vocabulary_size=int(numbers.max()) + 1, updates=1)
    found = char_fit.expectations(network, numbers)
    model = CharLSTM("lstm", Vocabulary.of(text), [average.numpy() for average in network.averages])
    # 500 + 128 places in 8 streams of whole windows: 64 characters each; the last ends with the first 12
    logits = model.read(model.vocabulary.decode(numbers[:64])).logits
    np.testing.assert_allclose(found[12:64], next_probabilities(logits, 1.0)[12:], atol=2e-5)
    assert (np.abs(found.astype(np.float64).sum(axis=1) - 1) < 0.01).all()


def test_a_run_that_is_resumed_ends_like_one_that_was_not_stopped(tmp_path, text):
    numbers = Vocabulary.of(text).encode(text)
    options = {
        "train": numbers[:-3000],
        "held_out": numbers[-3000:],
        "vocabulary_size": int(numbers.max()) + 1,
    }
    whole = char_fit.fit(TINY, **options, say=lambda words: None)
    checkpoint = tmp_path / "checkpoint.npz"

    class Stopped(Exception):
        pass

    def stop(words):
        if words.startswith("epoch 2"):
            raise Stopped

    with pytest.raises(Stopped):
        char_fit.fit(TINY, **options, checkpoint=checkpoint, say=stop)
    said = []
    resumed = char_fit.fit(TINY, **options, checkpoint=checkpoint, resume=True, say=said.append)
    assert said[0] == "going on after epoch 1"
    assert resumed.curve == whole.curve
    for got, expected in zip(
        resumed.weights + resumed.moments["early"], whole.weights + whole.moments["early"], strict=True
    ):
        np.testing.assert_allclose(got, expected, atol=1e-6)


# --- what ships


@pytest.mark.parametrize("name", TRAINED)
def test_the_shipped_report_fits_the_shipped_model(name):
    facts = json.loads((MODELS / f"{stem(name)}.json").read_text(encoding="utf-8"))
    recipe = RECIPES[name]
    cell, vocabulary, weights = load_weights(name)
    assert facts["parameters"] == sum(weight.size for weight in weights)
    assert facts["recipe"] == json.loads(json.dumps(vars(recipe)))
    assert len(facts["curve"]) == recipe.epochs
    assert facts["curve"][-1]["held_out"] == pytest.approx(facts["held_out"]["nats_a_character"], abs=0.01)
    model = CharLSTM(cell, vocabulary, weights)
    begun = facts["samples"]["texts"]["0.2"][:60]
    assert model.generate(facts["samples"]["prompt"], 60, 0.2, facts["samples"]["seed"]) == begun


def test_the_shipped_models_reach_the_published_marks():
    nats = {
        name: json.loads((MODELS / f"shakespeare-{name}.json").read_text(encoding="utf-8"))["held_out"][
            "nats_a_character"
        ]
        for name in PLAYS
    }
    assert nats["small"] < 1.53
    assert nats["large"] < 1.52
    assert nats["large"] < nats["small"] < nats["rnn"]


def test_the_model_of_poems_beats_the_guesses_by_far_and_is_small():
    facts = json.loads((MODELS / "poems.json").read_text(encoding="utf-8"))
    text, border = poems.text(), poems.border()
    guesses = baselines(text, border, len(text), len(CharLSTM.load("poems").vocabulary))
    assert facts["baselines"] == pytest.approx(guesses._asdict(), abs=1e-4)
    assert facts["held_out"]["characters"] == len(text) - border
    assert facts["held_out"]["nats_a_character"] < guesses.pairs - 0.3
    assert (MODELS / "poems.npz").stat().st_size < 2e6
    assert facts["units"] == char_units.unit_figures(CharLSTM.load("poems"), text[:border], text[border:])
    assert facts["units"]["level_tone"]["auc"] > 0.9


def test_each_moment_of_the_models_of_poems_writes_better_than_the_one_before():
    names = ["poems-untrained", "poems-early", "poems-middle", "poems"]
    verse = poems.text()[poems.border() :][:2000]
    nats = [-CharLSTM.load(name).log_probabilities(verse).mean() for name in names]
    assert nats == sorted(nats, reverse=True)
    assert nats[0] == pytest.approx(math.log(2004), abs=0.05)


def test_poems_are_trained_on_whole_poems_and_stored_in_few_bits(tmp_path, monkeypatch):
    monkeypatch.setitem(RECIPES, "poems", replace(TINY, epochs=1, storage="e5m4"))
    whole = poems.text()[: poems.text().index("\n\n", 3000) + 2]
    monkeypatch.setattr(poems, "text", lambda: whole)
    main(["shakespeare", "--model", "poems", "--out", str(tmp_path)])
    facts = json.loads((tmp_path / "poems.json").read_text(encoding="utf-8"))
    assert facts["samples"]["prompt"] == "明月"
    assert whole[-facts["held_out"]["characters"] - 2 :].startswith("\n\n")
    with np.load(tmp_path / "poems.npz", allow_pickle=False) as arrays:
        characters, *weights = (arrays[name] for name in arrays.files)
    assert "".join(characters) == "".join(sorted(set(whole) | {"?"}))
    assert not any((weight.view(np.uint16) & 0x3F).any() for weight in weights)
    network = keras.models.load_model(tmp_path / "poems.keras")
    for weight, kept in zip(weights, network.get_weights(), strict=True):
        np.testing.assert_array_equal(weight, kept)


def test_few_bits_are_the_nearest():
    weights = np.array([1.03, 1.04, -0.96875, 0.0, 1e-9, 3.98], np.float32)
    np.testing.assert_array_equal(char_export.stored(weights, "e5m4"), [1.0, 1.0625, -0.96875, 0, 0, 4.0])


def test_each_moment_of_the_small_models_training_writes_better_than_the_one_before():
    play = plays.load("othello")[:4000]
    names = ["small-untrained", "small-early", "small-middle", "small"]
    nats = [-CharLSTM.load(name).log_probabilities(play).mean() for name in names]
    assert nats == sorted(nats, reverse=True)
    assert nats[0] == pytest.approx(math.log(65), abs=0.05)
    assert [name for name, _ in shakespeare.RECIPES["small"].moments] == ["untrained", "early", "middle"]
