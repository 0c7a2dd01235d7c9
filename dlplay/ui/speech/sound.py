"""Where the sound comes from: a synthetic voice, the microphone, or a file. It stays in this visit."""

import io
import wave
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import streamlit as st

from dlplay.files.wave import NotSound, Sound, read_wave
from dlplay.speech import LONGEST, hear, heard
from dlplay.speech.features import FRAMES, HOP, RATE, Spectrogram, word_at
from dlplay.speech.network import Trace
from dlplay.speech.samples import sample
from dlplay.ui import metrics
from dlplay.ui.experiment import Experiment
from dlplay.ui.language import t
from dlplay.ui.speech.settings import SpeechSettings
from dlplay.ui.upload import upload

PLAYER = 180  # CSS pixels: beside the popover on a phone
ICONS = {
    "sample": ":material/record_voice_over:",
    "microphone": ":material/mic:",
    "file": ":material/audio_file:",
}


class Heard(NamedTuple):
    """A recording at 8,000 samples a second, where its word is, and every step of hearing it."""

    sound: np.ndarray
    word: tuple[int, int]
    seen: Spectrogram
    trace: Trace


@lru_cache(maxsize=40)
def sample_of(language: str, voice: int, digit: int) -> Heard:
    """A digit of those that ship."""
    sound = sample(language, voice, digit)
    return _heard(sound, RATE)


def _heard(samples: np.ndarray, rate: float) -> Heard:
    sound = heard(samples, rate)
    word = word_at(sound)
    return Heard(sound, word, *hear(sound[slice(*word)]))


def choose(experiment: Experiment[SpeechSettings]) -> Heard | None:
    """The controls, and what was heard; None, and a sentence that says why, where nothing was."""
    with st.container(horizontal=True, vertical_alignment="center"):
        _origin(experiment)
        settings = experiment.settings
        if settings.source == "sample":
            found = sample_of(settings.spoken, int(settings.voice) - 1, int(settings.sample))
            st.audio(found.sound, sample_rate=RATE, width=PLAYER)
            experiment.choose("sample", label_visibility="collapsed", wrap=True)
            return found
        if settings.source == "microphone":
            file = st.audio_input(t("speech.record"), sample_rate=16_000, key="speech_recording")
        else:
            help_ = t("speech.file_help", most=f"{LONGEST:.0f}")
            file = upload(t("speech.file"), key="speech_file", help=help_)
    if settings.source == "microphone":
        st.caption(t("speech.stays"))
    if file is None:
        st.info(t(f"speech.nothing_{settings.source}"), icon=ICONS[settings.source])
        return None
    return _brought(file.getvalue())


def _origin(experiment: Experiment[SpeechSettings]) -> None:
    """Who speaks and in which language, folded away: the digits and the picture need a phone's screen."""
    now = experiment.settings
    who = f"voice_{now.voice}" if now.source == "sample" else f"source_{now.source}"
    with st.popover(f"{t(f'speech.spoken_{now.spoken}')} · {t(f'speech.{who}')}", icon=ICONS[now.source]):
        experiment.choose("spoken")
        if experiment.choose("source", wrap=True) == "sample":
            experiment.choose("voice")


def take(found: Heard) -> None:
    """The word as a file, for the code above."""
    file = io.BytesIO()
    with wave.open(file, "wb") as word:
        word.setparams((1, 2, RATE, 0, "NONE", ""))
        word.writeframes((np.clip(found.sound[slice(*found.word)], -1, 1) * 32_767).astype("<i2").tobytes())
    st.download_button(t("speech.word_file"), file.getvalue(), "word.wav", "audio/wav", on_click="ignore")


def _brought(data: bytes) -> Heard | None:
    try:
        given: Sound = read_wave(data, LONGEST)
    except NotSound as problem:
        metrics.refused("sound")
        st.warning(t(f"speech.refused_{problem.problem}", most=f"{LONGEST:.0f}"))
        return None
    try:
        found = _heard(*given)
    except ValueError:
        metrics.refused("sound")
        st.warning(t("speech.silence"))
        return None
    if found.seen.first < 0:
        st.warning(t("speech.too_long", read=FRAMES * HOP * 1_000 // RATE))
    return found
