"""Run it at home: the script of a page, its notebook, its data, and the steps on a machine of one's own."""

from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import streamlit as st

from dlplay.assets import DATA
from dlplay.files.notebook import notebook
from dlplay.ui.language import long_text, t

SHOWN = "at_home:script"  # the page and the lines that it showed last
MNIST = DATA / "mnist.npz"


def keep(name: str, source: str) -> None:
    """The page `name` shows these lines now."""
    st.session_state[SHOWN] = name, source


def button(name: str) -> None:
    """Opens what is needed to run the page's script elsewhere."""
    label = t("frame.at_home")
    if st.button(label, icon=":material/laptop_mac:", key=f"{name}_at_home"):
        st.dialog(label, width="large")(_steps)()


def files(*paths: Path) -> None:
    """Buttons for the files that the script opens."""
    with st.container(horizontal=True):
        for path in paths:
            st.download_button(
                t("frame.download_file", file=path.name),
                path.read_bytes,
                path.name,
                icon=":material/download:",
                on_click="ignore",
            )


def _steps() -> None:
    name, source = st.session_state[SHOWN]
    with st.container(horizontal=True):
        _download("script", source.encode(), f"{name}.py", "text/x-python")
        _download("notebook", _notebook(name, source), f"{name}.ipynb", "application/x-ipynb+json")
        if MNIST.name in source:
            _download("mnist", MNIST.read_bytes, MNIST.name, "application/octet-stream")
    st.markdown(long_text("at_home").format(name=name, keras=version("keras")))


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
    return notebook([f"# {t(f'{name}.title')}\n\n{t(f'{name}.promise')}"], source)
