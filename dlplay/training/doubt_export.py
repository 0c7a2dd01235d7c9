"""Write the trained network that doubts: 8-bit kernels, threshold, figures, the sha256 of each."""

import json
from dataclasses import asdict
from pathlib import Path

import keras
import numpy as np

from dlplay.digits import network as reader
from dlplay.digits.doubt import FACTS, KERNELS, NONE, PARAMETERS, WEIGHTS, Doubt, unpacked
from dlplay.digits.reading import read
from dlplay.training import card, digit_images, live_weights, not_digits, pen_set
from dlplay.training.recording import made_with, record_sums

LARGEST = np.iinfo(np.int8).max
PART = 250  # pictures at once


def write(network: keras.Sequential, recipe, seed: int, mnist, out: Path) -> None:
    """Write `doubt.npz`, `doubt.json`, `digits-live.bin` and their sha256 to `out`."""
    out.mkdir(parents=True, exist_ok=True)
    packed = quantised(network)
    packed["threshold"], figures = measured(unpacked(packed), recipe, seed, mnist)
    np.savez_compressed(out / WEIGHTS.name, allow_pickle=False, **packed)
    facts = {
        **figures,
        "seed": seed,
        "settings": asdict(recipe),
        "parameters": PARAMETERS,
        **made_with(keras, np),
    }
    (out / FACTS.name).write_text(json.dumps(facts, indent=2) + "\n", encoding="utf-8")
    record_sums(out, [WEIGHTS.name, FACTS.name])
    live_weights.write(reader.load().weights, packed, out)
    card.follow(out)
    print(json.dumps(figures, indent=2))


def quantised(network: keras.Sequential) -> dict[str, np.ndarray]:
    """Kernels as int8 q with a scale s for each filter: W = s q, s = max |W| / 127; biases as they are.

    The threshold is still 1, of a network that doubts nothing.
    """
    arrays: dict[str, np.ndarray] = {"threshold": np.array(1, np.float32)}
    for name in KERNELS:
        kernel, bias = network.get_layer(name).get_weights()
        scale = np.abs(kernel).reshape(-1, len(bias)).max(axis=0) / np.float32(LARGEST)
        whole = np.rint(kernel / np.where(scale, scale, 1)).astype(np.int8)
        arrays |= {f"{name}_kernel": whole, f"{name}_scale": scale, f"{name}_bias": bias}
    return arrays


def measured(doubt: Doubt, recipe, seed: int, mnist) -> tuple[np.ndarray, dict]:
    """The threshold that the held-out digits allow, float32 (); and the figures for `doubt.json`.

    Shares are in 0..1. `doubted`: of the digits of each kind that the reader is sure of. `sure`: of drawings
    that are no digit, what is called sure without the second network and with it.
    """
    pens, _ = digit_images.pen_chunk((seed, 4), recipe.drawn_out)
    held_out = {"mnist_held_out": mnist.x_train[-recipe.held_out :], "pen_held_out": pens}
    digits = held_out | {"mnist_test": mnist.x_test, "pen_set": _read(pen_set.drawings()[0])}
    others = {
        "generated": not_digits.not_digit_chunk((seed, 5), recipe.drawn_out)[0],
        "pen_set": _read(pen_set.draw(pen_set.load_pen_set().not_digits)),
    }
    scores = {name: none_where_sure(doubt, images) for name, images in digits.items()}
    apart = np.concatenate([scores[name] for name in held_out])
    threshold = np.quantile(apart, 1 - recipe.doubted).astype(np.float32)
    return threshold, {
        "threshold": float(threshold),
        "doubted": {name: float(np.mean(score > threshold)) for name, score in scores.items()},
        "sure": {name: _called_sure(doubt, images, threshold) for name, images in others.items()},
    }


def _called_sure(doubt: Doubt, images: np.ndarray, threshold: np.ndarray) -> dict[str, float]:
    sure, calm = _sure(images), _none(doubt, images) <= threshold
    return {"alone": float(sure.mean()), "doubting": float((sure & calm).mean())}


def none_where_sure(doubt: Doubt, images: np.ndarray) -> np.ndarray:
    """The probability of no digit, of the pictures that the reader is sure of."""
    return _none(doubt, images)[_sure(images)]


def _none(doubt: Doubt, images: np.ndarray) -> np.ndarray:
    return _in_parts(lambda part: doubt(part)[:, NONE], images)


def _sure(images: np.ndarray) -> np.ndarray:
    network = reader.load()
    return pen_set.stands_out(images, _in_parts(lambda part: network(part).probabilities, images))


def _in_parts(answer, images: np.ndarray) -> np.ndarray:
    starts = range(0, len(images), PART)
    return np.concatenate([answer(images[at : at + PART] / np.float32(255)) for at in starts])


def _read(drawings) -> np.ndarray:
    """The reader's input for drawings on the canvas, as uint8 (n, 28, 28)."""
    inputs = np.stack([read(one, paper=0)[-1].image for one in drawings])
    return np.rint(inputs * 255).astype(np.uint8)
