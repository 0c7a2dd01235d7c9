"""What the network will see: for each class the number of its digits, and some of them as they will come."""

import numpy as np
import streamlit as st

from dlplay.digits.first_digits import OF_EACH, first_digits
from dlplay.digits.lab import CLASSES, MOST, Lab
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
    pictures, labels, wrong = examples(settings)
    available = first_digits().available
    rows = []
    for digit in range(CLASSES):
        chosen = np.flatnonzero(labels == digit)[:SHOWN]
        count = min(asked[digit], int(available[digit]))
        alt = t("train_cnn.strip_alt", digit=digit)
        rows.append(charts.class_row(digit, count, MOST, pictures[chosen], wrong[chosen], alt))
    st.html("".join(rows))
    st.caption(_caption(settings, sum(np.minimum(asked, available))))


def examples(settings: TrainSettings) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Pictures as the network gets them, uint8 (n, 28, 28), the labels it is told, and which are wrong."""
    asked = current.counts(settings)
    chosen = current.lab(settings)
    few = Lab(
        tuple(min(count, OF_EACH) for count in asked),
        chosen.flipped,
        chosen.noise,
        chosen.shuffled,
        chosen.augmented,
        chosen.seed,
    )
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
