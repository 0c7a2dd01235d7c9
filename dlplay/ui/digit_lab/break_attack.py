"""Push the digit: a change too small to matter to us, aimed by the gradient, beside a random one as large."""

from functools import lru_cache
from typing import Any

import numpy as np
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dlplay.digits import network
from dlplay.digits.adversary import loss_gradient, random_pushes
from dlplay.digits.reading import GRID
from dlplay.digits.robustness import EPSILONS
from dlplay.numbers import latex, plain
from dlplay.ui import code_panel, formulas, language, live
from dlplay.ui.charts import digit
from dlplay.ui.code_panel import CodePanel
from dlplay.ui.digit_lab import break_code, charts_break
from dlplay.ui.digit_lab.break_run import Attack, Run, run_of
from dlplay.ui.digit_lab.charts_break import Line
from dlplay.ui.digit_lab.current import Current, take_home
from dlplay.ui.digit_lab.settings import ANY, STEPS, DigitLabSettings
from dlplay.ui.experiment import Experiment
from dlplay.ui.language import percent, t

SHARED = 40  # pictures kept for whoever asks for the same
TRIES = 100  # random pushes
LIST, SLIDER = 230, 300  # CSS pixels


def show(experiment: Experiment[DigitLabSettings], now: Current, place: DeltaGenerator) -> None:
    """In its place the digit, pushed and at random; what it took, the formula, the code."""
    told, script = st.empty(), code_panel.panel("digit_lab")
    take_home(now)
    with place:
        _moving(experiment, now, told, script)


@st.fragment
def _moving(
    experiment: Experiment[DigitLabSettings], now: Current, told: DeltaGenerator, script: CodePanel
) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        method = experiment.choose("method")
        towards = experiment.select("towards", format_func=_target, width=LIST)
        epsilon = experiment.slide("epsilon", width=SLIDER)
    how, ink = Attack.of(method, towards, now.answer), now.picture.ink.tobytes()
    drawn = _drawn(ink, how, now.answer, experiment.key("epsilon"), language.current())
    live.show(drawn, key="digit_lab_pushed")
    told.markdown(f"{_told(ink, towards, now.answer, language.current())}\n\n{_formula(now, how, epsilon)}")
    script.show(break_code.attack(how.label, how.targeted, how.steps, epsilon))
    experiment.publish()


def _target(option: str) -> str:
    return t("digit_lab.break_away") if option == ANY else t("digit_lab.break_towards", digit=option)


@lru_cache(SHARED)
def _drawn(ink: bytes, how: Attack, answer: int, key: str, spoken: str) -> dict[str, Any]:
    """The same wherever the slider stands."""
    run = run_of(ink, how)
    attacked, chance = ([_answer(row) for row in one] for one in (run.attacked, run.chance))
    largest = np.abs(run.pushed.attacked - run.pushed.start).max(axis=(1, 2))
    magnified = [
        t("digit_lab.break_magnified", times=plain(1 / one, 3)) if one else t("digit_lab.break_no_push")
        for one in largest.astype(float).round(4)
    ]
    told = [[attacked[0], *row] for row in zip(magnified, attacked, chance, strict=True)]
    titles = [t(f"digit_lab.break_{one}") for one in charts_break.ROW]
    lines = [
        Line(t("digit_lab.break_line_attack", digit=answer), run.attacked[:, answer]),
        Line(t("digit_lab.break_line_chance", digit=answer), run.chance[:, answer], by_chance=True),
    ]
    other = how.label if how.targeted else int(run.attacked[-1].argmax())
    if other != answer:
        lines.append(Line(t("digit_lab.break_line_attack", digit=other), run.attacked[:, other]))
    panels = [
        charts_break.pushes(run.pushed, titles, told[0]),
        charts_break.chances(EPSILONS, lines, t("digit_lab.break_chances"), spoken),
    ]
    alt = live.Written(t("digit_lab.break_pushed_alt"), EPSILONS[:, None])
    follows: dict[str, dict[str, Any]] = {
        "push": {"shades": charts_break.grown(run.pushed)},
        "attacked": {"shades": digit.inked(run.pushed.attacked)},
        "chance": {"shades": digit.inked(run.pushed.chance)},
        "told": {"words": told},
        "hand": {"x": live.Linear(EPSILONS[:, None])},
        "alt": {"words": alt},
    }
    return live.picture(panels, [live.sweep(key, EPSILONS, follows)], alt=alt[0])


