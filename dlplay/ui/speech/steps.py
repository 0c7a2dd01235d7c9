"""One frame of 25 ms on its way: samples, window, Fourier transform, mel bands, decibels."""

import numpy as np
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dlplay.numbers import plain
from dlplay.speech import features
from dlplay.speech.features import FRAME, HOP, POINTS, RATE
from dlplay.ui import code_panel, frame, live
from dlplay.ui.code_panel import CodePanel, Script
from dlplay.ui.experiment import Experiment
from dlplay.ui.language import t
from dlplay.ui.settings import Number
from dlplay.ui.speech import charts, code, say, sound
from dlplay.ui.speech.settings import SpeechSettings
from dlplay.ui.speech.sound import Heard


def show(experiment: Experiment[SpeechSettings]) -> None:
    stage = frame.stage()
    with stage:
        found = sound.choose(experiment)
    if found is None:
        return
    seen = found.seen
    names = ("hann", "samples", "windowed", "frame", "spectrum", "bands")
    words = say.words() | {name: t(f"speech.step_{name}") for name in names}
    with stage:
        slider = st.container()
        reached = experiment.kind("frame", Number).values[: len(seen.frames)]
        sweep = live.sweep(experiment.key("frame"), reached, charts.moving(seen))
        alt = t("speech.steps_alt", count=len(seen.frames))
        live.show(live.picture(charts.steps(seen, words), [sweep], alt=alt, columns=2), "speech_steps")
    frame.section("speech", "way")
    numbers = st.empty()
    script = code_panel.plain_python("speech")
    sound.take(found)
    with slider:
        _moving(experiment, found, numbers, script)


@st.fragment
def _moving(
    experiment: Experiment[SpeechSettings], found: Heard, numbers: DeltaGenerator, script: CodePanel
) -> None:
    """The slider, and what is written of its frame."""
    at = min(int(experiment.slide("frame")), len(found.seen.frames) - 1)
    numbers.markdown(arithmetic(found, at))
    lines = code.frame(at)
    script.show(Script(lines, lines))
    experiment.publish()


def arithmetic(found: Heard, at: int) -> str:
    """The frame's numbers: its loudest sample, frequency and band."""
    seen = found.seen
    first = found.word[0] + at * HOP
    loudest = int(np.abs(seen.frames[at]).argmax())
    frequency = int(seen.power[at].argmax())
    band = int(seen.mel[at].argmax())
    level = float(seen.decibels[at, band])
    return t(
        "speech.way_formula",
        at=at,
        start=plain(first / RATE * 1_000, 4),
        stop=plain((first + FRAME) / RATE * 1_000, 4),
        n=loudest,
        sample=plain(seen.frames[at, loudest], 3),
        hann=plain(features.HANN[loudest], 3),
        product=plain(seen.windowed[at, loudest], 3),
        j=frequency,
        hertz=plain(frequency * RATE / POINTS, 4),
        power=plain(seen.power[at, frequency], 3),
        band=band,
        mel=plain(seen.mel[at, band], 3),
        level=plain(level, 3),
        top=plain(seen.decibels.max(), 3),
        picture=plain(float(features.to_picture(seen.decibels[at, band], seen.decibels.max())), 3),
    )
