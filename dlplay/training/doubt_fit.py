"""Build and fit the network that doubts in Keras."""

import keras

from dlplay.digits.doubt import CONVOLUTIONS, KERNELS
from dlplay.digits.reading import GRID
from dlplay.training import digit_fit


def build(dropout: float = 0.0) -> keras.Sequential:
    """The network of `dlplay.digits.doubt`; dropout before its dense layer acts while training alone."""
    convolutions = [
        keras.layers.Conv2D(
            KERNELS[name][-1], KERNELS[name][:2], strides=stride, activation="relu", name=name
        )
        for name, stride in CONVOLUTIONS.items()
    ]
    return keras.Sequential(
        [
            keras.Input((GRID, GRID, 1)),
            *convolutions,
            keras.layers.Flatten(name="flatten"),
            keras.layers.Dropout(dropout, name="dropout"),
            keras.layers.Dense(KERNELS["dense"][-1], activation="relu", name="dense"),
            keras.layers.Dense(KERNELS["output"][-1], activation="softmax", name="output"),
        ],
        name="doubt",
    )


def fit(recipe, images, labels, seed: int) -> keras.Sequential:
    """Train a new network.

    Args:
        recipe: see `doubt.Recipe`.
        images: uint8 (n, 28, 28).
        labels: (n,), a digit or `dlplay.digits.doubt.NONE`.
        seed: decides the first weights, dropout, the order of the pictures and how they are warped.
    """
    keras.utils.set_random_seed(seed)
    network = build(recipe.dropout)
    digit_fit.train(network, recipe, images, labels, seed)
    return network
