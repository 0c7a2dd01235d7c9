"""Points of one's own: placed on the board by hand, or read from a table."""

import importlib

import numpy as np
import streamlit as st

from dlplay.playground import own
from dlplay.ui.experiment import Experiment
from dlplay.ui.language import t
from dlplay.ui.network import run
from dlplay.ui.network.settings import NetworkSettings
from dlplay.ui.network.words import POINTS

KINDS = tuple(own.CLASSES)  # so many classes, or a number to predict
FARTHEST = 1e9  # what a browser may tell; a click lies within `own.LIMIT`
BRUSH, CONFIRMED, KIND = "network:brush", "network:confirmed", "network:kind"


def controls(experiment: Experiment[NetworkSettings]) -> None:
    """What the next click means, and what becomes of the points so far."""
    settings = experiment.settings
    packed = settings.own
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.session_state[KIND] = packed[:1] if packed[:1] in KINDS else st.session_state.get(KIND, "2")
        st.selectbox(
            t("network.own_kind"),
            KINDS,
            format_func=lambda kind: (
                t("network.own_classes", count=own.CLASSES[kind])
                if own.CLASSES[kind]
                else t("network.own_number")
            ),
            key=KIND,
            on_change=_kind_changed,
            args=(experiment,),
            width=170,
        )
        _brush(st.session_state[KIND])
        count = _count(packed)
        st.button(
            t("network.own_undo"),
            icon=":material/undo:",
            on_click=_undo,
            args=(experiment,),
            disabled=not count,
        )
        st.button(
            t("network.own_clear"),
            icon=":material/delete:",
            on_click=_clear,
            args=(experiment,),
            disabled=not count,
        )
        with st.popover(t("network.own_csv"), icon=":material/upload_file:"):
            # imported here: pandas comes with it, half a second
            own_table = importlib.import_module("dlplay.ui.network.own_table")
            own_table.show(experiment, lambda packed: _take(experiment, packed))
        st.markdown(t("network.own_count", count=count, most=own.MOST_POINTS))


def brush(settings: NetworkSettings) -> float:
    """The label of the next point."""
    kind = settings.own[:1] or st.session_state.get(KIND, "2")
    value = st.session_state.get(BRUSH, 0)
    classes = own.CLASSES[kind]
    return int(max(0, min(classes - 1, value))) if classes else max(-1.0, min(1.0, value))


def acknowledged() -> int:
    """The number of the last click that has arrived."""
    return st.session_state.get(CONFIRMED, 0)


def placed(experiment: Experiment[NetworkSettings], told: object) -> None:
    """Take points from the board; those that have arrived before come again and are left out."""
    points = told if isinstance(told, list) else []
    if not points or not all(map(_is_point, points)):
        return
    packed = st.session_state[experiment.key("own")]
    kind = packed[:1] or st.session_state.get(KIND, "2")
    classes = own.CLASSES[kind]
    for count, x1, x2, label in points:
        if count <= acknowledged():
            continue
        st.session_state[CONFIRMED] = count
        if _count(packed) < own.MOST_POINTS:
            label = min(max(int(label), 0), classes - 1) if classes else label
            packed = (packed or kind) + own.pack(np.array([[x1, x2]]), [label], classes)[1:]
    _take(experiment, packed)


def _is_point(told: object) -> bool:
    """Whether it can be one of the board's: the number of the click, two coordinates, a label."""
    if not isinstance(told, list) or len(told) != 4 or type(told[0]) is not int:
        return False
    return all(type(one) in (int, float) and abs(one) <= FARTHEST for one in told)


def take_over(experiment: Experiment[NetworkSettings]) -> None:
    """The points on the board become one's own, to add to."""
    if run.PLAYER.run is None:
        return
    problem = run.PLAYER.run.training.problem
    points = zip(problem.x[: own.MOST_POINTS], problem.labels[: own.MOST_POINTS], strict=True)
    x, labels = zip(*points, strict=True)
    _take(experiment, own.pack(np.array(x), labels, problem.classes))
    experiment.set(data="own")


def _brush(kind: str) -> None:
    classes = own.CLASSES[kind]
    if not classes:
        st.session_state[BRUSH] = float(max(-1.0, min(1.0, st.session_state.get(BRUSH, 1.0))))
        st.slider(t("network.own_target"), -1.0, 1.0, step=0.1, key=BRUSH, width=200)
        return
    st.session_state[BRUSH] = int(max(0, min(classes - 1, st.session_state.get(BRUSH, 0))))
    st.segmented_control(
        t("network.own_brush"),
        list(range(classes)),
        required=True,
        format_func=lambda k: t("network.class_name", number=k),
        key=BRUSH,
        wrap=True,
    )


def _kind_changed(experiment: Experiment[NetworkSettings]) -> None:
    """Points keep their class as far as it still exists; a number is no class."""
    kind, packed = st.session_state[KIND], st.session_state[experiment.key("own")]
    if not packed:
        return
    x, labels, before = own.placed(packed)
    if before and (classes := own.CLASSES[kind]):
        _take(experiment, own.pack(x, np.minimum(labels, classes - 1), classes))
    else:
        _take(experiment, kind)


def _undo(experiment: Experiment[NetworkSettings]) -> None:
    packed = st.session_state[experiment.key("own")]
    _take(experiment, packed[: -_width(packed)])


def _clear(experiment: Experiment[NetworkSettings]) -> None:
    _take(experiment, st.session_state[experiment.key("own")][:1])


def _take(experiment: Experiment[NetworkSettings], packed: str) -> None:
    experiment.set(own=packed)
    st.session_state.pop(POINTS, None)
    run.changed(experiment)


def _width(packed: str) -> int:
    return 6 if packed[:1] == own.REGRESSION else 5


def _count(packed: str) -> int:
    return (len(packed) - 1) // _width(packed) if packed else 0
