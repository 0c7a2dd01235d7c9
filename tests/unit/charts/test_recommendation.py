"""People and things in a plane, ratings in a grid, newcomers, and what a platform shows."""

import numpy as np

from dlplay.recommendation.cold import Cold
from dlplay.recommendation.measures import Measures
from dlplay.ui.charts import BLUE, BROWN, GREEN, GREY, ORANGE, PURPLE, VERMILION
from dlplay.ui.recommendation import charts, charts_bubble, charts_cold
from tests.unit.charts.seen import MARKUP, drawn

PEOPLE = np.array([[[0, 0], [0, 0], [0, 0]], [[1, 2], [-1, 0], [0.5, -1]]], float)
THINGS = np.array([[[0, 0], [0, 0]], [[2, 0], [0, -1.5]]], float)
FAR = charts.reach(PEOPLE, THINGS)
NAMES = (["Ann", "Bo", "you"], [MARKUP, "tea"])
TRAIN, HELD = np.array([1.2, 0.4, 0.3]), np.array([1.2, 0.9, 1.0])
WORDS = {name: name for name in ("title", "epoch", "error", "train", "held_out", "people", "x", "y", "taste")}
SAID = np.array([[5, np.nan, 1], [3, 2, np.nan]])  # (things, people), oneself first
GUESSED = np.full((2, 2, 3), 3.0)
HIDDEN = np.array([[False, False, True], [False, False, False]])
COLD = Cold(np.array([1.0, 0.8, 0.6]), np.array([1.0, 1.1, 1.1]), 1.05, 40)
PREDICTED = np.array([[3.0, 4.0], [3.5, 2.0], [3.6, 1.0]])
EPSILON = np.linspace(0, 1, 3)
FOUND = Measures(
    *(np.array(one) for one in ([4, 3.5, 3], [0.1, 0.3, 0.5], [0.8, 1, 1], [0.5, 0.4, 0.25], [0.7, 0.6, 0.5]))
)
OFTEN = np.array([[9, 3, 0], [6, 4, 2], [4, 4, 4]], float)


def plane() -> dict:
    return charts.plane(PEOPLE[1], THINGS[1], NAMES, ("plane", "", ""), FAR)


def curves() -> dict:
    return charts.curves(TRAIN, HELD, {"mean": 1.1, "biases": 1.3}, WORDS)


def grid() -> dict:
    return charts.grid(charts.shades_of(SAID, GUESSED)[-1], HIDDEN, (1, 2), WORDS, NAMES[1])


def hidden() -> dict:
    titles = ("hidden", "sweet", "mild")
    return charts.plane(PEOPLE[1, :2], THINGS[1], NAMES, titles, FAR, hidden=True)


def errors() -> dict:
    words = {name: name for name in ("title", "told", "error", "factors", "biases", "things")}
    return charts_cold.errors(COLD, words)


def newcomer() -> dict:
    words = {name: name for name in ("title", "said", "predicted", "stars")}
    return charts_cold.newcomer(PREDICTED[0], np.array([np.nan, 1.0]), NAMES[1], words)


def feed() -> dict:
    return charts_bubble.feed(THINGS[1], np.array([0.3, 0.4]), WORDS)


def shares() -> dict:
    words = {name: name for name in ("title", "x", "other_side", "covered", "popular")}
    return charts_bubble.shares(EPSILON, FOUND, words, "en")


def stars() -> dict:
    return charts_bubble.stars(EPSILON, FOUND, WORDS, "zh")


def counts() -> dict:
    words = {name: name for name in ("title", "things", "begun", "shown_often")}
    return charts_bubble.counts(np.array([5, 3, 1]), OFTEN, words)


EXAMPLES = {
    charts.plane: plane,
    charts.curves: curves,
    charts.grid: grid,
    charts_cold.errors: errors,
    charts_cold.newcomer: newcomer,
    charts_bubble.feed: feed,
    charts_bubble.shares: shares,
    charts_bubble.stars: stars,
    charts_bubble.counts: counts,
}


def test_people_and_things_stand_where_they_were_learned_and_oneself_is_the_star() -> None:
    panel = drawn(plane())
    people, me, things, names = (panel["marks"][name] for name in ("people", "me", "things", "names"))
    assert (people["x"], people["y"], people["words"]) == ([1, -1], [2, 0], ["Ann", "Bo"])
    assert (me["x"], me["y"], me["symbol"], me["colour"]) == ([0.5], [-1], "star", VERMILION)
    assert (things["x"], things["y"], things["colour"]) == ([2, 0], [0, -1.5], ORANGE)
    assert names["words"] == NAMES[1]
    assert names["y"][0] > things["y"][0]
    assert panel["square"]
    assert panel["x"]["high"] == -panel["x"]["low"] == panel["y"]["high"] > 2
    assert np.hypot(1, 2) < FAR  # no turn brings a point out of the picture
    follows = charts.plane_follows(PEOPLE, THINGS, FAR)
    assert follows["me"]["x"].tolist() == [[0], [0.5]]
    assert follows["people"]["y"].tolist() == [[0, 0], [2, 0]]
    assert "names" not in charts.plane_follows(PEOPLE, np.zeros((2, charts.NAMED + 1, 2)), FAR)


