"""Names of what is on the board, and what just happened in plain words."""

import math

import streamlit as st

from dlplay.numbers import plain
from dlplay.playground import Earlier, Training
from dlplay.playground.diagnosis import Finding, diagnose
from dlplay.playground.own import Chosen, OwnDataError
from dlplay.playground.training import MOST_CHANGES
from dlplay.ui import said_again
from dlplay.ui.language import percent, t
from dlplay.ui.network.run import FULL
from dlplay.ui.network.settings import CHANGEABLE
from dlplay.ui.verbatim import one_line

FEATURE_SIGNS = {
    "x1": "x₁",
    "x2": "x₂",
    "x1_squared": "x₁²",
    "x2_squared": "x₂²",
    "x1_x2": "x₁x₂",
    "sin_x1": "sin 2x₁",
    "sin_x2": "sin 2x₂",
}
SIGNS = {"learning_rate": "η", "l1": "L1", "l2": "L2", "dropout": "p"}  # beside the curves
GOOD = {"learned", "learned_own", "fits", "fits_own", "learning"}
WHOLE = {"step", "steps", "units", "of", "ups", "points", "weights", "layer", "features", "epochs", "epoch"}
SHARES = {"right", "share", "best"}
MOST_FINDINGS = 3
MOST_TOLD = 4  # changes
POINTS = "network:chosen"  # where the session holds the points that come from a table
LONGEST_NAME = 24


def show_findings(training: Training, mend: str = "") -> None:
    """The most important things that the numbers say, each with what to try, and what would `mend` it."""
    found = diagnose(training)[:MOST_FINDINGS]
    icons = {True: ":material/check_circle:", False: ":material/lightbulb:"}
    told = [f"{icons[one.name in GOOD]} {sentence(one)}" for one in found]
    if mend:
        told.append(f":material/build: {mend}")
    if made := changes(training):
        told.append(f":material/history: {_changed(made)}")
    if said_again.to_say(FULL):
        told.append(f":material/warning: {t('network.changes_full', most=MOST_CHANGES)}")
    text = "\n\n".join(told)
    st.markdown(text)


def changes(training: Training) -> list[tuple[Earlier, float]]:
    """What was set until each change, and what from there on."""
    made = [one for one in training.earlier if one.until <= training.step_count]
    return [(one, getattr(training.recipe_at(one.until), one.name)) for one in made]


def _changed(made: list[tuple[Earlier, float]]) -> str:
    settings = {name: setting for setting, (name, _) in CHANGEABLE.items()}
    told = [
        t(
            "network.change_at",
            what=t(f"network.{settings[one.name]}"),
            before=plain(one.value),
            after=plain(value),
            step=f"{one.until:,}",
        )
        for one, value in made[-MOST_TOLD:]
    ]
    return t("network.changed", changes=" · ".join(["…"] * (len(made) > MOST_TOLD) + told))


def sentence(finding: Finding) -> str:
    numbers = {name: _written(name, value) for name, value in finding.numbers.items()}
    return (
        f"{t(f'network.finding_{finding.name}', **numbers)} {t(f'network.advice_{finding.name}', **numbers)}"
    )


def problem(error: ValueError, data: str) -> str:
    """Why there is nothing to train, and what helps."""
    if isinstance(error, OwnDataError):
        name = "place" if error.problem == "few" and data == "own" else error.problem
        return t(f"network.problem_{name}", **error.numbers)
    return t("network.problem_features")


def neuron(training: Training, layer: int, unit: int) -> str:
    """What a neuron is called; layer 0 holds the features."""
    if layer == 0:
        return FEATURE_SIGNS[training.recipe.features[unit]]
    if layer < len(training.layers):
        return t("network.neuron", layer=layer, unit=unit + 1)
    if training.sizes[-1] == 1:
        return t("network.output")
    return t("network.output_of", number=unit)


def class_names(training: Training) -> list[str]:
    """The classes, as text and not as markup; of a regression the ends of the scale."""
    chosen = st.session_state.get(POINTS)
    if isinstance(chosen, Chosen) and chosen.names and chosen.packed == training.recipe.own:
        return [one_line(name, LONGEST_NAME) for name in chosen.names]
    return names_of(training.problem.task, training.problem.classes)


def names_of(task: str, classes: int) -> list[str]:
    if task == "regression":
        return ["\N{MINUS SIGN}1", "1"]
    return [t("network.class_name", number=k) for k in range(classes)]


def _written(name: str, value: float) -> str:
    if name in WHOLE:
        return plain(math.floor(value))
    if name in SHARES:
        return percent(value, decimals=0)
    return plain(value)
