"""Classic failures: settings that lead there, what the diagnosis then says first, and what mends it.

The page tells the mend in the catalogue's `mend_<name>`; tests train each failure and its mend.
"""

from dataclasses import dataclass, fields, replace
from typing import Any

import streamlit as st

from dlplay.ui import widget_values
from dlplay.ui.experiment import Experiment
from dlplay.ui.language import t
from dlplay.ui.network import run
from dlplay.ui.network.current import SCREEN, recipe_of
from dlplay.ui.network.settings import NetworkSettings

RUN = [one.name for one in fields(NetworkSettings) if one.name not in {*SCREEN, "own"}]
CHOSEN = "network:failure"


@dataclass(frozen=True)
class Failure:
    steps: int
    finding: str
    settings: dict[str, Any]
    mend: dict[str, Any]

    def begun(self, seed: int) -> NetworkSettings:
        """The settings before the first step."""
        return replace(NetworkSettings(seed=seed), **self.settings)


FAILURES = {
    "overfitting": Failure(
        2000,
        "overfitting",
        {"data": "overlapping", "points": 40, "hidden": (8, 8), "optimizer": "adam", "rate": "0.01"},
        {"points": 500},
    ),
    "dead": Failure(200, "dead", {"activation": "relu", "hidden": (8,), "rate": "10"}, {"rate": "0.1"}),
    "diverged": Failure(200, "diverged", {"data": "hills", "rate": "3"}, {"rate": "0.1"}),
    "slow": Failure(200, "slow", {"rate": "0.0001"}, {"rate": "0.1"}),
    "vanishing": Failure(
        500,
        "vanishing",
        {"activation": "sigmoid", "initializer": "random_normal", "hidden": (6,) * 6},
        {"activation": "tanh", "initializer": "glorot_uniform"},
    ),
    "underfitting": Failure(
        500, "straight", {"hidden": ()}, {"features": ("x1", "x2", "x1_squared", "x2_squared")}
    ),
}


def chooser(experiment: Experiment[NetworkSettings]) -> None:
    """A list of them; it stands at the one whose settings these are."""
    st.session_state[CHOSEN] = shown = named(experiment.settings)

    def chosen() -> None:
        if (name := st.session_state[CHOSEN]) is not None and name != shown:
            failure = FAILURES[name]
            run.reset(experiment)
            settings = replace(failure.begun(experiment.value("seed")), steps=failure.steps)
            experiment.set(**{one: getattr(settings, one) for one in RUN}, part=())

    widget_values.expect(CHOSEN, lambda name: name is None or name in FAILURES)
    st.selectbox(
        t("network.failure"),
        [None, *FAILURES],
        format_func=lambda name: t(f"network.failure_{name}" if name else "network.failure"),
        key=CHOSEN,
        on_change=chosen,
        label_visibility="collapsed",
    )


def mend(settings: NetworkSettings) -> str:
    """What to change, in a sentence; empty where these are the settings of no failure."""
    name = named(settings)
    return t(f"network.mend_{name}") if name and settings.steps else ""


def named(settings: NetworkSettings) -> str | None:
    """The failure whose settings these are, whatever the seed."""
    recipe = recipe_of(settings)
    found = (name for name, one in FAILURES.items() if recipe_of(one.begun(settings.seed)) == recipe)
    return None if settings.earlier or settings.edits else next(found, None)
