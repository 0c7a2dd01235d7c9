"""Who minds shuffled pixels? Both networks on pictures in order and shuffled: four accuracies, one table."""

import math
from dataclasses import replace
from itertools import product

import streamlit as st

from dlplay.digits.cnn import NETWORKS
from dlplay.numbers import plain
from dlplay.ui.experiment import Experiment
from dlplay.ui.language import percent, t
from dlplay.ui.train_cnn import current, plan, runs
from dlplay.ui.train_cnn.more_data import difference
from dlplay.ui.train_cnn.runs import RUNS, Run
from dlplay.ui.train_cnn.settings import LOOKS, TrainSettings

PIXELS = ("whole", "shuffled")
Place = tuple[str, str]  # network, pixels


def show(experiment: Experiment[TrainSettings]) -> None:
    """A button that trains what is missing of the four, their accuracies side by side, and what they say."""
    four = variants(experiment.settings)
    facts = {place: run.facts for place, one in four.items() if (run := _run(one))}
    st.markdown(table({place: one["test_accuracy"] for place, one in facts.items()}))
    if len(facts) == len(four):
        st.markdown(verdict(facts))
    same = four["cnn", "whole"]
    n = current.examples(current.counts(same), plan.available())
    st.caption(t("train_cnn.pixels_with", n=f"{n:,}", epochs=same.epochs, differs=difference(same)))
    st.button(
        t("train_cnn.train_four"),
        icon=":material/grid_view:",
        key="train_cnn_four",
        disabled=RUNS.running or not all(map(current.possible, four.values())),
        on_click=lambda: _train(experiment.settings),
    )


def variants(settings: TrainSettings) -> dict[Place, TrainSettings]:
    """The settings of the four; all else as it is set."""
    others = tuple(one for one in settings.lab if one != "shuffled")
    labs = {"whole": others, "shuffled": ("shuffled", *others)}
    return {
        (network, pixels): replace(settings, network=network, lab=labs[pixels])
        for network, pixels in product(NETWORKS, PIXELS)
    }


def _train(settings: TrainSettings) -> None:
    if missing := [one for one in variants(settings).values() if _run(one) is None]:
        runs.climb(missing)


def _run(settings: TrainSettings) -> Run | None:
    """The newest run that was trained so to its end."""
    looks = {name: getattr(settings, name) for name in LOOKS}
    ended = (run for run in reversed(runs.ended()) if run.progress.state == "done")
    return next((run for run in ended if replace(run.settings, **looks) == settings), None)


def table(accuracies: dict[Place, float]) -> str:
    """A row a network, as Markdown."""
    head = ["", *(t(f"train_cnn.pixels_{pixels}") for pixels in PIXELS)]
    rows = [head, ["---", *["---:"] * len(PIXELS)]]
    for network in NETWORKS:
        found = [accuracies.get((network, pixels)) for pixels in PIXELS]
        shown = ("–" if one is None else percent(one) for one in found)
        rows.append([t(f"train_cnn.network_{network}"), *shown])
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def verdict(facts: dict[Place, dict]) -> str:
    """What shuffling cost each network, and how large a difference chance alone makes."""
    right = {place: one["test_accuracy"] for place, one in facts.items()}
    lost = {network: right[network, "whole"] - right[network, "shuffled"] for network in NETWORKS}
    p, n = right["dense", "whole"], facts["dense", "whole"]["test_examples"]
    chance = 2 * math.sqrt(2 * p * (1 - p) / n)  # two standard errors of a difference of two shares
    points = {name: plain(100 * one, decimals=1) for name, one in (*lost.items(), ("chance", chance))}
    why = "cost_why" if lost["cnn"] > max(chance, lost["dense"]) else "cost_chance"
    return f"{t('train_cnn.pixels_cost', **points)} {t(f'train_cnn.pixels_{why}')}"
