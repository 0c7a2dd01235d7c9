"""How good: a sheet whose truth is known, one digit's pixels counted, IoU and Dice with the numbers."""

from functools import partial
from io import BytesIO
from typing import Any

import numpy as np
import streamlit as st

from dlplay.numbers import latex, plain
from dlplay.segmentation import measures, network
from dlplay.segmentation.measures import Counts
from dlplay.ui import at_home, code_panel, frame, live
from dlplay.ui.experiment import Experiment
from dlplay.ui.language import percent, t
from dlplay.ui.segmentation import charts, code
from dlplay.ui.segmentation.current import Current, generated
from dlplay.ui.segmentation.settings import SegmentationSettings

BETWEEN = "\n\n"  # paragraphs


def show(experiment: Experiment[SegmentationSettings]) -> None:
    """Truth and answer of a sheet; below, the measures of every digit and why accuracy is none."""
    network.load()  # if its file is missing, that is told in the place of all this
    with frame.stage():
        with st.container(horizontal=True, vertical_alignment="bottom"):
            number = int(experiment.slide("sheet", width=260))
            digit = int(experiment.choose("digit", wrap=True))
        now = generated(number)
        truth, found = _masks(now)
        counts = measures.counts(truth, found)
        live.show(picture(now, digit, counts[digit]), key="segmentation_good")
    told = (_formula(digit, counts[digit]), t("segmentation.good_all"), _table(counts))
    st.markdown(BETWEEN.join([*told, _accuracy(truth, found)]))
    code_panel.plain_python("segmentation").show(code.measures(digit))
    masks = (("truth", truth), ("found", found))
    at_home.files(*(at_home.Made(f"{name}.npy", partial(_saved, mask)) for name, mask in masks))


def picture(now: Current, digit: int, counts: Counts) -> dict[str, Any]:
    """The true mask, and what is right and wrong of one digit."""
    truth, found = _masks(now)
    panels = [
        charts.sheet("truth", charts.shades(truth, now.ink), charts.COLOURS, t("segmentation.truth")),
        charts.sheet(
            "judged",
            charts.judged(truth, found, digit),
            charts.JUDGED,
            t("segmentation.judged", digit=digit),
        ),
    ]
    tp, fp, fn = (f"{one:,}" for one in counts)
    readouts = {
        "right": live.readout("TP", charts.GREEN, tp),
        "false": live.readout("FP", charts.ORANGE, fp),
        "missed": live.readout("FN", charts.VERMILION, fn),
    }
    alt = t("segmentation.good_alt", digit=digit, digits=", ".join(map(str, np.unique(truth[truth >= 0]))))
    return live.picture(panels, readouts=readouts, alt=alt, columns=2)


def _masks(now: Current) -> tuple[np.ndarray, np.ndarray]:
    if now.truth is None:
        raise ValueError("now must be a generated sheet")
    return now.truth, now.classes()


def _formula(digit: int, counts: Counts) -> str:
    if not counts.union:
        return t("segmentation.good_absent", digit=digit)
    tp, fp, fn = (latex(one) for one in counts)
    iou, dice = latex(counts.iou, decimals=3), latex(counts.dice, decimals=3)
    return "\n\n".join(
        [
            t("segmentation.good_counts", digit=digit),
            rf"$$\text{{IoU}} = \dfrac{{TP}}{{TP + FP + FN}} = \dfrac{{{tp}}}{{{tp} + {fp} + {fn}}}"
            rf" = \mathbf{{{iou}}}$$",
            rf"$$\text{{Dice}} = \dfrac{{2\,TP}}{{2\,TP + FP + FN}} = \dfrac{{2 \cdot {tp}}}"
            rf"{{2 \cdot {tp} + {fp} + {fn}}} = \mathbf{{{dice}}}"
            rf" = \dfrac{{2 \cdot {iou}}}{{1 + {iou}}}$$",
        ]
    )


def _table(counts: dict[int, Counts]) -> str:
    """Every class that is in either mask."""
    heads = " | ".join(("TP", "FP", "FN", "IoU", "Dice"))
    rows = [f"| {t('segmentation.class')} | {heads} |", "|---|--:|--:|--:|--:|--:|"]
    for one, each in counts.items():
        if each.union:
            name = t("segmentation.ground") if one == measures.GROUND else str(one)
            told = [*(f"{count:,}" for count in each), *(plain(x, decimals=3) for x in (each.iou, each.dice))]
            rows.append(f"| {name} | {' | '.join(told)} |")
    return "\n".join(rows)


def _accuracy(truth: np.ndarray, found: np.ndarray) -> str:
    nothing = np.full(truth.shape, measures.GROUND)
    return t(
        "segmentation.good_accuracy",
        accuracy=percent(measures.accuracy(truth, found)),
        nothing=percent(measures.accuracy(truth, nothing)),
        ink=percent(measures.accuracy(truth, found, truth >= 0)),
    )


def _saved(mask: np.ndarray) -> bytes:
    file = BytesIO()
    np.save(file, mask.astype(np.int8), allow_pickle=False)
    return file.getvalue()
