"""A small LSTM writes Shakespeare, and temperature bends it, live.

What a student should see within a minute: the slider moves and the whole text follows; low repeats, high
raves; the network says the same scores, and only the dice are loaded differently.
"""

from dataclasses import asdict, dataclass

import streamlit as st

from dlplay.ui import frame
from dlplay.ui.experiment import Experiment
from dlplay.ui.language import t
from dlplay.ui.settings import Choice, Number, Text, setting
from dlplay.ui.shakespeare import arithmetic, desk, facts, growing, inside, step, surprise, temperature

VIEWS = {
    "write": temperature.write,
    "four": temperature.four,
    "step": step.show,
    "surprise": surprise.show,
    "inside": inside.show,
    "growing": growing.show,
}


@dataclass(frozen=True)
class ShakespeareSettings:
    prompt: str = setting("ROMEO:\n", Text(500))
    temperature: float = setting(0.5, Number(0.0, 2.0, 0.05))
    model: str = setting("small", Choice(desk.MODELS))
    length: int = setting(400, Number(50, 2000, 50))
    seed: int = setting(1, Number(0, 9999))
    top_k: int = setting(0, Number(0, 65))
    top_p: float = setting(1.0, Number(0.05, 1.0, 0.05))
    view: str = setting("write", Choice(tuple(VIEWS)))
    picked: str = setting("", Text(200))
    text: str = setting("", Text(1500))
    layer: int = setting(2, Number(1, 2))
    unit: int = setting(0, Number(0, 319))


frame.header("shakespeare")
experiment = Experiment("shakespeare", ShakespeareSettings)


@frame.laboratory
def laboratory() -> None:
    work = desk.controls(experiment)
    view = experiment.choose(
        "view", among=desk.views(work, experiment), label_visibility="collapsed", wrap=True
    )
    st.caption(t(f"shakespeare.intro_{view}"))
    text = VIEWS[view](work, experiment)
    experiment.publish()

    settings = asdict(experiment.settings)
    st.download_button(
        t("shakespeare.download"),
        "\n".join(f"# {name} = {value!r}" for name, value in settings.items()) + f"\n\n{text}\n",
        "shakespeare.txt",
        icon=":material/download:",
        on_click="ignore",
    )
    frame.section("shakespeare", "formula")
    arithmetic.show(work)
    frame.try_this("shakespeare")
    facts.show(work)


laboratory()
