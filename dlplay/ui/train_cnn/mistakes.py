"""The digits in one cell of the confusion matrix: which were misread, and as what."""

from collections.abc import Callable

import numpy as np
import streamlit as st

from dlplay.digits.mnist import load_test_digits
from dlplay.numbers import plain
from dlplay.ui import widget_values
from dlplay.ui.charts import pictures
from dlplay.ui.language import percent, t
from dlplay.ui.train_cnn import current
from dlplay.ui.train_cnn.runs import Run

TOP = 5  # confusions that are offered as buttons
SIZE = 92  # CSS pixels
DIGITS = range(10)


def most_confused(confusion: np.ndarray, most: int = TOP) -> list[tuple[int, int]]:
    """The cells (truth, answer) off the diagonal that hold digits, the fullest first."""
    wrong = confusion - np.diag(np.diag(confusion))
    order = np.argsort(-wrong, axis=None, kind="stable")[:most]
    return [divmod(int(place), len(confusion)) for place in order if wrong.flat[place]]


def show(run: Run, moment: int, cell: tuple[int, int], choose: Callable[[int, int], None]) -> None:
    """Buttons for the fullest cells, lists for any cell, and the digits in it.

    Args:
        moment: place in `run.moments`.
        choose: called with (truth, answer) when another cell is wanted.
    """
    arrays = run.moments[moment].arrays
    confusion = arrays["confusion"]
    _fullest(confusion, cell, choose)
    if run.progress.ended:  # while moments keep coming, a list would be sent back to where it stood
        _any(cell, choose)
    truth, answer = cell
    count, everything = int(confusion[truth, answer]), int(confusion[truth].sum())
    if truth == answer:
        st.markdown(t("train_cnn.read_right", digit=truth, count=plain(count), all=plain(everything)))
        return
    if not count:
        st.markdown(t("train_cnn.none_misread", truth=truth, answer=answer))
        return
    places = arrays["misread"][truth, answer]
    places = places[places >= 0]
    words = t("train_cnn.misread", truth=truth, answer=answer, count=plain(count), all=plain(everything))
    more = t("train_cnn.surest", shown=len(places)) if count > len(places) else ""
    st.markdown(f"{words} {more}")
    st.html(_row(run, places, cell, last=moment == len(run.moments) - 1))


def _fullest(confusion: np.ndarray, cell: tuple[int, int], choose: Callable[[int, int], None]) -> None:
    with st.container(horizontal=True, gap="small"):
        for truth, answer in most_confused(confusion):
            st.button(
                t("train_cnn.confused", truth=truth, answer=answer, count=int(confusion[truth, answer])),
                key=f"train_cnn_cell_{truth}{answer}",
                type="primary" if (truth, answer) == cell else "secondary",
                on_click=choose,
                args=(truth, answer),
            )


def _any(cell: tuple[int, int], choose: Callable[[int, int], None]) -> None:
    """Lists for any cell. They are new ones for each: a message of a browser that has not yet heard of the
    newest cell would else choose the one before it again. Streamlit takes the old lists in such a message for
    changed ones, since it has forgotten them: what says the list's own cell chooses nothing."""
    with st.container(horizontal=True, gap="small"):
        for place, label in enumerate(("truth", "answer")):
            key = f"train_cnn_{label}_{cell[0]}{cell[1]}"

            def chosen(place: int = place, key: str = key) -> None:
                if st.session_state[key] != cell[place]:
                    choose(*(st.session_state[key] if at == place else cell[at] for at in range(2)))

            widget_values.expect(key, lambda digit: digit in DIGITS)
            st.selectbox(t(f"train_cnn.{label}"), DIGITS, cell[place], key=key, on_change=chosen, width=120)


def _row(run: Run, places: np.ndarray, cell: tuple[int, int], last: bool) -> str:
    """The misread digits; as the network saw them too where pixels were shuffled."""
    truth, answer = cell
    digits = load_test_digits()[0][places]
    seen = current.lab(run.settings).shown(digits)
    chances = _chances(run, seen, answer) if last and run.weights else [""] * len(places)
    alt = t("train_cnn.misread_alt", truth=truth, answer=answer)
    figures = []
    for digit, shown, chance in zip(digits, seen, chances, strict=True):
        images = pictures.picture(digit, SIZE, alt)
        if "shuffled" in run.settings.lab:
            images += " " + pictures.picture(
                shown, SIZE, t("frame.alt", title=alt, lines=t("train_cnn.seen_alt"))
            )
        caption = f"<figcaption>{answer} {chance}</figcaption>"
        figures.append(f'<figure style="margin:0;text-align:center">{images}{caption}</figure>')
    return f'<div style="display:flex;flex-wrap:wrap;gap:.8rem">{"".join(figures)}</div>'


def _chances(run: Run, seen: np.ndarray, answer: int) -> list[str]:
    network = run.network()
    return [f"· {percent(float(network(one / np.float32(255)).probabilities[answer]))}" for one in seen]
