"""What every page has, in one order: title, promise, language, link; things to try."""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dlplay import locale
from dlplay.assets import AssetError
from dlplay.ui import embedded, language, questions, terms, ways
from dlplay.ui.copy_link import copy_link
from dlplay.ui.experiment import Experiment
from dlplay.ui.language import t
from dlplay.ui.settings import AnySettings, Settings
from dlplay.ui.take_home import dialog as take_home

Part = Callable[[Experiment[AnySettings]], None]  # draws something of a page


def lab(
    name: str,
    settings: type[AnySettings],
    show: Part[AnySettings] | Mapping[str, Part[AnySettings]],
    in_parts: bool | Collection[str] = False,
) -> None:
    """A laboratory page: the header, what `show` draws, things to try. What a move changes reruns alone.

    Args:
        show: draws all of it; or one for each view, by the options of the setting `view`.
        in_parts: whether `show` has fragments of its own which also write into places outside them, or the
            views that do. Streamlit keeps such a place only where the whole page has run, so the page is no
            fragment then, and a control outside those parts runs all of it.
    """
    header(name, words=True, settings=settings)
    experiment, view = Experiment(name, settings), ""
    if isinstance(show, Mapping):
        view = choose_view(experiment)
        part, alone = show[view], isinstance(in_parts, bool) or view not in in_parts
    else:
        part, alone = show, not in_parts

    def laboratory() -> None:
        try:
            part(experiment)
        except AssetError as problem:  # a missing or damaged file stops this part and no other
            missing(problem)
        else:
            experiment.publish()

    (st.fragment(laboratory) if alone else laboratory)()
    if not experiment.embedded:
        try_this(name, view)
        go_on(name)


def missing(problem: AssetError) -> None:
    """That a shipped file is missing or damaged, and how it comes back."""
    told = "frame.asset_unpack" if problem.unpack else "frame.asset"
    st.error(t(told, file=problem.path.name, command=problem.rebuild_command))


def then_whole_page(change: Callable[..., Any]) -> Callable[..., None]:
    """A callback for a widget in a part that runs alone: `change`, then a run of the whole page.

    The part itself would ask for that run too late: another message of the browser may cut its own short.
    """

    def changed(*args: Any) -> None:
        change(*args)
        st.rerun()

    return changed


def choose_view(experiment: Experiment[AnySettings], among: Sequence[str] | None = None) -> str:
    """The choice of a view, of all or `among` those that fit, and a sentence on the one that is chosen."""
    if experiment.embedded:
        return experiment.value("view")
    view = experiment.choose("view", among=among, label_visibility="collapsed", wrap=True)
    name, spoken = experiment.name, language.current()
    st.caption(terms.marked(t(f"{name}.intro_{view}"), spoken, t(f"{name}.promise")))
    return view


def header(name: str, words: bool = False, settings: type[Settings] | None = None) -> None:
    """The page's title, the sentence that says what will be seen, its `words`, the language and the link.

    The page within which an experiment is embedded has all of these.

    Args:
        settings: the page's, which a teacher's link can fix or hide.
    """
    if embedded.asked():
        return
    with st.container(
        horizontal=True, vertical_alignment="center", horizontal_alignment="distribute", key="header"
    ):
        st.title(t(f"{name}.title"), anchor=False, width="content")
        with st.container(horizontal=True, width="content", vertical_alignment="center"):
            if words:
                terms.popover(name)
                take_home.button(name)
            language.switch()
            copy_link(name, settings)
        st.markdown(terms.marked(t(f"{name}.promise"), language.current()))


def stage() -> DeltaGenerator:
    """Where the main control stands beside the picture that it moves: seen together, without scrolling."""
    return st.container(key="stage")


def sliders(horizontal: bool = False) -> DeltaGenerator:
    """Where the sliders of a stage stand; on a phone the first before the picture, the others after it."""
    return st.container(key="sliders", horizontal=horizontal)


def section(name: str, key: str) -> None:
    """A heading within the page, with one sentence on what it shows."""
    st.subheader(t(f"{name}.{key}_heading"), anchor=False)
    st.caption(terms.marked(t(f"{name}.{key}_intro"), language.current(), _opening(name)))


def note(name: str, words: str) -> None:
    """A caption of the catalogue's words, in which the terms that its page has not said above are links."""
    st.caption(terms.marked(words, language.current(), _opening(name)))


def try_this(name: str, view: str = "") -> None:
    """Predictions to make before moving a control, the answer folded beneath each: one element for all.

    Args:
        view: the one that is open; where a page's questions stand under names of views, its own are asked.
    """
    spoken = language.current()
    asked = questions.asked(name, view, spoken)
    if not asked:
        return
    folded = questions.ANSWER.sub(
        rf"\n   <details><summary>{t('frame.answer')}</summary>\n\n   \1\n\n   </details>\n", asked
    )
    marked = terms.marked(folded, spoken, _opening(name))
    with st.container(border=True):
        # the catalogue's own text and our numbers: nothing in it comes from outside
        st.markdown(f"**{t('frame.try_this')}**\n\n{marked}", unsafe_allow_html=True)


def go_on(name: str) -> None:
    """The way from a page to those that come next, at its end; the visit goes on with all that it holds."""
    with st.container(horizontal=True, vertical_alignment="center", key="go_on"):
        st.markdown(f"**{t('frame.next')}**", width="content")
        for room in ways.following(name):
            label = t("frame.next_page", title=t(f"{room.name}.title"), minutes=room.minutes)
            st.page_link(
                room.page(), label=label, icon=room.icon, query_params=language.query(), width="content"
            )


def _opening(name: str) -> str:
    """What a page has said above all else: its promise, and the sentence on the view that is open."""
    view = st.session_state.get(f"{name}.view")
    introduced = f"{name}.intro_{view}" in locale.catalogue(language.current())
    return t(f"{name}.promise") + (f" {t(f'{name}.intro_{view}')}" if introduced else "")
