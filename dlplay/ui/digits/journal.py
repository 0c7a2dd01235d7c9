"""The session's own experiment log: drawings, the true digits that the student told, the answers."""

import base64
import hashlib

import numpy as np
import pandas as pd
import streamlit as st

from dlplay.digits import Classification
from dlplay.ui import frame
from dlplay.ui.charts import grids, pictures
from dlplay.ui.digits.seen import Follow
from dlplay.ui.digits.settings import DigitsSettings
from dlplay.ui.experiment import Experiment
from dlplay.ui.language import t

STATE = "digits:journal"
LONGEST = 300  # drawings; the oldest make room
DIGITS = list(range(10))


def told(reading: Classification) -> int | None:
    """The true digit of this drawing, once it is told."""
    entry = _journal().get(_name(reading))
    return None if entry is None else entry["told"]


def ask(reading: Classification) -> None:
    """Ask for the true digit of this drawing; the table, which stands elsewhere, follows."""
    name = _name(reading)
    key = f"digits.truth.{name}"
    if key not in st.session_state and name in _journal():
        st.session_state[key] = _journal()[name]["told"]
    st.pills(
        t("digits.it_is"),
        DIGITS,
        key=key,
        wrap=True,
        on_change=frame.then_whole_page(_told),
        args=(key, name, reading),
    )


def show(_: Experiment[DigitsSettings]) -> Follow:
    """The table, the confusion grid of one's own, and the download. None of it follows a drawing."""
    if entries := list(_journal().values()):
        _show(entries)
    else:
        st.info(t("digits.journal_empty"))
    return lambda seen, truth: None


def _show(entries: list[dict]) -> None:
    log = pd.DataFrame(entries)
    right = int((log["told"] == log["answer"]).sum())
    st.markdown(t("digits.journal_score", right=right, all=len(log)))
    grid, rows = st.columns(2)
    counts = pd.crosstab(log["told"], log["answer"]).reindex(index=DIGITS, columns=DIGITS, fill_value=0)
    grid.plotly_chart(
        grids.confusion(counts, t("digits.told"), t("digits.answer")),
        key="digits_confusion",
        config={"displayModeBar": False},
    )
    rows.dataframe(
        log[["picture", "told", "answer", "probability"]],
        hide_index=True,
        height=300,
        column_config={
            "picture": st.column_config.ImageColumn(t("digits.picture")),
            "told": t("digits.told"),
            "answer": t("digits.answer"),
            "probability": st.column_config.ProgressColumn(
                t("digits.probability"), format="percent", min_value=0, max_value=1
            ),
        },
    )
    with rows.container(horizontal=True):
        st.download_button(
            t("digits.csv"),
            csv(log),
            "my_digits.csv",
            "text/csv",
            icon=":material/download:",
            on_click="ignore",
        )
        st.button(t("digits.journal_clear"), icon=":material/delete:", on_click=_journal().clear)


def csv(log: pd.DataFrame) -> str:
    """The log without its pictures: told, answer, verdict and the ten probabilities a row."""
    return log.drop(columns="picture").to_csv(index=False, lineterminator="\n")


def _journal() -> dict[str, dict]:
    return st.session_state.setdefault(STATE, {})


def _name(reading: Classification) -> str:
    return hashlib.sha256(reading.network_input.tobytes()).hexdigest()[:16]


def _told(key: str, name: str, reading: Classification) -> None:
    journal, told = _journal(), st.session_state[key]
    if told is None:
        journal.pop(name, None)
        return
    picture = base64.b64encode(pictures.png(reading.network_input)).decode()
    journal[name] = {
        "picture": f"data:image/png;base64,{picture}",
        "told": told,
        "answer": int(reading.label),
        "probability": float(reading.probabilities[reading.label]),
        "verdict": str(reading.verdict),
        **{f"p{digit}": float(np.round(p, 6)) for digit, p in enumerate(reading.probabilities)},
    }
    while len(journal) > LONGEST:
        journal.pop(next(iter(journal)))
