"""Everything that can be changed: one weight under a slider, the example, the network, all numbers typed."""

from collections.abc import Callable
from typing import Any

import numpy as np
import streamlit as st

from dlplay.backprop.names import unicode
from dlplay.backprop.problem import NETWORKS
from dlplay.neuron import number_of_weights
from dlplay.ui.backprop import current
from dlplay.ui.backprop.charts_computation import short
from dlplay.ui.backprop.current import Current
from dlplay.ui.backprop.settings import CROSS_ENTROPY, LIMIT, BackpropSettings, rounded
from dlplay.ui.experiment import Experiment
from dlplay.ui.language import t
from dlplay.ui.weights import Weights

STEP = 0.05
ENDS = {"w": 5.0, "x": 3.0, "y": 2.0}  # of the sliders; more can be typed
DRAWN = "backprop:drawn"  # how often new weights were drawn
LOSS_STEP = {net: 1 + 2 * sum(sizes[1:]) for net, sizes in NETWORKS.items()}  # where the loss is computed
# trouble worth seeing: settings that lead into it
SITUATIONS: dict[str, dict[str, Any]] = {
    "start": {"net": "2-2-1", "hidden": "sigmoid", "output": "sigmoid", "w": ()},
    "zeros": {"net": "2-2-1", "hidden": "tanh", "output": "sigmoid", "w": (0.0,) * 9},
    "twins": {
        "net": "2-2-1",
        "hidden": "tanh",
        "output": "sigmoid",
        "w": (0.5, 0.5, -0.8, -0.8, 0.1, 0.1, 0.9, 0.9, 0.0),
    },
    "dead": {
        "net": "2-2-1",
        "hidden": "relu",
        "output": "sigmoid",
        "w": (-1.5, 0.8, -0.5, 0.6, 0.2, 0.1, 1.2, 0.7, -0.4),
    },
    "saturated": {
        "net": "2-2-1",
        "hidden": "sigmoid",
        "output": "sigmoid",
        "w": (0.6, -0.4, 0.9, 0.7, 0.1, -0.2, -6.0, -4.0, -3.0),
    },
    "too_fast": {
        "net": "2-2-1",
        "hidden": "sigmoid",
        "output": "linear",
        "w": (0.6, -0.4, 0.9, 0.7, 0.1, -0.2, -1.3, 0.8, -0.3),
        "rate": 1.5,
    },
}


def panel(experiment: Experiment[BackpropSettings], now: Current) -> None:
    """Slider, example and network side by side; below them, what is needed less often."""
    with st.container(border=True):
        st.markdown(f"**{t('backprop.change')}** &ensp; {t('backprop.change_how')}")
        left, middle, right = st.columns(3, gap="medium")
        with left:
            _weight(experiment, now)
        with middle:
            _example(experiment, now)
        with right:
            network(experiment)
        _situations(experiment)
        _every_number(experiment, now)


def network(experiment: Experiment[BackpropSettings]) -> None:
    """Sizes, activations, loss, learning rate."""
    held: dict[str, Any] = {"on_change": current.hold, "args": (experiment,)}
    net, output = experiment.settings.net, experiment.settings.output
    experiment.select("net", on_change=_take_network, args=(experiment,))
    experiment.select("hidden", **held)
    experiment.select("output", among=current.outputs(net), on_change=_take_output, args=(experiment,))
    names = {loss: t(f"backprop.loss_{loss}") for loss in current.losses(output)}
    experiment.select("loss", among=list(names), format_func=lambda loss: names.get(loss, loss), **held)


def _weight(experiment: Experiment[BackpropSettings], now: Current) -> None:
    parts = now.parts
    names = {key: unicode(now.names.of(part)) for key, part in parts.items()}
    if experiment.settings.part not in parts:
        experiment.set(part=next(iter(parts)))
    experiment.select("part", among=list(parts), format_func=lambda key: names.get(key, key))
    key = experiment.settings.part
    place = now.place(parts[key])

    def moved(value: float) -> None:
        weights = list(st.session_state[current.NOW])
        if place >= len(weights):  # a late word of a slider of the network before
            return
        weights[place] = value
        experiment.set(w=rounded(weights), rounds=0)

    kind = "weight" if parts[key].letter == "w" else "bias"
    label = t(f"backprop.{kind}", name=names[key])
    value, held = now.problem.weights[place], experiment.fixed("w")
    slide(f"backprop.w.{key}", label, value, ENDS["w"], moved, disabled=held)
    experiment.slide("rate", on_change=current.hold, args=(experiment,))


