"""Forward passes of the layers that the shipped models are made of, in plain numpy.

Names and meanings are Keras's (https://keras.io/api/layers/), so that weights exported from Keras fit
unchanged.

Notation: H, W height and width, C channels, F filters, N any leading axes.  Computation is in the type of the
inputs, float32 for the shipped weights.
Left out: backward passes: those of the recurrent cells are in `dlplay.recurrent`, that of dense layers in
`dlplay.network`, that of the digit reader in `dlplay.digits.gradient`.
"""

from functools import reduce
from typing import NamedTuple

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def dense(x: np.ndarray, kernel: np.ndarray, bias: np.ndarray) -> np.ndarray:
    """z = x W + b.

    Args:
        x: (N, n_in).
        kernel: (n_in, units).
        bias: (units,).

    Returns:
        (N, units), before any activation.
    """
    return x @ kernel + bias


def conv2d(
    x: np.ndarray, kernel: np.ndarray, bias: np.ndarray, stride: int = 1, padding: int = 0
) -> np.ndarray:
    """z[i, j, f] = sum_abc x[s i + a - p, s j + b - p, c] W[a, b, c, f] + b[f]; outside, x is 0.

    Args:
        x: (N, H, W, C).
        kernel: (A, B, C, F).
        bias: (F,).
        stride: s.
        padding: p, zeros on every side. With stride 1 and an odd A = B, (A - 1) / 2 is Keras's "same".

    Returns:
        (N, ⌊(H + 2p - A) / s⌋ + 1, ⌊(W + 2p - B) / s⌋ + 1, F), before any activation.
    """
    if padding:
        x = np.pad(x, [(0, 0)] * (x.ndim - 3) + [(padding, padding)] * 2 + [(0, 0)])
    height, width, channels, filters = kernel.shape
    windows = sliding_window_view(x, (height, width), axis=(-3, -2))  # (N, i, j, C, A, B)
    windows = windows[..., ::stride, ::stride, :, :, :]
    patches = np.moveaxis(windows, -3, -1).reshape(-1, height * width * channels)  # (N i j, A B C)
    z = patches @ kernel.reshape(-1, filters)
    z += bias  # in place: for several pictures, a second array of this size takes as long as the product
    return z.reshape(*windows.shape[:-3], filters)


