"""What just happened, as findings: the name of a sentence and the numbers that prove it.

The order is that of importance: what makes all else meaningless comes first.
"""

import math
from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from dlplay.activations import ACTIVATIONS
from dlplay.activations.saturation import FAINT
from dlplay.network import backward, forward
from dlplay.playground.training import Moment, Training

WORSE = 1.15  # of its own minimum: from there on the test loss has risen
GAP = 1.5  # between test and training loss
ENOUGH_EPOCHS = 5.0
EXPLODED = 20  # times the loss of the start, or of 1 if that is larger
SETTLED = 0.05  # of the loss of the start: down there to and fro does no harm
SLOW = 0.02  # share of the loss that is gone after ENOUGH_EPOCHS
LEARNED = 0.95  # share of points right
FAULTLESS = 0.99  # then a rise of the test loss harms nobody
REASONS = {"symmetric", "saturated", "restless", "straight"}  # for which the loss may stand still


class Finding(NamedTuple):
    """A sentence of the catalogue by name, and the numbers for it."""

    name: str
    numbers: dict[str, float]


@np.errstate(over="ignore", invalid="ignore")  # numbers near an explosion
def diagnose(training: Training) -> list[Finding]:
    """Everything worth saying about a run as it stands now; at least one finding."""
    now, start = training.now(), training.moments[0]
    if training.diverged or now.train_loss > EXPLODED * max(start.train_loss, 1.0):
        return [_diverged(training)]
    if now.step == 0:
        return [
            *_symmetric(training),
            Finding("untrained", {"loss": now.train_loss, "weights": len(training.row)}),
        ]
    found = [
        *_symmetric(training),
        *_dead(training),
        *_saturated(training),
        *_overfitting(training, now),
        *_restless(training, start),
        *_straight(training, now),
        *_learned(training, now),
    ]
    if not {one.name for one in found} & REASONS:
        found += _slow(training, now, start)
    return found or [
        Finding("learning", {"before": start.train_loss, "loss": now.train_loss, "steps": now.step})
    ]


def _diverged(training: Training) -> Finding:
    now = training.moments[-1]  # the last one whose loss was a finite number
    numbers = {"step": now.step, "loss": now.train_loss, "rate": training.recipe.learning_rate}
    return Finding("diverged", numbers | {"largest": float(np.abs(training.row).max())})


def _symmetric(training: Training) -> list[Finding]:
    """Units of a layer that are copies of each other learn the same for ever."""
    for number, layer in enumerate(training.layers[:-1], 1):
        if (
            layer.kernel.shape[1] > 1
            and np.ptp(layer.kernel, axis=1).max() < 1e-12
            and np.ptp(layer.bias) < 1e-12
        ):
            return [Finding("symmetric", {"layer": number, "units": layer.kernel.shape[1]})]
    return []


def _dead(training: Training) -> list[Finding]:
    """Hidden units that answer 0 to every training point and pass no gradient: they cannot come back."""
    dead = _units_where(training, lambda slopes: (slopes == 0).all(axis=0))
    return [Finding("dead", {"units": dead, "of": sum(training.recipe.hidden)})] if dead else []


def _saturated(training: Training) -> list[Finding]:
    """Hidden units whose slope is below 0.05 for at least nine points of ten, but not dead."""
    faint = _units_where(
        training, lambda slopes: ((np.abs(slopes) < FAINT).mean(axis=0) >= 0.9) & (slopes != 0).any(axis=0)
    )
    total = sum(training.recipe.hidden)
    return [Finding("saturated", {"units": faint, "of": total})] if faint > total / 4 else []


def _units_where(training: Training, condition: Callable[[np.ndarray], np.ndarray]) -> int:
    trace = forward(training.layers, training.problem.train[0])
    slope = ACTIVATIONS[training.recipe.activation].derivative
    return int(sum(condition(slope(z)).sum() for z in trace.z[:-1]))


def _overfitting(training: Training, now: Moment) -> list[Finding]:
    if math.isnan(now.test_loss):
        return [Finding("no_test", {"points": training.problem.trained_on})]
    if now.test_accuracy >= FAULTLESS:
        return []
    best = min(training.moments, key=lambda moment: moment.test_loss)
    risen = now.test_loss > WORSE * best.test_loss and now.train_loss < best.train_loss
    if risen and now.test_loss > GAP * now.train_loss:
        numbers = {
            "best": best.test_loss,
            "epoch": best.epoch,
            "test": now.test_loss,
            "train": now.train_loss,
        }
        return [Finding("overfitting", numbers)]
    return []


def _restless(training: Training, start: Moment) -> list[Finding]:
    """The training loss goes up nearly as often as down: steps too long to settle."""
    losses = np.array([moment.train_loss for moment in training.moments[-40:]])
    changes = np.diff(losses)
    if (
        len(changes) < 10
        or np.ptp(losses) < 0.2 * losses.mean()
        or losses.mean() < SETTLED * start.train_loss
    ):
        return []
    ups = int((changes > 0).sum())
    if ups < 0.4 * len(changes):
        return []
    return [Finding("restless", {"ups": ups, "of": len(changes), "rate": training.recipe.learning_rate})]


def _slow(training: Training, now: Moment, start: Moment) -> list[Finding]:
    """After some epochs hardly anything has changed, though there is a slope to follow."""
    if now.epoch < ENOUGH_EPOCHS or now.train_loss < (1 - SLOW) * start.train_loss or now.train_loss < 0.05:
        return []
    slope = _slope(training)
    numbers = {"before": start.train_loss, "loss": now.train_loss, "epochs": now.epoch, "slope": slope}
    return [Finding("slow" if slope > 1e-6 else "flat", numbers | {"rate": training.recipe.learning_rate})]


def _slope(training: Training) -> float:
    """The length of the gradient over all training points."""
    features, y = training.problem.train
    back = backward(training.layers, forward(training.layers, features), y, training.loss)
    return float(np.linalg.norm(back.row()))


def _straight(training: Training, now: Moment) -> list[Finding]:
    """Without a bend in the network it can only draw straight borders; here they do not do."""
    bends = training.recipe.hidden and training.recipe.activation != "linear"
    if bends or now.epoch < ENOUGH_EPOCHS or math.isnan(now.train_accuracy) or now.train_accuracy >= LEARNED:
        return []
    return [Finding("straight", {"right": now.train_accuracy, "features": len(training.recipe.features)})]


def _learned(training: Training, now: Moment) -> list[Finding]:
    if training.problem.task == "regression":
        share = _explained(training)
        return [Finding("fits", {"share": share, "epochs": now.epoch})] if share >= LEARNED else []
    accuracy = now.train_accuracy if math.isnan(now.test_accuracy) else now.test_accuracy
    if accuracy >= LEARNED:
        return [Finding("learned", {"right": accuracy, "epochs": now.epoch, "weights": len(training.row)})]
    return []


def _explained(training: Training) -> float:
    """1 - mean squared error / variance, of the test points where there are any."""
    features, y = training.problem.test if len(training.problem.test[1]) > 1 else training.problem.train
    error = forward(training.layers, features).a[-1] - y
    variance = float(y.var())
    return 1 - float((error * error).mean()) / variance if variance else -math.inf
