"""What is left of a memory: answers letter by letter, gates and states, clipped gradients."""

import numpy as np
import pytest

from dlplay.ui.charts import BLUE, GREEN, ORANGE, PURPLE, VERMILION
from dlplay.ui.legible import legible
from dlplay.ui.memory import charts_marks as marks
from tests.unit.charts.seen import MARKUP, marked, markup, style, words


def answers() -> str:
    rows = [
        marks.Answers(MARKUP, BLUE, ["a", "", "<"], [0.0, 0.0, 3.0]),
        marks.Answers("GRU", PURPLE, ["b", "", "a"], [1.0, 0.0, 0.4]),
    ]
    names = {"read": MARKUP, "wanted": "wanted", "colours": MARKUP}
    return marks.answers("a <", ["a", "", "a"], rows, 2, names)


def history() -> str:
    rows = [
        marks.Row("c", np.array([0.5, -1.0, 0.0]), gate=False),
        marks.Row(MARKUP, np.array([0.25, 1.0, 0.5]), gate=True),
    ]
    return marks.history("a <", rows, 0, 1, MARKUP)


def clipping(limit: float = 1.0) -> str:
    return marks.clipping([(MARKUP, BLUE, 100.0, 1.0), ("GRU", PURPLE, 0.1, 0.1)], limit, {"label": MARKUP})


def table() -> str:
    return marks.table(["k = 10", MARKUP], [("gru", ("GRU", "0.5", MARKUP)), ("", ("guess", "1", "2"))])


def samples() -> str:
    told = [("LSTM", BLUE, "<", "97 %", GREEN), (MARKUP, PURPLE, "b", MARKUP, VERMILION)]
    return marks.samples([("<bc", told)])


EXAMPLES = {
    marks.titled: lambda: marks.titled(MARKUP, MARKUP, BLUE),
    marks.answers: answers,
    marks.history: history,
    marks.clipping: clipping,
    marks.table: table,
    marks.samples: samples,
}


def grid(text: str, name: str, columns: int) -> list[list]:
    cells = list(marked(markup(text), name))
    return [cells[start : start + columns] for start in range(0, len(cells), columns)]


def test_below_each_character_stand_what_is_wanted_and_what_each_cell_answers() -> None:
    rows = grid(answers(), "answers", 4)
    assert [[words(cell) for cell in row] for row in rows] == [
        [MARKUP, "a", "␣", "<"],
        ["wanted", "a", "", "a"],
        [MARKUP, "a", "", "<"],
        ["GRU", "b", "", "a"],
    ]
    assert [style(row[0])["color"] for row in rows[2:]] == [legible(BLUE), legible(PURPLE)]


def test_the_right_letter_is_green_and_a_wrong_one_the_deeper_vermilion_the_farther_off() -> None:
    first, second = (
        [style(cell)["background"] for cell in row[1:]] for row in grid(answers(), "answers", 4)[2:]
    )
    right = f"color-mix(in srgb, {GREEN} 45%, transparent)"
    assert first == [right, "transparent", f"color-mix(in srgb, {VERMILION} 39%, transparent)"]
    assert second == [f"color-mix(in srgb, {VERMILION} 23%, transparent)", "transparent", right]


def test_the_column_of_the_step_is_framed() -> None:
    for row in grid(answers(), "answers", 4):
        assert [ORANGE in style(cell).get("outline", "") for cell in row[1:]] == [False, False, True]


def test_a_gate_is_green_and_a_state_orange_above_zero_and_blue_below() -> None:
    (tree,) = markup(history())
    assert [one.get("role") for one in tree] == ["row"] * len(tree)
    cells = [cell for line in tree for cell in line]
    assert [words(cell) for cell in cells[1:4]] == ["a", "␣", "<"]
    assert [words(cells[4]), words(cells[8])] == ["c", MARKUP]
    assert [float(words(cell).replace("−", "-")) for cell in cells[5:8]] == [0.5, -1.0, 0.0]
    inks = [style(cell)["background"] for cell in (*cells[5:7], cells[10])]
    assert inks == [
        f"color-mix(in srgb, {colour} {depth}%, transparent)"
        for colour, depth in ((ORANGE, 28), (BLUE, 55), (GREEN, 55))
    ]
    held = [style(cell).get("border-left") for cell in cells[5:8]]
    assert held == [None, f"3px dashed {VERMILION}", None]
    assert ["outline" in style(cell) for cell in cells[5:8]] == [True, False, False]


def test_a_gradient_is_pale_before_and_full_after_clipping_up_to_the_mark() -> None:
    rows = grid(clipping(), "clipping", 3)

    # the ruler goes from 0.1 to 100, a little more at both ends
    def at(norm: float) -> float:
        return 100 * (np.log10(norm) + 1.3) / 3.6

    for (name, ruler, told), colour, before, after in zip(
        rows, (BLUE, PURPLE), (100.0, 0.1), (1.0, 0.1), strict=True
    ):
        full, cut, limit = (style(one) for one in ruler)
        assert float(full["width"][:-1]) == pytest.approx(at(before), abs=0.06)
        assert float(cut["width"][:-1]) == pytest.approx(at(after), abs=0.06)
        assert float(limit["left"][:-1]) == pytest.approx(at(1.0), abs=0.06)
        assert (full["opacity"], "opacity" in cut) == (".3", False)
        assert full["background"] == cut["background"] == colour
        assert style(name)["color"] == legible(colour)
        assert words(told) == f"{before:g} → {after:g}"


def test_no_limit_no_mark() -> None:
    assert [len(row[1]) for row in grid(clipping(0.0), "clipping", 3)] == [2, 2]


def test_a_row_of_numbers_begins_with_its_cell_in_its_colour() -> None:
    rows = grid(table(), "memory-table", 3)
    assert [[words(cell) for cell in row] for row in rows] == [
        ["", "k = 10", MARKUP],
        ["GRU", "0.5", MARKUP],
        ["guess", "1", "2"],
    ]
    assert [style(row[0]).get("color") for row in rows[1:]] == [legible(PURPLE), None]


def test_a_right_answer_has_a_tick_and_a_wrong_one_a_cross() -> None:
    text, said = marked(markup(samples()), "samples")
    assert words(text) == "<bc"
    assert words(text[0]) == "<"  # what is to be remembered
    assert [words(one) for one in said] == ["LSTM < ✓ 97 %", f"{MARKUP} b ✗ {MARKUP}"]
    assert [style(one[1])["color"] for one in said] == [legible(GREEN), legible(VERMILION)]


def test_a_cell_has_one_colour_on_the_whole_page() -> None:
    assert marks.CELLS == {"simple_rnn": VERMILION, "gru": PURPLE, "lstm": BLUE}
