"""The numbers in the answers to "Try this": what a page's start settings give.

Each function returns the values that the answers of one page name, written in a language. Computing all takes
half a second, which a class that joins a server just started would wait for, so
`python -m dlplay.answers` writes them beside the words; a test finds a file that no longer agrees.
"""

import json
from collections.abc import Callable
from functools import cache

import numpy as np

from dlplay import signal
from dlplay.activations import ACTIVATIONS
from dlplay.backprop import depth
from dlplay.backprop.problem import Problem
from dlplay.convolution import KERNELS, Sliding, fields
from dlplay.descent import Setup, descend, sweep
from dlplay.detection import answers as detection
from dlplay.digits import family, network
from dlplay.digits.explanations import METHODS
from dlplay.digits.explanations.change import smallest_change
from dlplay.digits.explanations.random_weights import LAYERS, likeness, randomised
from dlplay.digits.mnist import load_test_digits
from dlplay.locale import ANSWERS, LANGUAGES
from dlplay.losses import LOSSES, line, race
from dlplay.losses.entropy import sigmoid
from dlplay.numbers import percent, plain
from dlplay.outcome import outcome
from dlplay.rates import LADDER, RATES
from dlplay.recommendation import answers as recommendation
from dlplay.recurrent.measured import Question
from dlplay.segmentation import answers as segmentation
from dlplay.sentiment import answers as sentiment
from dlplay.speech import answers as speech
from dlplay.summary import answers as summary
from dlplay.surfaces import SURFACES
from dlplay.translation import answers as translation

LEARNT = 0.01  # of the loss at the start


@cache
def _through(name: str, layers: int, initializer: str = "he_normal") -> signal.Signal:
    return signal.push(ACTIVATIONS[name], signal.draw(layers, 64, initializer, 1))


@cache
def _far_back(radius: float) -> float:
    return float(Question("by_hand", "text", 200, radius).measure("simple_rnn").arrived[-1])


def neuron(language: str) -> dict[str, str]:
    z = 1.0 * 1.2 + 0.5 * -0.8 + 0.4
    return {
        "z": plain(z),
        "z_double": plain(2 * z),
        "a": plain(sigmoid(np.array(z)), 3),
        "a_double": plain(sigmoid(np.array(2 * z)), 3),
    }


def activations(language: str) -> dict[str, str]:
    def softmax(first: float, temperature: float = 1.0) -> float:
        return float(ACTIVATIONS["softmax"].function(np.array([first, 1.0, 0.5, -1.0]) / temperature)[0])

    slope = {name: float(ACTIVATIONS[name].derivative(np.array(5.0))) for name in ("sigmoid", "relu")}
    shares = {
        "sigmoid": slope["sigmoid"],
        "ten": _through("sigmoid", 10).arrived,
        "twenty": _through("sigmoid", 20).arrived,
        "he": _through("relu", 10).arrived,
        "random": _through("relu", 10, "random_normal").arrived,
        "cold": softmax(2.0, 0.1),
        "hot": softmax(2.0, 10.0),
    }
    return {name: percent(share, language, digits=2) for name, share in shares.items()} | {
        "relu": plain(slope["relu"]),
        "factor": plain(_through("sigmoid", 10).factor, 2),
        "together": plain(softmax(3.0) - softmax(2.0), 2),
    }


def losses(language: str) -> dict[str, str]:
    def slope(name: str, y: float) -> str:
        return plain(line.best_line(name, (9.0, y)).slope, 2)

    def share(name: str, wrong: float) -> str:
        return percent(race.train(name, -wrong, 0.0, 1.0, 200).truths[20], language, digits=2)

    push = LOSSES["binary_crossentropy"].gradient(np.array([1.0]), np.array([0.001]))
    return {
        "mse_low": slope("mean_squared_error", 1.0),
        "mse_high": slope("mean_squared_error", 12.0),
        "huber_low": slope("huber", 1.0),
        "huber_high": slope("huber", 12.0),
        "slope": plain(float(push[0]), 4),
        "near": share("mean_squared_error", 2.5),
        "far": share("mean_squared_error", 3.5),
        "start": share("mean_squared_error", 6.0),
        "crossentropy": share("binary_crossentropy", 6.0),
    }


def backprop(language: str) -> dict[str, str]:
    weights = (0.6, -0.4, 0.9, 0.7, 0.1, -0.2, -1.3, 0.8, -0.3)
    problem = Problem((2, 2, 1), weights, "sigmoid", "sigmoid", "mean_squared_error", (1.0, 0.5), (1.0,))
    multipliers = np.round(np.arange(0.1, 5.01, 0.1), 1)

    def flows(activation: str) -> dict[float, depth.Flow]:
        drawn = {float(one): depth.draw(10, 6, "glorot_uniform", float(one), 0) for one in multipliers}
        found = {one: depth.flow(deep, activation, 1.0) for one, deep in drawn.items()}
        return {one: flow for one, flow in found.items() if flow}

    holds = [one for one, flow in flows("relu").items() if flow.verdict == "steady"]
    return {
        "w5": plain(float(problem.run().gradients.kernels[1][0, 0]), 3),
        "holds_from": plain(min(holds)),
        "holds_to": plain(max(holds)),
        "best": percent(max(flow.arrived for flow in flows("sigmoid").values()), language, digits=2),
    }


