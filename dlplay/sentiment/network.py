"""The network that judges a sentence, forwards and back, with all that stands between.

Notation: T tokens, D sizes of a token's vector, F filters of each convolution; w[k] kernel of width 3.
    e_t = E[own_t] + mean of E[parts_t]                        a token's vector, (D,)
    h_t = relu(Σ_k e_{t+k} W[k] + b),       k = -1, 0, 1       a token between its neighbours, (F,)
    g_t = relu(Σ_k h_{t+3k} V[k] + c),      k = -1, 0, 1       the same over nine tokens, (F,)
    s_t = g_t · u + d                                          what speaks for positive here
    a_t = exp(g_t · q) / Σ_i exp(g_i · q)                      how much this place counts
    z = Σ_t a_t s_t,   p = 1 / (1 + exp(-z))                   a share a_t s_t for each place adds up to z
A piece that was never seen has the vector 0, as has everything before and behind the sentence.
Source of the pooling: Bahdanau, Cho and Bengio, "Neural machine translation by jointly learning to align and
translate", 2014, here without a decoder.
Computation is in float32; Keras trained it: `python -m dlplay.training sentiment`.
"""

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

import numpy as np

from dlplay.assets import MODELS, load_arrays, parsing, read_checked
from dlplay.layers import sigmoid, softmax
from dlplay.sentiment.pieces import ABSENT, Numbered, numbered

WEIGHTS, FACTS = MODELS / "sentiment.npz", MODELS / "sentiment.json"
VOCABULARY = MODELS / "sentiment.txt"  # a piece a line
REBUILD = "python -m dlplay.training sentiment"
VECTOR, FILTERS, WIDTH, DILATION = 24, 32, 3, 3


class Trace(NamedTuple):
    """Everything the network computes on one sentence, float32.

    vectors: (T, D). near, wide: (T, F), after each convolution. scores, attention, shares: (T,).
    logit, probability: (), of positive.
    """

    vectors: np.ndarray
    near: np.ndarray
    wide: np.ndarray
    scores: np.ndarray
    attention: np.ndarray
    logit: np.ndarray
    probability: np.ndarray

    @property
    def shares(self) -> np.ndarray:
        """a_t s_t: what each place adds to the logit, exactly."""
        return self.attention * self.scores


class Weights(NamedTuple):
    """E (P + 1, D), row 0 zeros; W (3, D, F), b; V (3, F, F), c; u (F,), d (), q (F,)."""

    pieces: np.ndarray
    near_kernel: np.ndarray
    near_bias: np.ndarray
    wide_kernel: np.ndarray
    wide_bias: np.ndarray
    score: np.ndarray
    score_bias: np.ndarray
    attention: np.ndarray


class Network:
    """A vocabulary with its network."""

    def __init__(self, vocabulary: dict[str, int], weights: Weights) -> None:
        self.vocabulary = vocabulary
        self.weights = weights

    def __call__(self, names: Sequence[str]) -> Trace:
        """Judge the tokens of a sentence, at least one."""
        return self.judge_vectors(self.vectors(numbered(names, self.vocabulary)))

    def vectors(self, found: Numbered) -> np.ndarray:
        """e, (T, D)."""
        table = self.weights.pieces
        known = (found.parts != ABSENT).sum(axis=1, keepdims=True)  # (T, 1)
        return table[found.own] + table[found.parts].sum(axis=1) / np.maximum(known, 1).astype(table.dtype)

    def judge_vectors(self, vectors: np.ndarray) -> Trace:
        """The rest of the way, from e."""
        weights = self.weights
        near = _relu(convolve(vectors, weights.near_kernel, 1) + weights.near_bias)
        wide = _relu(convolve(near, weights.wide_kernel, DILATION) + weights.wide_bias)
        scores = wide @ weights.score + weights.score_bias
        attention = softmax(wide @ weights.attention)
        logit = attention @ scores
        return Trace(vectors, near, wide, scores, attention, logit, sigmoid(logit))

    def slopes(self, trace: Trace) -> np.ndarray:
        """dz / de, (T, D), by the chain rule:

        dz/dg_t = a_t (u + (s_t - z) q), and back through each convolution where its relu was above 0.
        """
        weights = self.weights
        pull = (trace.scores - trace.logit)[:, None] * weights.attention  # (T, F)
        wide = trace.attention[:, None] * (weights.score + pull)
        near = convolve_back(wide * (trace.wide > 0), weights.wide_kernel, DILATION)
        return convolve_back(near * (trace.near > 0), weights.near_kernel, 1)


def convolve(x: np.ndarray, kernel: np.ndarray, dilation: int) -> np.ndarray:
    """y_t = Σ_k x_{t + dilation (k - 1)} W[k], zeros outside: Keras's padding "same" for a kernel of width 3.

    Args:
        x: (T, C).
        kernel: (3, C, F).

    Returns:
        (T, F).
    """
    y = x @ kernel[1]
    if len(x) > dilation:
        y[dilation:] += x[:-dilation] @ kernel[0]
        y[:-dilation] += x[dilation:] @ kernel[2]
    return y


def convolve_back(slopes: np.ndarray, kernel: np.ndarray, dilation: int) -> np.ndarray:
    """dz/dx (T, C) from dz/dy (T, F): the same convolution, its kernel turned round."""
    return convolve(slopes, kernel[::-1].swapaxes(1, 2), dilation)


def _relu(z: np.ndarray) -> np.ndarray:
    return np.maximum(z, 0)


def array_shapes(pieces: int) -> dict[str, tuple[int, ...]]:
    """The arrays of the file, for so many pieces."""
    return {
        "pieces": (pieces + 1, VECTOR),
        "near_kernel": (WIDTH, VECTOR, FILTERS),
        "near_bias": (FILTERS,),
        "wide_kernel": (WIDTH, FILTERS, FILTERS),
        "wide_bias": (FILTERS,),
        "score": (FILTERS,),
        "score_bias": (),
        "attention": (FILTERS,),
    }


@cache
def load() -> Network:
    """The shipped network, read once.

    Raises:
        AssetError: if its files are missing or not the recorded ones.
    """
    names = read_checked(VOCABULARY, REBUILD)
    with parsing(VOCABULARY, REBUILD):
        pieces = names.decode("utf-8").split("\n")
    arrays = load_arrays(WEIGHTS, array_shapes(len(pieces)), REBUILD)
    weights = Weights(**{name: array.astype(np.float32) for name, array in arrays.items()})
    for array in weights:
        array.flags.writeable = False  # threads share what is loaded once
    return Network({piece: number for number, piece in enumerate(pieces, start=1)}, weights)
