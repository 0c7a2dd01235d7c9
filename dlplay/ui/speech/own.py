"""Two words of one's own, learnt on the spot from a few recordings. They stay in this visit's memory."""

import io
from typing import NamedTuple

import numpy as np
import streamlit as st

from dlplay.numbers import percent
from dlplay.speech import own
from dlplay.ui import code_panel, frame, language, live
from dlplay.ui.experiment import Experiment
from dlplay.ui.language import t
from dlplay.ui.speech import charts, charts_own, code, say, sound
from dlplay.ui.speech.settings import SpeechSettings
from dlplay.ui.speech.sound import Heard
from dlplay.ui.verbatim import verbatim

KEPT = "speech.kept"
WORD = 170  # CSS pixels: two of them beside each other on a phone
MOST, ENOUGH = 40, 2  # recordings in all; of each word to learn from


class Recording(NamedTuple):
    label: int  # 0 the first word, 1 the second
    summary: np.ndarray  # (128,)


def show(experiment: Experiment[SpeechSettings]) -> None:
    kept: list[Recording] = st.session_state.setdefault(KEPT, [])
    with frame.stage():
        found = sound.choose(experiment)
        _words(experiment, found)
        told, heard = st.columns(2, gap="large")
    with told:
        if kept:
            _learnt(kept, found, _named(experiment))
        else:
            st.info(t("speech.own_none"), icon=":material/mic:")
    if found is not None:
        seen = charts.spectrogram(found.seen, say.words())
        alt = t("speech.heard_alt", count=len(found.seen.frames))
        with heard:
            live.show(live.picture([seen], alt=alt), "speech_heard")
    frame.section("speech", "transfer")
    st.markdown(t("speech.transfer_formula", steps=own.STEPS, rate=f"{own.RATE:.0f}"))
    code_panel.panel("speech").show(code.own())


def _named(experiment: Experiment[SpeechSettings]) -> list[str]:
    return [experiment.value(field).strip() or t(f"speech.{field}_word") for field in ("first", "second")]


def _words(experiment: Experiment[SpeechSettings], found: Heard | None) -> None:
    """Both words side by side, below each a button that keeps what is heard now as it."""
    full = len(st.session_state[KEPT]) >= MOST

    def keep(label: int) -> None:
        if found is not None:
            st.session_state[KEPT] = [*st.session_state[KEPT], Recording(label, found.trace.summary)]

    with st.container(horizontal=True):
        for label, field in enumerate(("first", "second")):
            with st.container(width=WORD):
                experiment.write(field, line=True, placeholder=t(f"speech.{field}_word"))
                st.button(
                    t("speech.add", word=verbatim(_named(experiment)[label])),
                    key=f"speech_add_{label}",
                    on_click=keep,
                    args=(label,),
                    disabled=found is None or full,
                    width="stretch",
                )
    if full:
        st.info(t("speech.full", most=MOST))


def _learnt(kept: list[Recording], found: Heard | None, named: list[str]) -> None:
    """What the recordings teach, how well by leave-one-out, and which word is heard now."""
    summaries = np.array([one.summary for one in kept])
    labels = np.array([one.label for one in kept])
    first, second = (int((labels == label).sum()) for label in (0, 1))
    told = [t("speech.kept", first=first, second=second)]
    picture = None
    if min(first, second) < ENOUGH:
        told.append(t("speech.own_few", enough=ENOUGH))
    else:
        others = own.left_out(summaries, labels)
        right = int(((others > 0.5) == labels).sum())
        now = None if found is None else float(own.learn(summaries, labels)(found.trace.summary[None])[0])
        if now is not None:
            share = percent(max(now, 1 - now), language.current())
            told.insert(0, t("speech.sounds_like", word=verbatim(named[int(now > 0.5)]), chance=share))
        told.append(t("speech.left_out", right=right, count=len(kept)))
        words = {"chance": t("speech.own_chance"), "told": t("speech.own_told")}
        panel = charts_own.left_out(others, labels, now, named, language.current(), words)
        picture = live.picture([panel], alt=t("speech.own_alt", count=len(kept), right=right))
    lines = "\n\n".join(told)
    st.markdown(lines)
    if picture:
        live.show(picture, "speech_own")
    _take_or_forget(summaries, labels)


def _take_or_forget(summaries: np.ndarray, labels: np.ndarray) -> None:
    def forget() -> None:
        st.session_state[KEPT] = []

    with st.container(horizontal=True):
        st.button(t("speech.forget"), key="speech_forget", on_click=forget)
        file = io.BytesIO()
        np.savez(file, summaries=summaries, labels=labels)
        st.download_button(t("speech.take"), file.getvalue(), "recordings.npz", on_click="ignore")
