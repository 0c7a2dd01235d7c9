"""Texts at many temperatures, written together; witnesses: each text written alone, and read again."""

import math
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from dlplay.text import CharLSTM, sampling
from dlplay.text.sweep import Sweep
from dlplay.text.writing import entropy

SLIDER = tuple(round(0.05 * step, 2) for step in range(41))
GROUPS = (SLIDER[::10], SLIDER[::2], SLIDER)
PROMPT = "KING:\nO "


@pytest.fixture(scope="module")
def small() -> CharLSTM:
    return CharLSTM.load("small")


def finished(sweep: Sweep) -> Sweep:
    while not sweep.complete:
        sweep.go_on(0.01)
    return sweep


def read_again(model, prompt, text, temperature, top_k, top_p) -> float:
    """The mean entropy of the choices behind a text, in nats, from reading it."""
    logits = model.read(model.opening(prompt) + text[:-1]).logits[-len(text) :]
    return entropy(sampling.next_probabilities(logits, temperature, top_k, top_p)).mean()


@pytest.mark.parametrize(
    ("name", "prompt", "length", "top_k", "top_p"),
    [
        ("small", PROMPT, 150, None, None),
        ("small", "", 60, 10, None),
        ("rnn", PROMPT, 100, None, 0.9),
        ("large", PROMPT, 40, 20, 0.5),
        ("poems", "明月", 30, None, 0.9),
    ],
)
def test_every_text_is_the_one_that_is_written_alone(name, prompt, length, top_k, top_p):
    model = CharLSTM.load(name)
    sweep = finished(Sweep(model, prompt, length, 2, top_k, top_p, GROUPS))
    assert set(sweep.written) == set(SLIDER)
    for temperature, (text, nats) in sweep.written.items():
        assert text == model.generate(prompt, length, temperature, 2, top_k, top_p), temperature
        again = read_again(model, prompt, text, temperature, top_k, top_p)
        assert nats == pytest.approx(again, abs=1e-4), temperature


def test_entropies_by_hand(small):
    sweep = Sweep(small, PROMPT, 5, 1)
    (text, nats), (_, none) = sweep.write([0.7, 0.0])
    entropies = []
    for place in range(5):
        drawn_from = sampling.next_probabilities(small.read(PROMPT + text[:place]).logits[-1], 0.7)
        entropies.append(-sum(p * math.log(p) for p in drawn_from.tolist() if p > 0))
    assert nats == pytest.approx(sum(entropies) / 5, abs=1e-4)
    assert none == 0.0


def test_the_groups_are_written_one_after_the_other(small):
    sweep, seen = Sweep(small, PROMPT, 30, 0, groups=GROUPS), []
    while not sweep.complete:
        sweep.go_on(1e-6)  # the least that it does: one piece
        if not seen or len(sweep.written) > len(seen[-1]):
            seen.append(set(sweep.written))
    first = next(texts for texts in seen if len(texts) >= 5)
    second = next(texts for texts in seen if len(texts) >= 21)
    assert first == set(SLIDER[::10])
    assert second == set(SLIDER[::2])


def test_no_time_is_no_work(small):
    sweep = Sweep(small, PROMPT, 30, 0, groups=GROUPS)
    sweep.go_on(0.0)
    assert not sweep.written
    assert not sweep.complete


def test_the_work_stops_where_something_else_is_wanted(small):
    sweep, looks = Sweep(small, PROMPT, 30, 0, groups=GROUPS), iter([False, False, True])
    sweep.go_on(60.0, lambda: next(looks))
    assert next(looks, None) is None
    assert not sweep.complete


def test_what_is_asked_for_is_there_at_once_and_is_not_written_twice(small):
    sweep = Sweep(small, PROMPT, 30, 0, groups=GROUPS)
    sweep.go_on(1e-6)
    asked = sweep.write([0.5, 0.123, 0.5])
    assert [one.text for one in asked] == [small.generate(PROMPT, 30, t, 0) for t in (0.5, 0.123, 0.5)]
    assert sweep.write([0.5])[0] is finished(sweep).written[0.5] is asked[0]
    assert sweep.write([]) == []


