"""An encoder and a decoder with attention, in numpy: every intermediate that the page shows.

    encoder      →h_j = GRU(x_j, →h_(j-1))    ←h_j = GRU(x_j, ←h_(j+1))    h_j = [→h_j; ←h_j]    j = 1 ... S
    decoder      s_0 = tanh(W_0 ←h_1 + b_0)   s_t = GRU(y_(t-1), s_(t-1))                         t = 1 ... T
    attention    e_tj = s_t · (W_a h_j)       α_t = softmax(e_t)           c_t = Σ_j α_tj h_j
    answer       a_t = tanh(W_c [c_t; s_t] + b_c)                          p_t = softmax(W_o a_t + b_o)

x and y are the embeddings of the characters read and written; y_0 is the sign of the wanted language.
Notation: N texts or beams, S characters read, T written, E numbers of an embedding, U units of each direction
of the encoder, D of the decoder, V = `alphabet.SIZE`. Computation is float32.

Source: Bahdanau, Cho and Bengio, "Neural machine translation by jointly learning to align and translate",
2015 (encoder, s_0); Luong, Pham and Manning, "Effective approaches to attention-based neural machine
translation", 2015 (score "general", a_t). Left out: padding, since the texts read together must be of one
length, and Luong's input feeding: a_t is not an input of the next step.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from dlplay.layers import dense, gru_cell, softmax
from dlplay.translation import alphabet

EMBEDDING, UNITS, STATE = 48, 80, 160
Weights = Mapping[str, np.ndarray]


def _gru(name: str, inputs: int, units: int) -> dict[str, tuple[int, ...]]:
    return {
        f"{name}_kernel": (inputs, 3 * units),
        f"{name}_recurrent": (units, 3 * units),
        f"{name}_bias": (2, 3 * units),
    }


SHAPES: dict[str, tuple[int, ...]] = {
    "embedding": (alphabet.SIZE, EMBEDDING),
    **_gru("forward", EMBEDDING, UNITS),
    **_gru("backward", EMBEDDING, UNITS),
    "start_kernel": (UNITS, STATE),
    "start_bias": (STATE,),
    **_gru("decoder", EMBEDDING, STATE),
    "attention_kernel": (2 * UNITS, STATE),
    "combined_kernel": (2 * UNITS + STATE, STATE),
    "combined_bias": (STATE,),
    "answer_kernel": (STATE, alphabet.SIZE),
    "answer_bias": (alphabet.SIZE,),
}
PARAMETERS = sum(int(np.prod(shape)) for shape in SHAPES.values())


class Reading(NamedTuple):
    """What the encoder made of texts of one length."""

    encoded: np.ndarray  # h, (N, S, 2U)
    keys: np.ndarray  # W_a h, (N, S, D)
    start: np.ndarray  # s_0, (N, D)


class Step(NamedTuple):
    """What the decoder computes for one character; of several steps, (N, T, …) each."""

    state: np.ndarray  # s_t, (N, D)
    scores: np.ndarray  # e_t, (N, S)
    attention: np.ndarray  # α_t, (N, S)
    context: np.ndarray  # c_t, (N, 2U)
    combined: np.ndarray  # a_t, (N, D)
    logits: np.ndarray  # before the softmax, (N, V)

    @property
    def log_probabilities(self) -> np.ndarray:
        """ln p_t, (…, V) nats."""
        shifted = self.logits - self.logits.max(axis=-1, keepdims=True)
        return shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))


def read(weights: Weights, tokens: np.ndarray) -> Reading:
    """The encoder over texts (N, S)."""
    embedded = weights["embedding"][tokens]  # (N, S, E)
    there = _run(weights, "forward", embedded)
    back = _run(weights, "backward", embedded[:, ::-1])[:, ::-1]
    encoded = np.concatenate([there, back], axis=-1)
    start = np.tanh(dense(back[:, 0], weights["start_kernel"], weights["start_bias"]))
    return Reading(encoded, encoded @ weights["attention_kernel"], start)


def step(weights: Weights, reading: Reading, state: np.ndarray, tokens: np.ndarray) -> Step:
    """The decoder's next step, from s_(t-1) (N, D) and the characters (N,) written last.

    The reading may be of one text while N beams are written.
    """
    state = _gru_step(weights, "decoder", weights["embedding"][tokens], state)
    scores = np.matmul(reading.keys, state[:, :, None])[..., 0]
    attention = softmax(scores)
    context = np.matmul(attention[:, None, :], reading.encoded)[:, 0]
    both = np.concatenate([context, state], axis=-1)
    combined = np.tanh(dense(both, weights["combined_kernel"], weights["combined_bias"]))
    logits = dense(combined, weights["answer_kernel"], weights["answer_bias"])
    return Step(state, scores, attention, context, combined, logits)


def follow(weights: Weights, reading: Reading, start: int, tokens: Sequence[int]) -> Step:
    """All steps of one text in which these tokens are written after the sign `start`.

    So an answer is looked into, or another one weighed that the network did not give.
    """
    steps, state = [], reading.start
    for token in [start, *tokens[:-1]]:
        steps.append(step(weights, reading, state, np.array([token])))
        state = steps[-1].state
    return Step(*(np.stack(parts, axis=1) for parts in zip(*steps, strict=True)))


def _run(weights: Weights, name: str, x: np.ndarray) -> np.ndarray:
    """Hidden states (N, S, U) of a GRU over x (N, S, E), from zeros."""
    hidden = np.zeros((len(x), UNITS), x.dtype)
    states = np.empty((*x.shape[:2], UNITS), x.dtype)
    for place in range(x.shape[1]):
        states[:, place] = hidden = _gru_step(weights, name, x[:, place], hidden)
    return states


def _gru_step(weights: Weights, name: str, x: np.ndarray, hidden: np.ndarray) -> np.ndarray:
    kernel, recurrent, bias = (weights[f"{name}_{part}"] for part in ("kernel", "recurrent", "bias"))
    return gru_cell(x, hidden, kernel, recurrent, bias).hidden
