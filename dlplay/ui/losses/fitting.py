"""A line among points: its residuals, the loss over all lines, an outlier, and each loss's own best line."""

from functools import lru_cache
from typing import Any

import numpy as np
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dlplay.losses import LOSSES, line
from dlplay.numbers import plain, settled, signed
from dlplay.ui import frame, live
from dlplay.ui.experiment import Experiment
from dlplay.ui.language import t
from dlplay.ui.live import Place
from dlplay.ui.losses import charts_fitting as charts
from dlplay.ui.losses import code, current, formulas, table
from dlplay.ui.losses.charts_fitting import Lines
from dlplay.ui.losses.settings import LossSettings
from dlplay.ui.settings import Number, Subset

COMPARED = ("mean_squared_error", "mean_absolute_error", "huber")
SLOPES, INTERCEPTS = np.linspace(-1, 2.5, 57), np.linspace(-4, 8, 41)
PLAIN = {"displayModeBar": False}
SLIDERS = ("slope", "intercept", "outlier_x", "outlier_y")

Best = dict[str, tuple[str, float, float]]  # name of a loss -> label, slope, intercept


def show(experiment: Experiment[LossSettings]) -> None:
    """Controls, points and line, the loss as a landscape, its arithmetic, the table and the code."""
    experiment.choose("loss", wrap=True)
    _switches(experiment)
    moving, best = st.container(), st.empty()
    frame.section("losses", "arithmetic")
    arithmetic = st.empty()
    script = frame.place_for_code()
    with moving:
        _moving(experiment, best, arithmetic, script)


@st.fragment
def _moving(
    experiment: Experiment[LossSettings],
    best: DeltaGenerator,
    arithmetic: DeltaGenerator,
    script: DeltaGenerator,
) -> None:
    """What a slider's move draws again, here and in the places further down."""
    settings = experiment.settings
    fields = (*SLIDERS, "delta") if settings.loss == "huber" or "best" in settings.show else SLIDERS
    for column, field in zip(st.columns(len(fields)), fields, strict=True):
        with column:
            experiment.slide(field)
    settings = experiment.settings
    drawn = _best(settings) if "best" in settings.show else {}
    flat = settings.surface == "contour"
    picture = _picture(experiment, settings, drawn, flat)
    live.show(picture, key="losses_line", on_place=lambda place: _placed(experiment, place))
    if not flat:
        _relief(settings)
    every = st.expander(t("losses.all_here"), on_change="rerun", key="losses_all_here")
    if every.open:
        with every:
            table.show([current.regression(name, settings) for name in line.FITTED], "line")
    best.markdown(_best_table(settings))
    arithmetic.markdown(_formulas(settings))
    script.code(code.line(settings), language="python")
    experiment.publish()


def _switches(experiment: Experiment[LossSettings]) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        for option in experiment.kind("show", Subset).options:
            with st.container(width="content"):
                experiment.switch_in("show", option)
        st.button(
            t("losses.to_the_best"),
            icon=":material/my_location:",
            key="losses_to_the_best",
            on_click=lambda: _go_to(experiment, _best_line(experiment.settings)),
        )
        experiment.choose("surface", label_visibility="collapsed")


def _best_line(settings: LossSettings) -> line.Line:
    return line.best_line(settings.loss, (settings.outlier_x, settings.outlier_y), settings.delta)


def _picture(
    experiment: Experiment[LossSettings], settings: LossSettings, best: Best, flat: bool
) -> dict[str, Any]:
    """Points and line, and beside them the landscape from above; both follow the sliders."""
    now = _lines(settings)
    residuals = "none"
    if "residuals" in settings.show:
        residuals = "squares" if settings.loss == "mean_squared_error" else "lengths"
    words = {"x": "x", "y": "y", "line": t("losses.your_line"), "outlier": t("losses.outlier")}
    panels = [charts.fitted_line(now, residuals, best, words)]
    if flat:
        x, y = current.points(settings)
        told = current.parameters(settings.loss, settings)
        heights = _heights(settings.loss, tuple(x), tuple(y), tuple(told.items()))
        titles = {name: t(f"losses.{name}") for name in ("slope", "intercept")}
        here = (settings.slope, settings.intercept)
        panels.append(charts.landscape(SLOPES, INTERCEPTS, heights, here, best, titles))
    sweeps = []
    for field in SLIDERS:
        values = experiment.kind(field, Number).values
        lines = _lines(settings, field, values)
        follows = charts.line_follows(lines, residuals != "none") | _said(settings, lines)
        if flat:
            follows |= charts.place_follows(lines)
        sweeps.append(live.sweep(experiment.key(field), values, follows))
    said = {name: one["words"][0] for name, one in _said(settings, now).items()}
    readouts = {name: live.readout(t(f"losses.{name}"), words=words) for name, words in said.items()}
    alt = t("losses.line_alt", w=plain(settings.slope), b=plain(settings.intercept), loss=said["loss_now"])
    return live.picture(panels, sweeps, readouts=readouts, alt=alt, columns=2)


