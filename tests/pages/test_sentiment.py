"""The page on sentences as a script: it shows what the network computes; the shown code says the same."""

import re
from html import escape
from pathlib import Path

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from dlplay import locale
from dlplay.numbers import latex, percent, plain, signed
from dlplay.sentiment import judge, near, network, sentences, shares, teaching, tricks
from dlplay.sentiment import live as live_learning
from dlplay.sentiment.examples import NAMES, PRAISE, SENTENCES, START
from dlplay.sentiment.pieces import tokens
from dlplay.ui import cache
from dlplay.ui.charts import BLUE
from dlplay.ui.sentiment import code, code_learn, tables, taught
from dlplay.ui.sentiment.settings import LONGEST, TRIED, VIEWS, WAYS
from dlplay.ui.verbatim import one_line, verbatim
from tests import scripts
from tests.pages import live
from tests.pages.app import open_page, open_view, open_with_a_notice, run, texts
from tests.unit.charts.seen import marked, markup, words

PAGE = "applications/sentiment"
LANGUAGES = pytest.mark.parametrize("language", locale.LANGUAGES)
HOSTILE = {
    "nothing": "",
    "long": "好" * 10_000,
    "emoji": "👍👎🤷",
    "markup": "<b onclick='x'>good</b> **bad** $x^2$ `not` & | </div>",
    "right_to_left": "הסרט היה טוב מאוד",
    "both_ways": "good הסרט 不好",
    "unseen": "\x00\u202egood\u2066",
    "one_word": "q" * LONGEST,
}


def names(text: str) -> list[str]:
    return [token.name for token in tokens(text)]


def pictured(app: AppTest) -> str:
    """The sentence as it is drawn, with its bar; nothing where there is no word."""
    found = [one.proto.body for one in app.get("html") if 'data-testid="sentence"' in one.proto.body]
    return "".join(found)


def card(app: AppTest) -> str:
    """The sentence that is to be labelled."""
    (found,) = [one.proto.body for one in app.get("html") if 'data-testid="card"' in one.proto.body]
    return found


def numbers_below(app: AppTest) -> list[str]:
    return [small.text for small in markup(pictured(app)).iterfind(".//small")]


