"""Sentences in the colours of their words' shares, and all that the network computes on them."""

import numpy as np
import pytest

from dlplay.ui import live
from dlplay.ui.charts import BLUE, GREEN, VERMILION
from dlplay.ui.sentiment import charts_inside, charts_leak, charts_learn, charts_turn, charts_words
from dlplay.ui.sentiment.charts_inside import Layers
from dlplay.ui.sentiment.charts_learn import LEARNERS, Curve
from dlplay.ui.sentiment.charts_words import NEGATIVE, POSITIVE, Word
from tests.unit.charts.seen import MARKUP, drawn, marked, markup, style, words

SHARES = np.array([0.0, 0.9])
WORDS = [
    Word("not", 4.0, "known", "seen"),
    " ",
    Word(MARKUP, -0.5, "unknown", f"never {MARKUP}"),
    f" … {MARKUP}",
]
LAYERS = Layers(np.eye(12, 4), np.ones((12, 3)), np.zeros((12, 3)))
TOKENS = [f"w{place}" for place in range(1, 13)]


def sentence() -> str:
    return charts_words.sentence(WORDS, f"alt {MARKUP}")


def sides() -> str:
    return charts_words.sides(0.25, f"positive {MARKUP}", "negative", "alt")


def maps() -> dict:
    return charts_inside.maps(LAYERS, TOKENS, "maps")


def attention() -> dict:
    return charts_inside.attention(np.array([0.25, 0.75]), ["好", MARKUP], "attention", "zh")


def scores() -> dict:
    return charts_inside.scores(np.array([2.0, -1.0]), ["good", "not"], "scores")


def accuracies() -> dict:
    curves = {"words": Curve("bag", [2, 40], [0.5, 0.6]), "network": Curve("features", [2, 40], [0.7, 0.8])}
    told = {key: [f"{key} 2", MARKUP] for key in curves}
    return charts_learn.accuracies(curves, ("learning", "labels", "accuracy"), told, "en")


def losses() -> dict:
    return charts_learn.losses({"words": np.array([0.7, 0.1]), "network": np.array([0.7, 0.5])}, "L", "step")


def card() -> str:
    return charts_learn.card("6 of 30", MARKUP, [("words", f"bag {MARKUP}"), ("network", "features")])


def tried() -> dict:
    before, after = np.array([0.5, 0.9]), np.array([0.1, 0.95])
    told = [MARKUP, "other"]
    return charts_turn.tried(
        live.axis(0.5, 2.5), before, after, charts_turn.sides(after), told, "probability", "en"
    )


def leaked() -> dict:
    names, axes = ("reported", "true"), ("share", "accuracy")
    return charts_leak.accuracies(SHARES, np.array([0.5, 0.6]), np.array([0.5, 0.51]), names, axes, "zh")


def grams() -> str:
    return charts_leak.grams(f"abc {MARKUP}", [("abc", True), (MARKUP, False)], "test", f"J {MARKUP}")


EXAMPLES = {
    charts_turn.tried: tried,
    charts_leak.accuracies: leaked,
    charts_leak.grams: grams,
    charts_learn.accuracies: accuracies,
    charts_learn.losses: losses,
    charts_learn.card: card,
    charts_words.sentence: sentence,
    charts_words.sides: sides,
    charts_inside.maps: maps,
    charts_inside.attention: attention,
    charts_inside.scores: scores,
}


def test_each_token_lies_on_the_colour_of_its_share_and_text_is_text() -> None:
    box = marked(markup(sentence()), "sentence")
    assert box.get("aria-label") == f"alt {MARKUP}"
    first, gap, second, rest = box
    assert f"{POSITIVE} 55%" in style(first)["background"]  # beyond the deepest there is no deeper
    assert f"{NEGATIVE} 14%" in style(second)["background"]
    assert words(first) == "not+4.00"
    assert words(second) == f"{MARKUP}−0.50"
    assert second.get("title") == f"never {MARKUP}"
    assert (words(gap), words(rest)) == (" ", f" … {MARKUP}")
    assert "transparent" in style(first)["border-bottom"]
    assert "currentColor" in style(second)["border-bottom"]


def test_the_larger_probability_is_bold_and_the_bar_is_as_long_as_the_other() -> None:
    box = marked(markup(sides()), "sides")
    names, bar = box
    assert [one.tag for one in names] == ["span", "b"]
    assert words(names[0]) == f"positive {MARKUP}"
    assert style(bar[0])["width"] == "25.00%"
    assert [style(one)["background"] for one in bar] == [POSITIVE, NEGATIVE]


def test_three_maps_stand_below_each_other_and_every_token_has_a_column() -> None:
    panel = drawn(maps())
    marks = panel["marks"]
    assert [marks[name]["y"] for name in Layers._fields] == [[14, 18], [7, 10], [0, 3]]
    assert {tuple(marks[name]["x"]) for name in Layers._fields} == {(0.5, 12.5)}
    assert np.array(marks["vectors"]["shades"]).shape == (4, 12)
    assert marks["vectors"]["shades"][3][0] == 255  # the first number of the first token, on top
    assert (panel["y"]["ticks"], panel["y"]["labels"]) == ([16, 8.5, 1.5], ["e", "h", "g"])


