"""Greedy or beam: the texts that the search keeps at every step, and whether a wider one finds better."""

import math

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dlplay.numbers import plain
from dlplay.translation import Candidate, Translation, alphabet
from dlplay.ui import code_panel, frame, live
from dlplay.ui.code_panel import CodePanel
from dlplay.ui.experiment import Experiment
from dlplay.ui.language import percent, t
from dlplay.ui.translation import asked, charts_tree, code, take_home
from dlplay.ui.translation.attention import sign
from dlplay.ui.translation.settings import TranslationSettings

SLIDER = 300  # CSS pixels
CERTAIN = 0.0005  # a change of ln p that is only rounding


def show(experiment: Experiment[TranslationSettings]) -> None:
    """The text, the tree; greedy, beam and rule in numbers; how it works; the code."""
    with frame.stage():
        with st.container(horizontal=True, vertical_alignment="bottom"):
            asked.ask(experiment, "sample")
            asked.another(experiment, "sample", lambda: "11")
        one = asked.answer(experiment, experiment.value("sample"))
        moving = st.container()
    if one is None:
        return
    frame.section("translation", "search")
    compared = st.empty()
    st.markdown(t("translation.search_told"))
    script = code_panel.panel("translation")
    take_home.download()
    with moving:
        _moving(experiment, one, compared, script)


@st.fragment
def _moving(
    experiment: Experiment[TranslationSettings],
    greedy: Translation,
    compared: DeltaGenerator,
    script: CodePanel,
) -> None:
    with frame.sliders(horizontal=True):
        width = int(experiment.slide("width", width=SLIDER))
        one = asked.translated(greedy.asked, greedy.source, greedy.target, width)
        steps, at = len(one.beams), 0
        if steps > 1:
            at = int(experiment.slide("step", steps, width=SLIDER)) - 1
    st.html(asked.block(one))
    shown = charts_tree.window(steps, at)
    titles = t("translation.tree_steps"), t("translation.tree_ranks")
    panel = charts_tree.tree(one.beams, shown, at, _letter, _words, titles)
    alt = t(
        "translation.tree_alt", width=width, first=shown.start + 1, last=shown.stop, steps=steps,
        answer=one.text, total=plain(one.best.total, 3),
    )  # fmt: skip
    live.show(live.picture([panel], alt=alt), key="translation_tree")
    compared.markdown(f"{_kept(one, at)}\n\n{_compared(greedy, one, width)}")
    script.show(code.translate(one, width))
    experiment.publish()


def _letter(token: int) -> str:
    """A token in a small circle."""
    return "■" if token == alphabet.END else sign(token)


def _words(step: int, one: Candidate) -> str:
    """What the pointer reads at a text."""
    return t(
        "translation.tree_text", text=alphabet.decode(one.tokens) or "–", gain=plain(one.gain, 3),
        total=plain(one.total, 3), step=step + 1,
    )  # fmt: skip


def _kept(one: Translation, at: int) -> str:
    """The texts of a step as a table, with the sum of each."""
    before = [0.0] if at == 0 else [kept.total for kept in one.beams[at - 1]]
    head = [t(f"translation.head_{name}") for name in ("rank", "text", "before", "gain", "total", "p")]
    rows = [
        [
            str(rank + 1),
            f"`{alphabet.decode(kept.tokens) or '–'}`",
            plain(before[kept.parent], 4),
            f"{plain(kept.gain, 4)} ({sign(kept.tokens[-1])})" if kept.gain else "–",
            plain(kept.total, 4),
            percent(math.exp(kept.total), digits=3),
        ]
        for rank, kept in enumerate(one.beams[at])
    ]
    told = t("translation.kept", step=at + 1, count=len(rows))
    return f"{told}\n\n{_table(head, rows)}"


def _compared(greedy: Translation, one: Translation, width: int) -> str:
    """Greedy, beam and the right answer with their probabilities, and what follows."""
    head = [t(f"translation.head_{name}") for name in ("search", "text", "total", "p")]
    found = [("greedy", greedy.text, greedy.best.total), ("beam", one.text, one.best.total)]
    if one.expected is not None:
        found.append(("rule", one.expected, one.expected_total))
    rows = [
        [
            t(f"translation.search_{name}", width=width),
            f"`{text or '–'}`",
            plain(total, 4),
            percent(math.exp(total), digits=3),
        ]
        for name, text, total in found
    ]
    return f"{_table(head, rows)}\n\n{t(f'translation.search_{_finding(greedy, one)}', width=width)}"


def _finding(greedy: Translation, one: Translation) -> str:
    """What the numbers say of the search, as a key of the catalogue."""
    if one.expected is None:
        return "no_rule"
    if one.text == one.expected:
        return "both_right" if greedy.text == one.text else "beam_right"
    return "missed" if one.expected_total > one.best.total + CERTAIN else "model"


def _table(head: list[str], rows: list[list[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
