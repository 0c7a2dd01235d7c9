"""Training the speech network: Keras is the witness of every number; words come back as they were packed."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from dlplay.speech import features, network, own
from dlplay.training import speech, speech_augment, speech_set
from dlplay.training.speech_synthesis import Spoken
from dlplay.ui.speech import code

RATE = features.RATE


def hum(seed: int, seconds: float = 0.4) -> np.ndarray:
    """A vowel of sorts between two silences."""
    random = np.random.default_rng(seed)
    n = np.arange(int(seconds * RATE))
    sound = sum(np.sin(2 * np.pi * random.uniform(200, 3_000) * n / RATE) for _ in range(3)) / 3
    return np.pad(sound, features.MARGIN).astype(np.float32)


@pytest.fixture(scope="session")
def words() -> speech_set.Words:
    said = [
        Spoken(family, f"{voice}", language, digit, hum(digit), RATE)
        for family in ("espeak", "piper")
        for voice in range(2)
        for language in ("en", "zh")
        for digit in range(10)
    ]
    return speech_set.collect(said)


def test_numpy_equals_keras_with_the_shipped_weights() -> None:
    from dlplay.training import speech_fit

    weights = network.load()
    pictures = np.stack([features.spectrogram(hum(seed)).picture for seed in range(6)])
    theirs = speech_fit.from_weights(weights).predict([pictures, np.zeros((6, 20))], verbose=0)
    ours = np.stack([network.forward(picture, weights).logits for picture in pictures])
    np.testing.assert_allclose(ours, theirs, rtol=1e-5, atol=1e-5)


def test_shares_add_up_to_the_logits() -> None:
    trace = network.forward(features.spectrogram(hum(1)).picture, network.load())
    for number, language in enumerate(network.LANGUAGES):
        own = trace.logits[10 * number : 10 * number + 10]
        np.testing.assert_allclose(trace.shares(language).sum(axis=0), own, rtol=1e-4, atol=1e-4)
        assert trace.probabilities(language).sum() == pytest.approx(1, abs=1e-5)


def test_a_short_training_learns_and_ships_what_it_learnt(words: speech_set.Words, tmp_path: Path) -> None:
    from dlplay.training import speech_export, speech_fit

    recipe = replace(speech.RECIPE, epochs=1, steps=3, batch=16)
    learned, tested = speech_set.parted(words, recipe.held_out, dict(recipe.drawn))
    model = speech_fit.fit(recipe, learned, seed=1)
    weights = speech_fit.to_weights(model)
    picture = features.spectrogram(hum(3)).picture[None]
    theirs = model.predict([picture, np.zeros((1, 20))], verbose=0)[0]  # with its normalisations
    np.testing.assert_allclose(network.forward(picture[0], weights).logits, theirs, rtol=1e-4, atol=1e-4)
    speech_export.write(weights, {}, learned, tested, tmp_path / "models")
    written = {one.name for one in (tmp_path / "models").iterdir()}
    assert written == {"SHA256SUMS", "speech.json", "speech.npz"}
    with np.load(tmp_path / "models" / "speech.npz") as file:
        assert {name: file[name].shape for name in file.files} == network.array_shapes()


def test_a_neuron_for_two_words_is_that_of_the_shown_code(tmp_path: Path, monkeypatch) -> None:
    random = np.random.default_rng(0)
    labels = np.array([0, 0, 0, 1, 1])
    summaries = random.normal(size=(5, 128)) + 0.3 * labels[:, None]
    np.savez(tmp_path / "recordings.npz", summaries=summaries, labels=labels)
    monkeypatch.chdir(tmp_path)
    names: dict = {}
    exec(compile(code.own().keras, "snippet", "exec"), names)
    theirs = names["model"].predict(own.scaled(summaries), verbose=0).ravel()
    np.testing.assert_allclose(own.learn(summaries, labels)(summaries), theirs, atol=1e-3)


def test_contradicting_recordings_are_all_told_wrong() -> None:
    same = np.tile(np.random.default_rng(0).random(128), (4, 1))
    labels = np.array([0, 0, 1, 1])
    assert ((own.left_out(same, labels) > 0.5) != labels).all()


def test_the_shipped_network_is_small() -> None:
    assert network.WEIGHTS.stat().st_size < 2_000_000


def test_whole_families_are_held_out_and_no_voice_is_on_both_sides(words: speech_set.Words) -> None:
    learned, tested = speech_set.parted(words, ("piper",), {"espeak": 2.0})
    assert set(learned.family) == {"espeak"}
    assert set(learned.weight) == {2.0}
    assert {"piper"} < set(tested.family) | {"piper"}
    pairs = [set(zip(one.family, one.voice, strict=True)) for one in (learned, tested)]
    assert not pairs[0] & pairs[1]
    assert len(learned.digit) + len(tested.digit) == len(words.digit)


def test_words_come_back_from_their_file(words: speech_set.Words, tmp_path: Path) -> None:
    speech_set.save(words, tmp_path / "words.npz")
    back = speech_set.load(tmp_path / "words.npz")
    for ours, theirs in zip(words.samples, back.samples, strict=True):
        np.testing.assert_allclose(ours, theirs, atol=0.03)  # 8 bits
    for ours, theirs in zip(words[1:], back[1:], strict=True):
        np.testing.assert_array_equal(ours, theirs)


def test_augmented_words_are_pictures_and_differ(words: speech_set.Words) -> None:
    draws = [
        speech_augment.pictures(words.samples[:12], np.random.default_rng(seed), speech_augment.Strength())
        for seed in (1, 1, 2)
    ]
    assert draws[0].shape == (12, features.FRAMES, features.BANDS)
    assert draws[0].min() >= -2
    assert draws[0].max() <= 2
    np.testing.assert_array_equal(draws[0], draws[1])
    assert (draws[0] != draws[2]).any()


def test_no_strength_leaves_what_is_read(words: speech_set.Words) -> None:
    still = speech_augment.Strength(0, 0, 0, 0, 0, (90, 90), 0, 0)
    (picture,) = speech_augment.pictures(words.samples[:1], np.random.default_rng(0), still)
    plain = features.spectrogram(words.samples[0]).picture
    heard, seen = (one[one.max(axis=1) > 1] for one in (picture, plain))  # wherever it stands
    assert len(heard) == pytest.approx(len(seen), abs=3)
    np.testing.assert_allclose(heard.mean(axis=0), seen.mean(axis=0), atol=0.4)