def test_the_first_scores_are_those_after_the_prompt(small):
    np.testing.assert_array_equal(Sweep(small, PROMPT, 1, 0).logits, small.read(PROMPT).logits[-1])


@pytest.mark.parametrize("rounding", [0.0, 100.0])
def test_a_text_in_doubt_is_written_alone(small, monkeypatch, rounding):
    streams = []

    class Counted(sampling.Sampler):
        def __init__(self, temperatures, *cut):
            super().__init__(temperatures, *cut)
            streams.append(self.streams)

    monkeypatch.setattr("dlplay.text.sweep.Sampler", Counted)
    monkeypatch.setattr(sampling, "ROUNDING", rounding)
    sweep = finished(Sweep(small, PROMPT, 20, 0, groups=[SLIDER[::10]]))
    assert set(sweep.written) == set(SLIDER[::10])
    assert streams == ([5] if rounding == 0 else [5, 1, 1, 1, 1, 1])
    assert [one.text for one in Sweep(small, PROMPT, 20, 0).write(SLIDER[::10])] == [
        sweep.written[temperature].text for temperature in SLIDER[::10]
    ]


@pytest.mark.parametrize(
    ("logits", "temperature", "uniform", "top_p", "doubtful"),
    [
        ([0.0, 0.0, -9.0], 1.0, 0.2, None, True),  # the first two may change places
        ([0.0, -0.1, -9.0], 1.0, 0.2, None, False),
        ([0.0, -0.1, -9.0], 1.0, 1 / (1 + np.exp(-0.1) + np.exp(-9.0)) + 1e-7, None, True),  # on the border
        ([0.0, -0.1, -9.0], 1.0, 1 / (1 + np.exp(-0.1) + np.exp(-9.0)) + 1e-4, None, False),
        ([0.0, -0.1, -9.0], 0.0, 1 - 1e-12, None, False),  # no draw decides
        ([0.0, 0.0, -9.0], 0.0, 0.2, None, True),
        ([0.0, np.log(0.5), np.log(0.5)], 1.0, 0.2, 0.5, True),  # the border of top-p: 1 of 2
        ([0.0, np.log(0.5), np.log(0.5)], 1.0, 0.2, 0.6, False),
        ([0.0, -9.0, -9.0], 1.0, 0.2, None, False),  # equals, but far from the draw
    ],
)
def test_doubt_by_hand(logits, temperature, uniform, top_p, doubtful):
    sampler = sampling.Sampler([temperature, 1.0], None, top_p)
    settled = [5.0, 0.0, -5.0]
    choice = sampler.draw(np.array([logits, settled]), uniform)
    assert sampler.doubtful(sampling.Choices.of([choice])).tolist()[0] is doubtful
    sure = sampler.draw(np.array([settled, settled]), 0.3)
    assert sampler.doubtful(sampling.Choices.of([sure, choice, sure])).tolist()[0] is doubtful


def test_two_threads_may_write_at_once(small):
    sweep = Sweep(small, PROMPT, 40, 3, groups=GROUPS)
    with ThreadPoolExecutor(2) as threads:
        list(threads.map(lambda _: finished(sweep), range(2)))
    assert all(sweep.written[t].text == small.generate(PROMPT, 40, t, 3) for t in SLIDER[::8])


def test_errors_name_the_argument(small):
    with pytest.raises(ValueError, match="length must be at least 1, got 0"):
        Sweep(small, PROMPT, 0, 0)
    with pytest.raises(ValueError, match="text holds '好', which the vocabulary lacks"):
        Sweep(small, "好", 5, 0)
    with pytest.raises(ValueError, match=r"temperature must be finite and at least 0, got -1\.0"):
        Sweep(small, PROMPT, 5, 0).write([-1.0])
