"""Make the family's files, and measure all of them for `family.json`."""

import hashlib
import io
import json
import tempfile
import zipfile
from dataclasses import asdict
from functools import lru_cache
from pathlib import Path

import keras
import numpy as np
import tensorflow as tf

from dlplay.digits import network
from dlplay.digits.family import counts, rounding
from dlplay.digits.family.figures import Figures
from dlplay.digits.family.measures import calibration_error, reliability
from dlplay.digits.family.members import FACTS, MEMBERS, Member
from dlplay.digits.family.pruning import pruned
from dlplay.digits.family.reading import loaded, opened, read_all
from dlplay.training import card, digit_images, family_fit
from dlplay.training.digit_fit import as_input
from dlplay.training.keras_file import saved
from dlplay.training.recording import made_with, record_sums

REPRESENTATIVE = 300  # training digits by which int8 learns how large the numbers between the layers are


def make(member: Member, recipe, mnist, seed: int, processes: int | None, out: Path) -> None:
    """Train or convert a member, and write its files and their sha256 to `out`.

    Args:
        recipe: see `family.Recipe`; None where nothing is trained.
        processes: that draw pen digits at once.
    """
    files, shipped = member.files(out), network.load().weights
    if member.numbers == "int8":
        files["tflite"].write_bytes(whole_numbers(_network(member, shipped), mnist.x_train[:REPRESENTATIVE]))
    elif member.numbers == "float16":
        _save(files["npz"], {name: array.astype(np.float16) for name, array in shipped.items()})
    else:
        start = pruned(shipped, member.zeros) if member.derived else None
        images, labels, held_out = _pictures(recipe, mnist, seed, processes)
        weights = family_fit.fit(member.layers, recipe, images, labels, seed, held_out, start)
        _save(files["npz"], weights)
        trained = _network(member, weights)
        files["keras"].write_bytes(packed(trained))
        if "tflite" in files:
            files["tflite"].write_bytes(converted(trained))
    record_sums(out, [path.name for path in files.values()])


def _network(member: Member, weights: dict[str, np.ndarray]) -> keras.Sequential:
    made = family_fit.build(member.layers)
    family_fit.put(made, weights)
    return made


def _save(path: Path, arrays: dict[str, np.ndarray]) -> None:
    np.savez_compressed(path, allow_pickle=False, **arrays)


def _pictures(recipe, mnist, seed: int, processes: int | None):
    """Pictures to train with, their labels, and the digits held out."""
    kept = len(mnist.x_train) - recipe.held_out
    images, labels = mnist.x_train[:kept], mnist.y_train[:kept].astype(np.int8)
    if recipe.pen_digits:
        pens, digits = _pens(recipe.pen_digits, seed, processes)
        images, labels = np.concatenate([images, pens]), np.concatenate([labels, digits])
    return images, labels, (mnist.x_train[kept:], mnist.y_train[kept:])


@lru_cache(maxsize=1)
def _pens(total: int, seed: int, processes: int | None) -> digit_images.Pictures:
    tasks = [(digit_images.pen_chunk, (seed, 6, index), count) for index, count in digit_images.chunks(total)]
    return digit_images.make_pictures(tasks, processes)


def packed(network: keras.Sequential) -> bytes:
    """A `.keras` file's bytes, deflated, as any zip may be: Keras itself leaves zeros as large as numbers."""
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(saved(network).tobytes())) as loose,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as tight,
    ):
        for name in loose.namelist():
            tight.writestr(name, loose.read(name))
    return file.getvalue()


def converted(network: keras.Sequential, **options) -> bytes:
    """A network as a LiteRT file's bytes; options are those of `tf.lite.TFLiteConverter`."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "network.tflite"
        network.export(path, format="litert", verbose=False, **options)
        return path.read_bytes()


def whole_numbers(network: keras.Sequential, images: np.ndarray) -> bytes:
    """A network in int8 throughout, input and output too; `images` (n, 28, 28) show it what will come."""

    def representative():
        for picture in as_input(images):
            yield [picture[None]]

    return converted(
        network,
        optimizations=[tf.lite.Optimize.DEFAULT],
        representative_dataset=representative,
        target_spec={"supported_ops": [tf.lite.OpsSet.TFLITE_BUILTINS_INT8]},
        inference_input_type=tf.int8,
        inference_output_type=tf.int8,
    )


def record(recipes, mnist, seed: int, out: Path) -> None:
    """Measure every member on its files in `out`, and write `family.json`."""
    answers = {key: read_all(opened(member, out), mnist.x_test) for key, member in MEMBERS.items()}
    members = {
        key: _figures(member, answers[key], answers["textbook"].argmax(axis=1), mnist.y_test, out)
        for key, member in MEMBERS.items()
    }
    facts = {
        "members": {key: _written(figures) for key, figures in members.items()},
        "bits": {bits: _share(rounded_answers(bits, mnist.x_test) == mnist.y_test) for bits in rounding.BITS},
        "textbook": hashlib.sha256(network.WEIGHTS.read_bytes()).hexdigest(),
        "seed": seed,
        "settings": {key: asdict(recipe) for key, recipe in recipes.items()},
        "representative": REPRESENTATIVE,
        **made_with(keras, tf, np),
    }
    (out / FACTS.name).write_text(json.dumps(facts, indent=1) + "\n", encoding="utf-8")
    record_sums(out, [FACTS.name])
    card.follow(out)
    print(json.dumps({key: figures.accuracy for key, figures in members.items()}, indent=2))


def _figures(member: Member, probabilities, textbook, truth, out: Path) -> Figures:
    """Of a member's probabilities (n, 10) for test digits, with the answers (n,) of the textbook's reader."""
    weights = loaded(member, out)
    answers, bins = probabilities.argmax(axis=1), reliability(probabilities, truth)
    changed = np.flatnonzero(answers != textbook)
    return Figures(
        files={kind: path.stat().st_size for kind, path in member.files(out).items()},
        parameters=counts.parameters(member.layers),
        nonzero=counts.nonzero(weights),
        multiply_adds=counts.multiply_adds(member.layers),
        multiply_adds_nonzero=counts.multiply_adds_nonzero(member.layers, weights),
        accuracy=_share(answers == truth),
        wrong=int(np.count_nonzero(answers != truth)),
        ece=calibration_error(bins),
        reliability=bins,
        agreement=_share(answers == textbook),
        changed={int(digit): int(answers[digit]) for digit in changed},
    )


def _written(figures: Figures) -> dict:
    """For JSON, whose keys are strings: what changed as pairs."""
    return figures._asdict() | {"changed": [*figures.changed.items()]}


def rounded_answers(bits: int, images: np.ndarray) -> np.ndarray:
    """What the shipped reader answers to pictures, uint8 (n, 28, 28), with its weights in so many bits."""
    reader = rounding.reader(bits)
    return read_all(lambda part: reader(part).probabilities, images).argmax(axis=1)


def _share(hits: np.ndarray) -> float:
    return float(np.mean(hits))
