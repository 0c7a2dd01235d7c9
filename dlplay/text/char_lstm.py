"""The shipped character models in numpy: they write, and they say how they read.

Keras trains them (`python -m dlplay.training shakespeare`); the network is the textbook's, a stack of
recurrent layers on one-hot characters and a softmax. A one-hot input times a kernel is a row of the kernel,
and the state is carried, so one character costs one update of each cell instead of a pass over a window.

Notation: B streams, L layers, U units, V characters, n characters of a text. All numbers are float32.
"""

import hashlib
import itertools
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

import numpy as np

from dlplay.text import sampling
from dlplay.text.cells import CELLS
from dlplay.text.model_files import load_weights
from dlplay.text.stepping import State, Stepper, fuse
from dlplay.text.vocabulary import Vocabulary

# Something must be read before the first character is written; a line end lets a new line begin.
LINE_END = "\n"
LOG_PROBABILITIES_BLOCK = 2048


class Reading(NamedTuple):
    """Everything a model computed while it read a text of n characters."""

    logits: np.ndarray  # (n, V): the scores of the character that follows each
    hidden: np.ndarray  # (L, n, U)
    cell: np.ndarray  # (L, n, U); zeros in a SimpleRNN, hidden again in a GRU
    # (L, n, 4, U): input, forget, output gate, candidate; (L, n, 1, U), h, in a SimpleRNN; a GRU's: `GRUCell`
    gates: np.ndarray
    state: State  # after the last character


