"""A dense network that learns: the pass forward, the pass back, and all its weights in one row.

Notation: a[0] = x inputs; z[l] = a[l-1] W[l] + b[l] and a[l] = f(z[l]) for l = 1 ... L; p = a[L] predictions;
y targets; E the mean loss of the batch; delta[l] = dE/dz[l]; N samples, one a row.

    delta[L] = dE/dp f'(z[L])                   dE/dW[l] = a[l-1]^T delta[l]
    dE/da[l-1] = delta[l] W[l]^T                dE/db[l] = sum of delta[l] over the samples
    delta[l] = dE/da[l] f'(z[l])

Source: Rumelhart, Hinton and Williams, "Learning representations by back-propagating errors", Nature 323,
1986. Left out: layers that are not dense.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from dlplay.activations import ACTIVATIONS
from dlplay.losses import LOSSES
from dlplay.neuron import Dense

# Keras takes these losses from the logits where it sees their activation: sure and wrong still learns.
JOINED = {("sigmoid", "binary_crossentropy"), ("softmax", "categorical_crossentropy")}


class Trace(NamedTuple):
    """What a pass forward computes."""

    z: list[np.ndarray]  # z[1] ... z[L], (N, units) each; z[l] stands at l - 1
    a: list[np.ndarray]  # a[0] ... a[L]


class Gradients(NamedTuple):
    """What a pass back computes: dE with respect to everything."""

    activations: list[np.ndarray]  # dE/da[0] ... dE/da[L], like Trace.a
    deltas: list[np.ndarray]  # delta[1] ... delta[L], like Trace.z
    kernels: list[np.ndarray]  # dE/dW[1] ... dE/dW[L], (n_in, units) each
    biases: list[np.ndarray]  # dE/db[1] ... dE/db[L], (units,) each

    def row(self) -> np.ndarray:
        """dE with respect to all weights, in the order of `row_of`."""
        return np.concatenate(
            [
                part
                for pair in zip(self.kernels, self.biases, strict=True)
                for part in (pair[0].ravel(), pair[1])
            ]
        )


def forward(layers: Sequence[Dense], x: np.ndarray, masks: Sequence[np.ndarray] | None = None) -> Trace:
    """z[l] and a[l] of every layer.

    Args:
        x: (N, n_in) float64.
        masks: dropout's factors of a[1] ... a[L-1], 0 or 1 / (1 - rate), (N, units) each; None: no dropout.
    """
    z, a = [], [x]
    for position, (kernel, bias, activation) in enumerate(layers):
        z.append(a[-1] @ kernel + bias)
        output = ACTIVATIONS[activation].function(z[-1])
        a.append(output * masks[position] if masks and position < len(masks) else output)
    return Trace(z, a)


def value(layers: Sequence[Dense], trace: Trace, y_true: np.ndarray, loss: str) -> float:
    """E, the mean loss of the batch, as Keras reports it."""
    if (layers[-1].activation, loss) in JOINED:
        return LOSSES[loss].value(y_true, trace.z[-1], from_logits=True)
    return LOSSES[loss].value(y_true, trace.a[-1])


def backward(
    layers: Sequence[Dense],
    trace: Trace,
    y_true: np.ndarray,
    loss: str,
    masks: Sequence[np.ndarray] | None = None,
) -> Gradients:
    """dE with respect to every activation, sum, weight and bias, by the chain rule.

    Args:
        y_true: (N, units of the last layer).
        loss: a key of LOSSES.
        masks: those of the pass forward.
    """
    by_a = [LOSSES[loss].gradient(y_true, trace.a[-1])]
    deltas: list[np.ndarray] = []
    for position in range(len(layers) - 1, -1, -1):
        kernel, _, activation = layers[position]
        if not deltas and (activation, loss) in JOINED:
            deltas.append(LOSSES[loss].gradient(y_true, trace.z[-1], from_logits=True))
        else:
            by_output = by_a[-1] * masks[position] if masks and position < len(masks) else by_a[-1]
            deltas.append(ACTIVATIONS[activation].backward(trace.z[position], by_output))
        by_a.append(deltas[-1] @ kernel.T)
    by_a.reverse()
    deltas.reverse()
    kernels = [a.T @ delta for a, delta in zip(trace.a[:-1], deltas, strict=True)]
    return Gradients(by_a, deltas, kernels, [delta.sum(axis=0) for delta in deltas])


def row_of(layers: Sequence[Dense]) -> np.ndarray:
    """All weights in one row, in the order that `dlplay.neuron.network_in` reads."""
    return np.concatenate([part for layer in layers for part in (layer.kernel.ravel(), layer.bias)])
