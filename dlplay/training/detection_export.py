"""Write the network that finds digits: weights in 16 bits, held-out figures, the sha256 of each."""

import json
from collections.abc import Callable
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any

import keras
import numpy as np

from dlplay.detection import detections, sheets
from dlplay.detection.measure import LEAST_IOU, Counts, curve, match
from dlplay.detection.network import FACTS, KERNELS, PARAMETERS, WEIGHTS, Network
from dlplay.detection.reading import AREA, LOWEST, MOST_IOU, THRESHOLD, Examination, examine
from dlplay.scenes import Scene
from dlplay.training import card, detection_cases
from dlplay.training.pen_strokes import Writer
from dlplay.training.recording import made_with, record_sums
from dlplay.training.scenes import Digits, training_scene

SHEETS = 200  # of each kind
HEIGHTS = 20, 120  # of the digits on them, in pixels of a sheet of 240 x 400
SIZES = (0, 14, 20, 28, 40, 56, 400)  # pixels of a digit's height as the network sees it at the finest scale
THRESHOLDS = (0.2, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.7)
MADE = "seed", "seconds", "settings", "date", "versions", "backend"  # what is known of a training afterwards
OVERLAPS = (0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.6)

Read = tuple[Scene, Examination]


def write(network: keras.Model, recipe, seed: int, seconds: float, mnist, out: Path) -> None:
    """Write `detection.npz`, `detection.json` and their sha256 to `out`.

    Args:
        seconds: that all cores together computed to fit it, the drawing of its scenes not counted.
    """
    out.mkdir(parents=True, exist_ok=True)
    packed = weights_of(network)
    np.savez_compressed(out / WEIGHTS.name, allow_pickle=False, **packed)
    made = {"seed": seed, "seconds": seconds, "settings": asdict(recipe), **made_with(keras, np)}
    _record(_network(packed), recipe, made, mnist, out)


def measure(recipe, mnist, out: Path) -> None:
    """Measure the network in `out` anew, which its recipe trained, and write its figures."""
    with np.load(out / WEIGHTS.name, allow_pickle=False) as file:
        shipped = _network(dict(file))
    facts = json.loads((out / FACTS.name).read_text(encoding="utf-8"))
    made = {name: facts[name] for name in MADE if name in facts}
    _record(shipped, recipe, made, mnist, out)


def _network(packed: dict[str, np.ndarray]) -> Network:
    return Network({name: array.astype(np.float32) for name, array in packed.items()})


def _record(shipped: Network, recipe, made: dict[str, Any], mnist, out: Path) -> None:
    """All figures of a network, beside what is known of its making."""
    validation = _read(shipped, _validation(mnist, recipe, made["seed"]))
    facts = {
        "held_out": {
            source: figures(_read(shipped, partial(held_out, source=source))) for source in sheets.SOURCES
        },
        "cases": {name: found._asdict() for name, found in detection_cases.measured(shipped).items()},
        "validation": {
            "f1_by_threshold": {str(one): counted(validation, one)[0].f1 for one in THRESHOLDS},
            "f1_by_overlap": {str(one): counted(validation, THRESHOLD, one)[0].f1 for one in OVERLAPS},
        },
        "threshold": THRESHOLD,
        "most_iou": MOST_IOU,
        "least_iou": LEAST_IOU,
        "area": AREA,
        "sheets": SHEETS,
        "parameters": PARAMETERS,
        **made,
    }
    (out / FACTS.name).write_text(json.dumps(facts, indent=2) + "\n", encoding="utf-8")
    record_sums(out, [WEIGHTS.name, FACTS.name])
    card.follow(out)
    for source, told in facts["held_out"].items():
        print(source, {name: value for name, value in told.items() if name != "boxes"})
    print(facts["cases"], facts["validation"])


def weights_of(network: keras.Model) -> dict[str, np.ndarray]:
    """The network's arrays in float16, by the names that `dlplay.detection.network` reads."""
    arrays: dict[str, np.ndarray] = {}
    for name in KERNELS:
        kernel, bias = (np.asarray(one, np.float16) for one in network.get_layer(name).get_weights())
        arrays |= {f"{name}_kernel": kernel, f"{name}_bias": bias}
    return arrays


