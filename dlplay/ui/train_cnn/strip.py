"""What the network will see: for each class the number of its digits, and some of them as they will come."""

from dataclasses import replace
from functools import lru_cache

import numpy as np
import streamlit as st

from dlplay import locale
from dlplay.digits.first_digits import OF_EACH, first_digits
from dlplay.digits.lab import MOST, Lab
from dlplay.ui import language
from dlplay.ui.language import t
from dlplay.ui.train_cnn import charts, current
from dlplay.ui.train_cnn.settings import TrainSettings

SHOWN = 12  # digits in a row


def show(settings: TrainSettings) -> None:
    """Ten rows of digits, by the label that the network is told."""
    asked = current.counts(settings)
    if not any(asked):
        st.error(t("train_cnn.no_digits"), icon=":material/do_not_disturb_on:")
        return
    caption = _caption(settings, sum(np.minimum(asked, first_digits().available)))
    st.html(rows(current.lab(settings), language.current()) + charts.caption(caption))


@lru_cache(maxsize=64)
def rows(lab: Lab, language: str) -> str:
    """The rows as HTML; whoever asks for the same digits gets the same ones."""
    pictures, labels, wrong = examples(lab)
    lines = []
    for digit, available in enumerate(first_digits().available.tolist()):
        chosen = np.flatnonzero(labels == digit)[:SHOWN]
        alt = locale.t("train_cnn.strip_alt", language, digit=digit)
        count = min(lab.counts[digit], available)
        lines.append(charts.class_row(digit, count, MOST, pictures[chosen], wrong[chosen], alt))
    return "".join(lines)


def examples(lab: Lab) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Pictures as the network gets them, uint8 (n, 28, 28), the labels it is told, and which are wrong."""
    few = replace(lab, counts=tuple(min(count, OF_EACH) for count in lab.counts))
    digits = first_digits().digits
    pictures, labels = few.training_set(digits)
    true = Lab(few.counts).training_set(digits)[1]
    if few.augmented:
        pictures = few.augment(pictures, np.random.default_rng(few.seed))
    return few.shown(pictures), labels, labels != true


def _caption(settings: TrainSettings, count: int) -> str:
    words = [t("train_cnn.strip_caption", examples=f"{count:,}")]
    words += [t("train_cnn.strip_flipped")] if settings.flipped else []
    words += [t(f"train_cnn.strip_{name}") for name in settings.lab]
    present = sum(count > 0 for count in current.counts(settings))
    words += [t("train_cnn.strip_one_class")] if present == 1 else []
    return " ".join(words)
