"""The language of this visit: `?lang=`, else what was chosen, else the browser's."""

from contextvars import ContextVar

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from dlplay import locale, numbers
from dlplay.ui.widget_values import expect

PARAMETER = "lang"
STATE = "language"

# Of a run's thread, which serves one session alone: to ask the session for each word costs more than the word
_known: ContextVar[str] = ContextVar("language")


def current() -> str:
    """The language code of the running session, "en" or "zh"."""
    if (known := _known.get(None)) is None:
        known = st.session_state.get(STATE, "en")
        if get_script_run_ctx(suppress_warning=True) is not None:
            _known.set(known)
    return known


def browsers() -> str:
    """The language the browser asks for, as far as dlplay speaks it."""
    return "zh" if (st.context.locale or "").lower().startswith("zh") else "en"


def settle() -> None:
    """Decide the language once at the head of each run, so that every word agrees."""
    asked = st.query_params.get(PARAMETER)
    if asked in locale.LANGUAGES:
        _choose(asked)
    elif STATE not in st.session_state:
        _choose(browsers())


def query() -> dict[str, str]:
    """The language as a query parameter; left out where the browser's language says the same."""
    return {} if current() == browsers() else {PARAMETER: current()}


def switch() -> None:
    """The two buttons that change the language of everything; the page's own settings stay."""
    shown = current()
    widget = f"language_switch_{shown}"
    expect(widget, tuple(locale.LANGUAGES).__contains__)
    st.segmented_control(
        "Language · 语言",
        list(locale.LANGUAGES),
        default=shown,
        required=True,
        format_func=locale.LANGUAGES.__getitem__,
        key=widget,
        label_visibility="collapsed",
        on_change=_chosen,
        args=(widget,),
    )


def _chosen(widget: str) -> None:
    _choose(st.session_state[widget])
    st.query_params[PARAMETER] = current()


def _choose(code: str) -> None:
    st.session_state[STATE] = code
    _known.set(code)


def t(key: str, **values: object) -> str:
    """The text under `key` in the session's language."""
    return locale.t(key, current(), **values)


def percent(share: float, decimals: int = 1, digits: int | None = None) -> str:
    """A share as the session's language writes it."""
    return numbers.percent(share, current(), decimals, digits)


def percent_format() -> str:
    """How a slider over whole percents writes them."""
    return "%d%%" if current() == "zh" else "%d\N{NO-BREAK SPACE}%%"


def long_text(name: str) -> str:
    """The Markdown text `name` in the session's language."""
    return locale.long_text(name, current())
