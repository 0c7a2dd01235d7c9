"""Pictures made of characters: coloured text, bars for the next character, the needle of a draw."""

import numpy as np

from dlplay.ui.charts import ANSWER, BLUE, ORANGE, RUNNER_UP, VERMILION, inked
from dlplay.ui.train_lstm import charts as letters
from tests.unit.charts.seen import MARKUP, marked, markup, style, words


def page() -> str:
    return inked.page(MARKUP, f"{MARKUP}\n")


def coloured() -> str:
    return inked.coloured("a\n<", ["#111111", "#222222", "#333333"], ["one", MARKUP, "three"])


def next_bars() -> str:
    return inked.next_bars([" ", "<"], np.array([0.75, 0.25]), np.array([0.9, 0.1]), "<", "en")


def needle() -> str:
    return inked.needle(["e", "<", "a", "b"], np.array([0.5, 0.98, 0.98, 1.0]), 0.625)


def marked_text() -> str:
    return letters.marked([("the", True), (MARKUP, False)])


def frequency_bars() -> str:
    return letters.frequency_bars([(" ", 0.2), ("<", 0.05)], "en")


EXAMPLES = {
    inked.visible: lambda: inked.visible("\n"),
    inked.page: page,
    inked.coloured: coloured,
    inked.next_bars: next_bars,
    inked.needle: needle,
    letters.marked: marked_text,
    letters.frequency_bars: frequency_bars,
}


def test_the_prompt_is_pale_and_what_was_written_follows_it() -> None:
    prompt, written = marked(markup(page()), "page")
    assert (words(prompt), words(written)) == (MARKUP, f"{MARKUP}\n")
    assert "opacity" in style(prompt)
    assert "opacity" not in style(written)


def test_every_character_has_its_own_colour_and_text() -> None:
    marks = list(marked(markup(coloured()), "page"))
    assert [words(one) for one in marks] == ["a", "⏎\n", "<"]
    assert [style(one)["background"] for one in marks] == ["#111111", "#222222", "#333333"]
    assert [one.get("title") for one in marks] == ["one", MARKUP, "three"]


def test_the_less_a_character_was_expected_the_deeper_its_vermilion() -> None:
    colours = inked.surprise_colours(np.exp(np.array([0.0, -3.5, -7.0, -20.0])))
    assert [int(one.split()[3].rstrip("%,")) for one in colours] == [0, 40, 80, 80]
    assert {one.split()[2] for one in colours} == {VERMILION}


def test_a_unit_is_blue_towards_minus_one_and_orange_towards_one() -> None:
    colours = inked.activation_colours(np.array([-1.0, 0.0, 0.6]))
    assert [(one.split()[2], one.split()[3]) for one in colours] == [
        (BLUE, "55%,"),
        (BLUE, "0%,"),
        (ORANGE, "33%,"),
    ]


def test_two_bars_for_each_character_the_networks_own_first() -> None:
    blank, chosen = markup(next_bars())[0]
    assert (words(blank[0]), words(chosen[0])) == ("␣", "<")
    bars = [[style(bar[0]) for bar in row[1]] for row in (blank, chosen)]
    assert [[one["width"] for one in row] for row in bars] == [["75.00%", "90.00%"], ["25.00%", "10.00%"]]
    assert [one["background"] for one in bars[0]] == [RUNNER_UP, ANSWER]
    assert words(blank[2]).replace("\N{NO-BREAK SPACE}", " ") == "75.0 % → 90.0 %"
    assert (style(blank).get("font-weight"), style(chosen).get("font-weight")) == (None, "700")


def test_the_needle_points_into_the_piece_of_the_drawn_character() -> None:
    tip, bar, line = marked(markup(needle()), "needle")
    pieces = [(words(one), style(one)["width"]) for one in bar]
    assert pieces == [("e", "50.000%"), ("<", "48.000%"), ("", "2.000%")]  # no room for a name in two percent
    assert style(tip)["left"] == style(line)["left"] == "62.50%"


def test_pieces_too_narrow_to_be_seen_are_one() -> None:
    cumulative = np.append(0.5, 0.5 + 0.5 * np.arange(1, 2001) / 2000)
    _, bar, _ = marked(markup(inked.needle(["，"] * 2001, cumulative, 0.9)), "needle")
    assert [(words(one), style(one)["width"]) for one in bar] == [("，", "50.000%"), ("", "50.000%")]


def test_marked_pieces_are_strong_and_the_others_pale() -> None:
    strong, pale = marked(markup(marked_text()), "page")
    assert (words(strong), style(strong)) == ("the", {"font-weight": "650"})
    assert (words(pale), style(pale)) == (MARKUP, {"opacity": ".7"})


def test_the_most_frequent_character_has_the_longest_bar() -> None:
    rows = list(marked(markup(frequency_bars()), "letters"))
    assert [words(row[0]) for row in rows] == ["␣", "<"]
    assert [style(row[1][0])["width"] for row in rows] == ["100.00%", "25.00%"]
    assert [words(row[2]).replace("\N{NO-BREAK SPACE}", " ") for row in rows] == ["20.0 %", "5.0 %"]
