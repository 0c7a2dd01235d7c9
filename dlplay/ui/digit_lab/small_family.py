"""Nine networks that read the same picture: what each answers, how large, how right and how honest it is."""

from functools import lru_cache
from typing import Any

import numpy as np
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dlplay.digits import family
from dlplay.digits.family import MEMBERS, Figures
from dlplay.numbers import byte_size
from dlplay.ui import code_panel, language, live
from dlplay.ui.code_panel import CodePanel
from dlplay.ui.digit_lab import charts_small, small_code, small_table, small_told
from dlplay.ui.digit_lab.charts_small import Card, Sized
from dlplay.ui.digit_lab.current import Current, take_home
from dlplay.ui.digit_lab.settings import DigitLabSettings
from dlplay.ui.experiment import Experiment
from dlplay.ui.language import percent, t
from dlplay.ui.live import Place

SHARED = 40  # pictures kept for whoever asks for the same
LIST = 260  # CSS pixels


def show(experiment: Experiment[DigitLabSettings], now: Current, place: DeltaGenerator) -> None:
    """In its place the answers, size against errors; all in numbers; the chosen one closely; its code."""
    ink = now.picture.ink.astype(np.float32)
    read = {key: family.read(key, ink) for key in MEMBERS}
    with place:
        st.html(charts_small.cards(ink, t("digit_lab.small_digit_alt", name=now.picture.name), _cards(read)))
        moving = st.container()
    st.markdown(small_table.table(ink, read))
    told, changed = st.empty(), st.empty()
    st.markdown(t("digit_lab.small_why"))
    script = code_panel.panel("digit_lab")
    take_home(now)
    small_table.downloads()
    with moving:
        _chosen(experiment, told, changed, script)


@st.fragment
def _chosen(
    experiment: Experiment[DigitLabSettings],
    told: DeltaGenerator,
    changed: DeltaGenerator,
    script: CodePanel,
) -> None:
    key = experiment.select("member", format_func=small_table.name, width=LIST)

    def pick(place: Place) -> None:
        if (picked := charts_small.picked(place.mark)) is not None:
            experiment.set(member=picked)

    live.show(_drawn(key, language.current()), key="digit_lab_sizes", on_place=pick)
    told.markdown(small_told.told(key, language.current()))
    changed.html(small_told.pictures(key, language.current()))
    script.show(small_code.member(key))
    experiment.publish()


def _cards(read: dict[str, np.ndarray]) -> list[Card]:
    large = read[small_told.LARGE].argmax()
    return [
        Card(
            small_table.name(key),
            str(one.argmax()),
            percent(one.max(), decimals=0),
            bool(one.argmax() != large),
            t("digit_lab.small_odd"),
        )
        for key, one in read.items()
    ]


@lru_cache
def _drawn(chosen: str, spoken: str) -> dict[str, Any]:
    """Size against errors, and how honest the chosen one is."""
    facts = family.facts().members
    networks = {
        key: Sized(small_table.name(key), small_table.size(key), one.wrong, _point(key, one))
        for key, one in facts.items()
    }
    one = facts[chosen]
    bins = small_told.bins(one)
    words = [
        t(
            "digit_lab.small_bin",
            count=f"{count:,}",
            confidence=percent(confidence),
            accuracy=percent(accuracy),
        )
        for count, confidence, accuracy in zip(*bins, strict=True)
        if count
    ]
    panels = [
        charts_small.sizes(
            networks,
            chosen,
            t("digit_lab.small_sizes"),
            (t("digit_lab.small_size"), t("digit_lab.small_wrong")),
        ),
        charts_small.reliability(
            bins,
            words,
            t("digit_lab.small_honest", name=small_table.name(chosen)),
            (t("digit_lab.small_confidence"), t("digit_lab.small_right")),
            spoken,
        ),
    ]
    alt = t(
        "digit_lab.small_sizes_alt",
        networks=" · ".join(network.words for network in networks.values()),
        name=small_table.name(chosen),
        right=percent(one.accuracy, decimals=2),
        sure=percent(small_told.sure(bins), decimals=2),
    )
    return live.picture(panels, alt=alt, columns=2)


def _point(key: str, figures: Figures) -> str:
    size, wrong = byte_size(small_table.size(key)), f"{figures.wrong:,}"
    return t("digit_lab.small_point", name=small_table.name(key), size=size, wrong=wrong)