def _answer(probabilities: np.ndarray) -> str:
    chance = percent(probabilities.max(), decimals=0)
    return t("digit_lab.break_short", digit=probabilities.argmax(), chance=chance)


@lru_cache(SHARED)
def _told(ink: bytes, towards: str, answer: int, spoken: str) -> str:
    """From which epsilon on each method reaches its aim, and what as large random pushes do, in this run."""
    if towards == str(answer):
        return t("digit_lab.break_already", digit=answer)
    lines, reached = [], []
    for method in STEPS:
        how = Attack.of(method, towards, answer)
        run = run_of(ink, how)
        name, first = t(f"digit_lab.method_{method}"), run.first(how)
        if first is None:
            lines.append(t("digit_lab.break_never", method=name, last=plain(EPSILONS[-1])))
        else:
            reached.append(first)
            lines.append(_reached(run, name, first))
    size = min(reached, default=float(EPSILONS[-1]))
    start = np.frombuffer(ink).reshape(GRID, GRID)
    answers = network.load()(random_pushes(start, size, TRIES)).logits.argmax(axis=1)
    others = int((answers != answer).sum())
    lines.append(t("digit_lab.break_random", epsilon=plain(size), tries=TRIES, others=others))
    return "\n".join(f"- {line}" for line in lines)


def _reached(run: Run, name: str, first: float) -> str:
    place = int(np.abs(EPSILONS - first).argmin())
    reading, active = _answer(run.attacked[place]), int(run.active[place])
    told = t("digit_lab.break_first", method=name, epsilon=plain(first), answer=reading, active=active)
    return told if active else f"{told} {t('digit_lab.break_silent')}"


def _formula(now: Current, how: Attack, epsilon: float) -> str:
    """The rule, the pixel that counts most, what all pixels do together, and what becomes of the answer."""
    run, place = run_of(now.picture.ink.tobytes(), how), int(np.abs(EPSILONS - epsilon).argmin())
    start, attacked = run.pushed.start, run.pushed.attacked[place]
    slope = loss_gradient(network.load(), start, how.label)
    shares = slope * (attacked - start)
    row, column = (int(one) for one in np.unravel_index(np.abs(shares).argmax(), shares.shape))
    pixel, sign = rf"{{{row},{column}}}", "-" if how.targeted else "+"
    total = r"\sum_{i,j} \tfrac{\partial L}{\partial x_{i,j}} \, (x'_{i,j} - x_{i,j})"
    sums = (shares.sum(), (slope * (run.pushed.chance[place] - start)).sum())
    words = (t("digit_lab.break_attacked"), t("digit_lab.break_chance"))
    lines = (
        rf"& L = -\ln p_{{{how.label}}}",
        rf"& x' = \operatorname{{clip}}\!\left(x {sign} \varepsilon \cdot \operatorname{{sign}}"
        rf"\tfrac{{\partial L}}{{\partial x}},\; 0,\; 1\right)",
        rf"& \tfrac{{\partial L}}{{\partial x_{pixel}}} = {latex(slope[row, column], 3)}, \quad"
        rf" x_{pixel}: {latex(start[row, column], 3)} \to {latex(attacked[row, column], 3)}",
        rf"& S = {total}",
        *(rf"& S = {latex(one, 3)} \quad \text{{{word}}}" for one, word in zip(sums, words, strict=True)),
        rf"& p_{{{how.label}}}: \; {latex(run.attacked[0, how.label], 4)} \;\to\;"
        rf" {latex(run.attacked[place, how.label], 4)}",
    )
    why = t("digit_lab.break_steps", steps=how.steps) if how.steps > 1 else t("digit_lab.break_one_step")
    return f"{t('digit_lab.break_rule')}\n\n{formulas.display(*lines)}\n\n{why}"
