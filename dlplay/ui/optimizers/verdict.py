"""What became of each runner, in words with the number that says so, and as a table to take home."""

from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dlplay.descent import Run
from dlplay.numbers import plain
from dlplay.optimizers import OPTIMIZERS
from dlplay.outcome import Outcome
from dlplay.surfaces import SURFACES
from dlplay.ui.language import t
from dlplay.ui.optimizers import current
from dlplay.ui.optimizers.charts_track import swatch
from dlplay.ui.optimizers.current import outcome

ENDLESS = 10_000  # steps still needed: as good as standing still
COLOURS = {"arrived": "green", "diverged": "red", "slow": "gray"}  # of the badge; others are orange


def told(runs: list[Run]) -> str:
    """What became of each runner, in the order in which they arrived, as Markdown."""
    judged = sorted(((outcome(run), run) for run in runs), key=lambda pair: _rank(*pair))
    return "\n\n".join(_line(number, *pair) for number, pair in enumerate(judged, start=1))


def _line(number: int, verdict: Outcome, run: Run) -> str:
    place = f"{number}\\. " if verdict.kind == "arrived" else ""
    badge = f":{COLOURS.get(verdict.kind, 'orange')}-badge[{t(f'optimizers.kind_{verdict.kind}')}]"
    title = f"{swatch(run.optimizer)} **{current.title(run.optimizer)}**"
    return f"{place}{title} {badge} {sentence(run, verdict)}"


def sentence(run: Run, verdict: Outcome) -> str:
    """What happened, and the number that says so."""
    values = {
        "step": verdict.step,
        "distance": plain(verdict.distance, 3),
        "length": plain(verdict.length, 3),
        "slope": plain(verdict.slope, 3),
        "bend": plain(verdict.bend, 3),
        "curvature": plain(verdict.curvature, 3),
        "limit": plain(verdict.limit or 0, 3),
        "rate": plain(run.learning_rate, 6),
        "more": plain(round(min(verdict.more, 1e9))),
        "loss": plain(run.losses[-1], 3),
        "least": plain(SURFACES[run.setup.surface].least, 3),
        "place": _point(SURFACES[run.setup.surface].minima[verdict.minimum]),
    }
    text = t(f"optimizers.told_{_case(run, verdict)}", **values)
    if verdict.limit and verdict.kind not in ("diverged", "orbiting"):
        text += t("optimizers.stable_below", **values)
    return text


def table(place: DeltaGenerator, runs: list[Run]) -> None:
    """All numbers of the race."""
    shown = named(runs)
    names = {column: t(f"optimizers.column_{column}") for column in shown}
    numbers = ("learning_rate", "loss", "x", "y", "distance", "curvature")
    formats = {names[one]: st.column_config.NumberColumn(format="%.5g") for one in numbers}
    titled = {names[name]: column for name, column in shown.items()}
    place.dataframe(titled, hide_index=True, height="content", column_config=formats)


def named(runs: list[Run]) -> dict[str, list]:
    """A row a runner, in the visit's words."""
    rows = columns(runs)
    return rows | {
        "optimizer": [current.title(name) for name in rows["optimizer"]],
        "outcome": [t(f"optimizers.kind_{kind}") for kind in rows["outcome"]],
    }


def columns(runs: list[Run]) -> dict[str, list]:
    """A row a runner."""
    told = [(run, outcome(run)) for run in runs]
    return {
        "optimizer": [run.optimizer for run, _ in told],
        "learning_rate": [run.learning_rate for run, _ in told],
        "outcome": [one.kind for _, one in told],
        "step": [one.step for _, one in told],
        "loss": [run.losses[-1] for run, _ in told],
        "x": [run.weights[-1, 0] for run, _ in told],
        "y": [run.weights[-1, 1] for run, _ in told],
        "distance": [one.distance for _, one in told],
        "curvature": [one.curvature for _, one in told],
    }


def _point(place: tuple[float, float]) -> str:
    return f"({', '.join(plain(round(one, 2)) for one in place)})"


def _case(run: Run, verdict: Outcome) -> str:
    """Which sentence fits."""
    several = len(SURFACES[run.setup.surface].minima) > 1
    too_fast = verdict.limit is not None and run.learning_rate >= 0.99 * verdict.limit
    if verdict.kind == "arrived" and several:
        return "arrived_at"
    if verdict.kind == "diverged" and too_fast:
        return f"diverged_{run.optimizer}"
    if verdict.kind == "orbiting" and too_fast:
        return "orbiting_limit"
    if verdict.kind == "orbiting" and run.setup.batch:
        return "orbiting_noise"
    if verdict.kind == "slow" and verdict.more > ENDLESS:
        return "slow_endless"
    return verdict.kind


def _rank(verdict: Outcome, run: Run) -> tuple[Any, ...]:
    """Those who arrived by their step, then the others by their loss, then those who diverged."""
    if verdict.kind == "arrived":
        return 0, verdict.step, list(OPTIMIZERS).index(run.optimizer)
    return (2, 0, 0) if verdict.kind == "diverged" else (1, run.losses[-1], 0)
