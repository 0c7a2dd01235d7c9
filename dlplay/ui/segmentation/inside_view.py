"""Inside: the encoder's maps get coarser, the decoder's finer again; one of them large."""

from html import escape
from typing import Any

import numpy as np
import streamlit as st

from dlplay.convolution import Sliding, fields
from dlplay.numbers import latex
from dlplay.segmentation import network
from dlplay.segmentation.network import LEVELS, Trace
from dlplay.ui import code_panel, frame, live
from dlplay.ui.charts import pictures
from dlplay.ui.experiment import Experiment
from dlplay.ui.language import t
from dlplay.ui.segmentation import charts, code
from dlplay.ui.segmentation.current import bring_one, current, nothing
from dlplay.ui.segmentation.settings import STAGES, SegmentationSettings

SMALL, LARGE = 116, 300  # CSS pixels: width of the small maps, height of the large one
PAIR = (Sliding(3, padding="same"),) * 2
POOL = Sliding(2, stride=2)


def show(experiment: Experiment[SegmentationSettings]) -> None:
    """One map large; all stages in a row, with their sizes; what a unit sees and what it costs."""
    network.load()  # if its file is missing, that is told in the place of all this
    with frame.stage():
        with st.popover(t(f"segmentation.source_{experiment.value('source')}"), icon=":material/image:"):
            experiment.choose("source", label_visibility="collapsed", wrap=True)
            now = current(experiment) if experiment.value("source") == "draw" else bring_one(experiment)
        if now is None:
            nothing(experiment)
            return
        trace = now.trace()
        with st.container(horizontal=True, vertical_alignment="bottom"):
            stage = experiment.scale("stage", format_func=_name, width=420)
            maps = maps_of(trace, stage)
            channel = int(experiment.slide("channel", maps.shape[-1] - 1, width=220))
        live.show(picture(stage, channel, maps), key="segmentation_map")
    st.html(_strip(trace, stage))
    st.markdown(_told(stage, maps))
    code_panel.panel("segmentation").show(code.network(skips=True))
    code.take_home(now.ink)


def maps_of(trace: Trace, stage: str) -> np.ndarray:
    """The maps of a stage, (H, W, C)."""
    if stage == "bottom":
        return trace.bottom
    return getattr(trace, stage[:-1])[int(stage[-1])]


def picture(stage: str, channel: int, maps: np.ndarray) -> dict[str, Any]:
    """One map, black where it is 0."""
    one = maps[..., channel]
    rows, columns = one.shape
    title = t("segmentation.map", name=_name(stage), channel=channel, rows=rows, columns=columns)
    panel = charts.sheet("map", charts.heat(one), charts.HEAT, title, height=LARGE)
    return live.picture([panel], alt=t("segmentation.map_alt", title=title, active=int((one > 0).sum())))


def _name(stage: str) -> str:
    if stage == "bottom":
        return t("segmentation.bottom")
    return t(f"segmentation.{stage[:-1]}", number=int(stage[-1]) + 1)


def _strip(trace: Trace, opened: str) -> str:
    """The mean map of every stage, from the sheet's size down and up again."""
    figures = []
    for stage in STAGES:
        maps = maps_of(trace, stage)
        mean = maps.mean(axis=-1)
        size = " × ".join(map(str, maps.shape))
        shown = pictures.picture(mean / (float(mean.max()) or 1.0), SMALL, f"{_name(stage)}, {size}")
        weight = "bold" if stage == opened else "normal"
        figures.append(
            f'<figure style="margin:0;width:{SMALL}px">{shown}<figcaption style="font-size:.8rem;'
            f'text-align:center;font-weight:{weight}">{escape(_name(stage))}<br>{size}</figcaption></figure>'
        )
    return f'<div style="display:flex;flex-wrap:wrap;gap:.6rem">{"".join(figures)}</div>'


def _told(stage: str, maps: np.ndarray) -> str:
    """Sizes, what the stage's second convolution multiplies, and what a unit of the encoder sees."""
    rows, columns, count = maps.shape
    layers = network.layers(skips=True)
    first, second = layers[f"{stage}a"], layers[f"{stage}b"]
    work = sum(rows * columns * side**2 * reads * makes for side, reads, makes in (first, second))
    sums = " + ".join(rf"3^2 \cdot {reads} \cdot {makes}" for _, reads, makes in (first, second))
    parts = [
        t("segmentation.inside_size", rows=rows, columns=columns, count=count, numbers=f"{maps.size:,}"),
        t("segmentation.inside_work"),
        rf"$${rows} \cdot {columns} \cdot ({sums}) = \mathbf{{{latex(work)}}}$$",
    ]
    if stage.startswith("decoder"):
        below = first[1] - count
        parts.append(t("segmentation.inside_joined", below=below, skip=count, reads=first[1]))
    else:
        level = LEVELS if stage == "bottom" else int(stage[-1])
        layers_below = [*PAIR, *[one for _ in range(level) for one in (POOL, *PAIR)]]
        field = fields(layers_below, 2 ** (LEVELS + 4))[-1]
        parts.append(t("segmentation.inside_field", side=field.size, jump=field.jump))
    return "\n\n".join(parts)
