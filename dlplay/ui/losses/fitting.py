"""A line among points: its residuals, the loss over all lines, an outlier, and each loss's own best line."""

from functools import lru_cache
from typing import Any

import numpy as np
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dlplay import locale
from dlplay.losses import LOSSES, line
from dlplay.numbers import PAPER, plain, settled
from dlplay.ui import chart, code_panel, frame, language, live
from dlplay.ui.code_panel import CodePanel
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
WIDTH = 168  # CSS pixels of a slider: two beside each other on a phone
SLIDERS = ("slope", "intercept", "outlier_x", "outlier_y")

Best = dict[str, tuple[str, float, float]]  # name of a loss -> label, slope, intercept


def show(experiment: Experiment[LossSettings]) -> None:
    """Controls, points and line, the loss as a landscape, its arithmetic, the table and the code."""
    experiment.choose("loss", wrap=True)
    _switches(experiment)
    moving = frame.stage()
    frame.section("losses", "arithmetic")
    arithmetic = st.empty()
    script = code_panel.panel("losses")
    with moving:
        _moving(experiment, arithmetic, script)


@st.fragment
def _moving(experiment: Experiment[LossSettings], arithmetic: DeltaGenerator, script: CodePanel) -> None:
    """What a slider's move draws again, here and in the places further down."""
    settings = experiment.settings
    with frame.sliders(horizontal=True):
        for field in _sliders(settings):
            help = t("losses.delta_is") if field == "delta" else None
            experiment.slide(field, width=WIDTH, help=help)
    outlier = (settings.outlier_x, settings.outlier_y)
    best = _best(settings.loss, outlier, settings.delta)
    drawn = {name: (table.name(name), *one) for name, one in best.items()} if "best" in settings.show else {}
    flat = settings.surface == "contour"
    picture = _picture(experiment, settings, drawn, flat)
    live.show(picture, key="losses_line", on_place=lambda place: _placed(experiment, place))
    if not flat:
        _relief(settings)
    every = st.expander(t("losses.all_here"), on_change="rerun", key="losses_all_here")
    if every.open:
        with every:
            table.show([current.regression(name, settings) for name in line.FITTED], "line")
    table_of_best = _best_table(settings.loss, outlier, settings.delta, language.current())
    arithmetic.markdown(f"{_formulas(settings)}\n\n{table_of_best}")
    script.show(code.line(settings))
    experiment.publish(settings)


def _sliders(settings: LossSettings) -> tuple[str, ...]:
    """Those of line and outlier, and Huber's where it is seen."""
    return (*SLIDERS, "delta") if settings.loss == "huber" or "best" in settings.show else SLIDERS


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
    values = {field: experiment.kind(field, Number).values for field in _sliders(settings)}
    lines, rows, deltas = _lines(settings, values)
    residuals = "none"
    if "residuals" in settings.show:
        residuals = "squares" if settings.loss == "mean_squared_error" else "lengths"
    words = {"x": "x", "y": "y", "line": t("losses.your_line"), "outlier": t("losses.outlier")}
    panels = [charts.fitted_line(lines.last, residuals, best, words)]
    follows = charts.line_follows(lines, residuals != "none")
    stands = np.isclose(deltas, settings.delta)
    follows |= charts.best_follows(stands, best, flat)
    said = _said(settings, lines, deltas)
    if flat:
        x, y = current.points(settings)
        told = current.parameters(settings.loss, settings)
        ground = _ground(settings.loss, tuple(x), tuple(y), tuple(told.items()))
        titles = {name: t(f"losses.{name}") for name in ("slope", "intercept")}
        here = (settings.slope, settings.intercept)
        panels.append(charts.landscape(SLOPES, INTERCEPTS, ground, here, best, titles))
        follows |= charts.place_follows(lines)
        if settings.loss == "huber":
            follows |= charts.ground_follows(stands, ground)
    wb = np.column_stack([lines.slope, lines.intercept])
    alt = live.Written(t("losses.line_alt", w="{}", b="{}"), live.Linear(wb))
    sweeps = []
    for field, moving in rows.items():
        moved = {
            name: {one: follows[name][one] for one in fields}
            for name, fields in charts.MOVES[field].items()
            if name in follows
        }
        ahead = moved | {name: {"words": words} for name, words in {"alt": alt, **said}.items()}
        sweeps.append(live.sweep(experiment.key(field), values[field], ahead, moving))
    readouts = {name: live.readout(t(f"losses.{name}"), words=words[-1]) for name, words in said.items()}
    return live.picture(panels, sweeps, readouts=readouts, alt=alt[-1], columns=2)


