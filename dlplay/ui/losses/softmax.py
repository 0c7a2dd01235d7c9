"""Four logits, softmax, and the terms of the cross-entropy."""

from typing import Any

import numpy as np
import streamlit as st

from dlplay.losses import LOSSES
from dlplay.ui import code_panel, frame, live
from dlplay.ui.experiment import Experiment
from dlplay.ui.language import t
from dlplay.ui.losses import charts, code, current, formulas, table
from dlplay.ui.losses.settings import CLASSES, LossSettings
from dlplay.ui.settings import Number

SLIDERS = (*current.LOGITS, "smoothing")


def show(experiment: Experiment[LossSettings]) -> None:
    """Sliders for the logits, bars, the terms, the formula, the other losses and the code."""
    with frame.stage():
        left, right = st.columns([2, 3], gap="large")
        with left:
            experiment.choose("target")
            with frame.sliders():
                for field in SLIDERS:
                    experiment.slide(field)
        settings = experiment.settings
        terms = table_of_terms(settings)
        with right:
            live.show(_picture(experiment, settings), key="losses_softmax")
    st.markdown(t("losses.terms"))
    st.dataframe(
        {t(f"losses.terms_{name}"): column for name, column in terms.items()},
        hide_index=True,
        height="content",
        column_config={
            t(f"losses.terms_{name}"): st.column_config.NumberColumn(format="%.4f")
            for name in ("y", "p", "term", "slope")
        },
    )
    frame.section("losses", "arithmetic")
    truth = CLASSES.index(settings.target)
    loss = current.categorical("categorical_crossentropy", settings).value
    st.latex(formulas.softmax_and_loss(current.logits(settings), terms["p"], terms["y"], truth, loss))
    points = [
        current.categorical(name, settings) for name, one in LOSSES.items() if one.task == "categorical"
    ]
    table.show(points, "softmax")
    code_panel.panel("losses").show(code.at(points))


def _picture(experiment: Experiment[LossSettings], settings: LossSettings) -> dict[str, Any]:
    """The bars and the loss as they stand, and at every value of each slider."""
    values = {field: experiment.kind(field, Number).values for field in SLIDERS}
    given, rows = live.reached({field: getattr(settings, field) for field in SLIDERS}, values)
    z = np.column_stack([given[field] for field in current.LOGITS])
    y, log_p = targets_and_logs(z, settings.target, given["smoothing"])
    p = np.exp(log_p)
    words = {"target": t("losses.column_target"), "probability": t("losses.column_probability")}
    names = [f"{one.upper()} ★" if one == settings.target else one.upper() for one in CLASSES]
    told = f"{words['probability']}: {', '.join(f'{name} {{.3}}' for name in names)}"
    follows = charts.bars_follow(y, p) | {
        "loss": {"words": live.Written("{.4}", -(y * log_p).sum(axis=1, keepdims=True))},
        "alt": {"words": live.Written(told, p)},
    }
    sweeps = [live.sweep(experiment.key(field), values[field], follows, rows[field]) for field in SLIDERS]
    panel = live.standing(charts.softmax_bars(names, words), follows)
    loss = live.readout(t("losses.crossentropy_now"), words=follows["loss"]["words"][-1])
    return live.picture([panel], sweeps, readouts={"loss": loss}, alt=follows["alt"]["words"][-1])


def targets_and_logs(z: np.ndarray, target: str, smoothing: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """y and ln p, both (k, classes), of logits z (k, classes) and the smoothing (k,) of the labels."""
    shifted = z - z.max(axis=1, keepdims=True)
    log_p = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    sure = np.eye(len(CLASSES))[CLASSES.index(target)]
    share = smoothing[:, None]
    return sure * (1 - share) + share / len(CLASSES), log_p


def table_of_terms(settings: LossSettings) -> dict[str, Any]:
    """For each class its logit, target, probability, term of the loss and slope: dL/dz = p - y."""
    z = current.logits(settings)
    (y,), (log_p,) = targets_and_logs(z[None], settings.target, np.array([settings.smoothing]))
    slope = current.categorical("categorical_crossentropy", settings).gradient[0]
    names = [one.upper() for one in CLASSES]
    return {"k": names, "z": z, "y": y, "p": np.exp(log_p), "term": -y * log_p, "slope": slope}
