"""Weights and biases of a convolution, and of a dense layer that gives as many numbers."""

from typing import NamedTuple

from dlplay.convolution.sliding import Sliding


class Counts(NamedTuple):
    """What each layer has to learn for `outputs` numbers out of `inputs`."""

    inputs: int
    outputs: int
    convolution: int  # (k k C + 1) F
    dense: int  # (inputs + 1) outputs


def count(slide: Sliding, n: int, channels: int, filters: int) -> Counts:
    """For a picture of n x n pixels with so many channels.

    Raises:
        ValueError: where the window does not fit.
    """
    inputs, outputs = n * n * channels, slide.size(n) ** 2 * filters
    return Counts(inputs, outputs, (slide.kernel**2 * channels + 1) * filters, (inputs + 1) * outputs)
