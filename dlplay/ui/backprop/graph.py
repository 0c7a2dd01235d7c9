"""The picture of the network at a step: what is known by then, what is computed now, what can be clicked."""

import json
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from dlplay.backprop.names import unicode
from dlplay.backprop.problem import Problem, Quantity
from dlplay.backprop.walk import Step
from dlplay.ui import language
from dlplay.ui.backprop import current
from dlplay.ui.backprop.charts_computation import Moment, Picture, drawing, frame
from dlplay.ui.backprop.current import Current
from dlplay.ui.component import component, said
from dlplay.ui.language import t

KEY = "backprop_graph"
SHARED = 32  # walks kept for whoever asks for the same

Jumps = dict[str, dict[str, int]]  # key of a button -> {"to": step} or {"by": steps}

_graph = component("backprop_graph", Path(__file__).with_name("graph.js"))


def show(now: Current, selected: str, slider: str, jumps: Jumps, chosen: Callable[[str], None]) -> None:
    """Draw it.

    Args:
        slider: key of the slider over the steps, which the picture follows.
        jumps: of buttons which it follows as well.
        chosen: called with the key of a clicked weight or bias.
    """
    data = {"walk": _walk(now, selected, language.current()), "hand": {"slider": slider, "jumps": jumps}}

    def told() -> None:
        if part := said(KEY, "chosen"):
            chosen(part)

    _graph(data=data, key=KEY, height="content", on_chosen_change=told)


def put(wide: str, narrow: str, key: str) -> None:
    """An SVG on the page: one for wide places, one for narrow ones."""
    walk = json.dumps({"wide": wide, "narrow": narrow, "frames": []})
    _graph(data={"walk": walk, "hand": {}}, key=key, height="content")


@lru_cache(SHARED)
def _walk(now: Current, selected: str, lang: str) -> str:
    """Both drawings and the frames of all steps as JSON, which do not depend on where the student is."""
    picture, way = picture_of(now, selected), current.way(now.problem, now.rate)
    return json.dumps(
        {
            "wide": drawing(picture, portrait=False),
            "narrow": drawing(picture, portrait=True),
            "frames": [frame(picture, moment_at(now, way, place)) for place in range(len(way))],
        }
    )


def picture_of(now: Current, selected: str) -> Picture:
    """What the picture shows at every step."""
    names = now.names
    parts = {part: key for key, part in now.parts.items()}
    cells = [Quantity(letter, layer, unit) for letter, layer, unit in _cells(now.problem)]
    return Picture(
        now.problem.sizes,
        {one: "z" if one.letter == "z" else unicode(names.of(one)) for one in (*cells, *parts)},
        now.parts.get(selected),
        {
            (layer, unit): now.problem.activations[layer - 1]
            for letter, layer, unit in _cells(now.problem)
            if letter == "z"
        },
        parts,
        {part: t("backprop.click", name=unicode(names.of(part))) for part in parts},
        f"{t('backprop.graph')}: {' → '.join(map(str, now.problem.sizes))}",
        (t("backprop.key_value"), t("backprop.key_slope")),
    )


def moment_at(now: Current, way: tuple[Step, ...], place: int) -> Moment:
    """One step of the way."""
    numbers = _numbers(now, way[: place + 1])
    return Moment(numbers, _computed(way[place], now.problem), frozenset(way[place].uses))


def _cells(problem: Problem) -> list[tuple[str, int, int]]:
    cells = [("a", layer, unit) for layer, units in enumerate(problem.sizes) for unit in range(units)]
    cells += [("z", layer, unit) for letter, layer, unit in cells if layer]
    return [*cells, ("E", 0, 0), *(("y", problem.depth, unit) for unit in range(problem.sizes[-1]))]


def _computed(step: Step, problem: Problem) -> frozenset[Quantity]:
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
