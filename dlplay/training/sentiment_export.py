"""Write the network that judges sentences: weights in 16 bits, vocabulary, figures, the sha256 of each."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import keras
import numpy as np

from dlplay.assets import load_facts
from dlplay.sentiment import leak, sentences
from dlplay.sentiment.network import FACTS, REBUILD, VOCABULARY, WEIGHTS, Network, Weights, load
from dlplay.sentiment.pieces import ABSENT, numbered, tokens
from dlplay.sentiment.sentences import Sentence
from dlplay.training import card
from dlplay.training.recording import made_with, record_sums

LEAKS, DRAWS = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9), 5  # shares that leak; how often each is drawn


def write(trained: Network, recipe, seed: int, learned_from: int, out: Path) -> None:
    """Write `sentiment.npz`, `sentiment.txt`, `sentiment.json` and their sha256 to `out`."""
    out.mkdir(parents=True, exist_ok=True)
    packed = {name: np.asarray(array, np.float16) for name, array in trained.weights._asdict().items()}
    np.savez_compressed(out / WEIGHTS.name, allow_pickle=False, **packed)
    (out / VOCABULARY.name).write_bytes("\n".join(trained.vocabulary).encode())
    shipped = Network(
        trained.vocabulary, Weights(**{name: a.astype(np.float32) for name, a in packed.items()})
    )
    facts = {
        "languages": {language: measured(shipped, language) for language in sentences.LANGUAGES},
        "learned_from": learned_from,
        "pieces": len(trained.vocabulary),
        "parameters": sum(array.size for array in packed.values()),
        "seed": seed,
        "settings": asdict(recipe),
        **made_with(keras, np),
    }
    record_sums(out, [WEIGHTS.name, VOCABULARY.name])
    _write_facts(facts, out)


def measure_again(out: Path) -> None:
    """Write `sentiment.json` for the shipped weights: the sentences or what is measured have changed."""
    facts = load_facts(FACTS, REBUILD)
    _write_facts(
        facts | {"languages": {language: measured(load(), language) for language in sentences.LANGUAGES}}, out
    )


def _write_facts(facts: dict, out: Path) -> None:
    (out / FACTS.name).write_text(json.dumps(facts, indent=2) + "\n", encoding="utf-8")
    record_sums(out, [FACTS.name])
    card.follow(out)
    print(json.dumps(facts["languages"], indent=2))


def measured(network: Network, language: str) -> dict:
    """Counts of the sentences, accuracies in [0, 1] on the held-out ones, by kind, and on the ironic ones.

    `confidence`: the mean of max(p, 1 - p) on the held-out ones, to be held against the accuracy.
    `unknown`: the share of held-out tokens that the vocabulary does not have as a whole.
    `leak`: what a bag of words reaches that learns from the same hand-written sentences, honest and leaky.
    """
    held_out, ironic = sentences.held_out(language), sentences.ironic(language)
    kinds = [kind for kind in sentences.KINDS if kind != "irony"]
    honest, leaks = leak.sweep(sentences.training(language), held_out, LEAKS, DRAWS)
    own = np.concatenate([numbered(names(one), network.vocabulary).own for one in held_out])
    return {
        "train": len(sentences.training(language)),
        "held_out": len(held_out),
        "ironic": len(ironic),
        "accuracy": accuracy(network, held_out),
        "by_kind": {kind: accuracy(network, [one for one in held_out if one.kind == kind]) for kind in kinds},
        "irony": accuracy(network, ironic),
        "confidence": float(np.mean([0.5 + abs(network(names(one)).probability - 0.5) for one in held_out])),
        "unknown": float((own == ABSENT).mean()),
        "leak": {"honest": honest, "draws": DRAWS, "points": [one._asdict() for one in leaks]},
    }


def accuracy(network: Network, asked: Sequence[Sentence]) -> float:
    """The share of sentences on whose side the network is."""
    return float(np.mean([(network(names(one)).logit > 0) == one.label for one in asked]))


def names(sentence: Sentence) -> list[str]:
    """The names of its tokens."""
    return [token.name for token in tokens(sentence.text)]
