"""Write the trained digit network: for Keras, for numpy, for the browser, its figures, the sha256 of each."""

import json
from dataclasses import asdict
from pathlib import Path

import keras
import numpy as np
import tensorflow as tf

from dlplay.digits import doubt
from dlplay.digits.reading import read
from dlplay.training import card, liking, live_weights, pen_set, space
from dlplay.training.digit_fit import accuracy
from dlplay.training.recording import made_with, record_sums


def write(network: keras.Sequential, name: str, recipe, seed: int, mnist, held_out, out: Path) -> None:
    """Write `digits.npz`, what is made of it, `digits.keras`, `digits.json` and their sha256 to `out`."""
    out.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(out / "digits.npz", allow_pickle=False, **weights(network))
    network.save(out / "digits.keras")
    facts = {
        "recipe": name,
        "seed": seed,
        "settings": asdict(recipe),
        "parameters": network.count_params(),
        "accuracy": measure(network, mnist, held_out),
        **made_with(keras, tf, np),
    }
    (out / "digits.json").write_text(json.dumps(facts, indent=2) + "\n", encoding="utf-8")
    record_sums(out, ["digits.npz", "digits.keras", "digits.json"])
    live_weights.write(weights(network), doubt.load_packed(), out)
    liking.write(weights(network), out)
    space.write(weights(network), out)
    card.follow(out)
    print(json.dumps(facts["accuracy"], indent=2))


def weights(network: keras.Sequential) -> dict[str, np.ndarray]:
    """The network's six arrays, float32, by the names that `dlplay.digits.network` reads."""
    arrays: dict[str, np.ndarray] = {}
    for layer in ("conv", "dense", "output"):
        kernel, bias = network.get_layer(layer).get_weights()
        arrays |= {f"{layer}_kernel": kernel, f"{layer}_bias": bias}
    return arrays


def measure(network: keras.Sequential, mnist, held_out) -> dict:
    """Accuracies in 0..1: on MNIST's test digits, on the training digits held out, on the pen set."""
    score = pen_set.evaluate(lambda images: _probabilities(network, images))
    unusual, labels = pen_set.drawings(pen_set=pen_set.load_pen_set(pen_set.PROPORTIONS))
    return {
        "mnist_test": accuracy(network, mnist.x_test, mnist.y_test),
        "mnist_held_out": accuracy(network, *held_out) if held_out else None,
        "pen_set": score.accuracy,
        "pen_set_regional": score.regional,
        "pen_set_few_points": score.sparse,
        "pen_set_by_digit": list(score.by_digit),
        "pen_set_by_size": {str(size): share for size, share in score.by_size.items()},
        "pen_set_by_pen_width": {str(width): share for width, share in score.by_pen_width.items()},
        "pen_proportions": float(np.mean(_probabilities(network, unusual).argmax(axis=1) == labels)),
        "not_digits_sure": score.not_digits_sure,
    }


def _probabilities(network, images):
    pictures = np.stack([read(image)[-1].image for image in images])
    return network.predict(pictures[..., None], batch_size=500, verbose=0)
