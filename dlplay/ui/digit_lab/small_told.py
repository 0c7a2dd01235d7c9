"""The chosen network in words and numbers: what it is, how honest, what it costs, what it misreads."""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from dlplay.digits import family
from dlplay.digits.family import MEMBERS, Figures
from dlplay.digits.family.architecture import Work, work
from dlplay.digits.mnist import load_test_digits
from dlplay.numbers import latex, plain
from dlplay.ui.digit_lab import charts_break
from dlplay.ui.digit_lab.charts_small import Bins
from dlplay.ui.formulas import display
from dlplay.ui.language import percent, t

LARGE = "textbook"  # with whose answers the others' are compared
SHOWN, TERMS = 12, 2  # test digits; terms of a long sum
KINDS = {"pruned_50": "pruned", "pruned_80": "pruned", "pruned_95": "pruned"}  # one text for the three


def bins(figures: Figures) -> Bins:
    """Its answers to the test digits by how sure they are."""
    return Bins(*np.array(figures.reliability).T)


def sure(found: Bins) -> float:
    """How sure it is on average."""
    return float(found.answers @ found.confidence / found.answers.sum())


@lru_cache
def told(key: str, spoken: str) -> str:
    """What it is, its calibration, its parameters and multiply-adds, how many answers are others."""
    one, layers = family.facts().members[key], work(MEMBERS[key].layers)
    return "\n\n".join(
        [
            t(f"digit_lab.small_is_{KINDS.get(key, key)}", share=percent(MEMBERS[key].zeros, decimals=0)),
            _honest(one),
            t("digit_lab.small_parameters"),
            _sum([_parameters(layer) for layer in layers], layers, one.parameters),
            t("digit_lab.small_work"),
            _sum([_multiply_adds(layer) for layer in layers], layers, one.multiply_adds),
            *([t("digit_lab.small_zeros", **_counted(one))] if MEMBERS[key].zeros else []),
            _others(key),
        ]
    )


def _counted(one: Figures) -> dict[str, str]:
    fields = ("parameters", "nonzero", "multiply_adds", "multiply_adds_nonzero")
    return {field: f"{getattr(one, field):,}" for field in fields}


def _honest(one: Figures) -> str:
    found = bins(one)
    total = int(found.answers.sum())
    gaps = np.abs(found.accuracy - found.confidence)
    most = np.argsort(-found.answers * gaps)[:TERMS]
    terms = [
        rf"\tfrac{{{latex(int(found.answers[b]))}}}{{{latex(total)}}}"
        rf" \left|{latex(found.accuracy[b], decimals=4)} - {latex(found.confidence[b], decimals=4)}\right|"
        for b in most
    ]
    formula = display(
        rf"\mathrm{{ECE}} &= \sum_{{b=1}}^{{{len(gaps)}}} \tfrac{{n_b}}{{n}}"
        r" \left|\mathrm{accuracy}_b - \mathrm{confidence}_b\right|",
        rf"&= {' + '.join(terms)} + \dots = {latex(one.ece, decimals=4)}",
    )
    right, average = one.accuracy, sure(found)
    direction = "sure" if average > right else "modest"
    says = t(
        f"digit_lab.small_ece_{direction}",
        sure=percent(average, decimals=2),
        right=percent(right, decimals=2),
        gap=plain(100 * abs(average - right), decimals=2),
    )
    return f"{t('digit_lab.small_ece', bins=len(gaps))}\n\n{formula}\n\n{says}"


def _sum(products: Sequence[str], layers: Sequence[Work], total: int) -> str:
    """A line for each layer, at whose end its number, and their sum."""
    lines = [
        rf"\text{{{_named(layer)}}} &: \; {product}" for layer, product in zip(layers, products, strict=True)
    ]
    return display(*lines, rf"\text{{{t('digit_lab.small_sum')}}} &: \; \mathbf{{{latex(total)}}}")


def _named(layer: Work) -> str:
    kind, _, number = layer.layer.name.partition("_")
    return f"{t(f'digit_lab.small_layer_{kind}')} {number}".strip()


def _parameters(layer: Work) -> str:
    *window, units = layer.kernel
    return rf"({_product(window)} + 1) \cdot {latex(units)} = {latex(layer.weights + layer.biases)}"


def _multiply_adds(layer: Work) -> str:
    places, (*window, units) = layer.output[:-1], layer.kernel
    each = _product([*window, units])
    if places:
        each = rf"({_product(places)}) \cdot ({each})"
    return rf"{each} = {latex(layer.multiply_adds)}"


def _product(numbers: Sequence[int]) -> str:
    return r" \cdot ".join(map(latex, numbers))


def _others(key: str) -> str:
    """How many of the test digits it reads otherwise than the textbook's network, and who is right."""
    members, shown = family.facts().members, min(len(_numbers(key)), SHOWN)
    one, large = members[key], members[LARGE]
    if key == LARGE:
        return t("digit_lab.small_itself", wrong=large.wrong, shown=shown)
    if not one.changed:
        return t("digit_lab.small_same")
    better = len(_right(key))
    worse = one.wrong - large.wrong + better
    both = len(one.changed) - better - worse
    return t(
        "digit_lab.small_other",
        changed=f"{len(one.changed):,}",
        better=f"{better:,}",
        worse=f"{worse:,}",
        both=f"{both:,}",
        shown=shown,
    )


def _right(key: str) -> set[int]:
    """The test digits that it reads otherwise than the textbook's network, and rightly."""
    truth = load_test_digits()[1]
    changed = family.facts().members[key].changed
    return {number for number, answer in changed.items() if answer == truth[number]}


def _numbers(key: str) -> list[int]:
    """The test digits that it reads otherwise; of the textbook's network those that others read rightly."""
    found = set().union(*map(_right, MEMBERS)) if key == LARGE else family.facts().members[key].changed
    return sorted(found)


@lru_cache
def pictures(key: str, spoken: str) -> str:
    """Some test digits that it reads otherwise, or of the textbook's network some that it misreads."""
    digits, truth = load_test_digits()
    kind = "misread" if key == LARGE else "changed"
    shown = []
    for number in _numbers(key)[:SHOWN]:
        ink = digits[number] / np.float32(255)
        old, new = (int(family.read(one, ink).argmax()) for one in (LARGE, key))
        words = {"number": f"{number:,}", "digit": int(truth[number]), "old": old, "new": new}
        alt, below = t(f"digit_lab.small_{kind}_alt", **words), t(f"digit_lab.small_{kind}", **words)
        shown.append((ink, alt, below))
    return charts_break.gallery(shown)
