"""A word through the three cells, letter by letter: what they remember, their gates, gates held by hand."""

import streamlit as st

from dlplay.numbers import plain
from dlplay.recurrent import CELLS, shipped, words
from dlplay.text.words import UNSPACED_LETTER
from dlplay.ui import cache, code_panel, frame
from dlplay.ui.charts.inked import visible
from dlplay.ui.code_panel import CodePanel
from dlplay.ui.experiment import Experiment
from dlplay.ui.language import t
from dlplay.ui.memory import charts_cells as cells
from dlplay.ui.memory import charts_marks as marks
from dlplay.ui.memory import code, formulas, reading
from dlplay.ui.memory.reading import Read
from dlplay.ui.memory.settings import MemorySettings
from dlplay.ui.vector_picture import vector_picture
from dlplay.ui.verbatim import verbatim

WORDS = ("strawberry", "zebra", "apple tree", "cǎoméi", "quizquizquizquizquizquiz")


def show(experiment: Experiment[MemorySettings]) -> None:
    """The word; what a step draws again; where the weights are from, the code."""
    text = _word(experiment)
    if text is None:
        return
    moving = st.container()
    st.caption(_origin())
    script = code_panel.panel(experiment.name)
    st.download_button(
        t("memory.download_cells"),
        shipped.FILE.read_bytes,
        shipped.FILE.name,
        icon=":material/download:",
        on_click="ignore",
    )
    with moving:
        _moving(experiment, text, script)


@st.fragment
def _moving(experiment: Experiment[MemorySettings], text: words.Reading, script: CodePanel) -> None:
    """The answers, the step, three drawings with their holds, the history, the arithmetic."""
    settings = experiment.settings
    at = min(settings.at, len(text.text)) - 1
    all_cells = {cell: reading.read(cell, text, settings) for cell in CELLS}
    _answers(text, all_cells, at)
    _walk(experiment, len(text.text))
    unit = int(settings.unit) - 1
    for column, (cell, one) in zip(st.columns(3, gap="medium"), all_cells.items(), strict=True):
        with column, st.container(border=True):
            _drawing(experiment, cell, one, text, at, unit)
    _holding(experiment, all_cells, len(text.text))
    frame.section("memory", "history")
    cell = experiment.choose("cell", label_visibility="collapsed")
    one = all_cells[cell]
    _history(settings, cell, one, text, at, unit)
    _arithmetic(settings, cell, one, text, at, unit)
    script.show(code.word(cell, text.text, settings))
    experiment.publish()


def _word(experiment: Experiment[MemorySettings]) -> words.Reading | None:
    """The text as the cells read it; None, with a sentence, if there is nothing to read."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        typed = experiment.write("word", line=True, width=330)
        for one in WORDS:
            st.button(
                one if len(one) < 12 else f"{one[:8]}…",
                key=f"memory.word.{one}",
                on_click=experiment.set,
                kwargs={"word": one, "at": 2},
            )
    written = words.composed(typed)
    if not written:
        st.info(t("memory.empty_word"), icon=":material/lightbulb:")
        return None
    text = words.read_text(written)
    if text.plain != typed.lower():
        st.caption(t("memory.read_as", plain=verbatim(text.plain)))
    if text.unknown:
        st.info(t("memory.unknown", characters=verbatim(" ".join(text.unknown[:12]))))
    if UNSPACED_LETTER.search(text.unknown):
        st.info(t("memory.write_pinyin"), icon=":material/lightbulb:")
    elif text.gaps.all():
        st.info(t("memory.no_letters"), icon=":material/lightbulb:")
    elif len(written) == 1:
        st.info(t("memory.one_letter"), icon=":material/lightbulb:")
    return text


def _answers(text: words.Reading, all_cells: dict[str, Read], at: int) -> None:
    wanted = ["" if gap else one for one, gap in zip(words.decode(text.truth), text.gaps, strict=True)]
    rows = [
        marks.Answers(CELLS[cell].title, marks.CELLS[cell], one.letters(text.gaps), one.off(text))
        for cell, one in all_cells.items()
    ]
    names = {name: t(f"memory.row_{name}") for name in ("read", "wanted", "colours")}
    st.html(marks.answers(text.text, wanted, rows, at, names))


def _walk(experiment: Experiment[MemorySettings], length: int) -> None:
    """The step slider between a button back and one forward, and the unit that is drawn."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        if length > 1:
            experiment.slide("at", length, width=420)
            here = experiment.settings.at
            _one(experiment, "back", here - 1, disabled=here <= 1)
            _one(experiment, "forward", here + 1, disabled=here >= length)
        experiment.choose("unit")


