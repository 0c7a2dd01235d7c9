"""The smallest pushes that move a network's answer the furthest, and random ones as large to compare.

The size of a push is its largest pixel, L-infinity: max |x' - x| <= epsilon, with x' in [0, 1].

Sources: I. Goodfellow, J. Shlens and C. Szegedy, "Explaining and harnessing adversarial examples", ICLR 2015
(FGSM); A. Kurakin, I. Goodfellow and S. Bengio, "Adversarial examples in the physical world", 2017 (its
iteration).  Left out: other norms, random starts, attacks that do not know the weights.
"""

import numpy as np

from dlplay.digits.gradient import pass_back
from dlplay.digits.network import Network
from dlplay.layers import softmax

STRIDE = 1.25  # all steps together go so many times as far as epsilon, so that one may be taken back
SEED = 11


def loss_gradient(network: Network, pictures: np.ndarray, label: int) -> np.ndarray:
    """dL/dx of the cross-entropy L = -ln p_label, (N, 28, 28): dL/dz_k = p_k, less 1 at the label."""
    trace = network(pictures)
    p = softmax(trace.logits.astype(np.float64))
    # 1 - p as the sum of the others: of a p that rounds to 1 nothing would be left, and with it no direction
    p[..., label] = 0
    p[..., label] = -p.sum(axis=-1)
    return pass_back(network, trace, p.astype(np.float32)).picture


def attack(
    network: Network,
    picture: np.ndarray,
    epsilons: np.ndarray,
    label: int,
    *,
    targeted: bool = False,
    steps: int = 1,
) -> np.ndarray:
    """A picture pushed by up to each epsilon so that the loss of a label rises, or falls if it is the target.

    One step is FGSM: x' = clip(x + epsilon sign(dL/dx), 0, 1), minus for a target.  Several are its
    iteration: each goes 1.25 epsilon / steps, and the result is cut to within epsilon of x and to [0, 1].

    Args:
        picture: (28, 28) in [0, 1].
        epsilons: (n,), each in [0, 1].
        label: the answer to lead away from, or with `targeted` to lead to.

    Returns:
        float32 (n, 28, 28).

    Raises:
        ValueError: for an epsilon out of [0, 1], or less than one step.
    """
    far = np.asarray(epsilons, np.float32)[:, None, None]
    if not ((far >= 0) & (far <= 1)).all():
        raise ValueError(f"epsilons must be from 0 to 1, got {epsilons}")
    if steps < 1:
        raise ValueError(f"steps must be at least 1, got {steps}")
    start = np.asarray(picture, np.float32)
    low, high = np.maximum(start - far, 0), np.minimum(start + far, 1)
    stride = (-far if targeted else far) * (1 if steps == 1 else np.float32(STRIDE / steps))
    pushed = np.broadcast_to(start, low.shape)
    slope = loss_gradient(network, start, label)  # the first is the same for all
    for step in range(steps):
        if step:
            slope = loss_gradient(network, pushed, label)
        pushed = np.clip(pushed + stride * np.sign(slope), low, high)
    return pushed


def random_push(picture: np.ndarray, epsilons: np.ndarray, seed: int = SEED) -> np.ndarray:
    """clip(x + epsilon s, 0, 1) with a random sign s = ±1 a pixel, the same at every epsilon: (n, 28, 28)."""
    signs = np.random.default_rng(seed).choice(np.array([-1, 1], np.float32), np.shape(picture))
    far = np.asarray(epsilons, np.float32)[:, None, None]
    return np.clip(np.asarray(picture, np.float32) + far * signs, 0, 1)


def random_pushes(picture: np.ndarray, epsilon: float, count: int, seed: int = SEED) -> np.ndarray:
    """As many random pushes of one size, each with signs of its own: (count, 28, 28)."""
    signs = np.random.default_rng(seed).choice(np.array([-1, 1], np.float32), (count, *np.shape(picture)))
    return np.clip(np.asarray(picture, np.float32) + np.float32(epsilon) * signs, 0, 1)
