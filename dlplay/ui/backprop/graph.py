"""The picture of the network at a step: what is known by then, what is computed now, what can be clicked."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import streamlit as st

from dlplay.backprop.names import unicode
from dlplay.backprop.problem import Problem, Quantity
from dlplay.backprop.walk import Step
from dlplay.ui.backprop import current
from dlplay.ui.backprop.charts_computation import Picture, drawing
from dlplay.ui.backprop.current import Current
from dlplay.ui.component import component
from dlplay.ui.language import t

KEY = "backprop_graph"
LIKELY = 2.0  # a weight of this size, or the largest there is, gets the thickest edge

_graph = component("backprop_graph", Path(__file__).with_name("graph.js"))


def show(now: Current, place: int, selected: str, chosen: Callable[[str], None]) -> None:
    """Draw it; `chosen` is called with the key of a clicked weight or bias."""
    picture = picture_at(now, place, selected)
    put(
        drawing(picture, portrait=False),
        drawing(picture, portrait=True),
        KEY,
        lambda: chosen(st.session_state[KEY]["chosen"]),
    )


def put(wide: str, narrow: str, key: str, clicked: Callable[[], None] = lambda: None) -> None:
    """An SVG on the page: one for wide places, one for narrow ones."""
    _graph(data={"wide": wide, "narrow": narrow}, key=key, height="content", on_chosen_change=clicked)


def picture_at(now: Current, place: int, selected: str) -> Picture:
    """The picture of one step."""
    way = current.way(now.problem, now.rate)
    step, names = way[place], now.names
    numbers = _numbers(now, way[: place + 1])
    parts = {part: key for key, part in now.parts.items()}
    weights = [abs(numbers[part]) for part in parts if part.letter == "w" and np.isfinite(numbers[part])]
    cells = [Quantity(letter, layer, unit) for letter, layer, unit in _cells(now.problem)]
    return Picture(
        now.problem.sizes,
        {one: "z" if one.letter == "z" else unicode(names.of(one)) for one in (*cells, *parts)},
        numbers,
        _computed(step, parts, now.problem),
        frozenset(step.uses),
        now.parts.get(selected),
        max([LIKELY, *weights]),
        {
            (layer, unit): now.problem.activations[layer - 1]
            for letter, layer, unit in _cells(now.problem)
            if letter == "z"
        },
        parts,
        {part: t("backprop.click", name=unicode(names.of(part))) for part in parts},
        t("backprop.graph"),
        (t("backprop.key_value"), t("backprop.key_slope")),
    )


def _cells(problem: Problem) -> list[tuple[str, int, int]]:
    cells = [("a", layer, unit) for layer, units in enumerate(problem.sizes) for unit in range(units)]
    cells += [("z", layer, unit) for letter, layer, unit in cells if layer]
    return [*cells, ("E", 0, 0), *(("y", problem.depth, unit) for unit in range(problem.sizes[-1]))]


def _computed(step: Step, parts: dict[Quantity, str], problem: Problem) -> frozenset[Quantity]:
    """What is new at a step; the last pass forward is new as a whole."""
    if step.kind == "after":
        return frozenset(
            {Quantity("E"), *(Quantity("a", problem.depth, k) for k in range(problem.sizes[-1]))}
        )
    return frozenset(line.quantity for line in step.lines)


def _numbers(now: Current, taken: tuple[Step, ...]) -> dict[Quantity, float]:
    """Every number that is known after these steps."""
    problem = now.problem
    numbers = {Quantity("a", 0, unit): value for unit, value in enumerate(problem.x)}
    numbers |= {Quantity("y", problem.depth, unit): value for unit, value in enumerate(problem.y)}
    numbers |= {part: now.value(part) for part in now.parts.values()}
    for step in taken:
        numbers |= {line.quantity: line.value for line in step.lines}
    if taken[-1].kind == "after":
        # the gradients belong to the weights before
        numbers = {one: value for one, value in numbers.items() if not one.slope} | _forward_again(now)
    return numbers


def _forward_again(now: Current) -> dict[Quantity, float]:
    """Sums and activations after the update."""
    run = current.computed(now.problem)
    trace, _ = now.problem.updated(run.gradients.row(), now.rate).forward()
    numbers = {}
    for layer in range(1, now.problem.depth + 1):
        for unit in range(now.problem.sizes[layer]):
            numbers[Quantity("z", layer, unit)] = float(trace.z[layer - 1][0, unit])
            numbers[Quantity("a", layer, unit)] = float(trace.a[layer][0, unit])
    return numbers