class CharLSTM:
    """A character model ready to write: see `load`, `generate`, `stream`, `log_probabilities`, `read`."""

    def __init__(self, cell: str, vocabulary: Vocabulary, weights: Sequence[np.ndarray]):
        """weights: kernel, recurrent kernel, bias of each layer, then kernel and bias of the softmax."""
        self.vocabulary = vocabulary
        self.layers = len(weights) // 3
        self.units = weights[1].shape[0]
        self.cell = CELLS[cell](self.units)
        self.parameters = sum(weight.size for weight in weights)
        layers = [self.cell.prepare(*weights[3 * layer : 3 * layer + 3]) for layer in range(self.layers)]
        kernels, self._recurrent, biases = zip(*layers, strict=True)
        self._rows = kernels[0] + biases[0]
        self._kernels = [*kernels[1:], np.asarray(weights[-2], np.float32)]
        self._biases = [*biases[1:], np.asarray(weights[-1], np.float32)]
        self._fused = list(map(fuse, self._kernels, self._recurrent))

    @classmethod
    def load(cls, name: str = "small") -> "CharLSTM":
        """A shipped model: "small", "large", "rnn", "poems", or a moment of its training, as "small-early".

        Raises ValueError for an unknown name and `dlplay.assets.AssetError` for a missing or damaged file.
        """
        return cls(*load_weights(name))

    @cached_property
    def fingerprint(self) -> str:
        """The same for two models that write the same, another for any other."""
        digest = hashlib.sha256(f"{type(self.cell).__name__} {self.vocabulary.characters!r}".encode())
        for weights in (self._rows, *self._recurrent, *self._kernels, *self._biases):
            digest.update(repr(weights.shape).encode() + weights.tobytes())
        return digest.hexdigest()

    @property
    def architecture(self) -> str:
        """The layers, as Keras names them."""
        below = [f"{self.cell.layer}({self.units}, return_sequences=True)"] * (self.layers - 1)
        top = [f"{self.cell.layer}({self.units})", f"Dense({len(self.vocabulary)}, softmax)"]
        return " -> ".join(below + top)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, CharLSTM) and self.fingerprint == other.fingerprint

    def __hash__(self) -> int:
        return hash(self.fingerprint)

    @staticmethod
    def opening(prompt: str) -> str:
        """What is read before writing starts: the prompt, or a line end if it is empty."""
        return prompt or LINE_END

    def start(self) -> State:
        """The state before the first character: zeros."""
        shape = (self.layers, 1, self.units)
        return State(np.zeros(shape, np.float32), np.zeros(shape, np.float32))

    def read(self, text: str, state: State | None = None) -> Reading:
        """Reads a text, after the one that led to `state`, and keeps every intermediate.

        Raises ValueError for an empty text and for characters outside the vocabulary.
        """
        if not text:
            raise ValueError("text must not be empty")
        state = self.start() if state is None else state
        length, gates = len(text), self.cell.gates
        hidden = np.empty((self.layers, length, self.units), np.float32)
        cell = np.zeros((self.layers, length, self.units), np.float32)
        trace = np.empty((self.layers, length, gates, self.units), np.float32)
        z = self._rows[self.vocabulary.encode(text)]
        for layer in range(self.layers):
            self._read_layer(layer, z, state, hidden[layer], cell[layer])
            trace[layer] = (z if gates > 1 else hidden[layer]).reshape(length, gates, self.units)
            z = hidden[layer] @ self._kernels[layer] + self._biases[layer]
        return Reading(z, hidden, cell, trace, State(hidden[:, -1:].copy(), cell[:, -1:].copy()))

    def _read_layer(
        self, layer: int, z: np.ndarray, state: State, hidden: np.ndarray, cell: np.ndarray
    ) -> None:
        """One layer over all characters: fills hidden and cell (n, U); z (n, 4U) becomes the gates."""
        kernel, fed_back = self._recurrent[layer], np.empty(z.shape[1], np.float32)
        h, c = state.hidden[layer, 0], state.cell[layer, 0].copy()
        for z_now, h_now, c_now in zip(z, hidden, cell, strict=True):
            z_now += np.dot(h, kernel, out=fed_back)
            self.cell.advance(z_now, h_now, c)
            c_now[:] = c
            h = h_now

    def log_probabilities(self, text: str) -> np.ndarray:
        """ln p of each character of `text` but the first, given all those before it.

        Returns (len(text) - 1,) nats. Raises ValueError for characters outside the vocabulary.
        """
        numbers = self.vocabulary.encode(text)
        state, parts = self.start(), [np.empty(0, np.float32)]
        for begin in range(0, len(text) - 1, LOG_PROBABILITIES_BLOCK):
            following = numbers[begin + 1 : begin + 1 + LOG_PROBABILITIES_BLOCK]
            reading = self.read(text[begin : begin + len(following)], state)
            state = reading.state
            shifted = reading.logits - reading.logits.max(axis=1, keepdims=True)
            chosen = shifted[np.arange(len(following)), following]
            parts.append(chosen - np.log(np.exp(shifted).sum(axis=1)))
        return np.concatenate(parts)

    def stream(
        self,
        prompt: str,
        temperatures: Sequence[float],
        seed: int,
        top_k: int | None = None,
        top_p: float | None = None,
    ) -> Iterator[tuple[str, ...]]:
        """Goes on from `prompt` without end, one stream for each temperature; yields their next characters.

        All streams use the same draws (see `dlplay.text.sampling`). An empty prompt stands for a line end.
        Raises ValueError for settings out of range and for characters outside the vocabulary.
        """
        sampler = sampling.Sampler(temperatures, top_k, top_p)
        reading = self.read(self.opening(prompt))
        choices = self.choices(reading.state, reading.logits[-1], sampler, seed)
        characters = np.array(list(self.vocabulary.characters))
        return (tuple(characters[choice.numbers].tolist()) for choice in choices)

    def choices(
        self, state: State, logits: np.ndarray, sampler: sampling.Sampler, seed: int
    ) -> Iterator[sampling.Choice]:
        """The same after a text that led to `state` and `logits` (V,), with all that was chosen from."""
        stepper = Stepper(self.cell, self._rows, self._fused, self._biases, state, sampler.streams)
        randomness = np.random.default_rng(seed)
        logits = np.repeat(logits[None], sampler.streams, axis=0)
        while True:
            choice = sampler.draw(logits, randomness.random())
            yield choice
            logits = stepper.step(choice.numbers)

    def generate_many(
        self,
        prompt: str,
        length: int,
        temperatures: Sequence[float],
        seed: int,
        top_k: int | None = None,
        top_p: float | None = None,
    ) -> list[str]:
        """`length` characters that follow `prompt`, one text for each temperature, all by the same draws."""
        if length < 0:
            raise ValueError(f"length must be at least 0, got {length}")
        stream = self.stream(prompt, temperatures, seed, top_k, top_p)
        written = list(itertools.islice(stream, length))
        return ["".join(text) for text in zip(*written, strict=True)] or [""] * len(temperatures)

    def generate(
        self,
        prompt: str,
        length: int,
        temperature: float,
        seed: int,
        top_k: int | None = None,
        top_p: float | None = None,
    ) -> str:
        """The `length` characters that the model writes after `prompt` (which is not repeated).

        temperature: at least 0; 0 writes the most probable character every time.
        top_k, top_p: see `sampling.next_probabilities`. The same arguments give the same text.
        Raises ValueError for arguments out of range and for characters outside the vocabulary.
        """
        return self.generate_many(prompt, length, [temperature], seed, top_k, top_p)[0]
