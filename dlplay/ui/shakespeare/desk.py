"""What every view of the Shakespeare page works on: the settings made fit for the model, and the model."""

from dataclasses import dataclass

import streamlit as st

from dlplay.text import CharLSTM, plays
from dlplay.text.sampling import uniforms
from dlplay.text.statistics import known_words
from dlplay.text.writing import share_of_real_words
from dlplay.ui import cache, own_writer
from dlplay.ui.experiment import Experiment
from dlplay.ui.language import t
from dlplay.ui.shakespeare.settings import MODELS, OWN, ShakespeareSettings

MARKS = (0.2, 0.5, 1.0, 1.2)  # the textbook's temperatures
OWN_VIEWS = ("write", "four", "step", "surprise")


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
    run: own_writer.Run | None = None  # that made the model, if it is this visitor's

    @property
    def sampling(self) -> dict:
        """The arguments that every way of writing shares."""
        return {"seed": self.seed, "top_k": self.top_k, "top_p": self.top_p}

    def write(self) -> str:
        """The text at the chosen temperature."""
        return self.model.generate(self.prompt, self.length, self.temperature, **self.sampling)

    @property
    def file(self) -> str:
        """The model's Keras file."""
        return f"writer-{self.run.number}.keras" if self.run else f"shakespeare-{self.name}.keras"

    def real_words(self, text: str) -> float:
        """The share of a text's words that occur in what the model, or a reader of plays, has read."""
        if self.run:
            return known_words(text, cache.words(self.run.source.text)).share
        return share_of_real_words(text, plays.known_words())

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


def controls(experiment: Experiment[ShakespeareSettings]) -> Desk:
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
        run = _own_run(experiment)
        experiment.choose("model", among=MODELS if run else MODELS[:-1], wrap=True)
        for column, field in zip(st.columns(4), ("length", "seed", "top_k", "top_p"), strict=True):
            with column:
                experiment.slide(field)
    settings = experiment.settings
    run = run if settings.model == OWN else None
    model = run.writer() if run else cache.char_model(settings.model)
    return Desk(
        name=settings.model,
        model=model,
        prompt=known(model, settings.prompt),
        temperature=settings.temperature,
        length=settings.length,
        seed=settings.seed,
        top_k=settings.top_k or None,
        top_p=settings.top_p if settings.top_p < 1 else None,
        run=run,
    )


def views(desk: Desk, experiment: Experiment[ShakespeareSettings]) -> tuple[str, ...]:
    """The views that fit the model: of a visitor's own, no units' meanings and no moments are known."""
    fitting = OWN_VIEWS if desk.run else experiment.kinds["view"].options
    if experiment.settings.view not in fitting:
        experiment.set(view=fitting[0])
    return fitting


def _own_run(experiment: Experiment[ShakespeareSettings]) -> own_writer.Run | None:
    """The training whose network is this visitor's; a link that asks for one where there is none is told."""
    own_writer.RUNS.look()
    run = own_writer.writing_run()
    if run is None and experiment.settings.model == OWN:
        experiment.set(model=MODELS[0])
        st.info(t("shakespeare.no_own"))
    return run


def _random_line(experiment: Experiment[ShakespeareSettings]) -> None:
    # the line itself goes into the address, so the link shows the same one
    state = f"{experiment.name}:line"
    st.session_state[state] = st.session_state.get(state, 0) + 1
    experiment.set(prompt=plays.random_line(st.session_state[state]), picked="")
