"""One neuron under the hand: the sum that adds up, the point on the curve, the half-plane."""

from typing import Any

import numpy as np
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dlplay.activations import ACTIVATIONS
from dlplay.neuron import LayerTrace, boundary, distance, forward, neuron
from dlplay.numbers import bracketed, latex, plain, settled
from dlplay.toy_data import LIMIT, TOY_DATA
from dlplay.ui import formulas, live
from dlplay.ui.experiment import Experiment
from dlplay.ui.language import t
from dlplay.ui.live import Place
from dlplay.ui.neuron import charts_one as charts
from dlplay.ui.neuron.charts_one import Reached
from dlplay.ui.neuron.code import keras_network
from dlplay.ui.neuron.settings import NeuronSettings
from dlplay.ui.weights import Weights, slide

SUBSCRIPTS = "₁₂₃"
BIAS = 3  # its place among w1, w2, w3, b
POINTS, SEED = 40, 1  # of the data set
PLANE = 1  # which panel of its picture
PAIR = 128  # CSS pixels of a slider, two beside each other
READ = {"z": "z", "a": "a", "right": ""}  # the readouts and how they are called

Sweeps = dict[tuple[str, int], Reached]  # by the moved slider: the setting and the place in it


def show(experiment: Experiment[NeuronSettings]) -> None:
    """Sliders beside the three pictures; the arithmetic and the code below."""
    left, right = st.columns(2)
    with left:
        experiment.choose("inputs")
    with right:
        experiment.select("activation")
    moving, below, script = st.container(), st.container(), st.empty()
    with moving:
        _moving(experiment, script)
    with below:
        experiment.choose("data", wrap=True)
        st.markdown(f"**{t('frame.code')}**")


@st.fragment
def _moving(experiment: Experiment[NeuronSettings], script: DeltaGenerator) -> None:
    """What a slider's move draws again."""
    settings = experiment.settings
    n = int(settings.inputs)
    x, w, b = settings.x[:n], settings.w[:n], settings.w[BIAS]
    layer = neuron(w, b, settings.activation)
    trace = forward([layer], np.array(x))[0]
    sliders = [(field, i) for field in ("x", "w") for i in range(n)] + [("w", BIAS)]
    now, sweeps = _reached(experiment), {slider: _reached(experiment, slider) for slider in sliders}
    axes = charts.Axes.around([now, *sweeps.values()])
    left, right = st.columns([2, 3], gap="large")
    with left:
        _sliders(experiment, n)
    with right:
        live.show(_sum(experiment, now, sweeps, axes), key="neuron_sum")
        st.markdown(formulas.lines(*formula(x, w, b, trace, settings.activation)))
    pictures = _curve_and_plane(experiment, now, sweeps, axes)
    live.show(pictures, key="neuron_plane", on_place=lambda place: _take_point(experiment, place))
    seen = boundary(w[:2], float(now.bias[0]), -LIMIT, LIMIT) is not None
    st.caption(t("neuron.plane_click" if seen else "neuron.plane_no_line"))
    script.code(keras_network([layer], np.array([x])), language="python")
    experiment.publish()


def _sliders(experiment: Experiment[NeuronSettings], n: int) -> None:
    with st.container(horizontal=True):
        for i in range(n):
            for field in ("x", "w"):
                slide(experiment, field, i, t(f"neuron.{field}", i=SUBSCRIPTS[i]), width=PAIR)
    slide(experiment, "w", BIAS, t("neuron.b"))


def _reached(experiment: Experiment[NeuronSettings], moved: tuple[str, int] | None = None) -> Reached:
    """The neuron at each value of a slider; None: as all of them stand."""
    settings = experiment.settings
    n = int(settings.inputs)
    values = np.zeros(1) if moved is None else experiment.kind(moved[0], Weights).each.values
    given = {field: np.tile(getattr(settings, field), (len(values), 1)) for field in ("x", "w")}
    if moved is not None:
        field, place = moved
        given[field][:, place] = values
    x, w, b = given["x"][:, :n], given["w"][:, :n], given["w"][:, BIAS]
    z = ((w * x).sum(axis=1) + b).round(10)  # sums of hundredths
    bias = b + (w[:, 2:] * x[:, 2:]).sum(axis=1)
    data = TOY_DATA[settings.data](POINTS, SEED)
    right = (w[:, :2] @ data.x.T + bias[:, None] >= 0) == data.y
    return Reached(x, w, b, bias, z, ACTIVATIONS[settings.activation].function(z), right)


