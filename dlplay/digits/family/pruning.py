"""Weights of least magnitude set to zero.

Source: Han, Pool, Tran and Dally, "Learning both weights and connections for efficient neural networks",
NeurIPS 2015.
"""

import numpy as np

from dlplay.digits.family.rounding import is_kernel


def pruned(weights: dict[str, np.ndarray], zeros: float) -> dict[str, np.ndarray]:
    """A network's arrays with a share of its kernels' weights at 0, those of least |W| in the largest kernel.

    The smaller kernels stay whole: they hold hardly any of the weights, and each of a convolution's works at
    every place of a picture.

    Args:
        zeros: share in 0..1 of all kernels' weights.

    Raises:
        ValueError: if the largest kernel has not so many.
    """
    sizes = {name: array.size for name, array in weights.items() if is_kernel(name)}
    name = max(sizes, key=lambda name: sizes[name])
    count = round(zeros * sum(sizes.values()))
    if count >= sizes[name]:
        raise ValueError(f"{count} zeros do not leave a weight of {name}, which has {sizes[name]}")
    magnitude = np.abs(weights[name])
    least = np.partition(magnitude, count, axis=None)[count]  # that stays
    return weights | {name: np.where(magnitude < least, 0, weights[name])}
