"""Write the trained translator: weights, figures on what was held out, the sha256 of each."""

import json
from collections import defaultdict
from dataclasses import asdict
from pathlib import Path

import keras
import numpy as np

from dlplay.training import card
from dlplay.training.recording import made_with, record_sums
from dlplay.translation import alphabet, examples, network, search
from dlplay.translation.examples import LONGEST, Example
from dlplay.translation.languages import DIRECTIONS
from dlplay.translation.shipped import FACTS, FILE

TEST_SEED = 12345


def write(fitted, recipe, seed: int, seconds: int, out: Path) -> None:
    """Write `translation.npz`, `translation.json` and their sha256 to `out`."""
    np.savez_compressed(out / FILE.name, allow_pickle=False, **fitted.weights)
    right = measured(fitted.weights, recipe.tested)
    facts = {
        "right": right,
        "held_out": in_range(right),
        "seed": seed,
        "seconds": seconds,
        "settings": asdict(recipe),
        "parameters": network.PARAMETERS,
        "curve": fitted.curve,
    } | made_with(keras, np)
    (out / FACTS.name).write_text(json.dumps(facts, indent=2) + "\n", encoding="utf-8")
    record_sums(out, [FILE.name, FACTS.name])
    card.follow(out)
    print(json.dumps({"held_out": facts["held_out"], "right": right}, indent=2))


def measured(weights: network.Weights, count: int) -> dict[str, dict[str, float]]:
    """The share of held-out examples answered without a mistake: {"zh en": {"dates": …, "3": …}, …}."""
    right: dict[str, dict[str, float]] = {}
    for direction in DIRECTIONS:
        random = np.random.default_rng([TEST_SEED, DIRECTIONS.index(direction)])
        right[" ".join(direction)] = {
            kind: float(np.mean(exact(weights, examples.test_set(random, count, direction, length))))
            for kind, length in examples.KINDS.items()
        }
    return right


def exact(weights: network.Weights, asked: list[Example]) -> list[bool]:
    """Whether each example is answered without a mistake; those of one length are read together."""
    alike = defaultdict(list)
    for place, one in enumerate(asked):
        alike[len(one.asked), one.target].append(place)
    right = [False] * len(asked)
    for (_, target), places in alike.items():
        tokens = np.stack([alphabet.encode(asked[place].asked) for place in places])
        written = search.greedy(weights, network.read(weights, tokens), alphabet.STARTS[target])
        for place, answer in zip(places, written, strict=True):
            right[place] = alphabet.decode(answer.tolist()) == asked[place].answer
    return right


def in_range(right: dict[str, dict[str, float]]) -> float:
    """The mean over all directions of dates and of the lengths that were trained on, each alike."""
    kinds = [kind for kind, length in examples.KINDS.items() if length is None or length <= LONGEST]
    return float(np.mean([shares[kind] for shares in right.values() for kind in kinds]))
