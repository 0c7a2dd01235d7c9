"""What the network answers: the digit, how sure it is, and an honest word when it is not.

`live/panel.js` writes newer numbers into a copy of this HTML while a digit is being drawn.
"""

import base64
from html import escape
from pathlib import Path

import numpy as np
import streamlit as st

from dlplay.digits import Classification, Verdict
from dlplay.numbers import percent
from dlplay.ui import language
from dlplay.ui.charts import ANSWER, RUNNER_UP, TRACK, TRUTH, pictures
from dlplay.ui.language import t

KEY = "digits_answer"  # of the container that it stands in alone
CSS = Path(__file__).with_suffix(".css").read_text(encoding="utf-8")
COLOURS = f"--answer:{ANSWER};--runner-up:{RUNNER_UP};--truth:{TRUTH};--track:{TRACK}"
NO_DIGIT = tuple(verdict for verdict in Verdict if verdict not in ("sure", "unsure"))


def show(reading: Classification, truth: int | None) -> None:
    """The answer in large type, the runner-up, what the network saw, and the ten bars."""
    st.html(f"<style>{CSS}</style>{html(reading, truth)}")


def html(reading: Classification, truth: int | None) -> str:
    """The answer, its style sheet apart; the told truth is marked among the bars."""
    first, second = np.argsort(reading.probabilities)[::-1][:2]
    sign, headline, detail = _words(reading, first, second)
    sure = " data-sure" if reading.verdict == "sure" else ""
    source = f"data:image/png;base64,{base64.b64encode(pictures.png(reading.network_input)).decode()}"
    ranks, spoken = {first: 1, second: 2}, language.current()
    rows = (
        _row(digit, probability, ranks.get(digit), digit == truth, percent(probability, spoken))
        for digit, probability in enumerate(reading.probabilities.tolist())
    )
    return (
        f'<div class="digit-answer" style="{COLOURS}"{sure} data-picture="{escape(t("digits.answer_name"))}">'
        f'<div class="head">'
        f'<span class="sign" data-testid="answer" data-told>{escape(sign)}</span>'
        f'<span class="words"><span class="headline" data-told>{escape(headline)}</span>'
        f'<span class="detail" data-told>{escape(detail)}</span></span>'
        f'<img class="input" src="{source}" alt="{escape(t("digits.input_alt"))}"></div>'
        f'<div class="bars" role="list">{"".join(rows)}</div></div>'
    )


def _words(reading: Classification, first: int, second: int) -> tuple[str, str, str]:
    """The large sign, the line beside it, and the smaller line below."""
    chances = [percent(reading.probabilities[digit], language.current()) for digit in (first, second)]
    runner_up = t("digits.runner_up", digit=second, chance=chances[1])
    if reading.verdict == "sure":
        return str(first), t("digits.sure", chance=chances[0]), runner_up
    if reading.verdict == "unsure":
        return f"{first}?", t("digits.unsure", digit=first, chance=chances[0]), runner_up
    anyway = "nearest" if reading.verdict == "unlike" else "anyway"
    detail = t(f"digits.{anyway}", digit=first, chance=chances[0])
    return "?", t(f"digits.verdict_{reading.verdict}"), detail


def _row(digit: int, probability: float, rank: int | None, is_truth: bool, chance: str) -> str:
    marks = (f' data-rank="{rank}"' if rank else "") + (" data-truth" if is_truth else "")
    return (
        f'<div role="listitem"{marks}><span class="digit">{digit}</span>'
        f'<span class="track"><span class="bar" style="width:{100 * probability:.2f}%"></span></span>'
        f'<span class="chance">{escape(chance)}</span></div>'
    )
