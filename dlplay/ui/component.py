"""Components of our own: JavaScript modules that the browser loads once and keeps.

Streamlit sends a component's source with each of its messages; here that is loader.js alone, a few lines that
import the module. Data that come before the module are kept for it. If it cannot be had, a sentence stands in
its place; it is tried again every few seconds, and at the next change of the data.
"""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import streamlit as st
from streamlit.components.v2.bidi_component import serialization

from dlplay.ui import served
from dlplay.ui.language import t

if TYPE_CHECKING:
    from dlplay.ui.experiment import Experiment

FOLDER = Path(__file__).resolve().parent
LOADER = (FOLDER / "loader.js").read_text(encoding="utf-8")


def install() -> None:
    """From now on nothing that a component gets is taken for a table.

    Streamlit asks of each list and dictionary, at every move, whether pandas, pyarrow or another library made
    it, and imports those two for the question: half a second of each start, and 70 MB.
    """
    serialization.is_dataframe_like = lambda obj: False  # Streamlit has no hook here


def component(name: str, file: Path, html: str = "") -> Callable[..., Any]:
    """The component in `file`, a module below this folder that exports `component({...})` of component.js.

    A style sheet of the same name beside it is loaded with it; `html` travels with each message.

    Returns:
        A function to be called with `data` (a dictionary), `key`, sizes and callbacks, as what
        `st.components.v2.component` returns.
    """
    stands = st.components.v2.component(f"dlplay_{name}", html=html, js=loader(file))

    def show(*, data: dict[str, Any], **others: Any) -> Any:
        return stands(data={"failure": t("frame.component"), **data}, **others)

    return show


def said(key: str, word: str) -> Any:
    """What the component with this key holds under `word` as its state, or has just told; None if nothing.

    What it tells is to be asked for in its callbacks. Its last message may come late, when another view has
    taken its place and Streamlit has forgotten it.
    """
    return getattr(st.session_state.get(key), word, None)


def hear(experiment: "Experiment[Any]", **told: Any) -> None:
    """Set an experiment's fields to what a component has told, or none where one cannot be that."""
    from dlplay.ui.settings import believed  # with numpy, before which the server is to answer

    with suppress(ValueError):
        experiment.set(**{field: believed(experiment.kinds[field], value) for field, value in told.items()})


def loader(file: Path) -> str:
    """The few lines that bring a module into the page."""
    path = file.resolve().relative_to(FOLDER).with_suffix("").as_posix()
    styled = "true" if file.with_suffix(".css").exists() else "false"
    house = served.address(FOLDER / "component.js")
    return LOADER.replace("HOUSE", house).replace("PATH", path).replace("STYLED", styled)