def _lines(settings: LossSettings, field: str = "slope", values: np.ndarray | None = None) -> Lines:
    """The line and its points at each value of a slider, the others as they stand."""
    values = np.array([getattr(settings, field)]) if values is None else values
    given = {name: np.full(len(values), getattr(settings, name), float) for name in SLIDERS}
    given[field] = values.astype(float)
    points = ((line.X, given["outlier_x"]), (line.Y, given["outlier_y"]))
    x, y = (np.column_stack([np.tile(one, (len(values), 1)), outlier]) for one, outlier in points)
    return Lines(given["slope"], given["intercept"], x, y)


def _said(settings: LossSettings, lines: Lines) -> dict[str, dict[str, list[str]]]:
    """The loss and its two slopes at each of these lines."""
    loss, told = LOSSES[settings.loss], current.parameters(settings.loss, settings)
    predictions = lines.slope[:, None] * lines.x + lines.intercept[:, None]
    values = loss.each(lines.y, predictions, **told)
    # of each line's own loss: `gradient` is that of their mean
    slopes = loss.gradient(lines.y, predictions, **told) * len(predictions)
    by = {"by_slope": (slopes * lines.x).sum(axis=1), "by_intercept": slopes.sum(axis=1)}
    return {
        "loss_now": {"words": [plain(settled(one), decimals=4) for one in values.tolist()]},
        **{
            name: {"words": [signed(settled(one), decimals=4) for one in numbers.tolist()]}
            for name, numbers in by.items()
        },
    }


@lru_cache(200)
def _heights(
    name: str, x: tuple[float, ...], y: tuple[float, ...], told: tuple[tuple[str, Any], ...]
) -> np.ndarray:
    """The loss over all lines (intercepts, slopes)."""
    return line.surface(name, np.array(x), np.array(y), SLOPES, INTERCEPTS, **dict(told))


def _relief(settings: LossSettings) -> None:
    x, y = current.points(settings)
    here, told = line.Line(settings.slope, settings.intercept), current.parameters(settings.loss, settings)
    heights = _heights(settings.loss, tuple(x), tuple(y), tuple(told.items()))
    words = {name: t(f"losses.{name}") for name in ("slope", "intercept")} | {"line": t("losses.your_line")}
    value = line.fit(settings.loss, x, y, here, **told).value
    figure = charts.relief(SLOPES, INTERCEPTS, heights, here, value, words)
    st.plotly_chart(figure, key="losses_relief", config=PLAIN)


def _formulas(settings: LossSettings) -> str:
    x, y = current.points(settings)
    here, told = line.Line(settings.slope, settings.intercept), current.parameters(settings.loss, settings)
    fit = line.fit(settings.loss, x, y, here, **told)
    words = (t("losses.the_outlier"), t("losses.other_points"))
    terms = formulas.mean_of_terms(settings.loss, y, here.slope * x + here.intercept, told, *words)
    slopes = formulas.aligned(
        rf"\frac{{\partial L}}{{\partial w}} &= \sum_i \frac{{\partial L}}{{\partial \hat y_i}}\, x_i"
        rf" = {formulas.number(settled(fit.by_slope))}",
        rf"\frac{{\partial L}}{{\partial b}} &= \sum_i \frac{{\partial L}}{{\partial \hat y_i}}"
        rf" = {formulas.number(settled(fit.by_intercept))}",
    )
    return f"$$\n{terms}\n$$\n\n$$\n{slopes}\n$$"


def _placed(experiment: Experiment[LossSettings], place: Place) -> None:
    """The star was dragged, or the landscape clicked or its point dragged."""
    if place.mark == "outlier":
        there = {"outlier_x": place.x, "outlier_y": place.y}
        experiment.set(
            **{field: experiment.kind(field, Number).nearest(value) for field, value in there.items()}
        )
    elif place.panel == 1:
        _go_to(experiment, line.Line(place.x, place.y))


def _go_to(experiment: Experiment[LossSettings], there: line.Line) -> None:
    """Put the sliders on a line, as near as their steps and ends allow."""
    experiment.set(
        **{field: experiment.kind(field, Number).nearest(value) for field, value in there._asdict().items()}
    )


def _best(settings: LossSettings) -> Best:
    """The best lines of the compared losses and of the chosen one."""
    names = [*COMPARED, *(name for name in (settings.loss,) if name not in COMPARED)]
    outlier = (settings.outlier_x, settings.outlier_y)
    return {
        name: (table.name(name), *line.best_line(name, outlier, settings.delta if name == "huber" else 1.0))
        for name in names
    }


def _best_table(settings: LossSettings) -> str:
    """Slope, intercept, loss and the outlier's residual of each best line, as Markdown."""
    x, y = current.points(settings)
    heads = ("column_loss", "slope", "intercept", "column_smallest", "column_outlier")
    rows = [[t(f"losses.{head}") for head in heads], ["---", *["---:"] * (len(heads) - 1)]]
    for name, (label, slope, intercept) in _best(settings).items():
        told = current.parameters(name, settings)
        value = line.fit(name, x, y, line.Line(slope, intercept), **told).value
        residual = slope * x[-1] + intercept - y[-1]
        rows.append([label, *(plain(settled(one)) for one in (slope, intercept, value, residual))])
    table_rows = "\n".join(f"| {' | '.join(row)} |" for row in rows)
    return f"{t('losses.best_lines')}\n\n{table_rows}"
