"""The nine networks in one table, and their files to take home."""

from collections.abc import Mapping

import numpy as np
import streamlit as st

from dlplay.digits import family
from dlplay.digits.family import MEMBERS
from dlplay.numbers import byte_size, plain
from dlplay.ui.digit_lab.small_told import LARGE
from dlplay.ui.language import percent, t

REPEATS = 3  # readings of which the median time is shown
HEADS = ("name", "answer", "time", "size", "parameters", "nonzero", "work", "accuracy", "ece", "agreement")
OPEN = "digit_lab_small_files"


def name(key: str) -> str:
    """What a network is called."""
    return t(f"digit_lab.member_{key}")


def size(key: str) -> int:
    """Bytes of the file from which it is read here."""
    return next(iter(family.facts().members[key].files.values()))


def table(picture: np.ndarray, read: Mapping[str, np.ndarray]) -> str:
    """A row a network: its answer to this picture, how long that took just now, its size, how right it is.

    Args:
        picture: (28, 28) float32 in [0, 1].
        read: the probabilities (10,) of each.
    """
    heads = " | ".join(t(f"digit_lab.small_head_{head}") for head in HEADS)
    rows = [_row(key, picture, one, int(read[LARGE].argmax())) for key, one in read.items()]
    lines = [f"| {heads} |", f"|---|---|{'--:|' * (len(HEADS) - 2)}", *rows]
    said = t("digit_lab.small_table"), t("digit_lab.small_time", repeats=REPEATS)
    return "\n\n".join([said[0], "\n".join(lines), said[1]])


def _row(key: str, picture: np.ndarray, probabilities: np.ndarray, usual: int) -> str:
    figures = family.facts().members[key]
    answer = int(probabilities.argmax())
    reads = f"{answer},\N{NO-BREAK SPACE}{percent(probabilities.max(), decimals=0)}"
    cells = (
        name(key),
        reads if answer == usual else f"**{reads}**",
        f"{plain(1000 * family.seconds(key, picture, REPEATS), 2)}\N{NO-BREAK SPACE}ms",
        byte_size(size(key)),
        f"{figures.parameters:,}",
        f"{figures.nonzero:,}",
        f"{figures.multiply_adds:,}",
        percent(figures.accuracy, decimals=2),
        percent(figures.ece, decimals=2),
        percent(figures.agreement, decimals=2),
    )
    return f"| {' | '.join(cells)} |"


def downloads() -> None:
    """Every file of every network, behind a heading that is opened."""
    files = st.expander(t("digit_lab.small_download"), on_change="rerun", key=OPEN)
    if not files.open:
        return
    with files, st.container(horizontal=True):
        for key, member in MEMBERS.items():
            for kind, path in member.files().items():
                st.download_button(
                    f"{name(key)} (.{kind})",
                    path.read_bytes,
                    path.name,
                    icon=":material/download:",
                    on_click="ignore",
                    key=f"{OPEN}_{key}_{kind}",
                )