def test_both_errors_grow_over_the_epochs_beside_what_knows_no_taste() -> None:
    marks = drawn(curves())["marks"]
    assert np.allclose(marks["train"]["y"], TRAIN)
    assert (marks["train"]["colour"], marks["held_out"]["colour"]) == (BLUE, VERMILION)
    assert [marks[f"without_{place}"]["name"] for place in (0, 1)] == ["mean", "biases"]
    assert np.allclose(marks["without_1"]["y"], [1.3, 1.3])
    assert charts.curves_follow(HELD)["train"]["upto"].tolist() == [1, 2, 3]
    nothing = charts.curves(TRAIN, HELD * np.nan, {"mean": np.nan, "biases": np.nan}, WORDS)
    assert list(drawn(nothing)["marks"]) == ["train"]
    assert list(charts.curves_follow(HELD * np.nan)) == ["train"]


def test_a_rating_that_was_said_is_strong_and_a_predicted_one_pale() -> None:
    shades = charts.shades_of(SAID, GUESSED)[0][::-1]  # the first thing uppermost
    assert shades.tolist() == [[127, 192, 0], [64, 32, 192]]
    strong, pale = np.frombuffer(charts.COLOURS.tobytes(), np.uint8).reshape(256, 4)[[0, 128], 3]
    assert strong == 255 > pale
    panel = drawn(grid())
    assert (panel["marks"]["held"]["x"], panel["marks"]["held"]["y"]) == ([2.5], [1.5])
    assert (panel["marks"]["cell"]["x"], panel["marks"]["cell"]["y"]) == ([2.5], [0.5])
    assert (panel["y"]["ticks"], panel["y"]["labels"], panel["place"]) == ([1.5, 0.5], NAMES[1], True)
    plain = charts.grid(charts.shades_of(SAID, GUESSED)[0], HIDDEN, None, WORDS)
    assert "cell" not in plain["marks"]
    assert not plain["place"]
    assert plain["y"]["ticks"] == []


def test_the_hidden_tastes_have_another_colour_and_oneself_is_not_among_them() -> None:
    panel = drawn(hidden())
    assert panel["marks"]["hidden_things"]["colour"] == GREEN
    assert "me" not in panel["marks"]
    assert len(panel["marks"]["hidden_people"]["x"]) == 2
    assert (panel["x"]["title"], panel["y"]["title"]) == ("sweet", "mild")


def test_errors_of_newcomers_over_what_they_have_told() -> None:
    panel = drawn(errors())
    marks = panel["marks"]
    assert np.allclose(marks["factors"]["y"], COLD.factors)
    assert np.allclose(marks["things"]["y"], 1.05)
    assert [marks[name]["colour"] for name in ("factors", "biases", "things")] == [BLUE, BROWN, GREY]
    assert panel["x"]["ticks"] == [0, 1, 2]
    assert marks["hand"]["x"] == [0]


def test_a_newcomer_s_predictions_are_rows_of_which_the_told_ones_turn_blue() -> None:
    marks = drawn(newcomer())["marks"]
    assert (marks["bars"]["x1"], marks["bars"]["x2"], marks["bars"]["y1"]) == ([1, 1], [3, 4], [1.5, 0.5])
    assert (marks["said"]["x"], marks["said"]["y"], marks["said"]["words"]) == ([1], [0.5], ["tea"])
    follows = charts_cold.newcomer_follows(PREDICTED, np.array([1, 0]))
    assert follows["bars"]["x2"].tolist() == PREDICTED.tolist()
    assert follows["bars"]["colour"].places.tolist() == [[0, 0], [0, 1], [1, 1]]
    assert follows["bars"]["colour"].words == [ORANGE, BLUE]


def test_the_border_parts_what_fits_a_taste_from_the_other_side() -> None:
    marks = drawn(feed())["marks"]
    assert np.allclose(marks["border"]["w"], [0.3, 0.4])
    aim = np.array(marks["taste"]["end"])
    assert np.allclose(aim / np.linalg.norm(aim), [0.6, 0.8])
    follows = charts_bubble.feed_follows(np.array([[True, False], [True, True]]))
    colours = follows["things"]["colour"]
    assert [[colours.words[one] for one in row] for row in colours.places.tolist()] == [
        [charts_bubble.SEEN, charts_bubble.UNSEEN],
        [charts_bubble.SEEN, charts_bubble.SEEN],
    ]


def test_what_a_share_by_chance_does_to_all() -> None:
    panel = drawn(shares())
    assert {name: panel["marks"][name]["colour"] for name in ("other_side", "covered", "popular")} == {
        "other_side": BLUE,
        "covered": GREEN,
        "popular": PURPLE,
    }
    assert np.allclose(panel["marks"]["other_side"]["y"], FOUND.other_side)
    assert (panel["y"]["percent"], panel["x"]["percent"]) == ("en", "en")
    assert panel["x"]["high"] > 1  # its last words have room
    liked = drawn(stars())
    assert np.allclose(liked["marks"]["liked"]["y"], FOUND.liked)
    assert (liked["y"]["low"], liked["y"]["high"], liked["x"]["percent"]) == (2, 5, "zh")


def test_each_thing_s_bar_is_as_high_as_it_was_shown_often() -> None:
    marks = drawn(counts())["marks"]
    assert (marks["often"]["high"], marks["often"]["low"]) == ([9, 3, 0], [0, 0, 0])
    assert (marks["begun"]["x"], marks["begun"]["y"], marks["begun"]["colour"]) == (
        [0, 1, 2],
        [5, 3, 1],
        PURPLE,
    )
