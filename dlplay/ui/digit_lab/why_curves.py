"""The test of every map: take away what it calls important, or put only that in, and ask the network."""

from functools import lru_cache
from typing import Any

import numpy as np
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dlplay.digits import network
from dlplay.digits.explanations import curves
from dlplay.digits.explanations.curves import SEEDS, Curves
from dlplay.digits.reading import GRID
from dlplay.numbers import plain
from dlplay.ui import code_panel, language, live
from dlplay.ui.digit_lab import charts_why, why_code, why_maps
from dlplay.ui.digit_lab.current import Current, take_home
from dlplay.ui.digit_lab.settings import DigitLabSettings
from dlplay.ui.experiment import Experiment
from dlplay.ui.language import percent, t

SHARED = 40  # pictures kept for whoever asks for the same


def show(_: Experiment[DigitLabSettings], now: Current, label: int, place: DeltaGenerator) -> None:
    """In its place the curves; the areas below them; what they say; the code."""
    ink, chance = now.picture.ink.tobytes(), percent(now.trace.probabilities[label])
    with place:
        live.show(_drawn(ink, label, language.current()), key="digit_lab_curves")
    st.markdown(t("digit_lab.why_curves_text", digit=label, chance=chance, seeds=SEEDS))
    st.markdown(_areas(ink, label))
    st.markdown(t("digit_lab.why_curves_say"))
    code_panel.panel("digit_lab").show(why_code.deletion(label))
    take_home(now)


@lru_cache(SHARED)
def followed(ink: bytes, label: int) -> tuple[dict[str, Curves], Curves]:
    """What becomes of the digit's probability in the order of each map, and in random orders."""
    read, picture = network.load(), np.frombuffer(ink).reshape(GRID, GRID).astype(np.float32)
    maps = why_maps.maps(ink, label)
    orders = np.stack([curves.order(picture, one) for one in maps.values()])
    deletion, insertion = curves.follow(read, picture, label, orders)
    found = {name: Curves(*pair) for name, *pair in zip(maps, deletion, insertion, strict=True)}
    return found, curves.by_chance(read, picture, label)


@lru_cache(SHARED)
def _drawn(ink: bytes, label: int, spoken: str) -> dict[str, Any]:
    found, chance = followed(ink, label)
    named = {why_maps.title(name): one for name, one in found.items()}
    titles = t("digit_lab.why_deletion", digit=label), t("digit_lab.why_insertion", digit=label)
    words = t("digit_lab.why_share"), t("digit_lab.why_chance")
    told = [
        t(
            "digit_lab.why_curve_alt",
            method=name,
            deletion=_area(one.deletion),
            insertion=_area(one.insertion),
        )
        for name, one in ((name, one.areas) for name, one in named.items())
    ]
    alt = f"{t('digit_lab.why_curves_alt', digit=label)} {' '.join(told)}"
    return live.picture(charts_why.curves(named, chance, titles, words, spoken), alt=alt, columns=2)


def _areas(ink: bytes, label: int) -> str:
    found, chance = followed(ink, label)
    heads = " | ".join(
        t(f"digit_lab.why_{head}")
        for head in ("method", "below_deletion", "below_insertion", "gain", "beats")
    )
    rows = [
        f"| {why_maps.title(name)} | {_area(one.areas.deletion)} | {_area(one.areas.insertion)} |"
        f" **{_area(one.gain)}** | {int((one.gain > chance.gain).sum())} / {SEEDS} |"
        for name, one in found.items()
    ]
    mean = [_area(one.mean()) for one in (*chance.areas, chance.gain)]
    rows.append(f"| {t('digit_lab.why_chance')} | {' | '.join(mean)} | |")
    return "\n".join([f"| {heads} |", "|---|--:|--:|--:|--:|", *rows])


def _area(value: np.ndarray | float) -> str:
    return plain(round(float(value), 3), decimals=3)
