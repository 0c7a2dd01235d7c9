"""The settings in three groups, one at a time: the digits, the network, the learning."""

import streamlit as st

from dlplay.digits.lab import FEWEST, MOST
from dlplay.ui.experiment import Experiment
from dlplay.ui.language import t
from dlplay.ui.settings import Subset
from dlplay.ui.train_cnn import current, plan, strip
from dlplay.ui.train_cnn.settings import DIGITS, TrainSettings, allowed

OWN = "train_cnn_own"
OWN_WIDTH = 66  # CSS pixels: ten beside each other on a laptop, four on a phone
RARE, TAIL = 8, 0.6  # the class that is nearly missing; how much fewer each class has than the one before


def choose(experiment: Experiment[TrainSettings]) -> None:
    """Which group is open."""
    experiment.choose("group", label_visibility="collapsed", wrap=True)


def show(experiment: Experiment[TrainSettings], settings: TrainSettings) -> None:
    """The controls of the chosen group."""
    {"data": _data, "network": _network, "learning": _learning}[settings.group](experiment, settings)
    if settings.group == "data" and settings.own:
        _own_counts(experiment)


def picture(settings: TrainSettings) -> None:
    """What the controls of the chosen group do."""
    {"data": strip.show, "network": plan.show, "learning": plan.steps}[settings.group](settings)


def _data(experiment: Experiment[TrainSettings], settings: TrainSettings) -> None:
    own = bool(settings.own)
    experiment.scale("each", format_func=_count, disabled=own)
    _unequal(experiment, own)
    experiment.several("dropped", placeholder=t("train_cnn.dropped_none"))
    experiment.slide("flipped", format="percent")
    experiment.slide("noise")
    with st.container(horizontal=True, gap="medium"):
        for option in experiment.kind("lab", Subset).options:
            experiment.switch_in("lab", option)


def _unequal(experiment: Experiment[TrainSettings], own: bool) -> None:
    """The switch to a number of its own for each class."""
    st.session_state[OWN] = own

    def switched() -> None:
        experiment.set(own=current.counts(experiment.settings) if st.session_state[OWN] else ())

    st.toggle(t("train_cnn.own"), key=OWN, on_change=switched)


def _own_counts(experiment: Experiment[TrainSettings]) -> None:
    with st.container(horizontal=True, gap="small"):
        for name, counts in _examples_of_imbalance(experiment).items():
            st.button(
                t(f"train_cnn.{name}"), key=f"{OWN}.{name}", on_click=experiment.set, kwargs={"own": counts}
            )
    with st.container(horizontal=True, gap="small"):
        for digit in range(len(DIGITS)):
            _one_count(experiment, digit)


def _examples_of_imbalance(experiment: Experiment[TrainSettings]) -> dict[str, tuple[int, ...]]:
    full = int(experiment.settings.each)
    tail = tuple(max(FEWEST, round(full * TAIL**digit)) for digit in range(len(DIGITS)))
    rare = tuple(FEWEST if digit == RARE else full for digit in range(len(DIGITS)))
    return {"rare": rare, "tail": tail}


def _one_count(experiment: Experiment[TrainSettings], digit: int) -> None:
    own, key = experiment.settings.own, f"{OWN}.{digit}"
    st.session_state[key] = own[digit]

    def written() -> None:
        count = st.session_state[key] or 0
        count = count if allowed(count) else FEWEST
        experiment.set(own=(*own[:digit], count, *own[digit + 1 :]))

    st.number_input(
        t("train_cnn.own_digit", digit=digit),
        0,
        MOST,
        step=10,
        key=key,
        on_change=written,
        width=OWN_WIDTH,
    )


def _count(each: str) -> str:
    """A number of digits in words: the last one takes all that there are."""
    return t("train_cnn.all") if int(each) == MOST else f"{int(each):,}"


def _network(experiment: Experiment[TrainSettings], _: TrainSettings) -> None:
    of_the_cnn = ("filters", "kernel", "pool") if experiment.choose("network", wrap=True) == "cnn" else ()
    for field in (*of_the_cnn, "dense"):
        experiment.slide(field)
    experiment.select("activation")
    experiment.slide("dropout", format="percent")


def _learning(experiment: Experiment[TrainSettings], _: TrainSettings) -> None:
    experiment.slide("epochs")
    experiment.scale("rate")
    experiment.scale("batch")
    experiment.select("optimizer")
    experiment.select("loss", format_func=lambda loss: t(f"losses.name_{loss}"))
    experiment.slide("seed")
