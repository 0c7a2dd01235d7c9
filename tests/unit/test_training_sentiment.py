"""The training of the network that judges: Keras is the witness of numpy, templates mean what they say."""

import os
import subprocess
import sys
from dataclasses import asdict, replace
from pathlib import Path

import numpy as np
import pytest

from dlplay.assets import load_facts
from dlplay.sentiment import near, network, pieces, sentences
from dlplay.training import sentiment as command
from dlplay.training import sentiment_fit, sentiment_templates
from dlplay.training.__main__ import main


@pytest.fixture(scope="module")
def witness():
    """Keras's network with the shipped weights."""
    weights = network.load().weights
    model = sentiment_fit.build(len(weights.pieces))
    model.get_layer("vectors").set_weights([weights.pieces])
    model.get_layer("near").set_weights([weights.near_kernel, weights.near_bias])
    model.get_layer("wide").set_weights([weights.wide_kernel, weights.wide_bias])
    model.get_layer("score").set_weights([weights.score[:, None], weights.score_bias[None]])
    model.get_layer("attention").set_weights([weights.attention[:, None]])
    return model


@pytest.mark.parametrize("language", sentences.LANGUAGES)
def test_numpy_and_keras_agree(witness, language: str) -> None:
    shipped = network.load()
    for one in sentences.held_out(language)[::7]:
        names = [token.name for token in pieces.tokens(one.text)]
        own, parts = pieces.numbered(names, shipped.vocabulary)
        logit = witness((own[None], parts[None])).numpy()[0, 0]
        assert shipped(names).probability == pytest.approx(1 / (1 + np.exp(-logit)), abs=1e-5)


def test_the_weights_survive_their_way_from_keras(witness) -> None:
    for found, expected in zip(sentiment_fit.to_weights(witness), network.load().weights, strict=True):
        np.testing.assert_array_equal(found, expected)


def test_it_is_trained_by_its_recipe() -> None:
    assert asdict(command.RECIPE) == load_facts(network.FACTS, "", "settings")["settings"]


@pytest.mark.parametrize("language", sentences.LANGUAGES)
def test_templates_make_different_sentences_far_from_the_held_out_ones(language: str) -> None:
    held_out = [one.text for one in sentences.held_out(language)]
    made = sentiment_templates.generate(language, 200, np.random.default_rng(0), held_out)
    assert len({one.text for one in made}) == len(made) == 200
    assert sum(one.label for one in made) == 100
    assert len({one.domain for one in made}) >= 8
    assert not [one.text for one in made if set("{}") & set(one.text)]
    assert all(near.nearest(one.text, held_out).similarity < sentiment_templates.LIKE for one in made)


def test_a_seed_makes_the_same_sentences_in_every_process() -> None:
    """Seen: a set of slots was filled in the order of Python's random hashes."""
    script = (
        "import numpy; from dlplay.training import sentiment_templates as made;"
        "print([one.text for one in made.generate('en', 40, numpy.random.default_rng(5), [])])"
    )
    command = [sys.executable, "-c", script]
    outputs = {
        subprocess.run(
            command, env={**os.environ, "PYTHONHASHSEED": seed}, check=True, capture_output=True
        ).stdout
        for seed in "123"
    }
    assert len(outputs) == 1


@pytest.mark.parametrize(("language", "no"), [("en", "not good"), ("zh", "不好")])
def test_a_template_that_negates_turns_the_label(language: str, no: str) -> None:
    made = sentiment_templates.generate(language, 6000, np.random.default_rng(0), [])
    assert {one.label for one in made if f"{no}." in one.text.lower() or f"{no}。" in one.text} <= {0}
    assert len({one.label for one in made if "good" in one.text or "好" in one.text}) == 2


def test_a_tiny_run_writes_a_network_that_judges(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    few = {language: sentences.training(language)[::100][:12] for language in sentences.LANGUAGES}
    monkeypatch.setattr(command, "RECIPE", replace(command.RECIPE, templates=20, copies=1))
    monkeypatch.setattr(sentences, "training", few.get)
    main(["sentiment", "--out", str(tmp_path), "--seed", "3", "--epochs", "1"])
    facts = load_facts(tmp_path / "sentiment.json", "", "languages.en.accuracy", "languages.zh.irony")
    assert facts["learned_from"] == 2 * (12 + 20)
    assert facts["settings"]["epochs"] == 1
    with np.load(tmp_path / "sentiment.npz") as arrays:
        shapes = {name: array.shape for name, array in arrays.items()}
    assert shapes == network.array_shapes(facts["pieces"])
    assert len((tmp_path / "sentiment.txt").read_text(encoding="utf-8").split("\n")) == facts["pieces"]
