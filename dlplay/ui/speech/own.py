"""Two words of one's own, learnt on the spot from a few recordings. They stay in this visit's memory."""

import io
from typing import NamedTuple

import numpy as np
import streamlit as st

from dlplay.numbers import percent
from dlplay.speech import own
from dlplay.ui import frame, language
from dlplay.ui.experiment import Experiment
from dlplay.ui.language import t
from dlplay.ui.speech import code, sound
from dlplay.ui.speech.settings import SpeechSettings
from dlplay.ui.speech.sound import Heard
from dlplay.ui.verbatim import verbatim

KEPT = "speech.kept"
MOST, ENOUGH = 40, 2  # recordings in all; of each word to learn from


class Recording(NamedTuple):
    label: int  # 0 the first word, 1 the second
    summary: np.ndarray  # (128,)


def show(experiment: Experiment[SpeechSettings]) -> None:
    kept: list[Recording] = st.session_state.setdefault(KEPT, [])
    left, right = frame.stage().columns([1, 1], gap="large")
    with left:
        found = sound.choose(experiment)
    with right:
        for field in ("first", "second"):
            experiment.write(field, line=True, placeholder=t(f"speech.{field}_word"))
        named = [
            experiment.value(field).strip() or t(f"speech.{field}_word") for field in ("first", "second")
        ]
        _add(found, named)
        if kept:
            _learnt(kept, found, named)
        else:
            st.info(t("speech.own_none"), icon=":material/mic:")
    frame.section("speech", "transfer")
    st.markdown(t("speech.transfer_formula", steps=own.STEPS, rate=f"{own.RATE:.0f}"))
    frame.keras_code(code.own())


def _add(found: Heard | None, named: list[str]) -> None:
    """Buttons that keep what is heard now as one of the words."""
    full = len(st.session_state[KEPT]) >= MOST

    def keep(label: int) -> None:
        if found is not None:
            st.session_state[KEPT] = [*st.session_state[KEPT], Recording(label, found.trace.summary)]

    for label, word in enumerate(named):
        st.button(
            t("speech.add", word=verbatim(word)),
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
    counts = [int((labels == label).sum()) for label in (0, 1)]
    lines = [
        t("speech.kept", **{name: count for name, count in zip(("first", "second"), counts, strict=True)})
    ]
    if min(counts) < ENOUGH:
        lines.append(t("speech.own_few", enough=ENOUGH))
    else:
        right = int(((own.left_out(summaries, labels) > 0.5) == labels).sum())
        lines.append(t("speech.left_out", right=right, count=len(kept)))
        if found is not None:
            chance = float(own.learn(summaries, labels)(found.trace.summary[None])[0])
            share = percent(max(chance, 1 - chance), language.current())
            lines.insert(0, t("speech.sounds_like", word=verbatim(named[int(chance > 0.5)]), chance=share))
    told = "\n\n".join(lines)
    st.markdown(told)

    def forget() -> None:
        st.session_state[KEPT] = []

    with st.container(horizontal=True):
        st.button(t("speech.forget"), key="speech_forget", on_click=forget)
        file = io.BytesIO()
        np.savez(file, summaries=summaries, labels=labels)
        st.download_button(t("speech.take"), file.getvalue(), "recordings.npz", on_click="ignore")
