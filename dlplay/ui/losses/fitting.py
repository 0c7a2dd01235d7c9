"""A line among points: its residuals, the loss over all lines, an outlier, and each loss's own best line."""

import numpy as np
import pandas as pd
import streamlit as st

from dlplay.losses import line
from dlplay.numbers import plain, settled, signed
from dlplay.ui import frame
from dlplay.ui.experiment import Experiment
from dlplay.ui.language import t
from dlplay.ui.losses import charts_fitting as charts
from dlplay.ui.losses import code, current, formulas, table
from dlplay.ui.losses.settings import LossSettings

COMPARED = ("mean_squared_error", "mean_absolute_error", "huber")
SLOPES, INTERCEPTS = np.linspace(-1, 2.5, 57), np.linspace(-4, 8, 41)
TARGETS = (np.arange(-1, 2.51, 0.1), np.arange(-4, 8.1, 1.0))
PLAIN = {"displayModeBar": False}


def show(experiment: Experiment[LossSettings]) -> None:
    """Controls, points and line, the loss as a landscape, its arithmetic, the table and the code."""
    _controls(experiment)
    settings = experiment.settings
    x, y = current.points(settings)
    here = line.Line(settings.slope, settings.intercept)
    told = current.parameters(settings.loss, settings)
    fit = line.fit(settings.loss, x, y, here, **told)
    best = _best(settings)
    left, right = st.columns(2, gap="medium")
    with left:
        residuals = "none"
        if "residuals" in settings.show:
            residuals = "squares" if settings.loss == "mean_squared_error" else "lengths"
        words = {"x": "x", "y": "y", "line": t("losses.your_line"), "outlier": t("losses.outlier")}
        drawn = best if "best" in settings.show else {}
        st.plotly_chart(
            charts.fitted_line(x, y, here, residuals, drawn, words), key="losses_line", config=PLAIN
        )
    with right:
        _landscape(experiment, settings, x, y, here, fit.value, drawn)
    with st.container(horizontal=True):
        st.metric(t("losses.loss_now"), plain(settled(fit.value), decimals=4))
        st.metric(t("losses.by_slope"), signed(settled(fit.by_slope), decimals=4))
        st.metric(t("losses.by_intercept"), signed(settled(fit.by_intercept), decimals=4))
    _best_table(settings, best, x, y)
    frame.section("losses", "arithmetic")
    words = (t("losses.the_outlier"), t("losses.other_points"))
    st.latex(formulas.mean_of_terms(settings.loss, y, here.slope * x + here.intercept, told, *words))
    st.latex(
        formulas.aligned(
            rf"\frac{{\partial L}}{{\partial w}} &= \sum_i \frac{{\partial L}}{{\partial \hat y_i}}\, x_i"
            rf" = {formulas.number(settled(fit.by_slope))}",
            rf"\frac{{\partial L}}{{\partial b}} &= \sum_i \frac{{\partial L}}{{\partial \hat y_i}}"
            rf" = {formulas.number(settled(fit.by_intercept))}",
        )
    )
    table.show([current.regression(name, settings) for name in line.FITTED], "line")
    frame.keras_code(code.line(settings))


def _controls(experiment: Experiment[LossSettings]) -> None:
    experiment.choose("loss", wrap=True)
    settings = experiment.settings
    columns = st.columns(5 if settings.loss == "huber" or "best" in settings.show else 4)
    fields = ("slope", "intercept", "outlier_x", "outlier_y", "delta")
    for column, field in zip(columns, fields, strict=False):
        with column:
            experiment.slide(field)
    with st.container(horizontal=True, vertical_alignment="center"):
        for option in experiment.kinds["show"].options:
            with st.container(width="content"):
                experiment.switch_in("show", option)
        outlier = (settings.outlier_x, settings.outlier_y)
        st.button(
            t("losses.to_the_best"),
            icon=":material/my_location:",
            key="losses_to_the_best",
            on_click=_go_to,
            args=(experiment, line.best_line(settings.loss, outlier, settings.delta)),
        )


def _landscape(
    experiment: Experiment[LossSettings],
    settings: LossSettings,
    x: np.ndarray,
    y: np.ndarray,
    here: line.Line,
    value: float,
    best: dict,
) -> None:
    told = current.parameters(settings.loss, settings)
    values = line.surface(settings.loss, x, y, SLOPES, INTERCEPTS, **told)
    words = {name: t(f"losses.{name}") for name in ("slope", "intercept")} | {"line": t("losses.your_line")}
    if settings.surface == "contour":
        figure = charts.contour(SLOPES, INTERCEPTS, values, here, best, TARGETS, words)
        st.plotly_chart(
            figure,
            key="losses_contour",
            config=PLAIN,
            on_select=lambda: _clicked(experiment),
            selection_mode="points",
        )
    else:
        figure = charts.relief(SLOPES, INTERCEPTS, values, here, value, words)
        st.plotly_chart(figure, key="losses_relief", config=PLAIN)
    experiment.choose("surface", label_visibility="collapsed")


def _clicked(experiment: Experiment[LossSettings]) -> None:
    chosen = st.session_state["losses_contour"]["selection"]["points"]
    if chosen:
        _go_to(experiment, line.Line(chosen[0]["x"], chosen[0]["y"]))


def _go_to(experiment: Experiment[LossSettings], there: line.Line) -> None:
    """Put the sliders on a line, as near as their steps and ends allow."""
    for field, value in there._asdict().items():
        kind = experiment.kinds[field]
        steps = round((value - kind.low) / kind.step)
        experiment.set(**{field: float(np.clip(round(kind.low + steps * kind.step, 6), kind.low, kind.high))})


def _best(settings: LossSettings) -> dict[str, tuple[str, float, float]]:
    """The best lines of the compared losses and of the chosen one."""
    names = [*COMPARED, *(name for name in (settings.loss,) if name not in COMPARED)]
    outlier = (settings.outlier_x, settings.outlier_y)
    return {
        name: (table.name(name), *line.best_line(name, outlier, settings.delta if name == "huber" else 1.0))
        for name in names
    }


def _best_table(settings: LossSettings, best: dict, x: np.ndarray, y: np.ndarray) -> None:
    rows = []
    for name, (label, slope, intercept) in best.items():
        told = current.parameters(name, settings)
        value = line.fit(name, x, y, line.Line(slope, intercept), **told).value
        rows.append((label, slope, intercept, value, slope * x[-1] + intercept - y[-1]))
    heads = ("column_loss", "slope", "intercept", "column_smallest", "column_outlier")
    st.markdown(t("losses.best_lines"))
    st.dataframe(
        pd.DataFrame(rows, columns=[t(f"losses.{head}") for head in heads]).round(4),
        hide_index=True,
        height="content",
    )
