"""Characters a second: the writer against the textbook's loop and against PyTorch, all in one run.

PyTorch is no dependency of the project; without it its row says so.
"""

import math
import time

import numpy as np

from benchmarks import Row
from dlplay.assets import MODELS
from dlplay.text import CharLSTM
from dlplay.text.model_files import load_weights

PROMPT = "ROMEO:\nBut soft, what light through yonder window breaks?\n"
WINDOW = 40  # characters, in the textbook's loop
ROUNDS = 5


def rows() -> list[Row]:
    """The writer's rows of the table."""
    model = CharLSTM.load("small")
    alone, together, textbook, stepping = _interleaved(
        lambda: _write(model, [1.0], 2000) / 2000,
        lambda: _write(model, [0.2, 0.5, 1.0, 1.2], 2000) / 2000,
        _textbook(model),
        _pytorch(model),
    )
    return [
        Row("small LSTM, characters a second, one stream", f"{1 / alone:,.0f}", "-", ">= 10,000"),
        _against(f"against model.predict on a window of {WINDOW}", alone, textbook, ">= 500x"),
        _against("against an nn.LSTM step loop of PyTorch", alone, stepping, ">= 4x"),
        Row(
            "four streams, time of one", f"{together * 1e6:.0f} us a step", f"{together / alone:.2f}x", "< 2x"
        ),
        _rewriting("small"),
        _rewriting("large"),
    ]


def _interleaved(*tasks):
    """The shortest of several rounds of each task, in turn, so that a busy moment hits all alike."""
    return [min(times) for times in zip(*[[task() for task in tasks] for _ in range(ROUNDS)], strict=True)]


def _against(claim, alone, other, target):
    if other == math.inf:
        return Row(claim, "skipped: not installed", "-", target)
    measured = f"{1 / alone:,.0f} : {1 / other:,.0f} characters a second"
    return Row(claim, measured, f"{other / alone:,.0f}x", target)


def _write(model, temperatures, length):
    began = time.perf_counter()
    model.generate_many(PROMPT, length, temperatures, seed=0)
    return time.perf_counter() - began


def _textbook(model, length=10):
    """A task: seconds a character of the textbook's loop, a one-hot window, `predict`, a draw."""
    import keras

    network = keras.models.load_model(MODELS / "shakespeare-small.keras")
    random, size = np.random.default_rng(0), len(model.vocabulary)

    def write(text, length):
        for _ in range(length):
            window = np.eye(size, dtype=np.float32)[model.vocabulary.encode(text[-WINDOW:])]
            probabilities = network.predict(window[None], verbose=0)[0].astype(np.float64)
            text += model.vocabulary.characters[random.choice(size, p=probabilities / probabilities.sum())]

    def task():
        began = time.perf_counter()
        write(PROMPT, length)
        return (time.perf_counter() - began) / length

    write(PROMPT, 1)  # the first call builds the graph
    return task


def _pytorch(model, length=1000):
    """A task: seconds a character of the same network in PyTorch: nn.LSTM, one step a character."""
    try:
        import torch
    except ImportError:
        return lambda: math.inf
    lstm, dense = _pytorch_network(torch, model)
    one_hot = torch.eye(len(model.vocabulary))[:, None, None]

    def task():
        with torch.inference_mode():
            output, state = lstm(one_hot[model.vocabulary.encode(PROMPT), 0])
            began = time.perf_counter()
            for _ in range(length):
                probabilities = torch.softmax(dense(output[-1, 0]), dim=0)
                number = torch.multinomial(probabilities, 1).item()
                output, state = lstm(one_hot[number], state)
            return (time.perf_counter() - began) / length

    return task


def _pytorch_network(torch, model):
    _, _, weights = load_weights("small")
    *recurrent, kernel, bias = map(torch.from_numpy, weights)
    lstm = torch.nn.LSTM(len(model.vocabulary), model.units, model.layers)
    dense = torch.nn.Linear(model.units, len(model.vocabulary))
    with torch.no_grad():
        for layer in range(model.layers):
            w, u, b = recurrent[3 * layer : 3 * layer + 3]  # both libraries order the gates i, f, g, o
            getattr(lstm, f"weight_ih_l{layer}").copy_(w.T)
            getattr(lstm, f"weight_hh_l{layer}").copy_(u.T)
            getattr(lstm, f"bias_ih_l{layer}").copy_(b)
            getattr(lstm, f"bias_hh_l{layer}").zero_()
        dense.weight.copy_(kernel.T)
        dense.bias.copy_(bias)
    return lstm, dense


def _rewriting(name):
    model = CharLSTM.load(name)
    (seconds,) = _interleaved(lambda: _write(model, [1.0], 400))
    return Row(f"{name} model, 400 characters after a prompt", f"{seconds * 1e3:.0f} ms", "-", "<= 150 ms")
