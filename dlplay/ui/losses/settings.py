"""What a student sets on the page on loss functions."""

from dataclasses import dataclass

from dlplay.losses import LOSSES, line
from dlplay.ui.settings import Choice, Number, Settings, Subset, setting

AXES = {  # what a curve is drawn over: its ends, and the losses that can be drawn over it
    "error": (-4.0, 4.0, ("mean_squared_error", "mean_absolute_error", "huber", "log_cosh")),
    "probability": (
        0.001,
        0.999,
        ("binary_crossentropy", "binary_focal_crossentropy", "mean_squared_error", "mean_absolute_error"),
    ),
    "score": (
        -8.0,
        8.0,
        (
            "binary_crossentropy",
            "binary_focal_crossentropy",
            "mean_squared_error",
            "mean_absolute_error",
            "hinge",
            "squared_hinge",
        ),
    ),
}
CURVES = tuple(dict.fromkeys(name for _, _, names in AXES.values() for name in names))
CLASSES = ("a", "b", "c", "d")
STEPS = 200  # of the race between two losses


@dataclass(frozen=True)
class LossSettings(Settings):
    view: str = setting("line", Choice(("line", "curves", "softmax", "race", "table")))
    loss: str = setting("mean_squared_error", Choice(line.FITTED))
    slope: float = setting(0.2, Number(-1.0, 2.5, 0.05))
    intercept: float = setting(4.0, Number(-4.0, 8.0, 0.1))
    outlier_x: float = setting(9.0, Number(0.0, 12.0, 0.5))
    outlier_y: float = setting(1.0, Number(0.0, 12.0, 0.5))
    delta: float = setting(1.0, Number(0.1, 5.0, 0.1))
    show: tuple[str, ...] = setting(("residuals",), Subset(("residuals", "best")))
    surface: str = setting("contour", Choice(("contour", "relief")))
    axis: str = setting("probability", Choice(tuple(AXES)))
    truth: str = setting("1", Choice(("0", "1")))
    shown: tuple[str, ...] = setting(CURVES, Subset(CURVES))
    error: float = setting(2.0, Number(-4.0, 4.0, 0.05))
    probability: float = setting(0.1, Number(0.001, 0.999, 0.001))
    score: float = setting(-3.0, Number(-8.0, 8.0, 0.1))
    gamma: float = setting(2.0, Number(0.0, 5.0, 0.5))
    logit_a: float = setting(2.0, Number(-10.0, 10.0, 0.1))
    logit_b: float = setting(1.0, Number(-10.0, 10.0, 0.1))
    logit_c: float = setting(0.1, Number(-10.0, 10.0, 0.1))
    logit_d: float = setting(-1.0, Number(-10.0, 10.0, 0.1))
    target: str = setting("b", Choice(CLASSES))
    smoothing: float = setting(0.0, Number(0.0, 0.5, 0.05))
    wrong: float = setting(6.0, Number(0.0, 12.0, 0.5))
    rate: float = setting(1.0, Number(0.1, 5.0, 0.1))
    step: int = setting(20, Number(0, STEPS))
    detail: str = setting("mean_squared_error", Choice(tuple(LOSSES)))
