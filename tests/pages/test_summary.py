"""The page on summaries as a script: it shows what the package chooses; the shown code chooses the same."""

from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from dlplay import locale
from dlplay.numbers import latex, percent, plain
from dlplay.summary import centrality, picking, reading, texts, vectors
from dlplay.ui import cache
from dlplay.ui.summary import current, tables
from dlplay.ui.summary.settings import LEADS, LONGEST, STEPS, VIEWS, WAYS
from tests.pages import live
from tests.pages.app import open_page, open_view, open_with_a_notice, run
from tests.pages.app import texts as said
from tests.unit.charts.seen import marked, markup, style, words

PAGE = "applications/summary"
LANGUAGES = pytest.mark.parametrize("language", locale.LANGUAGES)
MARKUP = (
    "<b onclick='x'>Bread</b> is **good** and $x^2$ & | </div>. A dog barks at `bread` <script>. Third one."
)
HOSTILE = {  # and what is told: a problem, "one" or nothing
    "nothing": ("", "problem_empty"),
    "signs": ("… — !?", "problem_empty"),
    "no_end": ("bread " * 1700, "one"),  # more than 10,000 characters without a full stop
    "emoji": ("👍🏽🤷👨‍👩‍👧", "problem_empty"),
    "digits": ("12345", "problem_unknown"),
    "right_to_left": ("הסרט היה טוב. מאוד.", "problem_unknown"),
    "many": ("Yes. " * 201, "problem_sentences"),
    "markup": (MARKUP, ""),
    "both_ways": ("Good bread. \u202eמאוד bread\u2066. 面包很好。", ""),
    "alike": ("The bread is good. " * 4, ""),
    "line_ends": ("One bread.\r\n\r\nTwo dogs bark.\t\x00 A cat.", ""),
}


def box(app: AppTest) -> str:
    """The text as it is drawn."""
    found = [one.proto.body for one in app.get("html") if 'data-testid="summary_text"' in one.proto.body]
    return "".join(found)


def chosen_in(app: AppTest) -> dict[int, int]:
    """The place of each chosen sentence by the number that stands before it."""
    tree = marked(markup(box(app)), "summary_text")
    sentences = [one for one in tree if "border-radius" in style(one)]
    ranks = {place: one.find("./sup") for place, one in enumerate(sentences)}
    return {int(words(found)): place for place, found in ranks.items() if found is not None}


def ordered(text: str, kind: str) -> list[int]:
    way = reading.WAYS[kind]
    found = reading.read(text, way, kind)
    steps = picking.pick(found.scores, found.similarity, len(found.sentences), way.penalty)
    return [step.chosen for step in steps]


def executed(app: AppTest, folder: Path, monkeypatch: pytest.MonkeyPatch) -> dict:
    for path in (vectors.WEIGHTS, vectors.VOCABULARY):
        (folder / path.name).write_bytes(path.read_bytes())
    monkeypatch.chdir(folder)
    left: dict = {}
    exec(compile(app.code[0].value, "snippet", "exec"), left)
    return left


