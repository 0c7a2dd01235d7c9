"""The kernel, the way of the window and the maps that the settings stand for."""

from typing import NamedTuple

import numpy as np

from dlplay.convolution import KERNELS, Sliding, convolve
from dlplay.digits import network
from dlplay.ui.convolution.settings import OWN, ConvolutionSettings


class Kernel(NamedTuple):
    """Weights (k, k), and the bias: a learned kernel brings its own."""

    weights: np.ndarray
    bias: float


def kernel(settings: ConvolutionSettings) -> Kernel:
    """Raises AssetError for a learned one if the shipped weights are missing or damaged."""
    name = settings.kernel
    if name == "learned":
        weights = network.load().weights
        learned = weights["conv_kernel"][:, :, 0, settings.filter], weights["conv_bias"][settings.filter]
        return Kernel(learned[0].astype(np.float64), float(learned[1]))
    if name in OWN:
        return Kernel(np.reshape(getattr(settings, name), (OWN[name], OWN[name])), settings.bias)
    return Kernel(KERNELS[name], settings.bias)


def sliding(settings: ConvolutionSettings) -> Sliding:
    """How the window moves."""
    padding = int(settings.padding) if settings.padding.isdigit() else settings.padding
    return Sliding(OWN.get(settings.kernel, 3), settings.stride, padding, settings.dilation)


def feature_map(settings: ConvolutionSettings, picture: np.ndarray) -> np.ndarray:
    """What the kernel finds in a picture or map (H, W), after the activation.

    Raises:
        ValueError: where the window does not fit.
    """
    weights, bias = kernel(settings)
    z = convolve(picture[..., None], weights[..., None, None], np.array([bias]), sliding(settings))[..., 0]
    return np.maximum(z, 0) if settings.activation == "relu" else z
