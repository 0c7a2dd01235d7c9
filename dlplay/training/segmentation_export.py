"""Write the networks that colour pixels: weights in 16 bits, figures, the sha256 of each file."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from itertools import pairwise
from pathlib import Path

import keras
import numpy as np

from dlplay.scenes import Scene
from dlplay.segmentation import measures
from dlplay.segmentation.measures import CLASSES
from dlplay.segmentation.network import FACTS, NAMES, Network
from dlplay.segmentation.reading import on_picture, read
from dlplay.training import card, segmentation_sheets
from dlplay.training.recording import made_with, record_sums

HEIGHTS = (11, 16, 24, 36, 56, 110)  # borders between which a digit's size is told apart, in pixels


def write(trained: Mapping[bool, Network], recipe, seed: int, out: Path) -> None:
    """Write both networks' `.npz`, `segmentation.json` and their sha256 to `out`."""
    out.mkdir(parents=True, exist_ok=True)
    names, shipped = [], {}
    for skips, network in trained.items():
        packed = {name: array.astype(np.float16) for name, array in network.weights.items()}
        names.append(f"{NAMES[skips]}.npz")
        np.savez_compressed(out / names[-1], allow_pickle=False, **packed)
        weights = {name: array.astype(np.float32) for name, array in packed.items()}
        shipped[NAMES[skips]] = Network(weights, skips)
    held_out = {source: segmentation_sheets.to_measure_on(source) for source in segmentation_sheets.SOURCES}
    scenes = segmentation_sheets.to_choose_by(recipe.held_out), held_out
    facts = {
        "networks": {name: _facts(network, *scenes) for name, network in shipped.items()},
        "sheets_measured": segmentation_sheets.MEASURED,
        "seed": seed,
        "settings": asdict(recipe),
        **made_with(keras, np),
    }
    (out / FACTS.name).write_text(json.dumps(facts, indent=2) + "\n", encoding="utf-8")
    record_sums(out, [*names, FACTS.name])
    card.follow(out)
    print(json.dumps(facts, indent=2))


def _facts(network: Network, to_choose_by: Sequence[Scene], held_out: Mapping[str, Sequence[Scene]]) -> dict:
    return {
        "parameters": sum(array.size for array in network.weights.values()),
        "chosen_by": measured(to_choose_by, [network(scene.image).classes for scene in to_choose_by]),
        "held_out": {
            source: measured(scenes, [network(scene.image).classes for scene in scenes])
            for source, scenes in held_out.items()
        },
        "as_pictures": {
            source: measured(scenes, [_as_picture(network, scene) for scene in scenes])
            for source, scenes in held_out.items()
        },
    }


def _as_picture(network: Network, scene: Scene) -> np.ndarray:
    """What `segment` makes of the sheet, dark ink on white."""
    picture = np.rint(255 * (1 - scene.image)).astype(np.uint8)
    return on_picture(read(picture, network), picture)


def measured(scenes: Sequence[Scene], masks: Sequence[np.ndarray]) -> dict:
    """What masks are worth, on all pixels of their sheets together.

    ink: the share of the digits' pixels with the right digit; all: of all pixels; edges: of the pixels where
    the class changes; nothing, nothing_edges: `all` and `edges` if each pixel were called ground; iou, dice:
    means over the ten digits; each: (IoU, Dice) of every digit, the ground last; sizes: `ink` by the height
    of the digit.
    """
    truths, found = np.stack([scene.mask for scene in scenes]), np.stack(masks)
    counts = measures.counts(truths, found)
    edges = np.stack([measures.edges(one) for one in truths])
    digits = [counts[digit] for digit in range(10)]
    return {
        "ink": measures.accuracy(truths, found, truths >= 0),
        "all": measures.accuracy(truths, found),
        "nothing": float((truths < 0).mean()),
        "nothing_edges": float((truths < 0)[edges].mean()),
        "edges": measures.accuracy(truths, found, edges),
        "iou": float(np.mean([one.iou for one in digits])),
        "dice": float(np.mean([one.dice for one in digits])),
        "each": [(counts[one].iou, counts[one].dice) for one in CLASSES],
        "sizes": _by_size(scenes, masks),
    }


def _by_size(scenes: Sequence[Scene], masks: Sequence[np.ndarray]) -> dict[str, float]:
    """The share of a digit's pixels with the right digit, by its height in pixels."""
    right, pixels = np.zeros(len(HEIGHTS)), np.zeros(len(HEIGHTS))
    for scene, mask in zip(scenes, masks, strict=True):
        for box, label in zip(scene.boxes.astype(int).tolist(), scene.labels, strict=True):
            left, top, end, bottom = box
            own = scene.mask[top:bottom, left:end] == label
            place = int(np.searchsorted(HEIGHTS, bottom - top, side="right")) - 1
            if place >= 0:
                right[place] += (mask[top:bottom, left:end][own] == label).sum()
                pixels[place] += own.sum()
    return {
        f"{low}-{high - 1}": float(right[i] / pixels[i]) for i, (low, high) in enumerate(pairwise(HEIGHTS))
    }
