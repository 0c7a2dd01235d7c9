"""Skip: the same sheet through two networks, with skip connections and without; where the edges go wrong."""

from typing import Any

import numpy as np
import streamlit as st

from dlplay.assets import load_facts
from dlplay.numbers import plain
from dlplay.segmentation import measures, network
from dlplay.segmentation.network import FACTS, NAMES, REBUILD
from dlplay.ui import code_panel, frame, live
from dlplay.ui.experiment import Experiment
from dlplay.ui.language import percent, t
from dlplay.ui.segmentation import charts, code
from dlplay.ui.segmentation.current import Current, generated
from dlplay.ui.segmentation.settings import SegmentationSettings

BETWEEN = "\n\n"  # paragraphs
WAYS = (True, False)  # with skip connections, and without


def show(experiment: Experiment[SegmentationSettings]) -> None:
    """Both answers side by side; below, their figures on this sheet and on many that were held out."""
    for skips in WAYS:
        network.load(skips)  # if its file is missing, that is told in the place of all this
    with frame.stage():
        with st.container(horizontal=True, vertical_alignment="bottom"):
            now = generated(int(experiment.slide("sheet", width=260)))
            shown = experiment.choose("shown", label_visibility="collapsed")
        live.show(picture(now, shown), key="segmentation_skip")
    told = (t("segmentation.skip_here"), _here(now), t("segmentation.skip_why"), _held_out())
    st.markdown(BETWEEN.join(told))
    code_panel.panel("segmentation").show(code.network(skips=False))
    code.take_home(now.ink, skips=False)


def picture(now: Current, shown: str) -> dict[str, Any]:
    """The answers of both, or where they are wrong."""
    panels, readouts = [], {}
    for skips, name in zip(WAYS, ("with", "without"), strict=True):
        found = now.classes(skips)
        title = t(f"segmentation.skip_{name}")
        if shown == "answer":
            numbers, colours = charts.shades(found, now.ink), charts.COLOURS
        else:
            numbers, colours = charts.errors(_truth(now), found), charts.JUDGED
        panels.append(charts.sheet(name, numbers, colours, title))
        wrong = int((found != _truth(now)).sum())
        readouts[f"wrong_{name}"] = live.readout(
            words=t("segmentation.skip_wrong", name=t(f"segmentation.skip_head_{name}"), wrong=f"{wrong:,}")
        )
    return live.picture(panels, readouts=readouts, alt=t(f"segmentation.skip_alt_{shown}"), columns=2)


def _truth(now: Current) -> np.ndarray:
    if now.truth is None:
        raise ValueError("now must be a generated sheet")
    return now.truth


def _here(now: Current) -> str:
    truth = _truth(now)
    edges = measures.edges(truth)
    rows = []
    for name, within in (("ink", truth >= 0), ("edges", edges), ("inner", (truth >= 0) & ~edges)):
        shares = [percent(measures.accuracy(truth, now.classes(skips), within)) for skips in WAYS]
        rows.append((t(f"segmentation.skip_{name}"), f"{int(within.sum()):,}", *shares))
    return _table((t("segmentation.skip_pixels"), *_heads()), rows)


def _held_out() -> str:
    facts = load_facts(FACTS, REBUILD, *(f"networks.{name}.held_out" for name in NAMES.values()))
    rows = []
    for source in ("mnist", "pen"):
        found = [facts["networks"][NAMES[skips]]["held_out"][source] for skips in WAYS]
        for measure in ("ink", "edges"):
            name = f"{t(f'segmentation.held_{source}')}: {t(f'segmentation.skip_{measure}')}"
            rows.append((name, *(percent(one[measure]) for one in found)))
        name = f"{t(f'segmentation.held_{source}')}: {t('segmentation.mean_iou')}"
        rows.append((name, *(plain(one["iou"], decimals=3) for one in found)))
    parameters = [f"{facts['networks'][NAMES[skips]]['parameters']:,}" for skips in WAYS]
    rows.append((t("segmentation.parameters"), *parameters))
    words = t("segmentation.skip_held_out", sheets=facts["sheets_measured"])
    return f"{words}\n\n{_table(_heads(), rows)}"


def _heads() -> tuple[str, ...]:
    return tuple(t(f"segmentation.skip_head_{name}") for name in ("with", "without"))


def _table(heads: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    lines = [f"| | {' | '.join(heads)} |", "|---|" + "--:|" * len(heads)]
    return "\n".join([*lines, *(f"| {' | '.join(row)} |" for row in rows)])
