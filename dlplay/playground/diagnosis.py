"""What just happened, as findings: the name of a sentence and the numbers that prove it.

A finding tells how a run stands at this step; what is said of later steps is proved (`symmetric`, `dead`) or
was fitted to the end (`straight`). The order is that of importance: what makes all else meaningless comes
first.
"""

import math
from typing import NamedTuple

import numpy as np

from dlplay.network import Gradients, backward, forward
from dlplay.playground import hidden_units
from dlplay.playground.answers import confusion
from dlplay.playground.training import Moment, Training

WORSE = 1.15  # of its own minimum: from there on the test loss has risen
LEVEL = 0.99  # of its minimum: a test loss above it has not come down since
GAP = 1.5  # between test and training loss
PARTED = 0.8  # of the training loss at the test loss's minimum: below it the two have parted
ENOUGH_EPOCHS = 5.0
EXPLODED = 20  # times the loss of the start, or of 1 if that is larger
SETTLED = 0.05  # of the loss of the start: down there to and fro does no harm
VANISHED = 1e-3  # of the last layer's gradient: a first layer with less does not learn beside it
SLOW = 0.02  # share of the loss that is gone after ENOUGH_EPOCHS
LEARNED = 0.95  # share of points right
FAULTLESS = 0.99  # then a rise of the test loss harms nobody
HIDDEN_CLASS = (
    0.5  # share of a class's points right; below it the class is not learned, whatever the whole says
)
REASONS = {"symmetric", "saturated", "restless", "straight", "straight_fit"}  # the loss may stand still


class Finding(NamedTuple):
    """A sentence of the catalogue by name, and the numbers for it."""

    name: str
    numbers: dict[str, float]


@np.errstate(over="ignore", invalid="ignore")  # numbers near an explosion
def diagnose(training: Training) -> list[Finding]:
    """Everything worth saying about a run as it stands now; at least one finding."""
    now, start = training.now(), training.moments[0]
    # of what the present settings do only the steps tell that were made with them
    lately = [moment for moment in training.moments if moment.step >= training.since]
    if training.diverged or now.train_loss > EXPLODED * max(start.train_loss, 1.0):
        return [_diverged(training)]
    if now.step == 0:
        return [
            *_symmetric(training),
            Finding("untrained", {"loss": now.train_loss, "weights": len(training.row)}),
        ]
    found = [
        *_symmetric(training),
        *_slopeless(training),
        *_saturated(training),
        *_overfitting(training, now),
        *_restless(training, lately, start),
        *_straight(training, now),
        *_learned(training, now),
    ]
    if not {one.name for one in found} & REASONS:
        found += _slow(training, now, (lately or [now])[0])
    numbers = {"before": start.train_loss, "loss": now.train_loss, "steps": now.step}
    return found or [Finding("learning" if now.train_loss < start.train_loss else "no_better", numbers)]


def _diverged(training: Training) -> Finding:
    now = training.moments[-1]  # the last one whose loss was a finite number
    rates = [one.value for one in training.earlier if one.name == "learning_rate"]
    highest = max([training.recipe.learning_rate, *rates])
    numbers = {"step": now.step, "loss": now.train_loss, "rate": highest}
    return Finding("diverged", numbers | {"largest": float(np.abs(training.row).max())})


def _symmetric(training: Training) -> list[Finding]:
    found = hidden_units.copies(training)
    return [Finding("symmetric", {"layer": found[0], "units": found[1]})] if found else []


def _slopeless(training: Training) -> list[Finding]:
    counts, total = hidden_units.slopeless(training), sum(training.recipe.hidden)
    dead = [Finding("dead", {"units": counts.dead, "of": total})] if counts.dead else []
    return dead + ([Finding("silent", {"units": counts.silent, "of": total})] if counts.silent else [])


def _saturated(training: Training) -> list[Finding]:
    faint, total = hidden_units.saturated(training), sum(training.recipe.hidden)
    return [Finding("saturated", {"units": faint, "of": total})] if faint > total / 4 else []