def max_pool(x: np.ndarray, size: int = 2) -> np.ndarray:
    """The largest of each `size` x `size` window, side by side: y[i, j] = max_ab x[s i + a, s j + b].

    Rows and columns that do not fill a window are dropped.

    Args:
        x: (N, H, W, C).

    Returns:
        (N, ⌊H / size⌋, ⌊W / size⌋, C).
    """
    height, width = (side // size * size for side in x.shape[-3:-1])
    # a maximum of whole pictures, one for each place in a window: four times as fast as over axes of length 2
    corners = [x[..., i:height:size, j:width:size, :] for i in range(size) for j in range(size)]
    return reduce(np.maximum, corners)


def upsample(x: np.ndarray, size: int = 2) -> np.ndarray:
    """Each number `size` times downwards and to the right: y[i, j] = x[⌊i / size⌋, ⌊j / size⌋].

    Args:
        x: (N, H, W, C).

    Returns:
        (N, size H, size W, C).
    """
    return x.repeat(size, axis=-3).repeat(size, axis=-2)


def softmax(z: np.ndarray) -> np.ndarray:
    """p_k = exp(z_k) / sum_i exp(z_i) over the last axis.

    The largest z is subtracted first, which changes no p_k and keeps exp from overflowing.
    """
    exponentials = np.exp(z - z.max(axis=-1, keepdims=True))
    return exponentials / exponentials.sum(axis=-1, keepdims=True)


class LSTMStep(NamedTuple):
    """What an LSTM cell computes at one time step; every field is (N, units)."""

    input_gate: np.ndarray
    forget_gate: np.ndarray
    candidate: np.ndarray
    output_gate: np.ndarray
    cell: np.ndarray
    hidden: np.ndarray


def sigmoid(z: np.ndarray) -> np.ndarray:
    """1 / (1 + exp(-z)), computed as (1 + tanh(z / 2)) / 2, which cannot overflow."""
    return 0.5 * np.tanh(0.5 * z) + 0.5


def lstm_cell(
    x: np.ndarray,
    hidden: np.ndarray,
    cell: np.ndarray,
    kernel: np.ndarray,
    recurrent_kernel: np.ndarray,
    bias: np.ndarray,
) -> LSTMStep:
    """z = x W + h U + b; i, f, o = sigmoid(z_i, z_f, z_o); g = tanh(z_g); c' = f c + i g; h' = o tanh(c').

    Args:
        x: (N, n_in), the input of this step.
        hidden, cell: (N, units), h and c of the step before; zeros at the start.
        kernel: (n_in, 4 units), W; its columns, as those of U and b, in Keras's order i, f, g, o.
        recurrent_kernel: (units, 4 units), U.
        bias: (4 units,), b.

    Source: Hochreiter and Schmidhuber, "Long short-term memory", Neural Computation 9(8), 1997; the forget
    gate from Gers, Schmidhuber and Cummins, "Learning to forget", Neural Computation 12(10), 2000.
    """
    z_input, z_forget, z_candidate, z_output = np.split(
        x @ kernel + hidden @ recurrent_kernel + bias, 4, axis=-1
    )
    input_gate, forget_gate, output_gate = sigmoid(z_input), sigmoid(z_forget), sigmoid(z_output)
    candidate = np.tanh(z_candidate)
    cell = forget_gate * cell + input_gate * candidate
    return LSTMStep(input_gate, forget_gate, candidate, output_gate, cell, output_gate * np.tanh(cell))


class GRUStep(NamedTuple):
    """What a GRU cell computes at one time step; every field is (N, units)."""

    update_gate: np.ndarray
    reset_gate: np.ndarray
    recalled: np.ndarray  # h U_h + b', before the reset gate multiplies it
    candidate: np.ndarray
    hidden: np.ndarray


def gru_cell(
    x: np.ndarray, hidden: np.ndarray, kernel: np.ndarray, recurrent_kernel: np.ndarray, bias: np.ndarray
) -> GRUStep:
    """z, r = sigmoid(x W + b + h U + b'); g = tanh(x W_g + b_g + r (h U_g + b'_g)); h' = z h + (1 - z) g.

    This is Keras's default, `reset_after=True`: the reset gate acts after the recurrent product.

    Args:
        x: (N, n_in), the input of this step.
        hidden: (N, units), h of the step before; zeros at the start.
        kernel: (n_in, 3 units), W; its columns, as those of U, b and b', in Keras's order z, r, g.
        recurrent_kernel: (units, 3 units), U.
        bias: (2, 3 units): b of the input, b' of the recurrent product.

    Source: Cho et al., "Learning phrase representations using RNN encoder-decoder", 2014.
    """
    units = hidden.shape[-1]
    from_input = x @ kernel + bias[0]
    from_hidden = hidden @ recurrent_kernel + bias[1]
    gates = sigmoid(from_input[..., : 2 * units] + from_hidden[..., : 2 * units])
    update_gate, reset_gate = gates[..., :units], gates[..., units:]
    recalled = from_hidden[..., 2 * units :]
    candidate = np.tanh(from_input[..., 2 * units :] + reset_gate * recalled)
    next_hidden = update_gate * hidden + (1 - update_gate) * candidate
    return GRUStep(update_gate, reset_gate, recalled, candidate, next_hidden)


def simple_rnn_cell(
    x: np.ndarray, hidden: np.ndarray, kernel: np.ndarray, recurrent_kernel: np.ndarray, bias: np.ndarray
) -> np.ndarray:
    """h' = tanh(x W + h U + b).

    Args:
        x: (N, n_in), the input of this step.
        hidden: (N, units), h of the step before; zeros at the start.
        kernel: (n_in, units), W.
        recurrent_kernel: (units, units), U.
        bias: (units,), b.

    Returns:
        (N, units).

    Source: Elman, "Finding structure in time", Cognitive Science 14(2), 1990.
    """
    return np.tanh(x @ kernel + hidden @ recurrent_kernel + bias)
