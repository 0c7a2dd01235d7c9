"""Write: every pixel in its digit's colour, and the eleven probabilities of the one that is pointed at."""

import numpy as np
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dlplay.assets import load_facts
from dlplay.layers import softmax
from dlplay.numbers import latex, plain
from dlplay.scenes import INKED
from dlplay.segmentation import network
from dlplay.segmentation.network import FACTS, GROUND, NAMES, REBUILD
from dlplay.ui import code_panel, frame, language, live
from dlplay.ui.charts import CLASSES
from dlplay.ui.experiment import Experiment
from dlplay.ui.language import percent, t
from dlplay.ui.segmentation import charts, code
from dlplay.ui.segmentation.current import Current, bring_one, nothing
from dlplay.ui.segmentation.settings import SegmentationSettings

SMALL = {"small": "mnist", "small_pen": "pen"}
TERMS = 3  # of the sum in the formula that are written out


def show(experiment: Experiment[SegmentationSettings]) -> None:
    """The sheet beside its colours; below, their shares, one pixel's arithmetic, the code."""
    network.load()  # if its file is missing, that is told in the place of all this
    with frame.stage():
        left, right = st.columns([2, 3], gap="large")
        with left:
            experiment.choose("source", label_visibility="collapsed", wrap=True)
            now = bring_one(experiment)
            moving = st.container()
        if now is None:
            with right:
                nothing(experiment)
            return
        coloured = right.container()
    st.html(_legend(now))
    st.markdown(_trust())
    arithmetic = st.empty()
    with moving:
        _pixel(experiment, now, coloured, arithmetic)
    code_panel.panel("segmentation").show(code.network(skips=True))
    code.take_home(now.ink)


@st.fragment
def _pixel(
    experiment: Experiment[SegmentationSettings],
    now: Current,
    coloured: DeltaGenerator,
    arithmetic: DeltaGenerator,
) -> None:
    """The pixel that is asked about: where it is, its probabilities, their arithmetic."""
    rows, columns = now.ink.shape
    with st.container(horizontal=True):
        row = int(experiment.slide("row", rows - 1))
        column = int(experiment.slide("column", columns - 1))
    with coloured:
        live.show(
            picture(experiment, now, row, column),
            key="segmentation_sheet",
            on_place=lambda place: _point(experiment, now, place),
        )
    arithmetic.markdown(_formula(now, row, column))
    experiment.publish()


def picture(
    experiment: Experiment[SegmentationSettings], now: Current, row: int, column: int
) -> dict[str, object]:
    """The coloured sheet with the pixel marked, and that pixel's probabilities."""
    logits, spoken = now.logits(), language.current()
    rows, columns = now.ink.shape
    along = {"row": softmax(logits[:, column]), "column": softmax(logits[row])}
    marks = {"pixel": live.ring(column + 0.5, rows - row - 0.5, "#ffffff", size=16)}
    ways = {
        "row": (np.full(rows, column), np.arange(rows)),
        "column": (np.arange(columns), np.full(columns, row)),
    }
    sweeps = []
    for field, (x, y) in ways.items():
        follows = {
            "pixel": {"x": (x + 0.5)[:, None], "y": (rows - y - 0.5)[:, None]},
            "chances": {"high": along[field]},
            "here": {"words": [_told(one) for one in along[field]]},
        }
        sweeps.append(live.sweep(experiment.key(field), np.arange(len(x)), follows))
    chances = along["row"][row]
    panels = [
        charts.sheet(
            "classes",
            charts.shades(now.classes(), now.ink),
            charts.COLOURS,
            t("segmentation.coloured"),
            marks,
        ),
        charts.chances(chances, t("segmentation.ground"), t("segmentation.chances"), spoken),
    ]
    found = [str(one) for one in np.unique(now.classes()) if one >= 0]
    alt = t("segmentation.sheet_alt", rows=rows, columns=columns, digits=", ".join(found) or "–")
    return live.picture(panels, sweeps, readouts={"here": live.readout(words=_told(chances))}, alt=alt)


def _told(chances: np.ndarray) -> str:
    best = int(chances.argmax())
    chance = percent(chances[best])
    if best == GROUND:
        return t("segmentation.here_ground", chance=chance)
    return t("segmentation.here_digit", digit=best, chance=chance)


def _point(experiment: Experiment[SegmentationSettings], now: Current, place: live.Place) -> None:
    rows, columns = now.ink.shape
    if place.panel == 0:
        row, column = int(np.floor(rows - place.y)), int(np.floor(place.x))
        experiment.set(row=min(max(row, 0), rows - 1), column=min(max(column, 0), columns - 1))


def _legend(now: Current) -> str:
    """Each digit that is there, its colour, its pixels and their share in the ink."""
    classes, inked = now.classes(), now.ink >= INKED
    found = np.bincount(classes[classes >= 0], minlength=10)
    rest = int((inked & (classes < 0)).sum())
    total = max(int(found.sum()) + rest, 1)
    parts = [
        _part(CLASSES[digit], str(digit), int(found[digit]), total) for digit in range(10) if found[digit]
    ]
    parts.append(_part("#f5f5f5", t("segmentation.no_digit"), rest, total))
    return f'<div style="display:flex;flex-wrap:wrap;gap:.3rem 1.2rem">{"".join(parts)}</div>'


def _part(colour: str, name: str, pixels: int, total: int) -> str:
    words = t("segmentation.share", pixels=f"{pixels:,}", share=percent(pixels / total))
    return (
        f'<span><span style="display:inline-block;width:1em;height:1em;background:{colour};'
        f'border:1px solid #808080;vertical-align:-.1em"></span> <b>{name}</b> {words}</span>'
    )


def _trust() -> str:
    """How much of what it says of digits is right, on sheets that trained nothing."""
    facts = load_facts(FACTS, REBUILD, f"networks.{NAMES[True]}.held_out")
    held_out = facts["networks"][NAMES[True]]["held_out"]
    told = {source: percent(held_out[source]["ink"]) for source in ("mnist", "pen")}
    small = {name: percent(held_out[source]["sizes"]["11-15"]) for name, source in SMALL.items()}
    return t("segmentation.trust", **told, **small)


def _formula(now: Current, row: int, column: int) -> str:
    """Softmax of one pixel, with its numbers."""
    z = now.logits()[row, column].astype(float)
    order = np.argsort(-z)
    best, raised = int(order[0]), np.exp(z)
    written = " + ".join(f"e^{{{latex(z[one], decimals=2)}}}" for one in order[:TERMS])
    values = " + ".join(latex(raised[one], 3) for one in order[:TERMS])
    rest, chance = raised[order[TERMS:]].sum(), raised[best] / raised.sum()
    name = rf"\text{{{t('segmentation.ground')}}}" if best == GROUND else str(best)
    told = percent(chance).replace("%", r"\%")
    top = rf"e^{{{latex(z[best], decimals=2)}}}"
    return "\n\n".join(
        [
            t("segmentation.softmax", row=row, column=column, others=len(z) - TERMS, rest=plain(rest, 3)),
            rf"$$p_{{{name}}} = \dfrac{{e^{{z_{{{name}}}}}}}{{\sum_k e^{{z_k}}}}"
            rf" = \dfrac{{{top}}}{{{written} + \dots}}"
            rf" = \dfrac{{{latex(raised[best], 3)}}}{{{values} + {latex(rest, 3)}}}"
            rf" = \text{{{told}}}$$",
        ]
    )
