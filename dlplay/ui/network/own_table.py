"""Points of one's own from a table: the file, the columns, what the labels mean, what was taken."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import streamlit as st

from dlplay.files.encoding import ENCODINGS
from dlplay.files.table import Table, TableError, read_table
from dlplay.files.takeaway import csv_file
from dlplay.numbers import plain
from dlplay.playground import columns, own
from dlplay.playground.own import Chosen, Columns
from dlplay.toy_data import moons
from dlplay.ui import metrics
from dlplay.ui.experiment import Experiment
from dlplay.ui.heads import headed
from dlplay.ui.language import t
from dlplay.ui.network.settings import NetworkSettings
from dlplay.ui.network.words import POINTS
from dlplay.ui.upload import choose_encoding, upload, uploaded
from dlplay.ui.verbatim import verbatim

FILE, ENCODING, MEANING = "network_csv", "network_csv_encoding", "network_csv_meaning"
PICKS = tuple(f"network_csv_{use}" for use in Columns._fields)
READ = "network:table"
EXAMPLE_POINTS, PREVIEW = 60, 5
WIDTH = 150  # CSS pixels


class Read(NamedTuple):
    """What an uploaded file turned out to be."""

    file: str  # Streamlit's name for the upload
    table: Table | None
    problem: TableError | own.OwnDataError | None = None
    asked: bool = False  # what the labels mean, and not answered yet


def show(experiment: Experiment[NetworkSettings], take: Callable[[str], None]) -> None:
    """Everything about a table; `take` gets the packed points that are chosen from it."""

    def read(encoding: str | None = None) -> None:
        if _read(encoding):
            choose()

    def choose() -> None:
        _choose(st.session_state[experiment.key("seed")], take)

    st.markdown(t("network.csv_format", most=own.MOST_POINTS, fewest=columns.FEWEST_OF_CLASS))
    st.download_button(
        t("network.csv_example"),
        example,
        file_name="dlplay_example.csv",
        mime="text/csv",
        icon=":material/download:",
        on_click="ignore",
    )
    file = upload(t("network.csv_file"), FILE, on_change=read)
    told: Read | None = st.session_state.get(READ)
    if file is None or told is None or told.file != file.file_id:
        return
    if told.table is not None:
        if told.table.cells.shape[1] >= len(PICKS):
            _pick(told.table, choose)
        if told.table.guessed or told.table.replaced:
            choose_encoding(ENCODING, lambda: read(st.session_state[ENCODING]))
    _tell(told)


def _read(encoding: str | None) -> bool:
    """Read the uploaded file, and pick the columns that are likely meant; returns whether there are such."""
    st.session_state.pop(READ, None)
    file = uploaded(FILE)
    if file is None:
        return False
    try:
        table = read_table(file.getvalue(), encoding)
    except TableError as problem:
        metrics.refused("table")
        st.session_state[READ] = Read(file.file_id, None, problem)
        return False
    read = Read(file.file_id, table)
    try:
        picked = columns.likely(table)
    except own.OwnDataError as problem:
        metrics.refused("table")
        names = [str(name) for name in table.cells]
        picked, read = Columns(names[0], names[1], names[-1]), read._replace(problem=problem)
    for key, name in zip(PICKS, picked, strict=True):
        st.session_state[key] = name
    st.session_state[ENCODING], st.session_state[MEANING] = table.encoding, None
    st.session_state[READ] = read
    return read.problem is None


def _choose(seed: int, take: Callable[[str], None]) -> None:
    """Take the points of the picked columns, unless it must be asked first what the labels mean."""
    read: Read = st.session_state[READ]
    if (table := read.table) is None:
        return
    picked = Columns(*(st.session_state[key] for key in PICKS))
    meaning = _meaning(table, picked.label)
    read = read._replace(problem=None, asked=meaning is None)
    if meaning is not None:
        try:
            found = columns.choose(table, picked, meaning, seed)
            take(found.packed)
            st.session_state[POINTS] = found
        except own.OwnDataError as problem:
            metrics.refused("table")
            read = read._replace(problem=problem)
    st.session_state[READ] = read


def _meaning(table: Table, label: str) -> str | None:
    """What the labels mean: what was answered, else what is sure."""
    possible, answer = columns.meanings(table, label), st.session_state.get(MEANING)
    if answer not in possible:
        answer = possible[0] if columns.sure(table, label) else None
    st.session_state[MEANING] = answer
    return answer


def _pick(table: Table, choose: Callable[[], None]) -> None:
    """The head of the table, a list of its columns for each use, and what the labels mean."""
    st.caption(t("network.csv_preview"))
    st.dataframe(table.cells.head(PREVIEW), hide_index=True, height="content")
    names = [str(name) for name in table.cells]

    def label_changed() -> None:
        st.session_state[MEANING] = None
        choose()

    with st.container(horizontal=True, vertical_alignment="bottom"):
        for key, use in zip(PICKS, Columns._fields, strict=True):
            changed = label_changed if use == "label" else choose
            st.selectbox(t(f"network.csv_{use}"), names, key=key, on_change=changed, width=WIDTH)
        if len(possible := columns.meanings(table, st.session_state[PICKS[-1]])) > 1:
            st.segmented_control(
                t("network.csv_meaning"),
                possible,
                format_func=lambda one: t(f"network.csv_meaning_{one}"),
                key=MEANING,
                on_change=choose,
            )


def _tell(read: Read) -> None:
    """What was read and taken; or why nothing was, and that the points of before are still there."""
    if read.table is not None:
        if read.table.guessed:
            st.info(t("network.csv_guessed", encoding=ENCODINGS[read.table.encoding]))
        if read.table.replaced:
            st.warning(t("network.csv_replaced", count=f"{read.table.replaced:,}"))
        if read.asked:
            label = st.session_state[PICKS[-1]]
            count = read.table.numbers[label].nunique()
            st.warning(t("network.csv_ask", column=verbatim(label), count=count), icon=":material/help:")
            return
    if read.problem is not None:
        st.warning(f"{_problem(read.problem)} {t('network.csv_kept')}")
    elif isinstance(found := st.session_state.get(POINTS), Chosen):
        _result(found)


def _problem(problem: TableError | own.OwnDataError) -> str:
    values = {name: plain(one) if isinstance(one, float) else one for name, one in problem.numbers.items()}
    if "column" in values:
        values["column"] = verbatim(str(values["column"]))
    return t(f"network.csv_{problem.problem}", **values)


def _result(found: Chosen) -> None:
    lines = [t("network.csv_read", kept=found.kept, rows=f"{found.rows:,}")]
    for name in ("incomplete", "unlabelled"):
        if count := getattr(found, name):
            lines.append(t(f"network.csv_{name}", count=f"{count:,}"))
    taken = " ".join(lines)
    st.success(taken)
    ends = zip(("x₁", "x₂"), found.columns, found.lows, found.highs, strict=False)
    told = [
        t("network.csv_axis", axis=axis, column=verbatim(name), low=plain(low), high=plain(high))
        for axis, name, low, high in ends
    ]
    if found.names:
        names = " · ".join(f"{k} = {verbatim(name)}" for k, name in enumerate(found.names))
        told.append(t("network.csv_classes", column=verbatim(found.columns.label), names=names))
    ranges = "\n\n".join(told)
    st.markdown(ranges)


def example() -> bytes:
    """A small table of the kind that can be read."""
    points = moons(EXAMPLE_POINTS, seed=1)
    width, height = (points.x * [1, 3] + [10, 20]).round(2).T
    kinds = np.array([t("table.kind_upper"), t("table.kind_lower")])
    return csv_file(headed("network", {"width": width, "height": height, "kind": kinds[points.y]}))
