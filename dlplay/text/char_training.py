"""What a student may choose of the textbook's character model, and the job that trains it.

One-hot characters -> `layers` recurrent layers of `units` -> softmax over the characters, which learns from
every character of the text and carries its state along. The last tenth of the text is held out.
"""

import unicodedata
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import NamedTuple

import numpy as np

from dlplay.jobs.request import Request, unpack
from dlplay.text.char_lstm import LINE_END, CharLSTM
from dlplay.text.model_files import array_shapes, from_arrays
from dlplay.text.vocabulary import REPLACEMENT, Vocabulary, distinct_characters

CELLS = ("lstm", "gru", "simple_rnn")
STEPS = 40  # characters between two updates: the textbook's window
STREAMS = (64, 32, 16, 8, 4)  # read side by side; the most that leaves enough updates
UPDATES = 100  # that an epoch needs at least to teach something
TEMPERATURES = (0.2, 0.5, 1.0, 1.2)
RANGES = {
    "units": (8, 256),
    "layers": (1, 3),
    "epochs": (1, 50),
    "learning_rate": (1e-7, 1e12),  # as wrong as a student likes: the loss shows it
    "seed": (0, 2**31 - 1),
}
SHORTEST = 1_000  # characters: fewer hold nothing to learn
LARGEST = 1_048_576  # bytes in UTF-8
MOST_CHARACTERS = 4_000  # different ones
MOST_PARAMETERS = 2_400_000
LONGEST_PROMPT = 200
HELD_OUT_SHARE = 0.1
TASK = "dlplay.training.char_task"
KERAS_FILE_TASK = "dlplay.training.char_keras_file"


@dataclass(frozen=True)
class CharSettings:
    """The network and how it is trained, by Adam; keys and defaults are Keras's and the textbook's.

    Attributes:
        cell: of the recurrent layers.
        units: in each of them.
        seed: decides the first weights, where in the text an epoch begins, and the samples.

    Raises:
        ValueError: for a value out of `RANGES` or a cell not in `CELLS`.
    """

    cell: str = "lstm"
    units: int = 128
    layers: int = 2
    epochs: int = 10
    learning_rate: float = 5e-3
    seed: int = 0

    def __post_init__(self) -> None:
        if self.cell not in CELLS:
            raise ValueError(f"cell must be one of {', '.join(CELLS)}, got {self.cell!r}")
        for name, (low, high) in RANGES.items():
            value = getattr(self, name)
            if not low <= value <= high or (isinstance(low, int) and value != int(value)):
                raise ValueError(f"{name} must be from {low} to {high}, got {value}")

    def parameters(self, vocabulary_size: int) -> int:
        """Weights and biases of a network that knows so many characters."""
        shapes = array_shapes(self.cell, self.units, self.layers, vocabulary_size)
        return sum(int(np.prod(shape)) for name, shape in shapes.items() if name != "characters")


class Epoch(NamedTuple):
    """How a training text is read in one epoch."""

    streams: int  # side by side
    updates: int  # of the weights, in one pass over the text
    passes: int  # more than one over a short text, each from another place


def epoch_of(characters: int) -> Epoch:
    """The epoch of a training text of so many characters: short, and yet of `UPDATES` updates at least."""
    streams = next((count for count in STREAMS if characters >= count * STEPS * UPDATES), STREAMS[-1])
    updates = characters // (streams * STEPS)
    return Epoch(streams, updates, -(-UPDATES // updates))


def training_part(text: str) -> int:
    """How many characters of a text are learned from; the others are held out."""
    return len(text) - round(HELD_OUT_SHARE * len(text))


def cleaned(text: str) -> str:
    """A text as it is learned: letters composed (NFC), one character a line end, no NUL, no surrogate."""
    text = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    return text.encode("utf-8", "ignore").decode("utf-8")


def vocabulary_of(text: str) -> Vocabulary:
    """The characters of a text, and the two that every writer needs: to begin with, and to put for others."""
    return Vocabulary.of(distinct_characters(text) + LINE_END + REPLACEMENT)


def train_request(
    settings: CharSettings, text: str, prompt: str = "", resume: bytes | None = None, seconds: float = 900
) -> Request:
    """The job that trains a character model.

    Args:
        text: what it learns, in any language; see `cleaned`.
        prompt: what the samples go on from; characters that the text lacks are left out.
        resume: a model file (the `.npz` of an earlier result) to start from instead of random weights, with
            the same settings. Adam goes on with its averages, if the file has them.
        seconds: after these the training is stopped, and keeps what was learned.

    Raises:
        ValueError: for a text that is too short or too long, has one or too many different characters, makes
            too large a network, or does not fit `resume`.
    """
    text = cleaned(text)
    _check(text)
    arrays = {} if resume is None else unpack(resume)
    vocabulary = vocabulary_of(text)
    if resume is not None:
        vocabulary = _check_resume(settings, arrays, vocabulary)
    size = settings.parameters(len(vocabulary))
    if size > MOST_PARAMETERS:
        raise ValueError(
            f"units and layers must make at most {MOST_PARAMETERS} parameters, got {size}"
            f" with the text's {len(vocabulary)} characters"
        )
    known = "".join(character for character in cleaned(prompt) if character in vocabulary.characters)
    asked = {"char": asdict(settings), "prompt": known[:LONGEST_PROMPT], "resume": resume is not None}
    return Request(TASK, asked, arrays | {"text": np.frombuffer(text.encode(), np.uint8)}, seconds)


def _check(text: str) -> None:
    if len(text) < SHORTEST:
        raise ValueError(f"text must have at least {SHORTEST} characters, got {len(text)}")
    if (size := len(text.encode())) > LARGEST:
        raise ValueError(f"text must have at most {LARGEST} bytes, got {size}")
    if not 2 <= (different := len(distinct_characters(text))) <= MOST_CHARACTERS:
        raise ValueError(f"text must have 2 to {MOST_CHARACTERS} different characters, got {different}")


def _check_resume(
    settings: CharSettings, arrays: Mapping[str, np.ndarray], vocabulary: Vocabulary
) -> Vocabulary:
    cell, known, weights = from_arrays(arrays)
    found = (cell, weights[1].shape[0], len(weights) // 3)
    if found != (settings.cell, settings.units, settings.layers):
        raise ValueError(
            f"resume must be a model of {settings.layers} {settings.cell} layers of {settings.units},"
            f" got {found[2]} {found[0]} layers of {found[1]}"
        )
    if missing := set(vocabulary.characters) - set(known.characters):
        raise ValueError(
            f"text must have characters that resume knows, got {''.join(sorted(missing))[:40]!r}"
        )
    return known


def keras_file_request(model: bytes) -> Request:
    """The job that writes a model file as a `.keras` file: `result.arrays["keras_file"]`, uint8 (n,)."""
    return Request(KERAS_FILE_TASK, {}, unpack(model), seconds=60)


def trained_writer(model: bytes) -> CharLSTM:
    """The character model in a model file (the `.npz` of a result). Raises ValueError if it holds none."""
    return CharLSTM(*from_arrays(unpack(model)))
