"""The network and the digits that the settings stand for."""

from typing import Any

import numpy as np

from dlplay.digits.cnn import CnnSettings
from dlplay.digits.lab import CLASSES, Lab
from dlplay.ui.train_cnn.settings import DIGITS, TrainSettings


def counts(settings: TrainSettings) -> tuple[int, ...]:
    """Training digits of each class, as asked for: MNIST has fewer of some."""
    asked = settings.own or (int(settings.each),) * CLASSES
    return tuple(0 if digit in settings.dropped else n for digit, n in zip(DIGITS, asked, strict=True))


def examples(asked: tuple[int, ...], available: np.ndarray) -> int:
    """Training digits altogether, where of some classes there are no more than `available`."""
    return int(np.minimum(asked, available).sum())


def lab(settings: TrainSettings) -> Lab:
    """What the network is given to learn from.

    Raises:
        ValueError: if no digit is left.
    """
    switches = {name: name in settings.lab for name in ("shuffled", "augmented")}
    return Lab(counts(settings), settings.flipped, settings.noise, **switches, seed=settings.seed)


def cnn(settings: TrainSettings) -> CnnSettings:
    """The network and how it is trained.

    Raises:
        ValueError: if it has too many parameters.
    """
    shared: dict[str, Any] = {
        name: getattr(settings, name)
        for name in (
            *("network", "filters", "kernel", "pool", "dense"),
            *("activation", "dropout", "loss", "optimizer"),
        )
    }
    return CnnSettings(
        **shared,
        learning_rate=float(settings.rate),
        batch_size=int(settings.batch),
        epochs=settings.epochs,
        seed=settings.seed,
    )


def possible(settings: TrainSettings) -> bool:
    """Whether there are digits left and the network is not too large."""
    try:
        cnn(settings), lab(settings)
    except ValueError:
        return False
    return True


def parameters(settings: TrainSettings) -> dict[str, int]:
    """Weights and biases of each layer, also of networks too large to be trained here."""
    output = (settings.dense + 1) * CLASSES
    if settings.network == "dense":
        return {"dense": (28 * 28 + 1) * settings.dense, "output": output}
    side = (28 - settings.kernel + 1) // settings.pool
    return {
        "conv": (settings.kernel**2 + 1) * settings.filters,
        "dense": (side * side * settings.filters + 1) * settings.dense,
        "output": output,
    }
