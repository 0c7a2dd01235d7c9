"""A writer that was taken home comes back as a run: it writes, stands among the others, and learns on."""

from contextlib import suppress
from typing import Any

import numpy as np
import streamlit as st

from dlplay.assets import AssetError
from dlplay.jobs import Checkpoint, Progress
from dlplay.text import bundled, taken_home
from dlplay.text.char_training import TEMPERATURES, trained_writer, training_part
from dlplay.text.taken_home import TakenHome
from dlplay.ui import runs, visit
from dlplay.ui.experiment import Experiment
from dlplay.ui.given import give_back
from dlplay.ui.language import t
from dlplay.ui.own_writer import RUNS, Asked, Leg, Run, Source
from dlplay.ui.settings import from_query
from dlplay.ui.train_lstm import source
from dlplay.ui.train_lstm.code import WRITTEN
from dlplay.ui.train_lstm.runs import HELD_OUT
from dlplay.ui.train_lstm.settings import OWN, TrainLstmSettings

NUMBER = "train_lstm:given"  # session-state key: of the run that came back last


def show(experiment: Experiment[TrainLstmSettings]) -> None:
    """The place for its file, and what came of it."""
    refused = give_back("train_lstm", lambda data: _take(experiment, taken_home.read_model_file(data)))
    run = RUNS.looked_at()
    if not refused and run is not None and run.number == st.session_state.get(NUMBER):
        st.success(
            t("train_lstm.given_yes", number=run.number, name=run.source.title),
            icon=":material/check_circle:",
        )


def model_file(run: Run) -> bytes:
    """A run to take home: those of its trainings that came to an end made its network."""
    legs = tuple(
        taken_home.Leg(leg.asked.settings, leg.facts["step"], leg.facts["loss"], leg.progress.seconds)
        for leg in run.legs
        if leg.progress.result
    )
    text = run.source
    return taken_home.model_file(TakenHome(text.key, text.name, text.text, run.prompt, legs, run.weights))


def _take(experiment: Experiment[TrainLstmSettings], taken: TakenHome) -> None:
    """The run, and the page's controls as it was trained, so that it can go on."""
    one = taken.legs[-1].settings
    asked = {name: str(getattr(one, name)) for name in ("cell", "units", "layers", "seed")}
    settings, refused = from_query(TrainLstmSettings, asked)
    if refused:
        raise ValueError(f"a network of this page has settings of this page, got {asked}")
    text = _source(taken)
    *before, newest = taken.legs
    legs = [_leg(one, taken, text) for one in before] + [_leg(newest, taken, text, _measured(taken))]
    visit.keep(NUMBER, RUNS.bring(legs).number)
    experiment.set(text=text.key, **{name: getattr(settings, name) for name in asked})
    if text.key == OWN:
        source.take(text.text, text.name)


def _source(taken: TakenHome) -> Source:
    """The text that it learned, if it still is one that ships; else a text of one's own."""
    if taken.key in bundled.TEXTS:
        with suppress(AssetError):
            if bundled.load(taken.key) == taken.text:
                return Source(taken.key, t(f"train_lstm.text_{taken.key}"), taken.text)
    return Source(OWN, taken.name, taken.text)


def _leg(one: taken_home.Leg, taken: TakenHome, text: Source, measured: dict[str, Any] | None = None) -> Leg:
    """A training, by its end; the newest one with what its network is `measured` to do."""
    updates = taken_home.updates(text.text)
    end = {"step": one.step, "loss": one.loss, "epoch": one.step / updates}
    point = end | {"steps": updates * one.settings.epochs, "epochs": one.settings.epochs}
    moment = Checkpoint(end | (measured or {}), taken.model if measured else b"")
    progress = Progress("done", 0, (point,), (moment,) if measured else (), moment, one.seconds, "")
    return runs.Leg(Asked(one.settings, text, taken.prompt), None, progress)


def _measured(taken: TakenHome) -> dict[str, Any]:
    """As at a moment of a training: the loss on the held-out text, and a sample for each temperature."""
    writer, begin = trained_writer(taken.model), training_part(taken.text)
    texts = writer.generate_many(taken.prompt, WRITTEN, TEMPERATURES, taken.legs[-1].settings.seed)
    held_out = writer.log_probabilities(taken.text[begin : begin + HELD_OUT])
    return {
        "held_out": -float(held_out.mean(dtype=np.float64)),
        "samples": dict(zip(map(str, TEMPERATURES), texts, strict=True)),
    }
