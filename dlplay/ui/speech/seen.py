"""What the convolutions see: of each layer the maps that this word excites most, and which words do."""

import base64
from html import escape

import numpy as np
import streamlit as st

from dlplay.speech import maps
from dlplay.speech.maps import Map
from dlplay.speech.names import NAMES
from dlplay.speech.network import Trace
from dlplay.ui import frame, language, live
from dlplay.ui.charts import pictures
from dlplay.ui.language import t
from dlplay.ui.speech.charts import LOUDNESS

SHOWN = 4  # maps of each layer
LEAST = 140  # CSS pixels: a picture's width on a phone


def show(trace: Trace) -> None:
    """A row for each layer."""
    frame.section("speech", "maps")
    rows = [_row(number, layer, trace) for number, layer in enumerate(maps.LAYERS, start=1)]
    st.html("".join(rows))


def _row(number: int, layer: str, trace: Trace) -> str:
    times, bands, count = getattr(trace, layer).shape
    heading = escape(t("speech.maps_layer", number=number, count=count, times=times, bands=bands))
    figures = "".join(_figure(number, one) for one in maps.strongest(trace, layer, SHOWN))
    return (
        f'<p style="margin:.8rem 0 .3rem"><b>{heading}</b></p><div style="display:grid;gap:.8rem;'
        f'grid-template-columns:repeat(auto-fit,minmax({LEAST}px,1fr))">{figures}</div>'
    )


def _figure(layer: int, one: Map) -> str:
    """A map with time to the right and low bands below, as the spectrogram is drawn."""
    shades = live.shades_of(one.values.T[::-1], 0, float(one.values.max()) or 1.0)
    source = base64.b64encode(pictures.png(shades, LOUDNESS)).decode()
    words = named(one, language.current())
    alt = t(
        "speech.maps_alt",
        layer=layer,
        map=one.number + 1,
        active=int(np.count_nonzero(one.values)),
        all=one.values.size,
        words=words,
    )
    told = escape(t("speech.maps_told", map=one.number + 1, words=words))
    return (
        f'<figure style="margin:0"><img src="data:image/png;base64,{source}" alt="{escape(alt)}" '
        'style="width:100%;aspect-ratio:2;image-rendering:pixelated;border-radius:4px;'
        'border:1px solid rgba(128,128,128,.35)">'
        f'<figcaption style="font-size:.8rem">{told}</figcaption></figure>'
    )


def named(one: Map, spoken: str) -> str:
    """The words that excite a map most, as a list in the page's language."""
    quoted = (f"“{NAMES[word.language][word.digit]}”" for word in one.words)
    return ("、" if spoken == "zh" else ", ").join(quoted)
