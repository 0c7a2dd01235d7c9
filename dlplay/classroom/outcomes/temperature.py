"""What the lesson on temperature claims."""

from collections.abc import Mapping
from functools import cache

import numpy as np

from dlplay.activations import ACTIVATIONS
from dlplay.classroom.outcomes import Outcome, outcome
from dlplay.classroom.outcomes.query import number
from dlplay.text import CharLSTM, plays
from dlplay.text.words import known_words

SCORES = np.array([2.0, 1.0, 0.5, -1.0])  # what the page of softmax starts with
PROMPT, LENGTH = "ROMEO:\n", 400  # what the writer's page starts with
SEEDS = range(1, 6)


@cache
def _texts(temperature: float) -> tuple[str, ...]:
    model = CharLSTM.load("small")
    return tuple(model.generate(PROMPT, LENGTH, temperature, seed) for seed in SEEDS)


def _different(temperature: float) -> float:
    """The mean share of different words among all of a text."""
    words = [text.split() for text in _texts(temperature)]
    return float(np.mean([len(set(one)) / len(one) for one in words]))


def _known(temperature: float) -> float:
    """The mean share of longer words that occur in the plays."""
    return float(np.mean([known_words(text, plays.known_words()).share for text in _texts(temperature)]))


@outcome("temperature.ratio")
def ratio(query: Mapping[str, str]) -> Outcome:
    softmax, temperature = ACTIVATIONS["softmax"].function, number(query, "temperature", 1.0)
    one, half = softmax(SCORES)[0], softmax(SCORES / temperature)[0]
    return Outcome(100 * half, {"one": one, "half": half, "temperature": temperature})


@outcome("temperature.low")
def low(query: Mapping[str, str]) -> Outcome:
    hot, cold = 1.0, number(query, "temperature", 0.5)
    shares = _different(hot), _different(cold)
    right = "b" if shares[1] < 0.9 * shares[0] else "a" if shares[1] > shares[0] else "c"
    return Outcome(right, {"hot": hot, "cold": cold, "hot_share": shares[0], "cold_share": shares[1]})


@outcome("temperature.zero")
def zero(query: Mapping[str, str]) -> Outcome:
    texts, warm = (len(set(_texts(one))) for one in (number(query, "temperature", 0.5), 0.2))
    return Outcome({1: "a", 5: "b"}.get(texts), {"seeds": len(SEEDS), "texts": texts, "warm": warm})


@outcome("temperature.hot")
def hot(query: Mapping[str, str]) -> Outcome:
    warm, heat = 0.5, number(query, "temperature", 0.5)
    known, left = _known(warm), _known(heat)
    right = "a" if left > 0.9 * known else "c" if 0.5 < left < 0.65 else "b"
    return Outcome(right, {"warm": warm, "hot": heat, "known": known, "left": left})


@outcome("temperature.transfer")
def transfer(query: Mapping[str, str]) -> Outcome:
    strong, weak, temperature = 0.8, 0.2, 0.5
    result = float(ACTIVATIONS["softmax"].function(np.log([strong, weak]) / temperature)[0])
    right = "b" if round(result, 2) == 0.94 else "a"
    return Outcome(right, {"strong": strong, "weak": weak, "temperature": temperature, "result": result})