def _one(experiment: Experiment[MemorySettings], name: str, to: int, disabled: bool) -> None:
    """The button one letter back or forward."""
    st.button(
        {"back": "◀", "forward": "▶"}[name],
        key=f"memory_{name}",
        help=t(f"memory.{name}"),
        on_click=experiment.set,
        kwargs={"at": to},
        disabled=disabled,
    )


def _drawing(
    experiment: Experiment[MemorySettings], cell: str, one: Read, text: words.Reading, at: int, unit: int
) -> None:
    """The cell's name, its drawing at this step, and a switch for each gate."""
    kind = CELLS[cell]
    size = sum(array.size for array in one.network.arrays())
    st.html(marks.titled(kind.title, t("memory.parameters", count=size), marks.CELLS[cell]))
    names = {"before": t("memory.sign_before")}
    numbers = reading.values(one, cell, at, unit)
    told = {"before": numbers["before"], "hidden": numbers["hidden"]}
    shown = {name: plain(value, decimals=2) for name, value in told.items()}
    names["picture"] = t("memory.picture", cell=kind.title, letter=text.text[at], **shown)
    held = one.gates if at >= experiment.settings.hold_from - 1 else frozenset()
    if experiment.settings.hold_units not in ("all", str(unit + 1)):
        held = frozenset()
    vector_picture(cells.DRAWINGS[cell](numbers, names, visible(text.text[at]), held), f"memory_{cell}")
    st.markdown(t(f"memory.says_{cell}"))
    for gate in ("forget", "input", "output") if cell == "lstm" else kind.gates:
        experiment.choose(f"hold_{gate}", width="stretch")


def _holding(experiment: Experiment[MemorySettings], all_cells: dict[str, Read], length: int) -> None:
    """For held gates: which units, and from which letter on; and what is held, in words."""
    if not any(one.gates for one in all_cells.values()):
        return
    with st.container(border=True):
        left, middle, right = st.columns([5, 6, 4], vertical_alignment="bottom", gap="medium")
        with left:
            experiment.choose("hold_units")
        with middle:
            if length > 1:
                experiment.slide("hold_from", length)
        free = dict.fromkeys((f"hold_{gate}" for one in CELLS.values() for gate in one.gates), "free")
        right.button(
            t("memory.let_go"),
            key="memory_let_go",
            icon=":material/lock_open:",
            on_click=experiment.set,
            kwargs=free | {"hold_from": 1},
            width="stretch",
        )


def _history(settings: MemorySettings, cell: str, one: Read, text: words.Reading, at: int, unit: int) -> None:
    """The unit's gates and states over the whole text."""
    kind, trace = CELLS[cell], one.trace
    rows = [
        marks.Row(t(f"memory.gate_{name}"), one.gate(name)[:, unit], name in kind.gates)
        for name in kind.columns
        if name != "hidden"
    ]
    if cell == "lstm":
        rows.append(marks.Row(t("memory.state_cell"), trace.cell[1:, 0, unit], gate=False))
    rows.append(marks.Row(t("memory.state_hidden"), trace.hidden[1:, 0, unit], gate=False))
    begin = settings.hold_from - 1 if one.gates else None
    st.html(marks.history(text.text, rows, at, begin, t("memory.history_heading")))


def _arithmetic(
    settings: MemorySettings, cell: str, one: Read, text: words.Reading, at: int, unit: int
) -> None:
    """Every line of this step, with its numbers."""
    frame.section("memory", "formula")
    weights = one.held if one.gates and at >= settings.hold_from - 1 else one.network.layers[0]
    state = one.trace.hidden[at, 0], one.trace.cell[at, 0]
    x, step = one.trace.x[at, 0], one.trace.steps[at]
    letter = visible(" ") if text.gaps[at] else text.text[at]
    st.markdown(t("memory.formula_x", letter=letter, place=plain(x[0], decimals=2), gap=plain(x[1])))
    st.latex(formulas.step_lines(CELLS[cell], weights, x, state, step, unit))


def _origin() -> str:
    """Where the weights are from, and how exact they are."""
    facts = cache.memory_facts()["tasks"]["words"]
    off = {cell: min(facts[cell]["letters_off_by_seed"]) for cell in CELLS}
    most = {cell: max(facts[cell]["letters_off_by_seed"]) for cell in CELLS}
    told = {cell: f"{plain(off[cell], decimals=2)}–{plain(most[cell], decimals=2)}" for cell in CELLS}
    return t("memory.origin", seeds=len(facts["lstm"]["letters_off_by_seed"]), **told)
