"""The way through the network: buttons and a slider for the steps, the picture, the words, the arithmetic."""

import streamlit as st

from dlplay.backprop.walk import PHASES
from dlplay.ui import code_panel, frame
from dlplay.ui.backprop import change, code, current, explanation, graph, rounds
from dlplay.ui.backprop.current import Current
from dlplay.ui.backprop.settings import MOST_ROUNDS, BackpropSettings
from dlplay.ui.component import hear
from dlplay.ui.experiment import Experiment
from dlplay.ui.language import t

AROUND = "backprop:around"  # the rounds and the weight that the controls around the walk were drawn for


def show(experiment: Experiment[BackpropSettings]) -> None:
    """All of the view; what follows the picture is in the order in which a student needs it."""
    settings = experiment.settings
    st.session_state[AROUND] = settings.rounds, settings.part
    _walk(experiment)
    now = current.of(settings)
    change.panel(experiment, now)
    rounds.show(experiment, now)
    code_panel.panel("backprop").show(code.round_of(now.problem, now.rate))


@st.fragment
def _walk(experiment: Experiment[BackpropSettings]) -> None:
    """What changes with a step, so that nothing else is drawn again; the rest follows when it has to."""
    settings = experiment.settings
    if st.session_state[AROUND] != (settings.rounds, settings.part):
        st.rerun()
    now = current.of(settings)
    way = current.way(now.problem, now.rate)
    place = min(settings.step, len(way) - 1)
    phases = [step.phase for step in way]
    with frame.stage():
        _phases(experiment, phases, place)
        _buttons(experiment, place, len(way) - 1, now)
        jumps = _jumps(phases)
        graph.show(
            now, settings.part, experiment.key("step"), jumps, lambda part: hear(experiment, part=part)
        )
    explanation.show(now, place, 10.0**-settings.epsilon)
    experiment.publish()


def _jumps(phases: list[str]) -> graph.Jumps:
    """What the buttons do to the step."""
    jumps = {f"phase.{phase}": {"to": phases.index(phase)} for phase in PHASES}
    jumps |= {
        "go.first": {"to": 0},
        "go.last": {"to": len(phases) - 1},
        "go.back": {"by": -1},
        "go.next": {"by": 1},
    }
    return {f"backprop.{button}": jump for button, jump in jumps.items()}


def _phases(experiment: Experiment[BackpropSettings], phases: list[str], place: int) -> None:
    """The five parts of a round: where the student is, and a click to go there."""
    with st.container(horizontal=True, gap="small"):
        for number, phase in enumerate(PHASES, start=1):
            st.button(
                f"{number} · {t(f'backprop.phase_{phase}')}",
                key=f"backprop.phase.{phase}",
                type="primary" if phases[place] == phase else "secondary",
                on_click=experiment.set,
                kwargs={"step": phases.index(phase)},
            )


def _buttons(experiment: Experiment[BackpropSettings], place: int, last: int, now: Current) -> None:
    """Back and on, at the ends into the round before and the next one; between them all steps as a slider."""
    done = len(now.history.problems) - 1

    def button(name: str, icon: str, disabled: bool, primary: bool = False, **settings: int) -> None:
        st.button(
            t(f"backprop.{name}"),
            key=f"backprop.go.{name}",
            icon=icon,
            disabled=disabled,
            on_click=experiment.set,
            kwargs=settings,
            type="primary" if primary else "secondary",
        )

    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="backprop_steps"):
        button("first", ":material/first_page:", place == 0, step=0)
        if place or not done:
            button("back", ":material/chevron_left:", place == 0, step=place - 1)
        else:
            button("last_round", ":material/undo:", False, step=last, rounds=done - 1)
        if place < last:
            button("next", ":material/chevron_right:", False, True, step=place + 1)
        else:
            full = done == MOST_ROUNDS or now.history.stopped
            button("next_round", ":material/replay:", full, True, step=0, rounds=done + 1)
        button("last", ":material/last_page:", place == last, step=last)
        if st.session_state[experiment.key("step")] > last:
            experiment.set(step=last)
        st.slider(
            t("backprop.step_slider"),
            0,
            last,
            key=experiment.key("step"),
            persist_state="session",
            label_visibility="collapsed",
            disabled=experiment.fixed("step"),
        )
