"""What a browser says a widget's value is, believed only where it can be one.

A browser of ours sends what its widgets hold. Anybody can send anything: a text for a slider, half a JSON, an
option that no list has. Streamlit hands that to the widget's reader or to the page, which raises, in this run
and in each one after it. Here such a value is dropped as it is asked for: the widget keeps what it had.
"""

import re
import sys
from collections import OrderedDict
from collections.abc import Callable
from typing import Any

from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates
from streamlit.runtime.runtime_util import WidgetStateSizeError
from streamlit.runtime.state import session_state
from streamlit.runtime.state.common import GENERATED_ELEMENT_ID_PREFIX, user_key_from_element_id
from streamlit.runtime.state.session_state import Serialized, WStates

from dlplay.ui import metrics

# A widget's key -> whether a value can be its own. The same for all visitors.
_EXPECTED: OrderedDict[str, Callable[[Any], bool]] = OrderedDict()
NAMES = (GENERATED_ELEMENT_ID_PREFIX, session_state.STREAMLIT_INTERNAL_KEY_PREFIX)  # how ids begin
JSON = ("json_value", "json_trigger_value")
MOST_PARTS = 40_000  # a drawing of all the points that the canvas takes has a quarter
WRITTEN = re.compile(r'"(?:[^"\\]|\\.)*"')
HALF = re.compile("[\ud800-\udfff]")
# what makes it worth to look at all that a JSON holds; none of it is likely in a picture's base64
ODD = re.compile(r"\\u[dD][89a-fA-F]|\d{300}|NaN|Infinity|[\s:,\[-]\d[\d.]*[eE]\+?\d{3}")
# Own lessons and a class's questions have widgets of their own; the longest unseen are forgotten
MOST = 10_000


def expect(key: str, can_be: Callable[[Any], bool]) -> None:
    """From now on a value of the widget `key` is dropped unless it can be one."""
    _EXPECTED.pop(key, None)
    _EXPECTED[key] = can_be  # as the newest
    if len(_EXPECTED) > MOST:
        _EXPECTED.popitem(last=False)


def install() -> None:
    """From now on values are checked, in all sessions."""
    session_state.WStates.__getitem__ = _checked  # type: ignore[method-assign]
    session_state.WStates.set_widget_from_proto = _taken  # type: ignore[method-assign,assignment]
    session_state.SessionState.set_widgets_from_proto = _all_taken  # type: ignore[method-assign,assignment]


def _all_taken(state: session_state.SessionState, said: WidgetStates) -> None:
    """`SessionState.set_widgets_from_proto`, for which what is too much altogether is nothing.

    Streamlit raises, outside of any page, and shows that in its own words.
    """
    try:
        _untaken_all(state, said)
    except WidgetStateSizeError:
        metrics.refused("value")


def _taken(states: WStates, widget_state: WidgetState) -> None:
    """`WStates.set_widget_from_proto`, for which what no element can be named is none.

    Streamlit takes it for a key of the session, which then cannot be walked, as `jobs.keep_alive` does.
    """
    if widget_state.id.startswith(NAMES):
        _untaken(states, widget_state)
    else:
        metrics.refused("value")


def _checked(states: WStates, key: str) -> Any:
    """`WStates.__getitem__`, for which a value that cannot be one is none."""
    found = states.states.get(key)
    if not isinstance(found, Serialized) or key not in states.widget_metadata:
        return _unchecked(states, key)
    sent, metadata = found.value.WhichOneof("value"), states.widget_metadata[key]
    if sent is not None and sent != metadata.value_type:
        metrics.refused("value")
        raise KeyError(key)
    text = getattr(found.value, sent) if sent in JSON else ""
    if parts(text) > MOST_PARTS:
        metrics.refused("value")
        raise KeyError(key)
    try:
        value = _unchecked(states, key)
        refused = bool(ODD.search(text)) and not from_a_browser(value)
    except Exception as error:  # whatever the widget's reader makes of it
        metrics.refused("value")
        raise KeyError(key) from error
    can_be = _EXPECTED.get(user_key_from_element_id(key) or "")
    if refused or (can_be is not None and not can_be(value)):
        states.states[key] = found  # as it came, to be refused again
        metrics.refused("value")
        raise KeyError(key)
    return value


def parts(text: str) -> int:
    """How many lists and dictionaries a JSON's text opens; counted before any is made.

    A message of 18 MB, nothing but empty lists, took 430 MB and three seconds.
    """
    if text.count("[") + text.count("{") > MOST_PARTS:
        text = WRITTEN.sub("", text)  # a person's text may hold as many
    return text.count("[") + text.count("{")


def from_a_browser(value: Any) -> bool:
    """Whether a browser's JSON can hold it: no half of a letter, no number but a finite one of 64 bits.

    Python's holds all of these; then no page can show the text, and no arithmetic takes the number.
    """
    if isinstance(value, dict):
        return all(from_a_browser(part) for pair in value.items() for part in pair)
    if isinstance(value, list):
        return all(map(from_a_browser, value))
    if isinstance(value, str):
        return not HALF.search(value)
    return not isinstance(value, int | float) or abs(value) <= sys.float_info.max


_unchecked = WStates.__getitem__
_untaken = WStates.set_widget_from_proto
_untaken_all = session_state.SessionState.set_widgets_from_proto