def _lines(
    settings: LossSettings, values: dict[str, np.ndarray]
) -> tuple[Lines, dict[str, slice], np.ndarray]:
    """Line and points, and Huber's delta, at each value of each slider; see `live.reached`."""
    stand = {field: getattr(settings, field) for field in (*SLIDERS, "delta")}
    given, rows = live.reached(stand, values)
    points = ((line.X, given["outlier_x"]), (line.Y, given["outlier_y"]))
    x, y = (np.column_stack([np.tile(one, (len(moved), 1)), moved]) for one, moved in points)
    return Lines(given["slope"], given["intercept"], x, y), rows, given["delta"]


def _said(settings: LossSettings, lines: Lines, deltas: np.ndarray) -> dict[str, live.Written]:
    """The loss and its two slopes at each of these lines."""
    loss, told = LOSSES[settings.loss], current.parameters(settings.loss, settings)
    if "delta" in told:
        told["delta"] = deltas[:, None]
    predictions = lines.slope[:, None] * lines.x + lines.intercept[:, None]
    # of each line's own loss: `gradient` is that of their mean
    slopes = loss.gradient(lines.y, predictions, **told) * len(predictions)
    said = {
        "loss_now": ("{.4}", loss.each(lines.y, predictions, **told)),
        "by_slope": ("{+.4}", (slopes * lines.x).sum(axis=1)),
        "by_intercept": ("{+.4}", slopes.sum(axis=1)),
    }
    return {
        name: live.Written(template, numbers[:, None].round(PAPER))
        for name, (template, numbers) in said.items()
    }


@lru_cache(200)
def _heights(
    name: str, x: tuple[float, ...], y: tuple[float, ...], told: tuple[tuple[str, Any], ...]
) -> np.ndarray:
    """The loss over all lines (intercepts, slopes)."""
    return line.surface(name, np.array(x), np.array(y), SLOPES, INTERCEPTS, **dict(told))


@lru_cache(200)
def _ground(
    name: str, x: tuple[float, ...], y: tuple[float, ...], told: tuple[tuple[str, Any], ...]
) -> dict[str, Any]:
    """The same as a picture."""
    return charts.ground(SLOPES, INTERCEPTS, _heights(name, x, y, told))


def _relief(settings: LossSettings) -> None:
    x, y = current.points(settings)
    here, told = line.Line(settings.slope, settings.intercept), current.parameters(settings.loss, settings)
    heights = _heights(settings.loss, tuple(x), tuple(y), tuple(told.items()))
    words = {name: t(f"losses.{name}") for name in ("slope", "intercept")} | {"line": t("losses.your_line")}
    value = line.fit(settings.loss, x, y, here, **told).value
    figure = charts.relief(SLOPES, INTERCEPTS, heights, here, value, words)
    w, b = plain(here.slope), plain(here.intercept)
    alt = t(
        "losses.relief_alt", w=w, b=b, loss=plain(value), low=plain(heights.min()), high=plain(heights.max())
    )
    chart.show(figure, "losses_relief", alt)


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


def _best(loss: str, outlier: tuple[float, float], delta: float) -> dict[str, line.Line]:
    """The best lines of the compared losses and of the chosen one."""
    names = [*COMPARED, *(name for name in (loss,) if name not in COMPARED)]
    return {name: line.best_line(name, outlier, delta if name == "huber" else 1.0) for name in names}


@lru_cache(200)
def _best_table(loss: str, outlier: tuple[float, float], delta: float, lang: str) -> str:
    """Slope, intercept, loss and the outlier's residual of each best line, as Markdown."""
    x, y = line.points(outlier)
    heads = ("column_loss", "slope", "intercept", "column_smallest", "column_outlier")
    rows = [
        [locale.t(f"losses.{head}", lang) for head in heads],
        ["---", *["---:"] * (len(heads) - 1)],
    ]
    for name, best in _best(loss, outlier, delta).items():
        value = line.fit(name, x, y, best, **({"delta": delta} if name == "huber" else {})).value
        residual = best.slope * x[-1] + best.intercept - y[-1]
        label = locale.t(f"losses.name_{name}", lang)
        rows.append([label, *(plain(settled(one)) for one in (*best, value, residual))])
    table_rows = "\n".join(f"| {' | '.join(row)} |" for row in rows)
    return f"{locale.t('losses.best_lines', lang)}\n\n{table_rows}"