def optimizers(language: str) -> dict[str, str]:
    away = outcome(descend(Setup(), "sgd", 0.1))

    def distance(schedule: str) -> str:
        setup = Setup("bowl", SURFACES["bowl"].start, 100, schedule)
        return plain(outcome(descend(setup, "lion", RATES["bowl"]["lion"])).distance, 2)

    def learns(name: str) -> tuple[str, str]:
        enough = LEARNT * SURFACES["ravine"].value(np.array(Setup().start))
        good = np.array(LADDER)[sweep(Setup(), name, LADDER) <= enough]
        return plain(good.min(), 2), plain(good.max(), 2)

    sgd, adam = learns("sgd"), learns("adam")
    return {
        "step": plain(away.step),
        "limit": plain(away.limit or np.nan, 3),
        "constant": distance("constant"),
        "cosine": distance("cosine"),
        "sgd_low": sgd[0],
        "sgd_high": sgd[1],
        "adam_low": adam[0],
        "adam_high": adam[1],
    }


def memory(language: str) -> dict[str, str]:
    return {
        "left": percent(0.9**50, language, digits=2),
        "half": plain(0.5 ** (1 / 50), 4),
        "balanced": percent(_far_back(1.2), language, digits=2),
        "below": percent(_far_back(1.0), language, digits=2),
        "above": plain(_far_back(1.5), 2),
    }


def convolution(language: str) -> dict[str, str]:
    kernel, pooling = Sliding(3), Sliding(2, 2)
    field, strided = fields([kernel, pooling, kernel], 28)[-1].size, Sliding(3, stride=2).size(28)
    return {
        "ink": plain(KERNELS["blur"].sum()),
        "strided": plain(strided),
        "all": plain(kernel.size(28) ** 2),
        "left": plain(strided**2),
        "field": plain(field),
        "pixels": plain(field**2),
    }


def digit_lab(language: str) -> dict[str, str]:
    flat, units = network.SHAPES["dense_kernel"]
    first = (load_test_digits()[0][0] / 255).round(2).astype(np.float32)
    sums = network.load()(first[None]).conv_before
    if sums is None:
        raise ValueError("the shipped network must have a convolution")
    return (
        {
            "numbers": f"{sums.size:,}",
            "above": percent((sums > 0).mean(), language, digits=2),
            "flat": plain(flat),
            "weights": f"{flat * units:,}",
        }
        | _why(first, language)
        | _small(language)
    )


def _why(picture: np.ndarray, language: str) -> dict[str, str]:
    reader, slope = network.load(), METHODS["gradient_x_input"].map
    maps = [slope(one, picture, 7) for one in (reader, randomised(reader, len(LAYERS), 0))]
    change = smallest_change(reader, picture, 3)
    return {
        "alike": plain(likeness(*maps), 2),
        "alike_ink": plain(likeness(*(one[picture > 0] for one in maps)), 2),
        "share": percent(change.length / np.linalg.norm(picture), language, decimals=0),
    }


def _small(language: str) -> dict[str, str]:
    members, accuracies = family.facts()
    tiny, large, pruned, most = (members[key] for key in ("tiny", "textbook", "pruned_80", "pruned_95"))
    kept = min(bits for bits, accuracy in accuracies.items() if accuracy >= large.accuracy - 0.01)
    return {
        "tiny_share": percent(tiny.parameters / large.parameters, language),
        "tiny_parameters": f"{tiny.parameters:,}",
        "parameters": f"{large.parameters:,}",
        "tiny_wrong": str(tiny.wrong),
        "wrong": str(large.wrong),
        "changed_80": str(len(pruned.changed)),
        "wrong_80": str(pruned.wrong),
        "wrong_95": str(most.wrong),
        "bits_kept": str(kept),
        "bits_lost": str(kept - 1),
        "accuracy_kept": percent(accuracies[kept], language, decimals=2),
        "accuracy_lost": percent(accuracies[kept - 1], language, decimals=2),
        "accuracy": percent(large.accuracy, language, decimals=2),
    }


COMPUTED: dict[str, Callable[[str], dict[str, str]]] = {
    "neuron": neuron,
    "activations": activations,
    "losses": losses,
    "backprop": backprop,
    "optimizers": optimizers,
    "network": lambda language: {"ln2": plain(np.log(2), 3)},
    "train_cnn": lambda language: {"ln10": plain(np.log(10), 3)},
    "memory": memory,
    "convolution": convolution,
    "digit_lab": digit_lab,
    "detection": detection.numbers,
    "segmentation": segmentation.numbers,
    "sentiment": sentiment.numbers,
    "recommendation": recommendation.numbers,
    "translation": translation.numbers,
    "speech": speech.numbers,
    "summary": summary.numbers,
}


def written() -> str:
    """The file's text: page -> language -> name -> number."""
    numbers = {page: {one: compute(one) for one in LANGUAGES} for page, compute in COMPUTED.items()}
    return json.dumps(numbers, ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    ANSWERS.write_text(written(), encoding="utf-8")