def test_the_boxes_are_what_the_chosen_token_has_read_as_far_as_the_sentence_goes() -> None:
    boxes = charts_inside.reading(LAYERS)

    def columns(name: str, place: int) -> list[float]:
        x = boxes[name]["x"][place].reshape(-1, 6)[:, 0] + 0.5
        return x[~np.isnan(x)].tolist()

    assert columns("wide_read", 5) == [6]
    assert columns("near_read", 5) == [3, 6, 9]
    assert columns("vectors_read", 5) == [*range(2, 11)]
    assert columns("near_read", 0) == [1, 4]
    assert columns("vectors_read", 11) == [*range(8, 13)]
    assert np.nanmin(boxes["near_read"]["y"]) == 7
    assert np.nanmax(boxes["near_read"]["y"]) == 10


def test_attention_is_in_percent_and_a_score_has_the_colour_of_its_sign() -> None:
    panel = drawn(attention())
    assert (panel["y"]["percent"], panel["marks"]["attention"]["colour"]) == ("zh", GREEN)
    np.testing.assert_allclose(panel["marks"]["attention"]["high"], [0.25, 0.75])
    panel = drawn(scores())
    assert panel["marks"]["scores"]["colour"] == [POSITIVE, NEGATIVE]
    assert panel["y"]["low"] < -1
    assert panel["y"]["high"] > 2


@pytest.mark.parametrize(("tokens", "count"), [(["好"] * 200, 16), (["a"], 1), (["delicious"] * 20, 4)])
def test_as_many_tokens_are_named_as_have_room(tokens: list[str], count: int) -> None:
    labels = charts_inside.across(tokens)["labels"]
    assert len(labels) == count


def test_the_accuracies_grow_with_the_labels_beside_what_guessing_reaches() -> None:
    panel = drawn(accuracies())
    marks = panel["marks"]
    for key, colour in LEARNERS.items():
        assert marks[f"{key}_line"]["x"] == [2, 40]
        assert marks[f"{key}_line"]["colour"] == marks[f"{key}_points"]["colour"] == colour
        assert marks[f"{key}_points"]["words"] == [f"{key} 2", MARKUP]
    assert (marks["chance"]["y"], marks["chance"]["dashed"]) == ([0.5], True)
    assert panel["x"]["high"] > 40
    assert (panel["x"]["title"], panel["y"]["title"]) == ("labels", "accuracy")


def test_the_losses_have_their_learners_colours() -> None:
    panel = drawn(losses())
    for key, colour in LEARNERS.items():
        assert panel["marks"][key]["colour"] == colour
        assert panel["marks"][key]["x"] == [0, 1]
    assert panel["y"]["high"] > 0.7


def test_a_card_shows_the_sentence_as_text_and_guesses_in_their_learners_colours() -> None:
    box = marked(markup(card()), "card")
    head, sentence_, *guesses = box
    assert (words(head), words(sentence_)) == ("6 of 30", MARKUP)
    assert [words(one) for one in guesses] == [f"bag {MARKUP}", "features"]
    assert [LEARNERS[key] in style(one)["border-left"] for key, one in zip(LEARNERS, guesses, strict=True)]


def test_a_changed_sentence_is_a_point_and_a_line_leads_to_it_from_where_it_was() -> None:
    panel = drawn(tried())
    marks = panel["marks"]
    np.testing.assert_allclose((marks["before"]["y"], marks["after"]["y"]), ([0.5, 0.9], [0.1, 0.95]))
    np.testing.assert_allclose((marks["ways"]["y1"], marks["ways"]["y2"]), ([0.5, 0.9], [0.1, 0.95]))
    assert marks["after"]["colour"] == [NEGATIVE, POSITIVE]
    assert marks["after"]["words"] == [MARKUP, "other"]
    assert (marks["at"]["x"], marks["half"]["y"], panel["place"]) == ([1], [0.5], True)
    assert panel["y"]["title"] == "probability"


def test_what_is_reported_and_what_is_true_follow_the_share_that_leaked() -> None:
    panel = drawn(leaked())
    marks = panel["marks"]
    assert (marks["reported"]["colour"], marks["elsewhere"]["colour"]) == (VERMILION, GREEN)
    np.testing.assert_allclose(marks["reported"]["y"], [0.5, 0.6])
    np.testing.assert_allclose(marks["elsewhere"]["y"], [0.5, 0.51])
    assert marks["at"]["colour"] == [VERMILION, GREEN]
    assert (panel["x"]["title"], panel["y"]["title"], panel["x"]["percent"]) == ("share", "accuracy", "zh")
    follows = charts_leak.moving(SHARES, np.array([0.5, 0.6]), np.array([0.5, 0.51]))
    assert follows["hand"]["x"].tolist() == [[0], [0.9]]
    assert follows["at"]["y"].tolist() == [[0.5, 0.5], [0.6, 0.51]]


def test_n_grams_that_both_have_are_lit_and_all_of_it_is_text() -> None:
    box = marked(markup(grams()), "grams")
    head, text, chips, told = box
    assert (words(head), words(text), words(told)) == ("test", f"abc {MARKUP}", f"J {MARKUP}")
    assert [words(one) for one in chips] == ["abc", MARKUP]
    assert [BLUE in style(one)["background"] for one in chips] == [True, False]
