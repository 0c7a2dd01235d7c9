"""What was heard: the answer, the waveform, the network's picture, each stretch's share."""

from typing import Any

import streamlit as st

from dlplay.assets import load_facts
from dlplay.numbers import percent, plain
from dlplay.speech import network
from dlplay.speech.features import RATE
from dlplay.speech.names import NAMES
from dlplay.speech.network import DIGITS
from dlplay.ui import at_home, code_panel, frame, language, live
from dlplay.ui.charts import ANSWER
from dlplay.ui.experiment import Experiment
from dlplay.ui.language import t
from dlplay.ui.speech import charts, code, seen, sound
from dlplay.ui.speech.settings import SpeechSettings
from dlplay.ui.speech.sound import Heard

TESTED = {"en": "piper", "zh": "espeak"}  # whose words were held out, by language: the most of them


def show(experiment: Experiment[SpeechSettings]) -> None:
    with frame.stage():
        found = sound.choose(experiment)
        if found is None:
            return
        spoken = experiment.value("spoken")
        live.show(picture(found, spoken), "speech_said")
    frame.section("speech", "adds")
    st.markdown(f"{arithmetic(found, spoken)}\n\n{built()} {tested(spoken)}")
    seen.show(found.trace)
    code_panel.panel("speech").show(code.recognise(spoken))
    with st.container(horizontal=True):
        sound.take(found)
        at_home.files(network.WEIGHTS)


def built() -> str:
    """What the network is made of: its layers, their sizes, its parameters."""
    return t(
        "speech.built",
        filters=" · ".join(map(str, network.FILTERS)),
        units=network.UNITS,
        span=network.WIDTH * 40,
        digits=DIGITS * len(network.LANGUAGES),
        parameters=f"{network.parameters():,}",
    )


def tested(spoken: str) -> str:
    """How many words of voices that it never learned from it hears right."""
    kept = load_facts(network.FACTS, network.REBUILD, "accuracy")["accuracy"][spoken][TESTED[spoken]]
    share = percent(kept["right"], language.current())
    return t(f"speech.tested_{spoken}", count=kept["words"], share=share)


def words() -> dict[str, str]:
    """What the pictures of a sound are called."""
    names = ("seconds", "milliseconds", "hertz", "waveform", "picture", "shares", "chances")
    return {name: t(f"speech.{name}") for name in names}


def picture(found: Heard, spoken: str) -> dict[str, Any]:
    """Waveform, ten bars, what the network reads, and what each stretch adds to its answer."""
    probabilities = found.trace.probabilities(spoken)
    answer = int(probabilities.argmax())
    told = {
        "name": f"{answer} · {NAMES[spoken][answer]}",
        "chance": percent(probabilities[answer], language.current()),
    }
    panels = [
        charts.waveform(found.sound, found.word, words()),
        charts.chances(probabilities, [str(digit) for digit in range(DIGITS)], language.current(), words()),
        charts.spectrogram(found.seen, words()),
        charts.shares(found.trace.shares(spoken)[:, answer], words()),
    ]
    length = plain((found.word[1] - found.word[0]) / RATE, 2)
    return live.picture(
        panels,
        readouts={"answer": live.readout(told["name"], ANSWER, told["chance"])},
        alt=t("speech.said_alt", seconds=length),
        columns=2,
    )


def arithmetic(found: Heard, spoken: str) -> str:
    """z of the two likeliest digits, and the answer's probability out of all ten."""
    probabilities = found.trace.probabilities(spoken)
    first, second = probabilities.argsort()[::-1][:2]
    shares = found.trace.shares(spoken)
    logits = shares.sum(axis=0)
    most = int(shares[:, first].argmax())
    return t(
        "speech.adds_formula",
        first=first,
        second=second,
        z_first=plain(logits[first], 3),
        z_second=plain(logits[second], 3),
        difference=plain(shares[:, first].sum() - shares[:, second].sum(), 3),
        chance=percent(probabilities[first], language.current()),
        start=most * 40,
        stop=most * 40 + 40,
        most=plain(shares[most, first], 3),
        attention=percent(found.trace.attention[most], language.current()),
    )
