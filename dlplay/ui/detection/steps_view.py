"""Step by step: from the scores at every place to the candidates, and how suppression leaves one a digit."""

import numpy as np
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dlplay.numbers import plain
from dlplay.ui import code_panel, frame, live
from dlplay.ui.charts import GREEN, GREY, ORANGE, VERMILION
from dlplay.ui.code_panel import CodePanel, Script
from dlplay.ui.detection import charts, code, told
from dlplay.ui.detection.current import Seen, seen
from dlplay.ui.detection.settings import MOST_STEPS, DetectionSettings
from dlplay.ui.detection.source import choose
from dlplay.ui.detection.walk import Glance, Walk, walk
from dlplay.ui.experiment import Experiment
from dlplay.ui.language import t

NAME = "detection_walk"
LOOKS = (GREY, ORANGE, GREEN, charts.CLEAR)  # waiting, looked at, kept, removed
BOTH = "rgba(230,159,0,0.45)"  # what two boxes have in common


def show(experiment: Experiment[DetectionSettings]) -> None:
    """The sheet with all candidates, and the moments of the suppression."""
    moving = frame.stage()
    sum_in_numbers, script = st.empty(), code_panel.plain_python("detection")
    with moving:
        _moving(experiment, sum_in_numbers, script)


@st.fragment
def _moving(
    experiment: Experiment[DetectionSettings], sum_in_numbers: DeltaGenerator, script: CodePanel
) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        if experiment.value("source") == "sheet":
            choose(experiment)
        experiment.slide("threshold", width=180)
        experiment.slide("overlap", width=180)
    settings = experiment.settings
    now = seen(settings)
    steps = now.examined.steps(settings.threshold, settings.overlap)
    moments = walk(steps, int(np.count_nonzero(now.examined.candidates.scores >= settings.threshold)))
    if len(moments.glances) > 1:
        experiment.slide("step", high=len(moments.glances) - 1)
    step = min(experiment.value("step"), max(len(moments.glances) - 1, 0))
    live.show(_drawn(experiment, now, moments, settings, step), key=NAME)
    boxes = now.examined.candidates.boxes
    if moments.glances:
        sum_in_numbers.markdown(_told(boxes, moments.glances[step], settings, len(moments.glances)))
    else:
        sum_in_numbers.info(t("detection.no_candidates"))
    strong = moments.states.shape[1]
    lines = code.suppression(boxes[:strong], now.examined.candidates.scores[:strong], settings.overlap)
    script.show(Script(lines, lines))
    experiment.publish()


def _drawn(
    experiment: Experiment[DetectionSettings],
    now: Seen,
    moments: Walk,
    settings: DetectionSettings,
    step: int,
) -> dict:
    strong, height = moments.states.shape[1], now.picture.shape[0]
    boxes = now.examined.candidates.boxes[:strong]
    marks = {
        "both": live.bars([np.nan], [np.nan], [np.nan], [np.nan], BOTH),
        "boxes": charts.outlines(boxes, height, width=2),
        "other": charts.outlines(np.full((1, 4), np.nan), height, ORANGE, 3),
        "best": charts.outlines(np.full((1, 4), np.nan), height, GREEN, 4),
    }
    heat = charts.sheet(now.examined, {}, t("detection.heat"), heat=True)
    walked = charts.sheet(now.examined, marks, t("detection.candidates"))
    sweeps, read = [], live.readout("", VERMILION, small=True)
    if moments.glances:
        values = np.arange(len(moments.glances), dtype=float)
        follows = _follow(boxes, moments, height, settings)
        read = live.readout("", VERMILION, follows["now"]["words"][step], small=True)
        sweeps.append(live.sweep(experiment.key("step"), values, follows))
        walked = _at(walked, follows, step)
    kept = sum(glance.other is None for glance in moments.glances)
    return live.picture(
        [heat, walked],
        sweeps,
        readouts={
            "candidates": live.readout(t("detection.candidates_count"), GREY, str(strong)),
            "kept": live.readout(t("detection.kept_count"), GREEN, str(kept)),
            "now": read,
        },
        alt=t("detection.walk_alt", candidates=strong, kept=kept),
        columns=2,
    )


def _at(panel: dict, follows: dict, step: int) -> dict:
    """The panel as it stands at a step, before any hand has moved."""
    rows = {
        name: {field: given[step : step + 1] for field, given in fields.items()}
        for name, fields in follows.items()
    }
    return live.standing(panel, rows)


def _follow(boxes: np.ndarray, moments: Walk, height: int, settings: DetectionSettings) -> dict:
    """What each moment shows: the state of all boxes, the best one, the other, and what they share."""
    best = np.array([boxes[one.kept] for one in moments.glances])
    other = np.array([boxes[one.other] if one.other is not None else [np.nan] * 4 for one in moments.glances])
    low, high = np.maximum(best[:, :2], other[:, :2]), np.minimum(best[:, 2:], other[:, 2:])
    return {
        "boxes": charts.coloured(LOOKS, moments.states),
        "best": charts.sides(best, height),
        "other": charts.sides(other, height),
        "both": {
            "left": low[:, :1],
            "right": high[:, :1],
            "low": height - high[:, 1:],
            "high": height - low[:, 1:],
        },
        "now": {"words": [_now(one, settings) for one in moments.glances]},
    }


def _now(one: Glance, settings: DetectionSettings) -> str:
    """One moment in a sentence; boxes are numbered from the best."""
    if one.other is None:
        return t("detection.stays", box=one.kept + 1)
    words = "goes" if one.removed else "may_stay"
    return t(
        f"detection.{words}",
        box=one.kept + 1,
        other=one.other + 1,
        iou=plain(one.iou, 3),
        most=plain(settings.overlap, 2),
    )


def _told(boxes: np.ndarray, one: Glance, settings: DetectionSettings, moments: int) -> str:
    words = _now(one, settings)
    if one.other is not None:
        words = f"{told.arithmetic(boxes[one.kept], boxes[one.other])}\n\n{words}"
    return words if moments < MOST_STEPS else f"{words}\n\n{t('detection.cut_short', most=MOST_STEPS)}"
