"""The controls that all views share."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from dlplay.numbers import plain
from dlplay.optimizers import OPTIMIZERS
from dlplay.rates import LADDER, STEPS
from dlplay.surfaces import EXAMPLES
from dlplay.ui.experiment import Experiment
from dlplay.ui.language import t
from dlplay.ui.optimizers import current
from dlplay.ui.optimizers.charts_track import swatch
from dlplay.ui.optimizers.kinds import DIGITS, in_order
from dlplay.ui.optimizers.settings import ALL, OptimizerSettings

UNDER_HAND = "optimizers:hand"
RUNGS = {rate: plain(rate, 6) for rate in LADDER}  # each rate as people read it


def place(experiment: Experiment[OptimizerSettings]) -> None:
    """Which surface, and what is hard about it."""
    surface(experiment)
    st.caption(about(experiment.settings))


def surface(experiment: Experiment[OptimizerSettings]) -> None:
    """Which surface."""
    experiment.select(
        "surface",
        format_func=lambda name: t(f"optimizers.surface_{name}"),
        on_change=lambda: _new_surface(experiment),
    )


def about(settings: OptimizerSettings) -> str:
    """What is hard about the surface."""
    return f"{t(f'optimizers.about_{settings.surface}')} {current.surface(settings).source}".rstrip()


def runners(experiment: Experiment[OptimizerSettings]) -> None:
    """Who runs."""
    experiment.several("runners", format_func=current.title)


def rates(experiment: Experiment[OptimizerSettings], settings: OptimizerSettings) -> None:
    """How fast each of them learns."""
    for name in settings.runners:
        rate(experiment, settings, name)
    if settings.rates:
        st.button(
            t("optimizers.own_rates"),
            icon=":material/restart_alt:",
            key="optimizers_own_rates",
            on_click=experiment.set,
            kwargs={"rates": ()},
            disabled=experiment.fixed("rates"),
        )


def rate(experiment: Experiment[OptimizerSettings], settings: OptimizerSettings, name: str) -> None:
    """A runner's learning rate, on the ladder."""

    def moved(value: float) -> None:
        experiment.set(rates=in_order(dict(experiment.settings.rates) | {name: value}))
        st.session_state[UNDER_HAND] = name

    mirrored(
        st.select_slider,
        f"{swatch(name)} {current.title(name)}: η",
        rate_key(name),
        current.rate(settings, name),
        moved,
        options=LADDER,
        format_func=RUNGS.__getitem__,
        disabled=experiment.fixed("rates"),
    )


def rate_key(name: str) -> str:
    """The key of the slider over a runner's learning rate."""
    return f"optimizers.rates.{name}"


def under_hand(runners: tuple[str, ...]) -> str:
    """Whose learning rate was moved last; at first, the first one's."""
    last = st.session_state.get(UNDER_HAND)
    return last if last in runners else runners[0]


def conditions(experiment: Experiment[OptimizerSettings]) -> None:
    """Everything else that the runners share."""
    settings = experiment.settings
    first, second, third = st.columns(3)
    with first:
        experiment.slide("steps")
        coordinate(experiment, 0)
    with second:
        experiment.select("schedule", format_func=lambda name: t(f"optimizers.schedule_{name}"))
        coordinate(experiment, 1)
    with third:
        experiment.select("batch", format_func=_batch, help=t("optimizers.batch_help", all=EXAMPLES))
        experiment.slide("momentum", help=t("optimizers.momentum_help"))
    extra = [field for field, shown in _extra(settings).items() if shown]
    for column, field in zip(st.columns(3), extra, strict=False):
        with column:
            experiment.slide(field)


def coordinate(experiment: Experiment[OptimizerSettings], axis: int) -> None:
    """A slider over one coordinate of the start."""
    here = current.start(experiment.settings)
    limits = current.surface(experiment.settings).limits

    def moved(value: float) -> None:
        there = list(current.start(experiment.settings))
        there[axis] = value
        go_to(experiment, *there)

    mirrored(
        st.slider,
        t("optimizers.start", axis="xy"[axis]),
        f"optimizers.start.{axis}",
        here[axis],
        moved,
        min_value=float(limits[2 * axis]),
        max_value=float(limits[2 * axis + 1]),
        step=0.01,
        disabled=experiment.fixed("start"),
    )


def go_to(experiment: Experiment[OptimizerSettings], x: float, y: float) -> None:
    """Put the start somewhere on the map; before the widgets are drawn, or in a callback."""
    left, right, bottom, top = current.surface(experiment.settings).limits
    x, y = min(max(x, left), right), min(max(y, bottom), top)
    experiment.set(start=(round(x, DIGITS) + 0.0, round(y, DIGITS) + 0.0))


def clicked(experiment: Experiment[OptimizerSettings], across: float, up: float) -> None:
    """A click on the map, as shares of its width and height, chooses the start."""
    left, right, bottom, top = current.surface(experiment.settings).limits
    go_to(experiment, left + across * (right - left), bottom + up * (top - bottom))


def mirrored(
    widget: Callable[..., Any],
    label: str,
    key: str,
    value: Any,
    moved: Callable[[Any], None],
    **options: Any,
) -> None:
    """A widget over a part of a setting; `moved` is told its new value."""
    # only a real change is sent: what is sent back while someone drags would throw a slider back
    if st.session_state.get(key) != value:
        st.session_state[key] = value
    widget(label, key=key, on_change=lambda: moved(st.session_state[key]), **options)


def _new_surface(experiment: Experiment[OptimizerSettings]) -> None:
    """Another surface begins with its own start, rates and length."""
    experiment.set(start=(), rates=(), step=1, steps=STEPS[experiment.settings.surface])


def _batch(batch: str) -> str:
    return t("optimizers.batch_all") if batch == ALL else batch


def _extra(settings: OptimizerSettings) -> dict[str, bool]:
    decays = any("weight_decay" in OPTIMIZERS[name].defaults for name in settings.runners)
    return {"seed": settings.batch != ALL, "decay": decays}