def _sum(
    experiment: Experiment[NeuronSettings], now: Reached, sweeps: Sweeps, axes: charts.Axes
) -> dict[str, Any]:
    n = now.x.shape[1]
    names = [*(f"w{one}x{one}" for one in SUBSCRIPTS[:n]), "b", "z"]
    panel = charts.standing(
        charts.sum_panel(names, axes, t("neuron.sum_title")), charts.sum_follows(now, range(n + 2))
    )
    follows = [
        _sweep(experiment, key, charts.sum_follows(one, (min(key[1], n), n + 1)))
        for key, one in sweeps.items()
    ]
    return live.picture([panel], follows, alt=t("neuron.sum_title"))


def _curve_and_plane(
    experiment: Experiment[NeuronSettings], now: Reached, sweeps: Sweeps, axes: charts.Axes
) -> dict[str, Any]:
    settings = experiment.settings
    data = TOY_DATA[settings.data](POINTS, SEED)
    function = ACTIVATIONS[settings.activation].function
    curve = charts.curve_panel(function, settings.activation, axes, t("neuron.curve_title"))
    plane = charts.plane_panel(data.x, data.y, LIMIT, t("neuron.plane_title"))
    charts.standing(curve, charts.point_follows(now))
    charts.standing(plane, charts.line_follows(now) | charts.input_follows(now))
    said = _said(now)
    readouts = {
        name: live.readout(sign, words=said[name]["words"][0], small=not sign) for name, sign in READ.items()
    }
    alt = t("neuron.one_alt", f=settings.activation, **{name: said[name]["words"][0] for name in READ})
    follows = [
        _sweep(experiment, key, charts.point_follows(one) | _placed(key, one) | _said(one))
        for key, one in sweeps.items()
    ]
    return live.picture([curve, plane], follows, readouts=readouts, alt=alt, columns=2)


def _placed(key: tuple[str, int], reached: Reached) -> dict[str, dict[str, Any]]:
    """What moves in the plane: the line with the weights, and with an input that has no axis there."""
    field, place = key
    return charts.input_follows(reached) if field == "x" and place < 2 else charts.line_follows(reached)


def _said(reached: Reached) -> dict[str, dict[str, list[str]]]:
    of = reached.right.shape[1]
    counts = reached.right.sum(axis=1).tolist()
    told = {one: t("neuron.plane_text", right=one, all=of) for one in set(counts)}
    return {
        "z": {"words": [plain(one, decimals=2) for one in reached.z.tolist()]},
        "a": {"words": [plain(one, decimals=3) for one in reached.a.tolist()]},
        "right": {"words": [told[one] for one in counts]},
    }


def _sweep(
    experiment: Experiment[NeuronSettings], key: tuple[str, int], follows: dict[str, dict[str, Any]]
) -> dict[str, Any]:
    field, place = key
    return live.sweep(
        f"{experiment.key(field)}.{place}", experiment.kind(field, Weights).each.values, follows
    )


def _take_point(experiment: Experiment[NeuronSettings], place: Place) -> None:
    """A clicked point becomes the input."""
    if place.panel == PLANE:
        x = st.session_state[experiment.key("x")]
        experiment.set(x=Weights.rounded((place.x, place.y, *x[2:])))


def formula(x: tuple, w: tuple, b: float, trace: LayerTrace, activation: str) -> list[str]:
    """z = w . x + b, a = f(z), and how far the input is from the boundary."""
    z, a = settled(trace.z[0]), float(trace.a[0])
    symbols = " + ".join(f"w_{i} x_{i}" for i in range(1, len(x) + 1))
    lines = [
        rf"z = {symbols} + b = {formulas.products(w, [bracketed(one) for one in x], b)}"
        rf" = \mathbf{{{latex(z, decimals=2)}}}",
        rf"a = {formulas.function(activation)}(z) = {formulas.function(activation)}({latex(z, decimals=2)})"
        rf" = \mathbf{{{latex(a, decimals=4)}}}",
    ]
    if (away := distance(w, z)) is not None:
        squares = " + ".join(rf"{bracketed(one)}^2" for one in w)
        lines.append(
            rf"\frac{{z}}{{\lVert w \rVert}} = \frac{{{latex(z, decimals=2)}}}{{\sqrt{{{squares}}}}}"
            rf" = {latex(away, decimals=2)} \;\text{{{t('neuron.formula_distance')}}}"
        )
    return lines
