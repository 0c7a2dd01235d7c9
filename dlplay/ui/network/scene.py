"""What the board is given: a run as it stands, or the points before there is one."""

from dataclasses import replace
from functools import lru_cache
from typing import Any

import numpy as np

from dlplay import locale
from dlplay.numbers import plain
from dlplay.playground import Recipe, Training, own
from dlplay.playground.problem import points
from dlplay.playground.training import CHANGEABLE
from dlplay.ui.language import current
from dlplay.ui.network import frames, run, words
from dlplay.ui.network.current import recipe_of, task_of
from dlplay.ui.network.kinds import MOST_LAYERS, MOST_UNITS
from dlplay.ui.network.own_points import acknowledged, brush
from dlplay.ui.network.settings import NetworkSettings

MOST = {"layers": MOST_LAYERS, "units": MOST_UNITS}
AT_FIRST: dict[str, Any] = dict.fromkeys(CHANGEABLE, 0.0)  # what does not show before the first step
LABELS = "network.board."
SHARED = 100  # scenes kept for whoever sets the same


def whole(settings: NetworkSettings, one: run.Run | None, hint: str) -> dict[str, Any]:
    """The board of the page.

    Args:
        hint: why there is nothing to train, where there is no run.
    """
    kept = run.open_kept(settings)
    return {
        **(still(one) if one else _nothing(settings)),
        "mode": "full",
        "shown": settings.shown,
        "marks": marks(one.training) if one else [],
        "hidden": settings.hidden,
        "picked": settings.part,
        "hint": hint,
        "placing": {"brush": brush(settings), "acked": acknowledged()} if settings.data == "own" else None,
        "kept": frames.curves(frames.moments_of(kept.training)) if kept and not kept.behind else None,
    }


def still(one: run.Run) -> dict[str, Any]:
    """A run as it stands, the plane alone."""
    training = one.training
    changed = training.step_count or training.edits
    return {
        **_untrained(replace(training.recipe, **AT_FIRST), current()),
        **(one.remembered("now", lambda: pictures(training)) if changed else {}),
        "id": one.identity,
        "names": words.class_names(training),
    }


def marks(training: Training) -> list[dict[str, Any]]:
    """Where in the curves something was changed while the network trained, and to what."""
    return [
        {"epoch": one.until / training.steps_an_epoch, "text": f"{words.SIGNS[one.name]} {plain(value)}"}
        for one, value in words.changes(training)
    ]


def pictures(training: Training, timeline: bool = False) -> dict[str, Any]:
    """The curves up to now and the pictures of now, or (`timeline`) of every moment."""
    moments = frames.moments_of(training)
    shown = moments if timeline else moments[-1:]
    return {"frame": frames.frames(training, shown), "curves": frames.curves(moments)}


@lru_cache(SHARED)
def _untrained(recipe: Recipe, lang: str) -> dict[str, Any]:
    """The board before the first step, whatever changes later; much of it stays as it is."""
    training = Training(recipe)
    problem = training.problem
    return {
        **pictures(training),
        "mode": "plane",
        "hidden": recipe.hidden,
        "most": MOST,
        "labels": _labels(lang),
        "task": problem.task,
        "sizes": training.sizes,
        "features": [words.FEATURE_SIGNS[name] for name in recipe.features],
        "activations": training.activations,
        "side": frames.tile_side(training),
        "surface": frames.SURFACE,
        "inputs": frames.inputs(training),
        "points": _points(problem.x, problem.labels),
        "trainedOn": problem.trained_on,
    }


def _nothing(settings: NetworkSettings) -> dict[str, Any]:
    """The board before there is anything to train: the plane, and the points placed so far."""
    x, labels, classes = _points_alone(settings)
    task = task_of(settings)
    return {
        "id": "nothing",
        "most": MOST,
        "labels": _labels(current()),
        "task": task,
        "sizes": [0, 0],
        "points": _points(x, labels),
        "trainedOn": len(x),
        "names": words.names_of(task, classes),
    }


def _labels(lang: str) -> dict[str, str]:
    pattern = {
        "neuron": locale.t("network.neuron", lang, layer="{layer}", unit="{unit}"),
        "scale": locale.t("network.scale", lang, scale="{scale}"),
        "output_of": locale.t("network.output_of", lang, number="{number}"),
    }
    names = (key.removeprefix(LABELS) for key in locale.catalogue(lang) if key.startswith(LABELS))
    return {name: locale.t(f"{LABELS}{name}", lang) for name in names} | pattern


def _points_alone(settings: NetworkSettings) -> tuple[np.ndarray, np.ndarray, int]:
    """The points as far as there are some."""
    try:
        return own.placed(settings.own) if settings.data == "own" else points(recipe_of(settings))
    except own.OwnDataError:
        return own.placed("")


def _points(x: np.ndarray, labels: np.ndarray) -> list[list[float]]:
    return [
        [round(float(a), 3), round(float(b), 3), round(float(y), 3)]
        for (a, b), y in zip(x, labels, strict=True)
    ]
