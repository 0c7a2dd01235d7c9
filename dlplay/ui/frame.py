"""What every page has, in one order: title, promise, language, link; things to try; the code."""

from collections.abc import Callable, Mapping, Sequence

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dlplay.assets import AssetError
from dlplay.ui import language
from dlplay.ui.copy_link import copy_link
from dlplay.ui.experiment import Experiment
from dlplay.ui.language import long_text, t
from dlplay.ui.settings import AnySettings

Part = Callable[[Experiment[AnySettings]], None]  # draws something of a page


def lab(
    name: str, settings: type[AnySettings], show: Part[AnySettings] | Mapping[str, Part[AnySettings]]
) -> None:
    """A laboratory page: the header, what `show` draws, things to try. What a move changes reruns alone.

    Args:
        show: draws all of it; or one for each view, by the options of the setting `view`.
    """
    header(name)
    experiment = Experiment(name, settings)

    @st.fragment
    def laboratory() -> None:
        try:
            if isinstance(show, Mapping):
                show[choose_view(experiment)](experiment)
            else:
                show(experiment)
        except AssetError as problem:  # a missing or damaged file stops this part and no other
            st.error(t("frame.asset", file=problem.path.name, command=problem.rebuild_command))
        else:
            experiment.publish()

    laboratory()
    try_this(name)


def choose_view(experiment: Experiment[AnySettings], among: Sequence[str] | None = None) -> str:
    """The choice of a view, of all or `among` those that fit, and a sentence on the one that is chosen."""
    view = experiment.choose("view", among=among, label_visibility="collapsed", wrap=True)
    st.caption(t(f"{experiment.name}.intro_{view}"))
    return view


def header(name: str) -> None:
    """The page's title, the sentence that says what will be seen, the language and the link."""
    with st.container(horizontal=True, vertical_alignment="bottom", horizontal_alignment="distribute"):
        st.title(t(f"{name}.title"), anchor=False, width="content")
        with st.container(horizontal=True, width="content", vertical_alignment="center"):
            language.switch()
            copy_link()
    st.markdown(t(f"{name}.promise"))


def section(name: str, key: str) -> None:
    """A heading within the page, with one sentence on what it shows."""
    st.subheader(t(f"{name}.{key}_heading"), anchor=False)
    st.caption(t(f"{name}.{key}_intro"))


def try_this(name: str) -> None:
    """Predictions to make before moving a control."""
    with st.container(border=True):
        st.markdown(f"**{t('frame.try_this')}**\n\n{long_text(f'{name}_try')}")


def keras_code(source: str) -> None:
    """The Keras lines that do the same with the current settings."""
    place_for_code().code(source, language="python")


def place_for_code() -> DeltaGenerator:
    """The heading of those lines and, for what follows a slider by itself, the place where they stand."""
    st.markdown(f"**{t('frame.code')}**")
    return st.empty()
