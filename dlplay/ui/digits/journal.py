"""The session's own test set: drawings with the true digits that the student told, and the answers.

When another network is chosen, it reads all of them anew: no answer stands under another's name, and two
networks can be compared on the same drawings.
"""

import base64
import hashlib

import numpy as np
import streamlit as st

from dlplay.digits import Classification, network
from dlplay.files.takeaway import columns_of, csv_file
from dlplay.ui import chart, own_network
from dlplay.ui.charts import grids, pictures
from dlplay.ui.digits.seen import Follow
from dlplay.ui.digits.settings import DigitsSettings
from dlplay.ui.experiment import Experiment
from dlplay.ui.heads import headed
from dlplay.ui.language import t

STATE = "digits:journal"
KEY = "digits.truth"
LONGEST = 300  # drawings; the oldest make room
DIGITS = list(range(10))
SHOWN = ("picture", "told", "answer", "probability")


class Question:
    """Asks for the true digit of what is drawn, in each run of the whole page; a stroke leaves it standing.

    Attributes:
        told: the digit that stands chosen; None before it is told.
    """

    told: int | None
    _reading: Classification | None = None

    def about(self, reading: Classification) -> int | None:
        """The newest reading. Returns the true digit of its drawing, once it is told."""
        entry = _journal().get(_name(reading))
        told = None if entry is None else entry["told"]
        if self._reading is None:
            self.told = told
        elif self.told != told:
            st.rerun()  # the whole page: another digit is to stand chosen, or none
        self._reading = reading
        return told

    def ask(self) -> None:
        """Draw the ten digits, after the first reading; the table follows a click."""
        st.session_state[KEY] = self.told
        st.pills(t("digits.it_is"), DIGITS, key=KEY, wrap=True, on_change=self._answered)

    def _answered(self) -> None:
        if self._reading is not None:
            _note(self._reading, st.session_state[KEY])


def show(_: Experiment[DigitsSettings]) -> Follow:
    """The table, the confusion grid of one's own, and the download. None of it follows a drawing."""
    _read_anew()
    if entries := list(_journal().values()):
        _show(entries)
    else:
        st.info(t("digits.journal_empty"))
    return lambda seen, truth: None


def _show(entries: list[dict]) -> None:
    log = columns_of(entries)
    counts = np.zeros((len(DIGITS), len(DIGITS)), int)
    np.add.at(counts, (log["told"], log["answer"]), 1)
    right = int(counts.trace())
    st.markdown(t("digits.journal_score", right=right, all=len(entries), network=entries[0]["network"]))
    grid, rows = st.columns(2)
    with grid:
        chart.show(
            grids.confusion(counts, [str(one) for one in DIGITS], t("digits.told"), t("digits.answer")),
            "digits_confusion",
            t("digits.confusion_alt", right=right, all=len(entries)),
        )
    rows.dataframe(
        {name: log[name] for name in SHOWN},
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


def csv(log: dict[str, list]) -> bytes:
    """The log without its pictures: told, network, answer and the ten probabilities a row."""
    kept = {name: column for name, column in log.items() if name not in ("picture", "input")}
    return csv_file(headed("digits", kept))


def _journal() -> dict[str, dict]:
    return st.session_state.setdefault(STATE, {})


def _name(reading: Classification) -> str:
    return hashlib.sha256(reading.network_input.tobytes()).hexdigest()[:16]


def _note(reading: Classification, told: int | None) -> None:
    journal, name = _journal(), _name(reading)
    if told is None:
        journal.pop(name, None)
        return
    picture = base64.b64encode(pictures.png(reading.network_input)).decode()
    journal[name] = {
        "picture": f"data:image/png;base64,{picture}",
        "input": reading.network_input,
        "told": told,
        **_answer(reading.probabilities, _network_name()),
    }
    while len(journal) > LONGEST:
        journal.pop(next(iter(journal)))


def _network_name() -> str:
    """What the network that reads now is called."""
    own = own_network.chosen()
    return t("digits.network_shipped") if own is None else own.title


def _answer(probabilities: np.ndarray, by: str) -> dict[str, str | int | float]:
    return {
        "network": by,
        "answer": int(probabilities.argmax()),
        "probability": float(probabilities.max()),
        **{f"p{digit}": float(np.round(p, 6)) for digit, p in enumerate(probabilities)},
    }


def _read_anew() -> None:
    """Answers of another network are replaced by those of the one that reads now."""
    by, journal = _network_name(), _journal()
    others = [entry for entry in journal.values() if entry["network"] != by]
    if others:
        reads = own_network.chosen() or network.load()
        for entry, probabilities in zip(
            others, reads(np.stack([one["input"] for one in others])).probabilities, strict=True
        ):
            entry |= _answer(probabilities, by)
