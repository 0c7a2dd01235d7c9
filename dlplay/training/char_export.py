"""Write a trained character model: for Keras, for numpy, its figures, and the sha256 of each file."""

import json
from dataclasses import asdict
from pathlib import Path

import keras
import numpy as np
import tensorflow as tf

from dlplay.text import CharLSTM
from dlplay.text.model_files import save_weights
from dlplay.text.vocabulary import Vocabulary
from dlplay.training import card
from dlplay.training.char_fit import Fitted
from dlplay.training.char_model import textbook_network
from dlplay.training.recording import made_with, record_sums

SAMPLE_TEMPERATURES = (0.2, 0.5, 1.0, 1.2)
SAMPLE_PROMPT = "ROMEO:\n"
SAMPLE_LENGTH = 400


def write(name: str, fitted: Fitted, recipe, vocabulary: Vocabulary, held_out, seed: int, out: Path) -> dict:
    """Write `shakespeare-<name>.npz`, `.keras`, `.json` and the moments' `.npz` to the folder `out`.

    All files of a model hold the same numbers, rounded to `recipe.storage`; the figures are measured on them.

    Returns:
        the figures in the `.json`.
    """
    stem = f"shakespeare-{name}"
    weights = [weight.astype(recipe.storage) for weight in fitted.weights]
    save_weights(out / f"{stem}.npz", recipe.cell, vocabulary, weights)
    for moment, earlier in fitted.moments.items():
        halves = [weight.astype(np.float16) for weight in earlier]
        save_weights(out / f"{stem}-{moment}.npz", recipe.cell, vocabulary, halves)
    network = textbook_network(recipe.cell, recipe.units, recipe.layers, len(vocabulary))
    network.set_weights(weights)
    network.save(out / f"{stem}.keras")
    facts = figures(CharLSTM(recipe.cell, vocabulary, weights), fitted, recipe, held_out, seed)
    (out / f"{stem}.json").write_text(json.dumps(facts, indent=2) + "\n", encoding="utf-8")
    moments = [f"{stem}-{moment}.npz" for moment in fitted.moments]
    record_sums(out, [f"{stem}.npz", f"{stem}.keras", f"{stem}.json", *moments])
    card.follow(out)
    print(f"held out: {facts['held_out']['nats_a_character']:.4f} nats a character")
    return facts


def figures(model: CharLSTM, fitted: Fitted, recipe, held_out, seed: int) -> dict:
    """Recipe, samples, and the loss on the held-out text: one stream, state carried from end to end."""
    nats = -float(model.log_probabilities(model.vocabulary.decode(held_out)).mean(dtype=np.float64))
    texts = model.generate_many(SAMPLE_PROMPT, SAMPLE_LENGTH, SAMPLE_TEMPERATURES, seed)
    return {
        "parameters": model.parameters,
        "held_out": {
            "characters": len(held_out),
            "nats_a_character": round(nats, 4),
            "bits_a_character": round(nats / np.log(2), 4),
        },
        "recipe": asdict(recipe),
        "seed": seed,
        "curve": fitted.curve,
        "samples": {
            "prompt": SAMPLE_PROMPT,
            "seed": seed,
            "texts": {
                str(temperature): text for temperature, text in zip(SAMPLE_TEMPERATURES, texts, strict=True)
            },
        },
        **made_with(keras, tf, np),
    }