def beside(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put the files that the page offers into the folder in which its code runs."""
    for path in (network.WEIGHTS, network.VOCABULARY):
        (folder / path.name).write_bytes(path.read_bytes())
    monkeypatch.chdir(folder)


def executed(app: AppTest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict:
    beside(tmp_path, monkeypatch)
    left: dict = {}
    exec(compile(app.code[0].value, "snippet", "exec"), left)
    return left


@LANGUAGES
def test_the_start_sentence_is_judged_and_every_way_to_count_shares_is_shown(language: str) -> None:
    app = open_view(PAGE, language, "judge", VIEWS)
    text = START[language]
    trace, found = network.load()(names(text)), shares.shares(network.load(), names(text))
    assert app.text_input(key="sentiment.text").value == text
    assert percent(trace.probability, language) in words(marked(markup(pictured(app)), "sides"))
    for way, values in zip(WAYS, found, strict=False):
        app.button_group(key="sentiment.way").set_value(way)
        run(app)
        assert numbers_below(app) == [signed(one, decimals=2) for one in values.tolist()]
        assert f"= {latex(float(trace.probability), decimals=4)}" in texts(app)
        assert locale.t(f"sentiment.way_{way}_says", language) in texts(app)
    facts = cache.sentiment_facts()["languages"]
    for one in facts.values():
        assert percent(one["accuracy"], language, decimals=0) in texts(app)
        assert percent(one["leak"]["honest"], language, decimals=0) in texts(app)


@LANGUAGES
def test_each_example_is_judged_as_the_package_does(language: str) -> None:
    app = open_page(PAGE, language)
    for name in NAMES:
        app.button_group(key="sentiment_examples").set_value(name)
        run(app)
        text = SENTENCES[language][name]
        assert app.text_input(key="sentiment.text").value == text
        assert percent(judge(text), language) in words(marked(markup(pictured(app)), "sides"))
        assert words(marked(markup(pictured(app)), "sentence")).count("\N{MINUS SIGN}") <= len(names(text))
    unknown = open_page(PAGE, language, text=SENTENCES[language]["unknown"])
    assert locale.t("sentiment.seen_unknown", language) in pictured(unknown)


@pytest.mark.parametrize("view", ["judge", "turn", "inside"])
@pytest.mark.parametrize("kind", HOSTILE)
def test_whatever_is_written_has_an_answer_or_a_sentence(view: str, kind: str) -> None:
    app = open_page(PAGE, "zh", view=view, text="好")
    app.text_input(key="sentiment.text").set_value(HOSTILE[kind])
    told = texts(run(app))
    kept = HOSTILE[kind][:LONGEST]
    assert "nan" not in told.lower()
    if kind == "long":
        surplus = f"{len(HOSTILE[kind]) - LONGEST:,}"
        assert locale.t("frame.cut", "zh", longest=f"{LONGEST:,}", surplus=surplus) in told
    if not names(kept):
        assert locale.t("sentiment.empty", "zh") in told
        assert not pictured(app)
    elif view == "judge":
        box = marked(markup(pictured(app)), "sentence")
        for small in box.findall(".//small"):
            small.text = ""
        assert words(box) == kept  # letter for letter, and no element of it
        assert box.find(".//b") is None
    else:
        assert live.pictures(app)


@LANGUAGES
@pytest.mark.parametrize("text", ["The hotel isn't clean, 但是 breakfast :)", "好"])
def test_inside_follows_the_token_and_its_numbers_are_the_network_s(language: str, text: str) -> None:
    app = open_page(PAGE, language, view="inside", text=text)
    trace, count = network.load()(names(text)), len(names(text))
    (picture,) = live.pictures(app)
    for place in range(count):
        shown = live.standing(picture, **({"at": place + 1} if count > 1 else {}))
        numbers = trace.attention[place], trace.scores[place], trace.shares[place]
        for number, decimals in zip(numbers, (3, 2, 2), strict=True):
            assert f" {plain(number, decimals=decimals)}" in shown["numbers"]["words"]
        columns = shown["wide_read"]["x"]
        assert np.nanmin(columns) == place + 0.5
    np.testing.assert_allclose(live.standing(picture)["scores"]["high"], trace.scores, atol=1e-5)
    if count > 1:
        app.slider(key="sentiment.at").set_value(4)
        assert rf"= {latex(float(trace.scores[3]), decimals=2)} " in texts(run(app))
        assert app.query_params.get("at", ["4"]) in (["4"], "4")


@pytest.mark.parametrize(
    ("view", "text"), [("judge", "It isn't bad 好吃 👍 wow"), ("inside", "这家 café 不好")]
)
def test_the_shown_code_says_what_the_page_says(
    view: str, text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    left = executed(open_page(PAGE, view=view, text=text), tmp_path, monkeypatch)
    trace = network.load()(names(text))
    np.testing.assert_allclose(left["p"], trace.probability, atol=1e-4)
    np.testing.assert_allclose(left["vectors"], trace.vectors, atol=1e-5)
    if view == "inside":
        np.testing.assert_allclose(left["s"], trace.scores, atol=1e-4)
        np.testing.assert_allclose(left["a"], trace.attention, atol=1e-4)


@pytest.mark.parametrize("view", ["judge", "turn", "inside"])
def test_what_the_code_opens_is_offered_below_it(view: str) -> None:
    app = open_page(PAGE, "zh", view=view)
    offered = {one.proto.label for one in app.get("download_button")}
    for path in (network.WEIGHTS, network.VOCABULARY):
        assert path.name in app.code[0].value
        assert locale.t("frame.download_file", "zh", file=path.name) in offered


def test_the_start_sentence_changes_with_the_language_and_another_stays() -> None:
    app = open_page(PAGE, "zh")
    assert app.text_input(key="sentiment.text").value == START["zh"]
    app.query_params["lang"] = "en"
    assert run(app).text_input(key="sentiment.text").value == START["en"]
    app.text_input(key="sentiment.text").set_value("好吃")
    run(app).query_params["lang"] = "zh"
    assert run(app).text_input(key="sentiment.text").value == "好吃"
    assert re.search("好吃", str(app.query_params["text"]))


def test_a_link_with_what_cannot_be_is_told() -> None:
    open_with_a_notice(PAGE, "zh", view="nowhere", at="0", way="x")


@LANGUAGES
def test_a_missing_network_is_told(language: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(network, "FACTS", tmp_path / "sentiment.json")
    cache.sentiment_facts.cache_clear()
    tables.held_out.cache_clear()
    try:
        app = open_page(PAGE, language)
        told = locale.t("frame.asset", language, file="sentiment.json", command=network.REBUILD)
        assert [one.value for one in app.error] == [told]
    finally:
        cache.sentiment_facts.cache_clear()


@LANGUAGES
def test_labels_teach_both_learners_and_stand_in_the_link(language: str) -> None:
    app = open_page(PAGE, language, view="learn")
    assert locale.t("sentiment.learn_start", language) in texts(app)
    thirty = teaching.sample(language, "mood", 1)
    for place, key in enumerate(("sentiment_yes", "sentiment_no", "sentiment_pass", "sentiment_no")):
        assert thirty[place].text in words(marked(markup(card(app)), "card"))
        app.button(key=key).click()
        run(app)
    assert app.query_params["labels"] in ([f"{language}pn-n"], f"{language}pn-n")
    texts_ = (thirty[0].text, thirty[1].text, thirty[3].text)
    lesson = teaching.Taught(texts_, (1, 0, 0), language, "mood", 1)
    for learner in teaching.LEARNERS:
        accuracy = teaching.learn(learner, lesson).accuracy
        assert percent(accuracy, language, decimals=0) in texts(app)
        curve = live.pictures(app)[0]["panels"][0]["marks"][f"{learner}_points"]
        assert curve["x"].tolist() == [3]
        np.testing.assert_allclose(curve["y"], [accuracy], atol=1e-6)
    app.button(key="sentiment_back").click()
    assert thirty[3].text in words(marked(markup(card(run(app))), "card"))
    app.button(key="sentiment_truly").click()
    run(app)
    assert locale.t("sentiment.all_labelled", language, count=30) in texts(app)
    app.button(key="sentiment_other").click()
    assert "labels" not in run(app).query_params
    assert teaching.sample(language, "mood", 2)[0].text in card(app)


def test_labels_keep_the_language_of_their_sentences_and_own_lines_are_learned_as_text() -> None:
    own = "+ <b>wow</b> $x$\n- \u65e0\u804a\nno sign\n+ 。\n\n－ \u96be\u5403"
    app = open_page(PAGE, "zh", view="learn", labels="enp", own=own)
    assert teaching.sample("en", "mood", 1)[1].text in card(app)
    now = taught.own(own)
    assert now == (("<b>wow</b> $x$", "\u65e0\u804a", "\u96be\u5403"), (1, 0, 0), ("no sign", "+ 。"))
    unclear = " ".join(map(verbatim, now.unclear))
    assert locale.t("sentiment.own_unclear", "zh", lines=unclear) in texts(app)
    app.text_area(key="sentiment.own").set_value("+" * 10_000)
    assert locale.t("frame.cut", "zh", longest="1,000", surplus="9,000") in texts(run(app))


def test_the_code_of_what_was_taught_learns_the_same_weights() -> None:
    thirty = teaching.sample("zh", "topic", 1)
    app = open_page(PAGE, "zh", view="learn", about="topic", labels="zhpnpnppn", own="+ isn't it good?")
    marks = zip(thirty, "pnpnppn", strict=False)
    pairs = [(one.text, int(mark == "p")) for one, mark in marks] + [("isn't it good?", 1)]
    given, labels = zip(*pairs, strict=True)
    line = teaching.learn("words", teaching.Taught(given, labels, "zh", "topic", 1)).line
    left: dict = {}
    exec(compile(app.code[0].value, "snippet", "exec"), left)
    assert left["words"] == [*live_learning.words(given)]
    np.testing.assert_allclose(left["w"], line.weights, atol=1e-3)
    assert float(left["b"][0]) == pytest.approx(line.bias, abs=1e-3)


def turned_text(app: AppTest) -> str:
    """The changed sentence, without the numbers below its words."""
    (box,) = [one.proto.body for one in app.get("html") if 'data-testid="sentence"' in one.proto.body]
    tree = marked(markup(box), "sentence")
    for small in tree.findall(".//small"):
        small.text = ""
    return words(tree)


@LANGUAGES
@pytest.mark.parametrize("trick", TRIED)
def test_each_experiment_shows_what_the_judge_says_of_every_changed_sentence(
    trick: str, language: str
) -> None:
    app = open_page(PAGE, language, view="turn", trick=trick)
    text, found = PRAISE[language], tokens(PRAISE[language])
    before = [text] * len(found)
    if trick in tricks.TRICKS:
        after = [tricks.TRICKS[trick](text, found, place) for place in range(len(found))]
    elif trick == "swap":
        before = [one.text for one in tricks.swappable(language)]
        after = [tricks.swap(one, language) for one in before]
    else:
        before = after = [one.text for one in sentences.ironic(language)]
    (picture,) = live.pictures(app)
    shown = live.standing(picture)
    np.testing.assert_allclose(shown["before"]["y"], [judge(one) for one in before], atol=1e-5)
    np.testing.assert_allclose(shown["after"]["y"], [judge(one) for one in after], atol=1e-5)
    last = live.standing(picture, turned=len(after))
    assert last["at"]["x"].tolist() == [len(after)]
    assert last["changed"]["words"] in one_line(after[-1], 110)
    app.slider(key="sentiment.turned").set_value(2)
    assert turned_text(run(app)) == after[1]
    turned = sum((judge(a) > 0.5) != (judge(b) > 0.5) for a, b in zip(before, after, strict=True))
    if trick != "irony":
        assert str(turned) in texts(app)
    else:
        right = sum((judge(one.text) > 0.5) == one.label for one in sentences.ironic(language))
        assert str(right) in texts(app)


@LANGUAGES
def test_what_leaks_lifts_the_reported_accuracy_alone_and_the_sum_is_right(language: str) -> None:
    app = open_page(PAGE, language, view="leak")
    known = cache.sentiment_facts()["languages"][language]["leak"]
    (picture,) = live.pictures(app)
    for percents, point in ((0, None), (30, known["points"][2]), (90, known["points"][8])):
        shown = live.standing(picture, leaked=percents)
        there = [known["honest"]] * 2 if point is None else [point["leaky"], point["elsewhere"]]
        np.testing.assert_allclose(shown["at"]["y"], there, atol=1e-5)
        np.testing.assert_allclose(shown["hand"]["x"], [percents / 100], atol=1e-6)
        app.slider(key="sentiment.leaked").set_value(percents)
        assert percent(there[0], language) in texts(run(app))
    count = round(0.9 * 208)
    parts = [latex(known["points"][8][name], decimals=3) for name in ("there", "elsewhere", "leaky")]
    assert (
        rf"\frac{{{count} \cdot {parts[0]} + {208 - count} \cdot {parts[1]}}}{{208}} = {parts[2]}"
        in texts(app)
    )


@LANGUAGES
@pytest.mark.parametrize("asked", ["1", "208"])
def test_a_sentence_and_its_near_duplicate_are_compared_as_the_shown_code_does(
    asked: str, language: str
) -> None:
    app = open_page(PAGE, language, view="leak", asked=asked)
    text = sentences.held_out(language)[int(asked) - 1].text
    left: dict = {}
    exec(compile(app.code[0].value, "snippet", "exec"), left)
    assert left["one"] == text
    assert left["similarity"] == near.similarity(text, left["other"]) > 0.4
    assert f"= {latex(left['similarity'], decimals=3)}" in texts(app)
    assert all(one.text != left["other"] for one in sentences.training(language))
    (pair,) = [one.proto.body for one in app.get("html") if 'data-testid="grams"' in one.proto.body]
    both = near.grams(text) & near.grams(left["other"])
    assert all(f">{escape(one)}</code>" in pair for one in both)
    assert pair.count(BLUE) >= 2 * len(both)  # in the sentence, and in its near-duplicate


def test_a_sentence_with_nothing_to_change_stays_as_it_is() -> None:
    for trick in tricks.TRICKS:
        app = open_page(PAGE, view="turn", trick=trick, text="!")
        assert turned_text(app) == "!"
        (picture,) = live.pictures(app)
        assert not picture["sweeps"]


def test_pytorch_says_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    beside(tmp_path, monkeypatch)
    words_of = names("It isn't bad 好吃 wow")
    taught_ = teaching.Taught(("good soup", "bad soup", "good 好", "坏"), (1, 0, 1, 0), "en", "mood", 1)
    shown = [code.judge(words_of), code.inside(words_of), code_learn.words(taught_)]
    scripts.assert_the_same(scripts.joined(shown), rtol=1e-3, atol=2e-3)