def _example(experiment: Experiment[BackpropSettings], now: Current) -> None:
    settings, softmax = experiment.settings, now.problem.output == "softmax"
    for field, count in (("x", len(now.problem.x)), ("y", 1 if softmax else len(now.problem.y))):
        for unit in range(count):
            index = "" if count == 1 and not softmax else "₁₂"[unit]

            def moved(value: float, field: str = field, unit: int = unit) -> None:
                current.hold(experiment)
                values = list(getattr(experiment.settings, field))
                values[unit] = value
                experiment.set(**{field: Weights.rounded(values)})

            value = getattr(settings, field)[unit]
            low = 0.0 if softmax and field == "y" else None
            end = 1.0 if softmax and field == "y" else ENDS[field]
            label, held = t(f"backprop.{field}", i=index), experiment.fixed(field)
            slide(f"backprop.{field}.{unit}", label, value, end, moved, low, held)
    if softmax:
        st.caption(t("backprop.two_classes", y=short(now.problem.y[1])))


def slide(
    key: str,
    label: str,
    value: float,
    end: float,
    moved: Callable[[float], None],
    low: float | None = None,
    disabled: bool = False,
) -> None:
    """A slider over a number that is held elsewhere, from -end, or from `low`, to end."""
    low = -end if low is None else low
    shown = float(np.clip(value, low, end))
    # only a real change is sent: what is sent back while someone drags would throw the slider back
    if abs(st.session_state.get(key, np.inf) - shown) > 1e-9:
        st.session_state[key] = shown
    if shown != value:
        label = t("backprop.beyond", label=label, value=short(value))
    st.slider(
        label, low, end, step=STEP, key=key, on_change=lambda: moved(st.session_state[key]), disabled=disabled
    )


def _situations(experiment: Experiment[BackpropSettings]) -> None:
    st.caption(t("backprop.situations"))
    with st.container(horizontal=True, gap="small"):
        for name in SITUATIONS:
            st.button(
                t(f"backprop.situation_{name}"),
                key=f"backprop.situation.{name}",
                on_click=_go_to,
                args=(experiment, name),
            )
        st.button(t("backprop.random"), icon=":material/casino:", on_click=_draw_weights, args=(experiment,))


def _go_to(experiment: Experiment[BackpropSettings], name: str) -> None:
    usual: dict[str, Any] = {
        "x": (1.0, 0.5),
        "y": (1.0, 0.0),
        "loss": "mean_squared_error",
        "rate": 1.0,
        "rounds": 0,
    }
    settings = usual | SITUATIONS[name]
    experiment.set(**settings, step=LOSS_STEP[settings["net"]])


def _draw_weights(experiment: Experiment[BackpropSettings]) -> None:
    # the weights themselves go into the address, so the link shows the same ones
    st.session_state[DRAWN] = st.session_state.get(DRAWN, 0) + 1
    count = number_of_weights(NETWORKS[experiment.settings.net])
    drawn = np.random.default_rng(st.session_state[DRAWN]).normal(size=count).round(1)
    experiment.set(w=rounded(drawn), rounds=0)


def _take_network(experiment: Experiment[BackpropSettings]) -> None:
    """Another network starts with its own weights, at its own loss."""
    net = experiment.settings.net
    two = NETWORKS[net][-1] > 1
    experiment.set(w=(), rounds=0, step=LOSS_STEP[net])
    if two:
        experiment.set(output="softmax", loss=CROSS_ENTROPY)
    elif experiment.settings.output == "softmax":
        experiment.set(output="sigmoid", loss="mean_squared_error")


def _take_output(experiment: Experiment[BackpropSettings]) -> None:
    current.hold(experiment)
    if experiment.settings.output == "softmax":
        experiment.set(loss=CROSS_ENTROPY)
    elif experiment.settings.loss == CROSS_ENTROPY:
        experiment.set(loss="mean_squared_error")


def _every_number(experiment: Experiment[BackpropSettings], now: Current) -> None:
    """All numbers to be typed; a form, so that nothing is sent before it is whole."""
    with st.expander(t("backprop.every_number"), on_change="rerun", key="backprop.typing") as typing:
        if not typing.open:
            return
        with st.form("backprop_numbers", border=False):
            values = dict(zip(_row(now), now.problem.weights, strict=True))
            for key, value in values.items():
                st.session_state[f"backprop.typed.{key}"] = float(value)
            with st.container(horizontal=True):
                for key in values:
                    st.number_input(
                        unicode(now.names.of(now.parts[key])),
                        -LIMIT,
                        LIMIT,
                        step=0.1,
                        format="%.6g",
                        key=f"backprop.typed.{key}",
                        width=130,
                        disabled=experiment.fixed("w"),
                    )
            st.form_submit_button(
                t("backprop.take_numbers"), on_click=_take_numbers, args=(experiment, tuple(values))
            )


def _row(now: Current) -> list[str]:
    """The keys of weights and biases in the order of the row."""
    return sorted(now.parts, key=lambda key: now.place(now.parts[key]))


def _take_numbers(experiment: Experiment[BackpropSettings], keys: tuple[str, ...]) -> None:
    typed = [st.session_state[f"backprop.typed.{key}"] or 0.0 for key in keys]
    experiment.set(w=rounded(typed), rounds=0)
