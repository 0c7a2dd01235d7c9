"""All losses at the current point, and one of them in full: formula, use, trap, source, code."""

import streamlit as st

from dlplay.losses import LOSSES
from dlplay.numbers import plain
from dlplay.ui import code_panel, frame
from dlplay.ui.experiment import Experiment
from dlplay.ui.language import t
from dlplay.ui.losses import code, current, formulas, table
from dlplay.ui.losses.settings import LossSettings


def show(experiment: Experiment[LossSettings]) -> None:
    """The table, the choice of a loss, and that loss."""
    points = current.everything(experiment.settings)
    frame.note("losses", t("losses.table_points"))
    table.show(points, "all")
    frame.section("losses", "detail")
    experiment.select("detail", format_func=table.name)
    chosen = experiment.settings.detail
    point = next(one for one in points if one.loss.name == chosen)
    left, right = st.columns([3, 2], gap="large")
    with left:
        st.latex(LOSSES[chosen].latex)
        st.latex(LOSSES[chosen].slope_latex)
        st.latex(rf"L = {formulas.number(point.value)}")
    with right:
        st.markdown(f"**{t('losses.use')}** {t(f'losses.use_{chosen}')}")
        st.markdown(f"**{t('losses.trap')}** {t(f'losses.trap_{chosen}')}")
        st.caption(LOSSES[chosen].source)
        st.dataframe(_parameters(chosen), hide_index=True, height="content") if LOSSES[
            chosen
        ].parameters else None
    code_panel.panel("losses").show(code.at([point]))


def _parameters(name: str) -> list[dict[str, str]]:
    heads = t("losses.column_parameter"), t("losses.column_default"), t("losses.column_range")
    return [
        dict(
            zip(
                heads,
                (
                    one.name,
                    str(one.default),
                    "" if one.low is None or one.high is None else f"{plain(one.low)} – {plain(one.high)}",
                ),
                strict=True,
            )
        )
        for one in LOSSES[name].parameters
    ]
