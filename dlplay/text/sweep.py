"""One prompt's texts at many temperatures, written from the same draws and a little at a time.

Many streams at once cost a third of what each costs alone, but their sums are rounded in another order. Where
that could have decided a character, the text is written once more, alone: each is what `generate` writes.
Among many characters it nearly always could, so that there each text is written alone at once.

Notation: B streams, V characters in the vocabulary.
"""

import itertools
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

import numpy as np

from dlplay.text.char_lstm import CharLSTM
from dlplay.text.sampling import MANY, Choice, Choices, Sampler
from dlplay.text.vocabulary import Vocabulary
from dlplay.text.writing import entropy

PIECE = 8  # characters between two looks at the clock


class Written(NamedTuple):
    """A text, and how open the choices of its characters were."""

    text: str
    nats: float  # the mean entropy of what they were drawn from


class Sweep:
    """The texts after one prompt: `write` gives some of them now, `go_on` works on the rest. Thread-safe.

    Args:
        model, prompt, length, seed, top_k, top_p: as in `CharLSTM.generate`.
        groups: temperatures that `go_on` writes together, the first group first.

    Raises:
        ValueError: for a length below 1, and as `CharLSTM.generate` does.
    """

    def __init__(
        self,
        model: CharLSTM,
        prompt: str,
        length: int,
        seed: int,
        top_k: int | None = None,
        top_p: float | None = None,
        groups: Sequence[Sequence[float]] = (),
    ):
        if length < 1:
            raise ValueError(f"length must be at least 1, got {length}")
        self.written: dict[float, Written] = {}
        self._model, self._length, self._seed, self._cut = model, length, seed, (top_k, top_p)
        reading = model.read(model.opening(prompt))
        self._state, self.logits = reading.state, reading.logits[-1].copy()  # (V,): of the first character
        self._groups = deque(one for group in groups for one in self._together(group))
        self._batch: _Batch | None = None
        self._lock = threading.Lock()

    @property
    def complete(self) -> bool:
        """Whether every group is written."""
        return not self._groups and self._batch is None

    def write(self, temperatures: Sequence[float]) -> list[Written]:
        """The texts at some temperatures; those that are not there yet are written together, at once."""
        with self._lock:
            missing = [one for one in temperatures if one not in self.written]
            groups: deque[Sequence[float]] = deque(self._together(missing))
            while groups:
                batch = self._begin(groups.popleft())
                batch.advance(self._length)
                groups.extend(self._keep(batch))
            return [self.written[one] for one in temperatures]

    def go_on(self, seconds: float, overtaken: Callable[[], bool] = lambda: False) -> None:
        """Works on the groups for about so long, or until something else is wanted."""
        end = time.perf_counter() + seconds
        with self._lock:
            while not self.complete and not overtaken() and time.perf_counter() < end:
                self._piece()

    def _piece(self) -> None:
        if self._batch is None:
            missing = [one for one in self._groups.popleft() if one not in self.written]
            self._batch = self._begin(missing) if missing else None
            return
        self._batch.advance(min(PIECE, self._length - self._batch.length))
        if self._batch.length == self._length:
            self._groups.extendleft(self._keep(self._batch))
            self._batch = None

    def _together(self, temperatures: Sequence[float]) -> list[tuple[float, ...]]:
        """The groups in which some temperatures are written."""
        if len(self._model.vocabulary) < MANY:
            return [tuple(temperatures)] if temperatures else []
        return [(one,) for one in temperatures]

    def _begin(self, temperatures: Sequence[float]) -> "_Batch":
        sampler = Sampler(temperatures, *self._cut)
        choices = self._model.choices(self._state, self.logits, sampler, self._seed)
        return _Batch(temperatures, sampler, choices, self._model.vocabulary)

    def _keep(self, batch: "_Batch") -> list[tuple[float]]:
        """Stores what a finished batch wrote without doubt; returns the rest as groups of one."""
        for temperature, written in batch.texts().items():
            self.written.setdefault(temperature, written)
        return [(one,) for one in batch.doubtful if one not in self.written]


class _Batch:
    """Texts at B temperatures that are being written together."""

    def __init__(
        self,
        temperatures: Sequence[float],
        sampler: Sampler,
        choices: Iterator[Choice],
        vocabulary: Vocabulary,
    ):
        self._temperatures, self._sampler, self._choices = temperatures, sampler, choices
        self._vocabulary = vocabulary
        self._numbers: list[np.ndarray] = []
        self._nats, self._in_doubt = np.zeros(len(temperatures)), np.zeros(len(temperatures), bool)

    @property
    def length(self) -> int:
        """Characters so far."""
        return len(self._numbers)

    @property
    def doubtful(self) -> list[float]:
        """The temperatures whose texts rounding may have changed."""
        return list(itertools.compress(self._temperatures, self._in_doubt))

    def advance(self, length: int) -> None:
        """Writes so many characters more."""
        piece = list(itertools.islice(self._choices, length))
        choices = Choices.of(piece)
        self._numbers += [choice.numbers for choice in piece]
        self._nats += entropy(np.diff(choices.cumulative, prepend=0.0)).sum(axis=0)
        if len(self._temperatures) > 1:  # one alone is written as `generate` does
            self._in_doubt |= self._sampler.doubtful(choices)

    def texts(self) -> dict[float, Written]:
        """What is written without doubt: temperature -> `Written`."""
        return {
            temperature: Written(self._vocabulary.decode(numbers), nats)
            for temperature, numbers, nats, in_doubt in zip(
                self._temperatures,
                np.transpose(self._numbers).tolist(),
                (self._nats / self.length).tolist(),
                self._in_doubt.tolist(),
                strict=True,
            )
            if not in_doubt
        }
