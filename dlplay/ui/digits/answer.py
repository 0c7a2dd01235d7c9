"""What the network answers: the digit, how sure it is, and an honest word when it is not."""

import numpy as np
import streamlit as st

from dlplay.digits import Classification
from dlplay.ui import language
from dlplay.ui.charts import pictures
from dlplay.ui.language import percent, t


def show(reading: Classification, truth: int | None) -> None:
    """The answer in large type, the runner-up, and the ten bars."""
    first, second = np.argsort(reading.probabilities)[::-1][:2]
    chances = [percent(reading.probabilities[digit]) for digit in (first, second)]
    runner_up = t("digits.runner_up", digit=second, chance=chances[1])
    if reading.verdict == "sure":
        block = pictures.answer(str(first), t("digits.sure", chance=chances[0]), runner_up, sure=True)
    elif reading.verdict == "unsure":
        headline = t("digits.unsure", digit=first, chance=chances[0])
        block = pictures.answer(f"{first}?", headline, runner_up, sure=False)
    else:
        detail = t("digits.anyway", digit=first, chance=chances[0])
        block = pictures.answer("?", t(f"digits.verdict_{reading.verdict}"), detail, sure=False)
    st.html(block + pictures.probability_bars(reading.probabilities, language.current(), truth))
