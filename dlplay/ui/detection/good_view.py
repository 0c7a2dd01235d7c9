"""How good: boxes against the truth on generated sheets; precision and recall as the threshold moves."""

from typing import Any, NamedTuple

import numpy as np
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dlplay.detection import Detection, detections
from dlplay.detection.measure import LEAST_IOU, Counts, Curve, Match, match
from dlplay.detection.reading import LOWEST
from dlplay.numbers import percent, plain
from dlplay.scenes import Scene
from dlplay.ui import code_panel, frame, language, live
from dlplay.ui.cache import detection_curve, detection_facts
from dlplay.ui.charts import BLUE, GREEN, ORANGE, VERMILION
from dlplay.ui.code_panel import CodePanel, Script
from dlplay.ui.detection import charts, code
from dlplay.ui.detection.current import Seen, generated, sheet
from dlplay.ui.detection.settings import DetectionSettings
from dlplay.ui.detection.source import choose
from dlplay.ui.experiment import Experiment
from dlplay.ui.language import t
from dlplay.ui.settings import Number

NAME = "detection_truth"


class Judged(NamedTuple):
    """A generated sheet, all boxes that suppression leaves on it, and which of them found a digit."""

    made: Scene
    now: Seen
    found: list[Detection]
    matched: Match

    def counts(self, threshold: float) -> Counts:
        """Of the boxes from a score on; the best come first, so they keep theirs at a lower threshold."""
        right = [
            number >= 0
            for one, number in zip(self.found, self.matched.found, strict=True)
            if one.score >= threshold - 1e-9
        ]
        return Counts(sum(right), len(right) - sum(right), len(self.made.labels) - sum(right))


def judged(settings: DetectionSettings) -> Judged:
    """The sheet of the settings against its truth."""
    made, now = sheet(settings.sheet, settings.written, settings.hand), generated(settings)
    found = detections(now.examined, LOWEST, settings.overlap)
    boxes = np.array([one.box for one in found]).reshape(-1, 4)
    labels = np.array([one.label for one in found], int)
    return Judged(made, now, found, match(boxes, labels, made.boxes, made.labels))


def show(experiment: Experiment[DetectionSettings]) -> None:
    """The sheet with the truth, the curve over many sheets; both shares with their numbers; the code."""
    moving = frame.stage()
    arithmetic = st.empty()
    st.markdown(f"{_held_out()}\n\n{_by_rule()}")
    script = code_panel.plain_python("detection")
    with moving:
        _moving(experiment, arithmetic, script)


@st.fragment
def _moving(experiment: Experiment[DetectionSettings], arithmetic: DeltaGenerator, script: CodePanel) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        choose(experiment)
        experiment.slide("threshold", width=220)
    settings = experiment.settings
    seen, over_all = judged(settings), detection_curve(settings.written)
    live.show(_drawn(experiment, seen, over_all), key=NAME)
    counts = seen.counts(settings.threshold)
    arithmetic.markdown(_told(counts, settings, over_all))
    scores = [one.score for one in seen.found]
    right = [bool(number >= 0) for number in seen.matched.found]
    lines = code.shares(counts, scores, right, len(seen.made.labels))
    script.show(Script(lines, lines))
    experiment.publish(settings)