def held_out(random: np.random.Generator, source: str) -> Scene:
    """A sheet of digits that trained nothing, of any size, in lines or anywhere, with signs between them."""
    height = float(np.exp(random.uniform(*np.log(HEIGHTS))))
    most = int(np.clip(0.5 * np.prod(sheets.SIZE) / height**2, 1, 14))
    return sheets.sheet_of(
        random,
        source,
        digits=int(random.integers(1, most + 1)),
        others=int(random.integers(0, 4)),
        height=height,
        layout=str(random.choice(["line", "anywhere"])),
    )


def _validation(mnist, recipe, seed: int) -> Callable[[np.random.Generator], Scene]:
    """Scenes of the training room with the training digits that were held out."""
    kept = len(mnist.x_train) - recipe.held_out
    digits = Digits(mnist.x_train[kept:], mnist.y_train[kept:], Writer(), recipe.pen)
    return lambda random: training_scene(random, digits, habits=recipe.habits)


def _read(network: Network, make: Callable[[np.random.Generator], Scene]) -> list[Read]:
    random = np.random.default_rng(2026)
    made = [make(random) for _ in range(SHEETS)]
    return [(one, examine(sheets.picture(one), network=network)) for one in made]


def counted(
    read: list[Read], threshold: float = THRESHOLD, most_iou: float = MOST_IOU
) -> tuple[Counts, list[tuple[float, bool, float]]]:
    """The counts over all sheets; for each box its score, whether it found a digit, and its IoU with it."""
    told, digits = [], 0
    for made, examined in read:
        found = detections(examined, threshold, most_iou)
        boxes, labels = np.array([one.box for one in found]).reshape(-1, 4), [one.label for one in found]
        matched = match(boxes, np.array(labels, int), made.boxes, made.labels)
        told += [
            (one.score, bool(number >= 0), float(overlap))
            for one, number, overlap in zip(found, matched.found, matched.ious, strict=True)
        ]
        digits += len(made.labels)
    tp = sum(right for _, right, _ in told)
    return Counts(tp, len(told) - tp, digits - tp), told


def figures(read: list[Read]) -> dict:
    """Shares in [0, 1] at the default threshold.

    `label_right`: of the boxes that lie on a digit (IoU at least 0.5), those that name it. `mean_iou`: of
    those that found theirs. `recall_by_size`: by the digit's height in pixels at the finest scale. `boxes`:
    of all that suppression leaves at the lowest threshold the scores, and 1 for each that found a digit.
    """
    counts, told = counted(read)
    _, every = counted(read, LOWEST)
    ious = [overlap for _, right, overlap in told if right]
    placed = [right for _, right, overlap in told if overlap >= LEAST_IOU]
    digits = counts.tp + counts.fn
    drawn = curve([score for score, _, _ in every], [right for _, right, _ in every], digits)
    return {
        "digits": digits,
        "precision": counts.precision,
        "recall": counts.recall,
        "f1": counts.f1,
        "average_precision": drawn.average_precision,
        "mean_iou": float(np.mean(ious)) if ious else 0.0,
        "label_right": float(np.mean(placed)) if placed else 0.0,
        "recall_by_size": by_size(read),
        "boxes": {
            "scores": " ".join(f"{score:.3f}" for score in drawn.scores),
            "right": "".join(str(int(right)) for right in drawn.right),
        },
    }


def by_size(read: list[Read]) -> dict[str, dict[str, float]]:
    """For each range of heights, how many digits there are and the share that was found."""
    heights: list[float] = []
    found: list[bool] = []
    for made, examined in read:
        told = detections(examined)
        boxes, labels = (
            np.array([one.box for one in told]).reshape(-1, 4),
            np.array([one.label for one in told], int),
        )
        matched = match(boxes, labels, made.boxes, made.labels)
        heights += ((made.boxes[:, 3] - made.boxes[:, 1]) * examined.sheet.scale).tolist()
        found += [number in matched.found for number in range(len(made.labels))]
    place = np.digitize(heights, SIZES[1:-1])
    return {
        f"{SIZES[at]}-{SIZES[at + 1]}": {
            "digits": int((place == at).sum()),
            "recall": float(np.mean(np.array(found)[place == at])),
        }
        for at in range(len(SIZES) - 1)
        if (place == at).any()
    }