def _overfitting(training: Training, now: Moment) -> list[Finding]:
    if math.isnan(now.test_loss):
        return [Finding("no_test", {"points": training.problem.trained_on})]
    if now.test_accuracy >= FAULTLESS:
        return []
    best = min(training.moments, key=lambda moment: moment.test_loss)
    if _risen(best, now) or _level(best, now):
        numbers = {"lowest": best.test_loss, "epoch": best.epoch, "test": now.test_loss}
        return [Finding("overfitting", numbers | {"then": best.train_loss, "train": now.train_loss})]
    return []


def _risen(best: Moment, now: Moment) -> bool:
    """The test loss has left its minimum behind while the training loss went down."""
    parted = now.test_loss > GAP * now.train_loss and now.train_loss < best.train_loss
    return parted and now.test_loss > WORSE * best.test_loss


def _level(best: Moment, now: Moment) -> bool:
    """For half of the run the test loss has not come down, though the training loss went on falling."""
    parted = now.test_loss > GAP * now.train_loss and now.train_loss < PARTED * best.train_loss
    return parted and now.epoch - best.epoch > max(ENOUGH_EPOCHS, now.epoch / 2)


def _restless(training: Training, lately: list[Moment], start: Moment) -> list[Finding]:
    """The training loss goes up nearly as often as down: steps too long to settle."""
    losses = np.array([moment.train_loss for moment in lately[-40:]])
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
    epochs = now.epoch - start.epoch
    if epochs < ENOUGH_EPOCHS or now.train_loss < (1 - SLOW) * start.train_loss or now.train_loss < 0.05:
        return []
    gradients = _gradients(training)
    if vanishing := _vanishing(gradients, epochs):
        return vanishing
    slope = float(np.linalg.norm(gradients.row()))
    numbers = {"before": start.train_loss, "loss": now.train_loss, "epochs": epochs, "slope": slope}
    return [Finding("slow" if slope > 1e-6 else "flat", numbers | {"rate": training.recipe.learning_rate})]


def _vanishing(gradients: Gradients, epochs: float) -> list[Finding]:
    """On its way back to the first layer hardly anything is left of the gradient."""
    lengths = [float(np.linalg.norm(kernel)) for kernel in gradients.kernels]
    if not 0 < lengths[0] < VANISHED * lengths[-1]:
        return []
    return [Finding("vanishing", {"first": lengths[0], "last": lengths[-1], "epochs": epochs})]


def _gradients(training: Training) -> Gradients:
    """Over all training points."""
    features, y = training.problem.train
    return backward(training.layers, forward(training.layers, features), y, training.loss)


def _straight(training: Training, now: Moment) -> list[Finding]:
    """Without a bend the network is a linear model; the best of those has been fitted, and it does not do."""
    bends = training.recipe.hidden and training.recipe.activation != "linear"
    if bends or now.epoch < ENOUGH_EPOCHS:
        return []
    best = training.straight
    if best >= LEARNED:
        return []
    if training.problem.task == "regression":
        return [Finding("straight_fit", {"share": math.ceil(100 * max(best, 0.0)) / 100})]
    best = max(best, *(moment.train_accuracy for moment in training.moments))
    return [Finding("straight", {"best": best, "right": now.train_accuracy})]


def _learned(training: Training, now: Moment) -> list[Finding]:
    """Of the test points, or of those learned from where there are no others."""
    tested = len(training.problem.test[1]) > 0
    features, y = training.problem.test if tested else training.problem.train
    if training.problem.task == "regression":
        share = _explained(training, features, y)
        numbers = {"share": share, "epochs": now.epoch}
        return [Finding("fits" if tested else "fits_own", numbers)] if share >= LEARNED else []
    right = now.test_accuracy if tested else now.train_accuracy
    if right < LEARNED:
        return []
    matrix = confusion(training.layers, features, y)
    found = [(row[k] / row.sum(), int(row.sum())) for k, row in enumerate(matrix) if row.any()]
    recall, size = min(found)
    if recall < HIDDEN_CLASS:
        return [Finding("uneven", {"right": right, "share": float(recall), "points": size})]
    numbers = {"right": right, "points": len(y), "epochs": now.epoch, "weights": len(training.row)}
    return [Finding("learned" if tested else "learned_own", numbers)]


def _explained(training: Training, features: np.ndarray, y: np.ndarray) -> float:
    """1 - mean squared error / variance."""
    error = forward(training.layers, features).a[-1] - y
    variance = float(y.var())
    return 1 - float((error * error).mean()) / variance if variance else -math.inf