def _drawn(experiment: Experiment[DetectionSettings], seen: Judged, over_all: Curve) -> dict:
    values = experiment.kind("threshold", Number).values
    height = seen.made.image.shape[0]
    boxes = np.array([one.box for one in seen.found]).reshape(-1, 4)
    right = seen.matched.found >= 0
    shown = np.array([one.score for one in seen.found]) >= values[:, None] - 1e-9  # (k, boxes)
    counts = [seen.counts(float(value)) for value in values]
    missed = np.ones((len(values), len(seen.made.labels)), int)
    for box in np.flatnonzero(right):
        missed[shown[:, box], seen.matched.found[box]] = 0
    marks = {
        "missed": charts.outlines(seen.made.boxes, height, width=3),
        "boxes": charts.outlines(boxes, height),
        **charts.names(boxes, height, "#333333"),
    }
    places = np.array([np.count_nonzero(over_all.scores >= value - 1e-9) - 1 for value in values])
    follows: dict[str, dict[str, Any]] = {
        "here": {"x": over_all.recall[places][:, None], "y": over_all.precision[places][:, None]},
        "tp": {"words": live.Written("{.0}", np.array([[one.tp] for one in counts], float))},
        "fp": {"words": live.Written("{.0}", np.array([[one.fp] for one in counts], float))},
        "fn": {"words": live.Written("{.0}", np.array([[one.fn] for one in counts], float))},
        "precision": {"words": [_share(one.precision) for one in counts]},
        "recall": {"words": [_share(one.recall) for one in counts]},
    }
    if len(boxes):
        looks = np.where(shown, np.where(right, 1, 2), 0)
        follows["boxes"] = charts.coloured((charts.CLEAR, GREEN, VERMILION), looks)
        follows |= charts.named(seen.found, shown)
    if len(seen.made.labels):
        follows["missed"] = charts.coloured((charts.CLEAR, ORANGE), missed)
    titles = t("detection.recall"), t("detection.precision")
    standing = seen.counts(experiment.value("threshold"))
    return live.picture(
        [
            charts.sheet(seen.now.examined, marks, t("detection.this_sheet")),
            charts.precision_recall(over_all, titles, t("detection.all_sheets")),
        ],
        [live.sweep(experiment.key("threshold"), values, follows)],
        readouts={
            "tp": live.readout(t("detection.tp"), GREEN, str(standing.tp)),
            "fp": live.readout(t("detection.fp"), VERMILION, str(standing.fp)),
            "fn": live.readout(t("detection.fn"), ORANGE, str(standing.fn)),
            "precision": live.readout(t("detection.precision"), BLUE, _share(standing.precision)),
            "recall": live.readout(t("detection.recall"), BLUE, _share(standing.recall)),
        },
        alt=t("detection.truth_alt"),
        columns=2,
    )


def _share(share: float) -> str:
    return percent(share, language.current(), 1)


def _told(counts: Counts, settings: DetectionSettings, over_all: Curve) -> str:
    """Both shares of this sheet as fractions; what the point on the curve says, and the area under it."""
    name = {one: t(f"detection.{one}") for one in ("precision", "recall")}
    fractions = "".join(
        rf"$$\text{{{name[one]}}} = \frac{{TP}}{{TP + {other}}} = "
        rf"\frac{{{counts.tp}}}{{{counts.tp} + {lost}}} = {plain(getattr(counts, one), 3)}$$" + "\n\n"
        for one, other, lost in (("precision", "FP", counts.fp), ("recall", "FN", counts.fn))
        if counts.tp + lost
    )
    place = int(np.count_nonzero(over_all.scores >= settings.threshold - 1e-9)) - 1
    hits, boxes = int(over_all.right[: place + 1].sum()), place + 1
    digits = detection_facts()["held_out"][settings.written]["digits"]
    return fractions + t(
        "detection.over_all",
        sheets=detection_facts()["sheets"],
        hits=f"{hits:,}",
        boxes=f"{boxes:,}",
        digits=f"{digits:,}",
        precision=_share(hits / max(boxes, 1)),
        recall=_share(hits / digits),
        area=plain(over_all.average_precision, 3),
        least=plain(LEAST_IOU, 2),
    )


def _held_out() -> str:
    """The recorded figures, by source and by size."""
    held_out = detection_facts()["held_out"]
    heads = [t(f"detection.written_{source}") for source in held_out]
    lines = [f"| {t('detection.figures')} | {' | '.join(heads)} |", "|---|" + "--:|" * len(heads)]
    for name in ("precision", "recall", "f1", "average_precision", "mean_iou", "label_right"):
        shares = " | ".join(_share(one[name]) for one in held_out.values())
        lines.append(f"| {t(f'detection.figure_{name}')} | {shares} |")
    sizes = sorted({size for one in held_out.values() for size in one["recall_by_size"]}, key=_first)
    for size in sizes:
        shares = " | ".join(
            _share(one["recall_by_size"][size]["recall"]) if size in one["recall_by_size"] else "–"
            for one in held_out.values()
        )
        lines.append(f"| {t('detection.figure_size', size=size.replace('-', '–'))} | {shares} |")
    return "\n".join(lines)


def _by_rule() -> str:
    """What is found of drawings that a detector is easily wrong about."""
    heads = (t(f"detection.{name}") for name in ("by_rule", "of_sheets", "of_digits", "fp"))
    lines = [f"| {' | '.join(heads)} |", "|---|--:|--:|--:|"]
    for name, one in detection_facts()["cases"].items():
        found = t("detection.of", part=one["found"], whole=one["digits"]) if one["digits"] else "–"
        title = t(f"detection.case_{name.replace(' ', '_')}")
        lines.append(f"| {title} | {one['sheets']} | {found} | {one['false_alarms']} |")
    return "\n".join(lines)


def _first(size: str) -> int:
    return int(size.split("-")[0])