@LANGUAGES
@pytest.mark.parametrize("by", WAYS)
def test_every_way_lights_up_what_the_package_chooses_and_the_shown_code_too(
    by: str, language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_view(PAGE, language, "choose", VIEWS) if by == "vectors" else open_page(PAGE, language, by=by)
    one = texts.example(language, "news", "first")
    total = len(one.sentences)
    order = list(current.order(one.text, by, 1))
    if by in reading.KINDS:
        assert order == ordered(one.text, by)
    elif by == "first":
        assert order == list(range(total))
    assert sorted(order) == list(range(total))
    (picture,) = live.pictures(app)
    for count in (1, 3, total):
        shown = live.standing(picture, count=count)
        lit = [place for place, colour in enumerate(shown["chosen"]["colour"]) if colour != "transparent"]
        assert lit == sorted(order[:count])
        assert [place for place, one in enumerate(shown["bars"]["colour"]) if one != "#808080"] == lit
        both = len(set(order[:count]) & set(one.marked))
        letters = sum(len(one.sentences[place]) for place in lit) / sum(map(len, one.sentences))
        told = locale.t(
            "summary.told", language, count=count, total=total, share=percent(letters, language, decimals=0)
        )
        assert shown["told"]["words"] == locale.t(
            "summary.told_marked", language, told=told, both=both, marked=3
        )
    assert chosen_in(app) == dict(enumerate(order[:3], start=1))
    app.slider(key="summary.count").set_value(2)
    assert chosen_in(run(app)) == dict(enumerate(order[:2], start=1))
    number = order[1] + 1
    assert locale.t("summary.last", language, number=number) in said(app)
    left = executed(app, tmp_path, monkeypatch)
    assert left["chosen"] == order[:2]
    found = reading.read(one.text, kind=current.kind_of(by))
    np.testing.assert_allclose(left["similarity"], found.similarity, atol=1e-6)
    assert rf"= {latex(left['centrality'][order[1]], decimals=3)}" in said(app)


@LANGUAGES
@pytest.mark.parametrize("kind", LEADS)
def test_each_text_has_the_reader_s_marks_underlined(kind: str, language: str) -> None:
    app = open_page(PAGE, language, example=kind)
    one = texts.example(language, kind, LEADS[kind])
    tree = marked(markup(box(app)), "summary_text")
    sentences = [part for part in tree if "border-radius" in style(part)]
    for place, (part, text) in enumerate(zip(sentences, one.sentences, strict=True)):
        assert words(part).endswith(text)
        assert ("text-decoration" in style(part)) == (place in one.marked)


@LANGUAGES
def test_the_value_of_the_sentence_chosen_last_is_its_centrality_less_what_it_repeats(language: str) -> None:
    app = open_page(PAGE, language, count="4")
    one = texts.example(language, "news", "first")
    found = reading.read(one.text)
    step = picking.pick(found.scores, found.similarity, 4, 0.25)[3]
    score, repeats, value = (latex(each[step.chosen], decimals=2) for each in step[1:])
    assert rf"{score} - 0.25 \cdot {repeats} = {value}" in said(app)
    np.testing.assert_allclose(
        step.score[step.chosen] - 0.25 * step.repeats[step.chosen], step.value[step.chosen], atol=1e-8
    )


@pytest.mark.parametrize("kind", HOSTILE)
def test_whatever_is_written_has_a_picture_or_a_sentence(kind: str) -> None:
    text, problem = HOSTILE[kind]
    app = open_page(PAGE, "zh", example="own")
    assert locale.t("summary.problem_empty", "zh") in said(app)
    app.text_area(key="summary.text").set_value(text)
    told = said(run(app))
    assert not app.exception
    assert "nan" not in told.lower()
    kept = text[:LONGEST]
    if len(text) > LONGEST:
        surplus = f"{len(text) - LONGEST:,}"
        assert locale.t("frame.cut", "zh", longest=f"{LONGEST:,}", surplus=surplus) in told
    if problem.startswith("problem"):
        numbers = {"count": 201, "most": 200} if problem == "problem_sentences" else {}
        assert locale.t(f"summary.{problem}", "zh", **numbers) in told
        assert not box(app)
        return
    assert (locale.t("summary.one", "zh") in told) == (problem == "one")
    tree = marked(markup(box(app)), "summary_text")
    assert tree.find(".//b") is None
    assert tree.find(".//script") is None
    for number in tree.findall(".//sup"):
        number.text = ""
    assert words(tree) == kept  # letter for letter
    assert live.pictures(app)


def test_chance_can_be_drawn_again_and_the_link_carries_everything() -> None:
    app = open_page(PAGE, by="chance", example="own", text="A dog. A cat. A cow. A hen. A bee.", count="9")
    before = chosen_in(app)
    assert len(before) == 5  # no more than there are
    (again,) = [one for one in app.button if one.label == locale.t("summary.again", "en")]
    again.click()
    run(app)
    assert app.query_params["draw"] in (["2"], "2")
    assert chosen_in(app) == {
        rank: place for rank, place in enumerate(np.random.default_rng(2).permutation(5), start=1)
    }


@LANGUAGES
def test_the_held_out_figures_are_those_that_were_measured(language: str) -> None:
    facts = cache.summary_facts()["test"]
    told = said(open_page(PAGE, language))
    for one in facts.values():
        for lead in ("first", "not", "all"):
            row = [percent(one[lead][way], language, decimals=0) for way in WAYS]
            assert f"| {' | '.join(row)} |" in told


def test_a_link_with_what_cannot_be_is_told() -> None:
    open_with_a_notice(PAGE, "zh", example="x", by="luck", count="0", draw="100")


@LANGUAGES
def test_missing_vectors_are_told(language: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(vectors, "WEIGHTS", tmp_path / "summary.npz")
    vectors.load.cache_clear()
    current.read.cache_clear()
    tables.held_out.cache_clear()
    try:
        app = open_page(PAGE, language)
        told = locale.t("frame.asset", language, file="summary.npz", command=vectors.REBUILD)
        assert [one.value for one in app.error] == [told]
    finally:
        vectors.load.cache_clear()


def test_the_words_that_weigh_most_are_named_with_their_weights() -> None:
    app = open_page(PAGE, example="own", text="The bread qwertzuiop. The bread.", count="1")
    known = vectors.load()
    (weight,) = vectors.weights(["bread"], known)
    assert f"`bread` {plain(weight, decimals=2)}" in said(app)


@LANGUAGES
def test_the_walk_is_the_package_s_and_the_shown_code_walks_as_far(
    language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_view(PAGE, language, "walk", VIEWS)
    found = reading.read(texts.example(language, "news", "first").text)
    walked = centrality.walk(found.edges, 0.85)
    (picture,) = live.pictures(app)
    for step in (0, 1, 5):
        shown = live.standing(picture, step=step)
        np.testing.assert_allclose(shown["walker"]["high"], walked.trace[step], atol=1e-6)
    shown = live.standing(picture, step=STEPS)
    np.testing.assert_allclose(shown["walker"]["high"], walked.shares, atol=1e-6)
    np.testing.assert_allclose(shown["sums"]["y"], centrality.degree(found.edges), atol=1e-6)
    assert np.argsort(-walked.shares).tolist() == np.argsort(-centrality.degree(found.edges)).tolist()
    app.slider(key="summary.damping").set_value(0.5)
    app.slider(key="summary.step").set_value(2)
    told = said(run(app))
    again = centrality.walk(found.edges, 0.5)
    most = int(again.shares.argmax())
    assert rf"= {latex(again.trace[2, most], decimals=3)}" in told
    np.testing.assert_allclose(executed(app, tmp_path, monkeypatch)["share"], again.trace[2], atol=1e-6)


@pytest.mark.parametrize(
    "text", ["", "bread " * 900, "The bread. " * 3, "Bread. Xqzv. <b>$x$</b>.", "好。" * 200]
)
def test_whatever_is_written_can_be_walked_on_or_is_told(text: str) -> None:
    app = open_page(PAGE, "zh", view="walk", example="own", text=text, damping="0", step="1")
    assert not app.exception
    assert "nan" not in said(app).lower()
    assert bool(live.pictures(app)) == bool(text)
    if text:
        (shares,) = {tuple(np.round(live.standing(live.pictures(app)[0], step=1)["walker"]["high"], 6))}
        assert len(set(shares)) == 1  # who always jumps is everywhere alike


def test_without_jumps_a_walk_ends_in_proportion_to_the_sums_of_the_edges() -> None:
    weights = np.array([[0, 0.5, 0.2], [0.5, 0, 0.9], [0.2, 0.9, 0]])
    shares = centrality.degree(weights)
    np.testing.assert_allclose(centrality.steps_between(weights).T @ shares, shares)  # "it stands still"


def mark(app: AppTest, *numbers: int) -> AppTest:
    app.button_group(key="summary.marks.pills").set_value([str(one) for one in numbers])
    return run(app)


def rows(app: AppTest) -> dict[str, list[str]]:
    """The cells behind each name in the table of who agrees."""
    lines = [line.strip("| ").split(" | ") for line in said(app).splitlines() if line.startswith("| ")]
    return {name: cells for name, *cells in lines}


@LANGUAGES
def test_nothing_is_shown_before_three_are_marked_and_then_who_agrees(
    language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_view(PAGE, language, "mark", VIEWS)
    assert not app.code
    assert "underline" not in box(app)
    assert locale.t("summary.mark_left", language, left=3) in said(app)
    mark(app, 2, 1)
    assert locale.t("summary.mark_left", language, left=1) in said(app)
    mark(app, 2, 1, 3)
    assert app.query_params["marks"] in ("1.2.3", ["1.2.3"])
    one = texts.example(language, "news", "first")
    total, found = len(one.sentences), rows(app)
    chosen = {"reader": one.marked, "by_first": (0, 1, 2)}
    chosen |= {f"by_{kind}": ordered(one.text, kind)[:3] for kind in reading.KINDS}
    draws = [set(draw) for draw in combinations(range(total), 3)]
    for who, places in chosen.items():
        hits = len({0, 1, 2} & set(places))
        as_good = sum(len({0, 1, 2} & draw) >= hits for draw in draws) / len(draws)
        which = ", ".join(str(place + 1) for place in sorted(places))
        share = percent(as_good, language, decimals=0)
        assert found[locale.t(f"summary.{who}", language)] == [which, f"**{hits}**", share]
    assert box(app).count("underline 3px") == len(one.marked)
    left = executed(app, tmp_path, monkeypatch)
    hits = len({0, 1, 2} & set(chosen["by_vectors"]))
    assert left["hits"] == hits
    assert left["as_good"] == pytest.approx(sum(len({0, 1, 2} & draw) >= hits for draw in draws) / len(draws))
    mark(app, 1, 2, 3, 4)  # a fourth is not taken
    assert app.session_state["summary.marks"] == ("1", "2", "3")
    app.button_group(key="summary.example").set_value("story")
    assert run(app).session_state["summary.marks"] == ()


def test_what_cannot_be_marked_is_told() -> None:
    app = open_page(PAGE, view="mark", example="own", text="Bread is good. Dogs bark. A cat.")
    assert locale.t("summary.mark_few", "en", count=3) in said(app)
    app = open_page(PAGE, view="mark", example="own", text="Bread is good. " * 5, marks="1.5.200")
    assert locale.t("summary.mark_left", "en", left=1) in said(app)
    open_with_a_notice(PAGE, "zh", marks="1.2.3.4")
