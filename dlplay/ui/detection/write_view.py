"""The start: digits on a sheet, a box around each with its score, the number that they make."""

import io
from typing import Any

import numpy as np
import streamlit as st
from PIL import Image
from streamlit.delta_generator import DeltaGenerator

from dlplay.detection import detections, network
from dlplay.detection.reading import LOWEST
from dlplay.ui import code_panel, frame, live
from dlplay.ui.charts import BLUE
from dlplay.ui.detection import charts, code, current, told
from dlplay.ui.detection.current import Seen
from dlplay.ui.detection.settings import DetectionSettings
from dlplay.ui.detection.source import Source
from dlplay.ui.experiment import Experiment
from dlplay.ui.language import t
from dlplay.ui.settings import Number

NAME = "detection_found"


def show(experiment: Experiment[DetectionSettings]) -> None:
    """The sheet with its tools; what was found, in words and as a script."""
    left, right = frame.stage().columns([1, 1], gap="medium")
    with left:
        experiment.choose("source", label_visibility="collapsed")
        drawing, tools = st.container(), st.container()
    source = Source(experiment)
    answered, sentence = right.container(), right.empty()
    frame.section("detection", "score")
    arithmetic = st.empty()
    network.load()  # if it is missing, the page tells; it hears nothing of what goes wrong in a fragment
    script = code_panel.panel("detection")
    with drawing:
        _read(source, answered, sentence, arithmetic)
    if source.pad is not None:
        with tools:
            source.pad.tools(bool(source.empty))
    settings = experiment.settings
    script.show(code.found(settings.threshold, settings.overlap))
    downloads(experiment)


@st.fragment
def _read(
    source: Source, answered: DeltaGenerator, sentence: DeltaGenerator, arithmetic: DeltaGenerator
) -> None:
    """What a stroke or the threshold changes."""
    experiment = source.experiment
    refused = source.look()
    settings = experiment.settings
    with answered:
        experiment.slide("threshold")
        if refused:
            return
        now = current.seen(settings)
        live.show(drawn(experiment, settings, now), key=NAME)
    found = detections(now.examined, settings.threshold, settings.overlap)
    words = told.count(len(found)) if now.examined.levels else t("detection.no_ink")
    sentence.markdown(words if now.own or settings.source == "sheet" else f"{t('detection.example')} {words}")
    arithmetic.markdown(told.score(found[0]) if found else "")
    experiment.publish(settings)


def drawn(experiment: Experiment[DetectionSettings], settings: DetectionSettings, now: Seen) -> dict:
    """The sheet with the boxes that each threshold leaves."""
    values = experiment.kind("threshold", Number).values
    # suppression goes by the scores: those that stay at a threshold are, of those at the lowest, the better
    every = detections(now.examined, LOWEST, settings.overlap)
    scores, height = np.array([one.score for one in every]), now.picture.shape[0]
    boxes = np.array([one.box for one in every]).reshape(-1, 4)
    shown = scores >= values[:, None] - 1e-9  # (n, boxes)
    here = int(np.abs(values - settings.threshold).argmin())
    marks = {
        "boxes": charts.outlines(boxes, height),
        **charts.names(boxes, height),
    }
    follows: dict[str, dict[str, Any]] = {
        "read": {
            "words": [
                told.read_out([one for one, on in zip(every, row, strict=True) if on]) or "–" for row in shown
            ]
        },
        "level": {"y": values[:, None]},
        "count": {"words": live.Written("{.0}", shown.sum(axis=1, keepdims=True).astype(float))},
    }
    if every:
        follows["boxes"] = charts.coloured((charts.CLEAR, BLUE), shown.astype(int))
        follows |= charts.named(every, shown)
    return live.picture(
        [charts.sheet(now.examined, marks), charts.scores(every, t("detection.scores"))],
        [live.sweep(experiment.key("threshold"), values, follows)],
        readouts={
            "read": live.readout(t("detection.read"), BLUE, follows["read"]["words"][here], small=True),
            "count": live.readout(t("detection.count"), words=str(shown[here].sum())),
        },
        alt=t("detection.sheet_alt"),
    )


def downloads(experiment: Experiment[DetectionSettings]) -> None:
    """The files that the script reads; the sheet is made small when it is asked for."""

    def small() -> bytes:
        examined = current.seen(experiment.settings).examined
        ink = examined.levels[0].ink if examined.levels else examined.sheet.ink
        file = io.BytesIO()
        Image.fromarray(np.rint(ink * 255).astype(np.uint8)).save(file, "PNG")
        return file.getvalue()

    with st.container(horizontal=True):
        for name, data, kind in (
            (network.WEIGHTS.name, network.WEIGHTS.read_bytes, "application/zip"),
            ("sheet.png", small, "image/png"),
        ):
            st.download_button(
                t("detection.download", file=name),
                data,
                name,
                kind,
                icon=":material/download:",
                on_click="ignore",
            )
