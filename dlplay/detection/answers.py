"""The numbers in the answers to the detection page's "Try this": what its start settings give."""

import numpy as np

from dlplay.assets import load_facts
from dlplay.detection import detect, examine, network, sheets
from dlplay.detection.reading import MOST_IOU, THRESHOLD
from dlplay.numbers import percent


def numbers(language: str) -> dict[str, str]:
    """By their names in the catalogue's `detection_try.md`."""

    def count(kind: str, threshold: float = THRESHOLD, most_iou: float = MOST_IOU) -> str:
        return str(
            len(
                detect(
                    sheets.picture(sheets.sample(kind, "mnist", 1)), threshold=threshold, most_iou=most_iou
                )
            )
        )

    def share(part: int, whole: int) -> str:
        return percent(part / whole, language)

    phone = sheets.sample("phone", "mnist", 1)
    candidates = examine(sheets.picture(phone)).candidates
    held_out = load_facts(network.FACTS, network.REBUILD)["held_out"]["mnist"]
    scores = np.array([float(score) for score in held_out["boxes"]["scores"].split()])
    right = np.array([one == "1" for one in held_out["boxes"]["right"]])
    low, high = (right[scores >= threshold - 1e-9] for threshold in (0.1, 0.8))
    return {
        "digits": str(len(phone.labels)),
        "low": count("phone", 0.1),
        "high": count("phone", 0.8),
        "signs": count("signs_only"),
        "candidates": str(np.count_nonzero(candidates.scores >= THRESHOLD)),
        "kept": count("phone"),
        "loose": count("phone", most_iou=0.95),
        "precision_low": share(low.sum(), len(low)),
        "precision_high": share(high.sum(), len(high)),
        "recall_low": share(low.sum(), held_out["digits"]),
        "recall_high": share(high.sum(), held_out["digits"]),
    }
