"""Finding and reading every digit on a sheet: a picture of any size in; boxes, digits and scores out."""

from dataclasses import dataclass

import numpy as np

from dlplay.detection.reading import MOST_IOU, THRESHOLD, Examination, examine

__all__ = ["Detection", "detect", "detections", "examine"]


@dataclass(frozen=True)
class Detection:
    """One digit that was found.

    Attributes:
        label: 0 to 9.
        score: in [0, 1], how sure the network is.
        box: x0, y0, x1, y1 in the picture's own pixels; x1 and y1 are the first ones outside.
    """

    label: int
    score: float
    box: tuple[float, float, float, float]


def detect(
    image: np.ndarray,
    *,
    threshold: float = THRESHOLD,
    most_iou: float = MOST_IOU,
    paper: int | None = None,
) -> list[Detection]:
    """Find the digits on a sheet.

    Args:
        image: uint8 (H, W), (H, W, 3) or (H, W, 4) of any size, dark on light or light on dark; bool, floats
            in 0..1 or 0..255 and other whole numbers are taken too.
        threshold: the lowest score of a digit that is told.
        most_iou: two boxes that overlap by more than this are one digit, and the surer one is told.
        paper: grey level of the background, 0 to 255, where it is known; else it is found in the picture.

    Returns:
        The digits, the surest first; none of an empty sheet.

    Raises:
        ValueError: for a picture that cannot be read.
        AssetError: if the shipped weights are missing or damaged.
    """
    return detections(examine(image, paper=paper), threshold, most_iou)


def detections(
    examined: Examination, threshold: float = THRESHOLD, most_iou: float = MOST_IOU
) -> list[Detection]:
    """What is left of an examined sheet's candidates."""
    found = examined.candidates
    return [
        Detection(
            int(found.labels[step.kept]),
            float(found.scores[step.kept]),
            tuple(found.boxes[step.kept].tolist()),
        )
        for step in examined.steps(threshold, most_iou)
    ]
