"""What two widgets said at once, which a browser sends as the word of one part of the page: heard as both.

Streamlit's browser side gathers what its widgets say until it has time to send, on a busy laptop for tenths
of a second, and then asks for a run of a single part (`st.fragment`), the first that was named. What stands
elsewhere on the page is told along and taken, but nothing shows it: a view that was chosen while a text wrote
itself stayed chosen, and the page as it was.
"""

from collections.abc import Collection, Mapping
from dataclasses import replace
from weakref import WeakKeyDictionary

from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.runtime.fragment import FragmentStorage
from streamlit.runtime.scriptrunner import RerunData, ScriptRunContext
from streamlit.runtime.scriptrunner_utils import script_requests
from streamlit.runtime.state import SessionState
from streamlit.runtime.state.session_state import Serialized, WStates

# Of each session, as it stands for what lives as long: what its widgets last said. Most stand still, and a
# drawing is long to read.
_SAID: WeakKeyDictionary[FragmentStorage, Mapping[str, WidgetState]] = WeakKeyDictionary()


def heard(asked: RerunData, context: ScriptRunContext) -> RerunData:
    """What a browser asks for; instead of parts of the page all of it, where something else has moved, too.

    Between two runs of the session, in its thread.
    """
    if asked.widget_states is None:
        return asked
    storage, state = context.fragment_storage, context.session_state._state
    before = _SAID.get(storage, {})
    _SAID[storage] = said = {one.id: one for one in asked.widget_states.widgets}
    parts = asked.fragment_id_queue
    moved = (one for one in said.values() if one != before.get(one.id)) if parts else ()
    if any(_elsewhere(storage, state, one.id, parts) and _new(state, one) for one in moved):
        return replace(asked, fragment_id_queue=[], is_auto_rerun=False)
    return asked


def _elsewhere(storage: FragmentStorage, state: SessionState, name: str, parts: Collection[str]) -> bool:
    """Whether a widget that the session knows stands in none of these parts."""
    known = state._new_widget_state.widget_metadata.get(name)
    if known is None:
        return False
    part = known.fragment_id
    return part is None or not (part in parts or storage.has_ancestor_in(part, parts))


def _new(state: SessionState, said: WidgetState) -> bool:
    """Whether the session does not know what a widget says; a browser also tells what it was told."""
    if said.WhichOneof("value") in script_requests._TRIGGER_PROTO_FIELDS:
        return script_requests._has_active_trigger_value(said)
    known = {said.id: state._new_widget_state.widget_metadata[said.id]}
    try:
        value = WStates({said.id: Serialized(said)}, known)[said.id]
    except KeyError:  # none that the widget can have: `widget_values`
        return False
    try:
        return bool(value != state._getitem(said.id, state._key_id_mapper.id_key_mapping.get(said.id)))
    except KeyError:
        return True
