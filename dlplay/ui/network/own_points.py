"""Points of one's own: placed on the board by hand, or read from a CSV."""

import csv
import io
from typing import Any

import numpy as np
import streamlit as st

from dlplay.numbers import plain
from dlplay.playground import own
from dlplay.toy_data import moons
from dlplay.ui.experiment import Experiment
from dlplay.ui.language import t
from dlplay.ui.network import run
from dlplay.ui.network.settings import NetworkSettings
from dlplay.ui.network.words import TABLE

KINDS = ("2", "3", "4", "5", "6", "r")  # classes, or a number to predict
BRUSH, CONFIRMED, KIND = "network:brush", "network:confirmed", "network:kind"
EXAMPLE_POINTS = 60


def controls(experiment: Experiment[NetworkSettings]) -> None:
    """What the next click means, and what becomes of the points so far."""
    settings = experiment.settings
    packed = settings.own
    st.caption(t("network.own_intro"))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.session_state[KIND] = packed[:1] if packed[:1] in KINDS else st.session_state.get(KIND, "2")
        st.selectbox(
            t("network.own_kind"),
            KINDS,
            format_func=lambda kind: (
                t("network.own_number") if kind == "r" else t("network.own_classes", count=kind)
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
        st.markdown(t("network.own_count", count=count, most=own.MOST_POINTS))
    with st.expander(t("network.own_csv"), icon=":material/upload_file:"):
        _upload(experiment)


def brush(settings: NetworkSettings) -> float:
    """The label of the next point."""
    kind = settings.own[:1] or st.session_state.get(KIND, "2")
    value = st.session_state.get(BRUSH, 0)
    return max(-1.0, min(1.0, value)) if kind == "r" else int(max(0, min(int(kind) - 1, value)))


def acknowledged() -> int:
    """The number of the last click that has arrived."""
    return st.session_state.get(CONFIRMED, 0)


def placed(experiment: Experiment[NetworkSettings], points: list[list[float]]) -> None:
    """Take points from the board; those that have arrived before come again and are left out."""
    packed = st.session_state[experiment.key("own")]
    kind = packed[:1] or st.session_state.get(KIND, "2")
    for count, x1, x2, label in points:
        if count <= acknowledged():
            continue
        st.session_state[CONFIRMED] = count
        if _count(packed) < own.MOST_POINTS:
            label = label if kind == "r" else min(max(int(label), 0), int(kind) - 1)
            packed = (packed or kind) + own.pack(
                np.array([[x1, x2]]), [label], 0 if kind == "r" else int(kind)
            )[1:]
    _take(experiment, packed)


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
    if kind == "r":
        st.session_state[BRUSH] = float(max(-1.0, min(1.0, st.session_state.get(BRUSH, 1.0))))
        st.slider(t("network.own_target"), -1.0, 1.0, step=0.1, key=BRUSH, width=200)
        return
    st.session_state[BRUSH] = int(max(0, min(int(kind) - 1, st.session_state.get(BRUSH, 0))))
    st.segmented_control(
        t("network.own_brush"),
        list(range(int(kind))),
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
    x, labels, classes = own.placed(packed)
    if kind == "r" or classes == 0:
        _take(experiment, kind)
    else:
        _take(experiment, own.pack(x, np.minimum(labels, int(kind) - 1), int(kind)))


def _undo(experiment: Experiment[NetworkSettings]) -> None:
    packed = st.session_state[experiment.key("own")]
    _take(experiment, packed[: -_width(packed)])


def _clear(experiment: Experiment[NetworkSettings]) -> None:
    _take(experiment, st.session_state[experiment.key("own")][:1])


def _take(experiment: Experiment[NetworkSettings], packed: str) -> None:
    experiment.set(own=packed)
    st.session_state.pop(TABLE, None)
    run.changed(experiment)


def _width(packed: str) -> int:
    return 6 if packed[:1] == "r" else 5


def _count(packed: str) -> int:
    return (len(packed) - 1) // _width(packed) if packed else 0


def _upload(experiment: Experiment[NetworkSettings]) -> None:
    st.markdown(t("network.csv_format", most=own.MOST_POINTS, classes=own.MOST_CLASSES))
    st.download_button(
        t("network.csv_example"),
        example(),
        file_name="dlplay_example.csv",
        mime="text/csv",
        icon=":material/download:",
        on_click="ignore",
    )
    file = st.file_uploader(t("network.csv_file"), type=["csv", "txt", "tsv"], key="network_csv")
    if file is None:
        st.session_state.pop("network:file", None)
        return
    if st.session_state.get("network:file") != file.file_id:
        st.session_state["network:file"] = file.file_id
        _read(experiment, file.getvalue())
        st.rerun()
    told: Any = st.session_state.get(TABLE)
    if isinstance(told, own.OwnDataError):
        st.warning(f"{t(f'network.csv_{told.problem}', **told.numbers)} {t('network.csv_kept')}")
    elif told is not None:
        _tell(told)


def _read(experiment: Experiment[NetworkSettings], content: bytes) -> None:
    try:
        table = own.read_csv(content, st.session_state[experiment.key("seed")])
    except own.OwnDataError as problem:
        st.session_state[TABLE] = problem
        return
    _take(experiment, table.packed)
    st.session_state[TABLE] = table


def _tell(table: own.Table) -> None:
    first, second, label = table.columns
    st.success(t("network.csv_read", kept=table.kept, rows=table.rows, skipped=table.skipped))
    for name, column, low, high in zip(("x₁", "x₂"), (first, second), table.lows, table.highs, strict=True):
        st.markdown(t("network.csv_axis", axis=name, column=_text(column), low=plain(low), high=plain(high)))
    if table.names:
        names = " · ".join(f"{k} = {_text(name)}" for k, name in enumerate(table.names))
        st.markdown(t("network.csv_classes", column=_text(label), names=names))


def _text(word: str) -> str:
    """What stands in someone's file is text and never markup."""
    return f"`{word.replace('`', chr(39))[:40]}`"


def example() -> str:
    """A small CSV of the kind that can be read."""
    points = moons(EXAMPLE_POINTS, seed=1)
    text = io.StringIO()
    rows = csv.writer(text)
    rows.writerow(("width", "height", "kind"))
    for (x1, x2), y in zip(points.x, points.y, strict=True):
        rows.writerow((f"{10 + x1:.2f}", f"{20 + 3 * x2:.2f}", ("upper", "lower")[y]))
    return text.getvalue()
