"""What every view of the Shakespeare page works on: the settings made fit for the model, and the model."""

from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import sha256
from math import log

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dlplay.numbers import plain
from dlplay.text import CharLSTM, model_files, plays, poems
from dlplay.text.sampling import uniforms
from dlplay.text.sweep import Sweep, Written
from dlplay.text.words import known_words
from dlplay.ui import cache, own_writer
from dlplay.ui.experiment import Experiment
from dlplay.ui.language import percent, t
from dlplay.ui.settings import Choice
from dlplay.ui.shakespeare import kinds
from dlplay.ui.shakespeare.kinds import Kind
from dlplay.ui.shakespeare.settings import MODELS, OWN, TEMPERATURES, ShakespeareSettings
from dlplay.ui.verbatim import verbatim

MARKS = (0.2, 0.5, 1.0, 1.2)  # the textbook's temperatures
GROUPS = (  # of the slider's temperatures, in the order in which they are written ahead
    (0.0, *MARKS, 1.5, 2.0),
    tuple(TEMPERATURES.values[::2].tolist()),
    tuple(TEMPERATURES.values.tolist()),
)
OWN_SWEEP = "shakespeare:own_sweep"
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

    @cached_property
    def sweep(self) -> Sweep:
        """The texts at all temperatures, shared by all visitors who ask for the same of a shipped model."""
        asked = (self.model, self.prompt, self.length, self.seed, self.top_k, self.top_p, GROUPS)
        if self.run is None:
            return cache.sweep(*asked)
        # a visitor's own network goes when the visit ends, and so does what holds it
        kept = st.session_state.setdefault(OWN_SWEEP, {})
        if self.series not in kept:
            kept.clear()
            kept[self.series] = Sweep(*asked)
        return kept[self.series]

    @property
    def series(self) -> str:
        """The same for desks whose texts are the same at all temperatures."""
        asked = (self.model.fingerprint, self.prompt, self.length, self.seed, self.top_k, self.top_p)
        return sha256(repr(asked).encode()).hexdigest()[:16]

    def written(self) -> Written:
        """The text at the chosen temperature."""
        return self.sweep.write([self.temperature])[0]

    @property
    def file(self) -> str:
        """The model's Keras file."""
        return f"{self._stem}.keras"

    @property
    def weights_file(self) -> str:
        """The same weights as arrays, for PyTorch."""
        return f"{self._stem}.npz"

    @property
    def _stem(self) -> str:
        return f"writer-{self.run.number}" if self.run else model_files.stem(self.name)

    @property
    def kind(self) -> Kind:
        """What it writes."""
        return kinds.of(self.name)

    def real_words(self, text: str) -> float:
        """The share of a text's words that occur in what the model, or a reader of plays, has read."""
        if self.run:
            return known_words(text, cache.words(self.run.source.text)).share
        return known_words(text, plays.known_words()).share

    def draws(self, count: int) -> list[float]:
        """The first draws of this seed, the same at every temperature."""
        return uniforms(self.seed, count).tolist()


def measured(desk: Desk, written: Written) -> str:
    """A line with the mean entropy of a text's choices, and its share of real words or of right lines."""
    nats, bits = (plain(one, decimals=2) for one in (written.nats, written.nats / log(2)))
    share = poems.well_formed(written.text) if desk.kind is kinds.POEMS else desk.real_words(written.text)
    return t(f"shakespeare.measured_{desk.kind.name}", nats=nats, bits=bits, share=percent(share))


def known(model: CharLSTM, kind: Kind, text: str) -> str:
    """The text with what the model never saw replaced, and a word about it."""
    fitting = model.vocabulary.fit(text)
    if fitting.replaced:
        missing = " ".join(fitting.missing[:12])
        st.info(t("shakespeare.replaced", count=fitting.replaced, missing=verbatim(missing)))
    if fitting.spelt:
        st.caption(t(f"shakespeare.spelt_{kind.name}", count=fitting.spelt))
    return fitting.text


def controls(experiment: Experiment[ShakespeareSettings]) -> tuple[Desk, DeltaGenerator]:
    """The controls that all views share; returns the place of the temperature, too."""
    reached = TEMPERATURES.nearest(experiment.settings.temperature)
    if reached != experiment.settings.temperature:  # a link may hold any
        experiment.set(temperature=reached)
    kind = _begin(experiment)
    left, right = st.columns([3, 2], gap="large")
    with left:
        experiment.write("prompt", height=70)
        with st.container(horizontal=True):
            st.button(
                t("shakespeare.random_line"),
                icon=":material/casino:",
                on_click=_random_line,
                args=(experiment, kind),
            )
            _offer(experiment, kinds.other(kind))
            with st.popover(t("shakespeare.more")):
                run = _own_run(experiment)
                experiment.choose("model", among=MODELS if run else MODELS[:-1], wrap=True)
                for field in ("length", "seed", "top_k", "top_p"):
                    experiment.slide(field)
    settings = experiment.settings
    run = run if settings.model == OWN else None
    own = run.writer() if run else None
    model = own or cache.char_model(settings.model)
    desk = Desk(
        name=settings.model,
        model=model,
        prompt=known(model, kinds.of(settings.model), settings.prompt),
        temperature=settings.temperature,
        length=settings.length,
        seed=settings.seed,
        top_k=settings.top_k or None,
        top_p=settings.top_p if settings.top_p < 1 else None,
        run=run,
    )
    return desk, right


def temperature(desk: Desk, experiment: Experiment[ShakespeareSettings]) -> Desk:
    """The slider and its marks; returns the desk with the temperature as it stands."""
    experiment.slide("temperature")
    experiment.pick("temperature", MARKS)
    return replace(desk, temperature=experiment.settings.temperature)


def views(desk: Desk, experiment: Experiment[ShakespeareSettings]) -> tuple[str, ...]:
    """The views that fit the model: of a visitor's own, no units' meanings and no moments are known."""
    fitting = OWN_VIEWS if desk.run else experiment.kind("view", Choice).options
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


def _begin(experiment: Experiment[ShakespeareSettings]) -> Kind:
    """What is written; the other kind's opening, of which this one knows no character, becomes its own."""
    settings = experiment.settings
    kind = kinds.of(settings.model)
    if settings.model != OWN and settings.prompt == kinds.other(kind).opening:
        experiment.set(prompt=kind.opening, picked="")
    return kind


def _offer(experiment: Experiment[ShakespeareSettings], kind: Kind) -> None:
    """The button that changes to the other kind of text."""
    st.button(
        t(f"shakespeare.to_{kind.name}"),
        icon=":material/swap_horiz:",
        key="shakespeare_other",
        on_click=experiment.set,
        kwargs={"model": kind.model, "prompt": kind.opening, "picked": "", "text": ""},
    )


def _random_line(experiment: Experiment[ShakespeareSettings], kind: Kind) -> None:
    # the line itself goes into the address, so the link shows the same one
    state = f"{experiment.name}:line"
    st.session_state[state] = st.session_state.get(state, 0) + 1
    experiment.set(prompt=kind.random_line(st.session_state[state]), picked="")
