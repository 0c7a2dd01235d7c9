"""What the network finds alike: the test set as the dense layer sees it, and the nearest training digits."""

from functools import lru_cache
from typing import Any

import numpy as np
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dlplay.digits.explanations import space
from dlplay.digits.mnist import load_test_digits
from dlplay.numbers import latex, plain
from dlplay.ui import code_panel, language, live
from dlplay.ui.digit_lab import charts_why, why_code
from dlplay.ui.digit_lab.charts_why import Shown
from dlplay.ui.digit_lab.current import Current, take_home
from dlplay.ui.digit_lab.settings import DigitLabSettings
from dlplay.ui.experiment import Experiment
from dlplay.ui.formulas import display
from dlplay.ui.language import percent, t

SHARED = 40  # pictures kept for whoever asks for the same
NEAREST, EVERY = 6, 5  # neighbours that are shown; test digits of which one is drawn


def show(_: Experiment[DigitLabSettings], now: Current, label: int, place: DeltaGenerator) -> None:
    """In its place the map with the picture in it, and its neighbours; the distance in numbers; the code."""
    known, code = space.load(), now.trace.dense
    numbers, distances = known.nearest(code, NEAREST)
    digits = known.digits[numbers]
    with place:
        st.html(charts_why.row([_neighbour(*one) for one in zip(numbers, digits, distances, strict=True)]))
        live.show(_drawn(code.tobytes(), now.answer, language.current()), key="digit_lab_space")
    st.markdown(_told(now, known, digits, float(distances[0])))
    counts = {
        "neighbours": f"{len(known.codes):,}",
        "tested": f"{len(known.tested):,}",
        "drawn": f"{len(known.tested[::EVERY]):,}",
    }
    st.markdown(t("digit_lab.why_near_says", kept=percent(known.kept.sum(), decimals=0), **counts))
    code_panel.panel("digit_lab").show(why_code.near())
    take_home(now)


@lru_cache(SHARED)
def _drawn(code: bytes, answer: int, spoken: str) -> dict[str, Any]:
    known = space.load()
    digits = load_test_digits()[1]
    places = known.place(np.frombuffer(code, np.float32))
    middles = np.stack([known.tested[digits == digit].mean(axis=0) for digit in range(10)])
    shares = [percent(one, decimals=0) for one in known.kept]
    titles = [t("digit_lab.why_axis", number=number, share=share) for number, share in enumerate(shares, 1)]
    panel = charts_why.space(known.tested[::EVERY], digits[::EVERY], middles, places, (titles[0], titles[1]))
    nearest = int(np.linalg.norm(middles - places, axis=1).argmin())
    count = len(digits[::EVERY])
    alt = t("digit_lab.why_space_alt", count=f"{count:,}", answer=answer, nearest=nearest)
    return live.picture([panel], alt=alt)


def _neighbour(number: int, digit: int, distance: float) -> Shown:
    words = t("digit_lab.why_away", distance=plain(float(distance), 3))
    title = t("digit_lab.why_neighbour", digit=digit)
    alt = t("digit_lab.why_neighbour_alt", digit=digit, number=f"{space.EVERY * int(number):,}", words=words)
    return Shown(space.load().pictures[number], title, alt, words)


def _told(now: Current, known: space.Space, digits: np.ndarray, distance: float) -> str:
    """How many of the neighbours are what the network answers, and whether the nearest is unusually far."""
    neighbour = known.codes[known.nearest(now.trace.dense, 1)[0][0]].astype(float)
    apart = np.abs(now.trace.dense - neighbour)
    farthest = int(apart.argmax())
    further = float((known.usual < distance).mean())
    own, other = latex(float(now.trace.dense[farthest]), 3), latex(float(neighbour[farthest]), 3)
    formula = display(
        rf"\mathrm{{distance}}(a, b) &= \sqrt{{\textstyle\sum_{{j=0}}^{{{len(apart) - 1}}} (a_j - b_j)^2}}",
        rf"&= \sqrt{{({own} - {other})^2 + \dots}} = {latex(distance, 3)}",
    )
    told = t(
        "digit_lab.why_near_told",
        same=int((digits == now.answer).sum()),
        count=len(digits),
        answer=now.answer,
        further=percent(further, decimals=0),
        unit=farthest,
    )
    return f"{told}\n\n{formula}"
