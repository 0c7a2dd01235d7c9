"""The time machine: filters, confusion matrix and watched digits at every moment kept of a run."""

import base64
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import streamlit as st

from dlplay.digits.lab import CLASSES
from dlplay.numbers import plain
from dlplay.ui import language
from dlplay.ui.charts.pictures import png
from dlplay.ui.component import component, said
from dlplay.ui.language import percent, t
from dlplay.ui.train_cnn.runs import Run
from dlplay.ui.train_cnn.watched import Watched

PACKED = "train_cnn:packed"
WATCHED = 5  # the sample that is looked at first: not read at once, and seldom for sure
KEY, TIMELINE = "train_cnn_machine", "train_cnn"
LABELS = (
    *("play", "pause", "moment", "filters_heading", "filters_note"),
    *("confusion", "truth", "answer", "watched", "watched_note"),
)
FIRST_LAYER = ("filters_heading", "filters_note")  # what a dense network calls otherwise

_machine = component("moments", Path(__file__).with_name("moments.js"))


def show(run: Run, cell: tuple[int, int], on_seen: Callable[[], None]) -> None:
    """All moments of a run, to be scrubbed and played.

    Args:
        cell: (truth, answer) of the confusion matrix that is marked.
        on_seen: called when another moment or cell was left standing; see `seen`.
    """
    key = (run.number, len(run.progress.checkpoints), language.current())
    if (kept := st.session_state.get(PACKED)) is None or kept[0] != key:
        kept = st.session_state[PACKED] = (key, packed(run))  # 30 ms that a click need not wait for again
    data = kept[1] | {"cell": list(cell)}
    _machine(data=data, key=KEY, on_seen_change=on_seen, height="content")


def seen(run: Run) -> tuple[int, tuple[int, int] | None]:
    """The place in `run.moments` left standing, the last one at first, and the cell if one was chosen."""
    last = len(run.moments) - 1
    told = said(KEY, "seen")
    if not isinstance(told, dict) or told.get("run") != run.number:
        return last, None
    steps, step = [moment.facts["step"] for moment in run.moments], told.get("step")
    return (steps.index(step) if step in steps else last), _cell(told.get("cell"))


def _cell(told: object) -> tuple[int, int] | None:
    """A cell of the confusion matrix, where it can be one."""
    if not isinstance(told, list) or len(told) != 2:
        return None
    if not all(type(one) is int and 0 <= one < CLASSES for one in told):
        return None
    return told[0], told[1]


def packed(run: Run) -> dict[str, Any]:
    """What the browser draws: filters as bytes around 128, on one scale for the whole run."""
    arrays = [moment.arrays for moment in run.moments]
    filters = np.nan_to_num(np.stack([one["filters"][:, :, 0].transpose(2, 0, 1) for one in arrays]))
    dense = run.settings.network == "dense"
    largest = max(float(np.abs(filters).max()), 1e-12)
    as_bytes = (np.rint(filters / largest * 127) + 128).astype(np.uint8)
    return {
        "run": run.number,
        "timeline": TIMELINE,
        "watch": 0 if run.watched[0].digit is None else WATCHED,
        "moments": [_told(moment.facts) for moment in run.moments],
        "side": filters.shape[-1],
        "count": filters.shape[1],
        "filters": base64.b64encode(as_bytes.tobytes()).decode(),
        "confusion": [one["confusion"].ravel().tolist() for one in arrays],
        "watched": [shares(one["watched"]) for one in arrays],
        "names": [_name(one) for one in run.watched],
        "pictures": [_source(one) for one in run.watched],
        "language": language.current(),
        "notes": [t("train_cnn.confusion_note", n=f"{one['confusion'].sum():,}") for one in arrays],
        "labels": {name: t(f"train_cnn.{name}") for name in LABELS}
        | ({name: t(f"train_cnn.{name}_dense") for name in FIRST_LAYER} if dense else {})
        | {"cell": t("train_cnn.cell", truth="{truth}", read="{read}", count="{count}")},
    }


def shares(watched: np.ndarray) -> list[list[float]]:
    """Probabilities in few digits, however small: what is rounded to 0 would be told as 0 %."""
    return [[float(f"{one:.4g}") for one in row] for row in np.nan_to_num(watched)]


def _told(facts: dict[str, Any]) -> dict[str, Any]:
    title = t("train_cnn.moment_title", step=plain(facts["step"]), epoch=plain(facts["epoch"], decimals=2))
    loss = "–" if facts["test_loss"] is None else plain(facts["test_loss"], decimals=3)
    words = t("train_cnn.moment_facts", loss=loss, accuracy=percent(facts["test_accuracy"] or 0.0))
    return {"step": facts["step"], "epoch": facts["epoch"], "title": title, "facts": words}


def _name(one: Watched) -> str:
    return t("train_cnn.own_drawing") if one.digit is None else t("digits.sample_alt", digit=one.digit)


def _source(one: Watched) -> str:
    return "data:image/png;base64," + base64.b64encode(png(one.picture)).decode()
