"""Four logits, softmax, and the terms of the cross-entropy."""

import numpy as np
import pandas as pd
import streamlit as st

from dlplay.losses import LOSSES
from dlplay.numbers import plain
from dlplay.ui import frame
from dlplay.ui.experiment import Experiment
from dlplay.ui.language import t
from dlplay.ui.losses import charts, code, current, formulas, table
from dlplay.ui.losses.settings import CLASSES, LossSettings


def show(experiment: Experiment[LossSettings]) -> None:
    """Sliders for the logits, bars, the terms, the formula, the other losses and the code."""
    left, right = st.columns([2, 3], gap="large")
    with left:
        experiment.choose("target")
        for field in current.LOGITS:
            experiment.slide(field)
        experiment.slide("smoothing")
    settings = experiment.settings
    terms = table_of_terms(settings)
    loss = current.categorical("categorical_crossentropy", settings)
    names = [f"{one.upper()} ★" if one == settings.target else one.upper() for one in CLASSES]
    with right:
        words = {"target": t("losses.column_target"), "probability": t("losses.column_probability")}
        figure = charts.softmax_bars(names, terms["y"].to_numpy(), terms["p"].to_numpy(), words)
        st.plotly_chart(figure, key="losses_softmax", config={"displayModeBar": False})
        st.metric(t("losses.crossentropy_now"), plain(loss.value, decimals=4))
    st.markdown(t("losses.terms"))
    st.dataframe(
        terms.rename(
            columns={name: t(f"losses.terms_{name}") for name in ("k", "z", "y", "p", "term", "slope")}
        ),
        hide_index=True,
        height="content",
        column_config={
            t(f"losses.terms_{name}"): st.column_config.NumberColumn(format="%.4f")
            for name in ("y", "p", "term", "slope")
        },
    )
    frame.section("losses", "arithmetic")
    truth = CLASSES.index(settings.target)
    p, y = terms["p"].to_numpy(), terms["y"].to_numpy()
    st.latex(formulas.softmax_and_loss(current.logits(settings), p, y, truth, loss.value))
    points = [
        current.categorical(name, settings) for name, one in LOSSES.items() if one.task == "categorical"
    ]
    table.show(points, "softmax")
    frame.keras_code(code.at(points))


def table_of_terms(settings: LossSettings) -> pd.DataFrame:
    """For each class its logit, target, probability, term of the loss and slope: dL/dz = p - y."""
    z = current.logits(settings)
    shifted = z - z.max()
    log_p = shifted - np.log(np.exp(shifted).sum())
    y = np.eye(len(z))[CLASSES.index(settings.target)]
    y = y * (1 - settings.smoothing) + settings.smoothing / len(z)
    slope = current.categorical("categorical_crossentropy", settings).gradient[0]
    names = [one.upper() for one in CLASSES]
    return pd.DataFrame({"k": names, "z": z, "y": y, "p": np.exp(log_p), "term": -y * log_p, "slope": slope})
