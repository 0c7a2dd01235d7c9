"""What every view of the Shakespeare page works on: the settings made fit for the model, and the model."""

from dataclasses import dataclass

import streamlit as st

from dlplay.text import CharLSTM, plays
from dlplay.text.sampling import uniforms
from dlplay.ui import cache
from dlplay.ui.experiment import Experiment
from dlplay.ui.language import t

MARKS = (0.2, 0.5, 1.0, 1.2)  # the textbook's temperatures


@dataclass(frozen=True)
class Desk:
    """The model and what it is asked: every view reads its numbers from here."""

    name: str  # of the model
    model: CharLSTM
    prompt: str  # every character known to the model
    temperature: float
    length: int
    seed: int
    top_k: int | None
    top_p: float | None

    @property
    def sampling(self) -> dict:
        """The arguments that every way of writing shares."""
        return {"seed": self.seed, "top_k": self.top_k, "top_p": self.top_p}

    def write(self) -> str:
        """The text at the chosen temperature."""
        return self.model.generate(self.prompt, self.length, self.temperature, **self.sampling)

    def draws(self, count: int) -> list[float]:
        """The first draws of this seed, the same at every temperature."""
        return uniforms(self.seed, count).tolist()


def known(model: CharLSTM, text: str) -> str:
    """The text with what the model never saw replaced, and a word about it."""
    fitting = model.vocabulary.fit(text)
    if fitting.replaced:
        missing = " ".join(fitting.missing[:12])
        st.info(t("shakespeare.replaced", count=fitting.replaced, missing=missing))
    if fitting.spelt:
        st.caption(t("shakespeare.spelt", count=fitting.spelt))
    return fitting.text


def controls(experiment: Experiment) -> Desk:
    """The controls that all views share, in the order of their use."""
    left, right = st.columns([3, 2], gap="large")
    with left:
        experiment.write("prompt", height=90)
        st.button(
            t("shakespeare.random_line"), icon=":material/casino:", on_click=_random_line, args=(experiment,)
        )
    with right:
        experiment.slide("temperature")
        experiment.pick("temperature", MARKS)
    with st.expander(t("shakespeare.more")):
        experiment.choose("model", wrap=True)
        for column, field in zip(st.columns(4), ("length", "seed", "top_k", "top_p"), strict=True):
            with column:
                experiment.slide(field)
    settings = experiment.settings
    model = cache.char_model(settings.model)
    return Desk(
        name=settings.model,
        model=model,
        prompt=known(model, settings.prompt),
        temperature=settings.temperature,
        length=settings.length,
        seed=settings.seed,
        top_k=settings.top_k or None,
        top_p=settings.top_p if settings.top_p < 1 else None,
    )


def _random_line(experiment: Experiment) -> None:
    # the line itself goes into the address, so the link shows the same one
    state = f"{experiment.name}:line"
    st.session_state[state] = st.session_state.get(state, 0) + 1
    experiment.set(prompt=plays.random_line(st.session_state[state]), picked="")
