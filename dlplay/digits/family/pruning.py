"""Weights of least magnitude set to zero.

Source: Han, Pool, Tran and Dally, "Learning both weights and connections for efficient neural networks",
NeurIPS 2015.
"""

import numpy as np

from dlplay.digits.family.rounding import is_kernel


def pruned(weights: dict[str, np.ndarray], zeros: float) -> dict[str, np.ndarray]:
    """A network's arrays with a share of all its kernels' weights at 0, those of least |W|; biases stay.

    Args:
        zeros: share in 0..1, exclusive of 1, of all kernels taken together.
    """
    kernels = {name: array for name, array in weights.items() if is_kernel(name)}
    magnitudes = np.concatenate([np.abs(array).ravel() for array in kernels.values()])
    count = round(zeros * len(magnitudes))
    least = np.partition(magnitudes, count)[count]  # that stays
    return weights | {name: np.where(np.abs(array) < least, 0, array) for name, array in kernels.items()}
