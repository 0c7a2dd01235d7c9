"""Run it at home: the script of a page, its notebook, its data, and the steps on a machine of one's own."""

from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode

import streamlit as st

from dlplay.assets import DATA
from dlplay.files.notebook import notebook
from dlplay.ui import language, setting_words
from dlplay.ui.language import long_text, t
from dlplay.ui.settings import to_query
from dlplay.ui.take_home.visited import Seen, visited
from dlplay.ui.verbatim import verbatim

SHOWN = "at_home:script"  # the page and the lines that it showed last
MNIST = DATA / "mnist.npz"


def keep(name: str, source: str) -> None:
    """The page `name` shows these lines now."""
    st.session_state[SHOWN] = name, source


def shown() -> str:
    """The page whose lines were shown last; empty where none were."""
    return st.session_state.get(SHOWN, ("", ""))[0]


def button(name: str) -> None:
    """Opens what is needed to run the page's script elsewhere."""
    label = t("frame.at_home")
    if st.button(label, icon=":material/laptop_mac:", key=f"{name}_at_home"):
        st.dialog(label, width="large")(_steps)()


class Made(NamedTuple):
    """A file that does not lie anywhere: its name, and what makes its bytes once somebody takes it."""

    name: str
    read_bytes: Callable[[], bytes]


def files(*given: Path | Made) -> None:
    """Buttons for the files that the script opens."""
    with st.container(horizontal=True):
        for one in given:
            st.download_button(
                t("frame.download_file", file=one.name),
                one.read_bytes,
                one.name,
                icon=":material/download:",
                on_click="ignore",
            )


def _steps() -> None:
    name, _ = st.session_state[SHOWN]
    downloads()
    st.markdown(long_text("at_home").format(name=name, keras=version("keras")))


def downloads() -> None:
    """Buttons for the script, its notebook and the digits, if it opens them."""
    name, source = st.session_state[SHOWN]
    with st.container(horizontal=True):
        _download("script", source.encode(), f"{name}.py", "text/x-python")
        _download("notebook", _notebook(name, source), f"{name}.ipynb", "application/x-ipynb+json")
        if MNIST.name in source:
            _download("mnist", MNIST.read_bytes, MNIST.name, "application/octet-stream")


def _download(kind: str, content: bytes | Callable[[], bytes], file: str, mime: str) -> None:
    st.download_button(
        t(f"frame.at_home_{kind}"),
        content,
        file,
        mime,
        icon=":material/download:",
        on_click="ignore",
        key=f"at_home_{kind}",
    )


def _notebook(name: str, source: str) -> bytes:
    """Of exactly this state: what the page shows, its settings and its link, and then the lines."""
    words = [f"# {t(f'{name}.title')}\n\n{t(f'{name}.promise')}"]
    if now := [one for one in visited() if one.page == name]:
        words.append(_state(now[-1]))
    return notebook(words, source)


def _state(seen: Seen) -> str:
    spoken = language.current()
    told = setting_words.told(seen.page, seen.settings)
    lines = [f"- {label}: {verbatim(value)}" for label, value in told] or [t("take_home.no_settings")]
    address = (st.context.url or seen.page).split("?")[0]
    query = to_query(seen.settings) | {language.PARAMETER: spoken}
    return "\n".join([*lines, "", f"{t('take_home.link')} <{address}?{urlencode(query)}>"])
