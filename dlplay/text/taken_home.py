"""A trained writer as a file to take home and to bring back: all that its page needs to go on with it.

An `.npz` file: the arrays of the model file with the state of Adam, so that they can be used elsewhere too;
the text that it learned, as UTF-8 in `text`; and as JSON in `about` how it was trained. Left out: what it
wrote and its held-out loss, which can be computed again.
"""

import json
import math
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, NamedTuple

import numpy as np

from dlplay.files.arrays import read_arrays
from dlplay.jobs.request import pack, to_json, unpack
from dlplay.text.char_training import (
    LARGEST,
    LONGEST_PROMPT,
    MOST_CHARACTERS,
    MOST_PARAMETERS,
    CharSettings,
    cleaned,
    epoch_of,
    train_request,
    training_part,
)

MOST_LEGS = 100
LONGEST_NAME = 200
MOST_ABOUT = 50_000  # bytes
MOST = 3 * 4 * MOST_PARAMETERS + 4 * MOST_CHARACTERS + LARGEST + MOST_ABOUT  # bytes: weights, Adam's averages


class Leg(NamedTuple):
    """One training of a network: how, how many updates, its last training loss, and how long it took."""

    settings: CharSettings
    step: int
    loss: float | None
    seconds: float


class TakenHome(NamedTuple):
    """A network with its life so far.

    Attributes:
        key: names the text, if it ships.
        name: of the text, as people call it.
        prompt: what its samples went on from.
        model: the model file, an `.npz` as a training ends with.
    """

    key: str
    name: str
    text: str
    prompt: str
    legs: tuple[Leg, ...]
    model: bytes


def model_file(taken: TakenHome) -> bytes:
    """The file to take home."""
    legs = [leg._asdict() | {"settings": asdict(leg.settings)} for leg in taken.legs]
    about = to_json({"key": taken.key, "name": taken.name, "prompt": taken.prompt, "legs": legs})
    words = {"about": about, "text": taken.text}
    arrays = {name: np.frombuffer(one.encode(), np.uint8) for name, one in words.items()}
    return pack(unpack(taken.model) | arrays)


def read_model_file(data: bytes) -> TakenHome:
    """What is in a `model_file` that somebody brings back; nothing is unpacked before its size is known.

    Raises:
        ValueError: for any other file.
    """
    arrays = read_arrays(data, MOST)
    about, text = (arrays.pop(name, np.zeros(0)).tobytes().decode() for name in ("about", "text"))
    try:
        known = json.loads(about)
        legs = tuple(_leg(one, text) for one in known["legs"][:MOST_LEGS])
        key, name, prompt = (str(known[one]) for one in ("key", "name", "prompt"))
        newest = legs[-1].settings
    except (LookupError, TypeError, ValueError, ArithmeticError, RecursionError) as error:
        raise ValueError(f"data must say in `about` how its network was trained: {error}") from error
    weights = {one: array for one, array in arrays.items() if one != "characters"}
    if not all(array.dtype.kind == "f" and np.isfinite(array).all() for array in _floats(weights)):
        raise ValueError("data must hold finite weights")
    model = pack(arrays)
    if cleaned(text) != text:
        raise ValueError("text must be as it was learned")
    train_request(newest, text, resume=model)  # refuses a network of another kind or for another text
    return TakenHome(key, name[:LONGEST_NAME], text, cleaned(prompt)[:LONGEST_PROMPT], legs, model)


def _floats(weights: Mapping[str, np.ndarray]) -> list[np.ndarray]:
    """All but Adam's count of updates, which is a whole number."""
    return [array for name, array in weights.items() if name != "adam_updates"]


def _leg(told: Mapping[str, Any], text: str) -> Leg:
    settings, step = CharSettings(**told["settings"]), int(told["step"])
    loss = None if told["loss"] is None else float(told["loss"])
    seconds = float(told["seconds"])
    if not 0 <= step <= settings.epochs * updates(text) or not math.isfinite(seconds + (loss or 0.0)):
        raise ValueError(f"a leg must have up to its epochs' updates and finite numbers, got {told}")
    return Leg(settings, step, loss, seconds)


def updates(text: str) -> int:
    """The updates of an epoch on a text."""
    epoch = epoch_of(training_part(text))
    return epoch.updates * epoch.passes
