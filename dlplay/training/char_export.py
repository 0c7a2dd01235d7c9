"""Write a trained character model: for Keras, for numpy, its figures, and the sha256 of each file."""

import json
import zipfile
from dataclasses import asdict
from pathlib import Path
from typing import NamedTuple

import keras
import numpy as np
import tensorflow as tf

from dlplay.text import CharLSTM
from dlplay.text.model_files import save_weights, stem
from dlplay.text.statistics import baselines
from dlplay.text.vocabulary import Vocabulary
from dlplay.training import card
from dlplay.training.char_fit import Fitted
from dlplay.training.char_model import textbook_network
from dlplay.training.char_units import unit_figures
from dlplay.training.recording import made_with, record_sums
from dlplay.training.shakespeare import Recipe

SAMPLE_TEMPERATURES = (0.2, 0.5, 1.0, 1.2)
SAMPLE_PROMPTS = {"poems": "明月"}
SAMPLE_PROMPT = "ROMEO:\n"
SAMPLE_LENGTH = 400
PACKED = "e5m4"  # float16 with the first four bits of its ten behind the point: a file of them packs to half


class Learned(NamedTuple):
    """A trained model, and what it learned from and was held back."""

    fitted: Fitted
    recipe: Recipe
    vocabulary: Vocabulary
    train: np.ndarray
    held_out: np.ndarray
    seed: int


def write(name: str, learned: Learned, out: Path) -> dict:
    """Write the model's `.npz`, `.keras` and `.json` and the moments' `.npz` to the folder `out`.

    All files of a model hold the same numbers, rounded to `recipe.storage`; the figures are measured on them.

    Returns:
        the figures in the `.json`.
    """
    begin, recipe, vocabulary = stem(name), learned.recipe, learned.vocabulary
    weights = [stored(weight, recipe.storage) for weight in learned.fitted.weights]
    save_weights(out / f"{begin}.npz", recipe.cell, vocabulary, weights)
    for moment, earlier in learned.fitted.moments.items():
        few = [stored(weight, PACKED if recipe.storage == PACKED else "float16") for weight in earlier]
        save_weights(out / f"{begin}-{moment}.npz", recipe.cell, vocabulary, few)
    network = textbook_network(recipe.cell, recipe.units, recipe.layers, len(vocabulary))
    network.set_weights(weights)
    network.save(out / f"{begin}.keras")
    if recipe.storage == PACKED:
        pack(out / f"{begin}.keras")
    facts = figures(name, CharLSTM(recipe.cell, vocabulary, weights), learned)
    (out / f"{begin}.json").write_text(json.dumps(facts, indent=2) + "\n", encoding="utf-8")
    moments = [f"{begin}-{moment}.npz" for moment in learned.fitted.moments]
    record_sums(out, [f"{begin}.npz", f"{begin}.keras", f"{begin}.json", *moments])
    card.follow(out)
    print(f"held out: {facts['held_out']['nats_a_character']:.4f} nats a character")
    return facts


def stored(weight: np.ndarray, storage: str) -> np.ndarray:
    """A weight as it ships: of the type `storage`, or `PACKED`, rounded to the nearest."""
    if storage != PACKED:
        return weight.astype(storage)
    bits = weight.astype(np.float16).view(np.uint16)
    return ((bits + 0x20) & 0xFFC0).view(np.float16)


def pack(path: Path) -> None:
    """Compress what is in a `.keras` file; Keras reads it as before."""
    with zipfile.ZipFile(path) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_LZMA) as file:
        for name, data in parts.items():
            file.writestr(name, data)


def figures(name: str, model: CharLSTM, learned: Learned) -> dict:
    """Recipe, samples, and the loss on the held-out text: one stream, state carried from end to end."""
    train, held_out, seed = learned.train, learned.held_out, learned.seed
    whole = model.vocabulary.decode([*train, *held_out])
    nats = -float(model.log_probabilities(whole[len(train) :]).mean(dtype=np.float64))
    guesses = baselines(whole, len(train), len(whole), len(model.vocabulary))
    prompt = SAMPLE_PROMPTS.get(name, SAMPLE_PROMPT)
    verse = (
        {"units": unit_figures(model, whole[: len(train)], whole[len(train) :])} if name == "poems" else {}
    )
    texts = model.generate_many(prompt, SAMPLE_LENGTH, SAMPLE_TEMPERATURES, seed)
    return {
        "parameters": model.parameters,
        "held_out": {
            "characters": len(held_out),
            "nats_a_character": round(nats, 4),
            "bits_a_character": round(nats / np.log(2), 4),
        },
        "baselines": {guess: round(cost, 4) for guess, cost in guesses._asdict().items()},
        **verse,
        "recipe": asdict(learned.recipe),
        "seed": seed,
        "curve": learned.fitted.curve,
        "samples": {
            "prompt": prompt,
            "seed": seed,
            "texts": {
                str(temperature): text for temperature, text in zip(SAMPLE_TEMPERATURES, texts, strict=True)
            },
        },
        **made_with(keras, tf, np),
    }
