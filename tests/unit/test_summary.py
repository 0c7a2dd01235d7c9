"""Summaries: sentences, words, cosines, the walk against numpy's eigenvector, choices, hostile texts."""

from itertools import combinations, pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlplay.assets import load_facts
from dlplay.summary import asking, centrality, measures, picking, reading, summarize, texts, vectors
from dlplay.summary.asking import NotSummarizable
from dlplay.summary.sentences import split
from dlplay.summary.words import words

CASES = {
    "Dr. Smith paid $3.50. He left at 5 p.m. on Monday.": [
        "Dr. Smith paid $3.50.",
        "He left at 5 p.m. on Monday.",
    ],
    "Write e.g. to J. S. Bach. He is dead.": ["Write e.g. to J. S. Bach.", "He is dead."],
    '"No!" said Ann. "Why?" He laughed.': ['"No!" said Ann.', '"Why?"', "He laughed."],
    "Wait... What?! (Really.) Yes.": ["Wait...", "What?!", "(Really.)", "Yes."],
    "See example.com for more. Done": ["See example.com for more.", "Done"],
    "A title\n\nThe text goes\non here. End.": ["A title", "The text goes\non here.", "End."],
    "今天下雨。明天呢？好！": ["今天下雨。", "明天呢？", "好！"],
    "“你好！”他说。“我走了。”她走了。": ["“你好！”他说。", "“我走了。”", "她走了。"],
    "他花了3.5元……然后走了。完了": ["他花了3.5元……然后走了。", "完了"],
    "我用Python。It works. 真的！": ["我用Python。", "It works.", "真的！"],
    "Good. 😀😀 Bad.": ["Good.", "😀😀 Bad."],
    "Good! 😀": ["Good! 😀"],
    "هل هذا جيد؟ نعم.": ["هل هذا جيد؟", "نعم."],
    "": [],
    "  \n\n ": [],
    "...!?。": [],
    "😀😀😀": [],
}


@pytest.mark.parametrize("text", CASES)
def test_sentences_by_hand(text: str) -> None:
    assert [one.text for one in split(text)] == CASES[text]


@given(st.text(alphabet="ab Zé中文3.。！？!?…”“\"'()\n😀ش", max_size=60))
def test_whatever_is_typed_nothing_is_lost_or_moved(text: str) -> None:
    found = split(text)
    assert all(text[one.start : one.end] == one.text == one.text.strip() for one in found)
    assert all(before.end <= after.start for before, after in pairwise(found))
    letters = [sign for sign in text if sign.isalnum()]
    assert [sign for one in found for sign in one.text if sign.isalnum()] == letters


def test_the_marked_texts_are_cut_as_they_were_written() -> None:
    for one in texts.load():
        assert [found.text for found in split(one.text)] == list(one.sentences)


def test_english_words_stand_as_they_are_and_chinese_ones_are_the_longest_known() -> None:
    assert words("The 2 bees' hive isn't THERE!", {}) == ["the", "2", "bees", "hive", "is", "n't", "there"]
    assert words("研究生命，研究。", {"研究", "研究生", "生命"}) == ["研究生", "命", "研究"]
    assert words("地铁6号线ok", {"地铁", "号线"}) == ["地铁", "6", "号线", "ok"]


def test_cosine_by_hand() -> None:
    found = centrality.cosine(np.array([[3.0, 4.0], [4.0, 3.0], [-3.0, -4.0], [0.0, 0.0]]))
    np.testing.assert_allclose(found[0], [1, 24 / 25, -1, 0])
    assert not found[3].any()


def test_edges_and_degree_by_hand() -> None:
    similarity = np.array([[1.0, 0.5, 0.1], [0.5, 1.0, -0.9], [0.1, -0.9, 1.0]])
    kept = centrality.edges(similarity, 0.2)
    np.testing.assert_array_equal(kept, [[0, 0.5, 0], [0.5, 0, 0], [0, 0, 0]])
    np.testing.assert_allclose(centrality.degree(kept), [0.5, 0.5, 0])
    np.testing.assert_allclose(centrality.degree(np.zeros((4, 4))), [0.25] * 4)


@pytest.mark.parametrize("damping", [0.0, 0.5, 0.85])
@pytest.mark.parametrize("lonely", [False, True])
def test_the_walk_ends_at_the_eigenvector_of_its_matrix(damping: float, lonely: bool) -> None:
    random = np.random.default_rng(3).random((7, 7))
    weights = centrality.edges(random + random.T, 0.6)
    if lonely:
        weights[2] = weights[:, 2] = 0
    trace = centrality.walk(weights, damping).trace
    whole = (1 - damping) / 7 + damping * centrality.steps_between(weights).T
    values, columns = np.linalg.eig(whole)
    largest = columns[:, np.argmax(values.real)].real
    np.testing.assert_allclose(trace[-1], largest / largest.sum(), atol=1e-8)
    np.testing.assert_allclose(trace.sum(axis=1), 1)
    np.testing.assert_allclose(trace[0], 1 / 7)


def test_a_walk_over_nothing_and_over_one_sentence() -> None:
    assert centrality.walk(np.zeros((0, 0)), 0.85).shares.shape == (0,)
    np.testing.assert_allclose(centrality.walk(np.zeros((1, 1)), 0.85).shares, [1])
    with pytest.raises(ValueError, match="damping"):
        centrality.walk(np.zeros((2, 2)), 1.0)


def test_choices_by_hand() -> None:
    """The second best repeats the best one wholly, so the third is chosen before it."""
    scores = np.array([0.5, 0.4, 0.1])
    similarity = np.array([[1.0, 1.0, 0.2], [1.0, 1.0, 0.0], [0.2, 0.0, 1.0]])
    steps = picking.pick(scores, similarity, 3, penalty=0.8)
    assert [step.chosen for step in steps] == [0, 2, 1]
    np.testing.assert_allclose(steps[0].value, [1, 0.8, 0.2])
    np.testing.assert_allclose(steps[1].value, [-np.inf, 0, 0.2 - 0.8 * 0.2])
    np.testing.assert_allclose(steps[2].repeats, [1, 1, 1])
    assert [step.chosen for step in picking.pick(scores, similarity, 9, penalty=0)] == [0, 1, 2]
    assert [step.chosen for step in picking.pick(np.zeros(3), np.eye(3), 2, penalty=1)] == [0, 1]


def test_chance_is_the_mean_over_all_draws() -> None:
    every = [picking.precision(chosen, (0, 2, 5)) for chosen in combinations(range(8), 3)]
    assert picking.precision_by_chance(8, (0, 2, 5)) == pytest.approx(np.mean(every))


def test_sentence_vectors_by_hand() -> None:
    rare, common = -np.log(1e-6), -np.log(1e-4)
    known = vectors.Vectors({"rare": 0, "common": 1}, np.eye(2), np.array([rare, common]))
    found = vectors.means([["rare", "common", "new"], ["new"], []], known)
    weight = 1e-4 / (1e-4 + 1e-6)
    np.testing.assert_allclose(found[0], [weight / (weight + 0.5), 0.5 / (weight + 0.5)])
    assert not found[1:].any()
    counted = vectors.counts([["rare", "rare", "new"], ["common"]], known)
    np.testing.assert_allclose(counted, [[2 * rare, vectors.UNKNOWN, 0], [0, 0, common]])


@pytest.mark.parametrize(
    ("text", "problem", "numbers"),
    [
        ("", "empty", {}),
        (" \n\t", "empty", {}),
        ("😀🎉 ... !!", "empty", {}),
        ("a" * 20_001, "long", {"length": 20_001, "longest": 20_000}),
        ("Yes. " * 201, "sentences", {"count": 201, "most": 200}),
        ("هل هذا جيد؟ نعم.", "unknown", {}),
        ("<script>", None, {}),
        ("12345. 678.", "unknown", {}),
    ],
)
def test_what_is_not_summarized_is_told(text: str, problem: str | None, numbers: dict) -> None:
    if problem is None:
        assert summarize(text, 3) == [text]
        return
    with pytest.raises(NotSummarizable) as refused:
        summarize(text, 3)
    assert (refused.value.problem, refused.value.numbers) == (problem, numbers)


@pytest.mark.parametrize(
    "text",
    [
        "One sentence about bread",
        "the bread " * 1_000,
        "面包" * 5_000,
        "Bread 😀 هذا good. هذا. " * 90,
        "a.\n" * 200,
    ],
)
def test_hostile_texts_are_read(text: str) -> None:
    read = reading.read(text)
    assert np.isfinite(read.similarity).all()
    assert read.scores.sum() == pytest.approx(1)
    assert summarize(text, 1)[0] in text
    assert len(summarize(text, 10_000)) == len(read.sentences)


def test_equal_sentences_have_equal_scores_and_the_first_is_chosen() -> None:
    same = "The bread is fresh. " * 5
    assert reading.read(same).scores == pytest.approx([0.2] * 5)
    assert reading.choose(reading.read(same), 2, 0.0) == [0, 1]


@pytest.mark.parametrize(
    ("word", "near", "far"),
    [
        ("bread", "butter", "king"),
        ("bread", "面包", "国王"),
        ("医院", "诊所", "面包"),
        ("王子", "king", "医院"),
    ],
)
def test_words_of_one_matter_are_near_in_both_languages(word: str, near: str, far: str) -> None:
    known = vectors.load()
    of_word, of_near, of_far = (known.table[known.places[one]] for one in (word, near, far))
    assert of_word @ of_near > 0.6 > 0.4 > of_word @ of_far


def test_the_vectors_are_of_length_one_and_small_on_disk() -> None:
    known = vectors.load()
    sizes = np.linalg.norm(known.table, axis=1)
    assert set(np.round(sizes, 2)) <= {0.0, 1.0}
    assert vectors.WEIGHTS.stat().st_size + vectors.VOCABULARY.stat().st_size <= 2e6
    assert (known.rarity > 0).all()


def test_each_half_has_as_many_texts_of_each_kind_of_lead() -> None:
    for language in texts.LANGUAGES:
        for part in ("tune", "test"):
            chosen = [one for one in texts.load() if (one.language, one.part) == (language, part)]
            assert [sum(one.lead == lead for one in chosen) for lead in texts.LEADS] == [4, 4]
            assert {one.kind for one in chosen} == set(texts.KINDS)
    assert all(8 <= len(one.sentences) <= 15 and len(one.marked) == 3 for one in texts.load())
    assert all((0 in one.marked) == (one.lead == "first") for one in texts.load())


def test_the_figures_are_those_of_the_files() -> None:
    facts = load_facts(vectors.FACTS, "")
    assert facts["ways"] == {kind: way._asdict() for kind, way in reading.WAYS.items()}
    for part in ("tune", "test"):
        chosen = [one for one in texts.load() if one.part == part]
        found = measures.precisions(chosen, reading.WAYS, vectors.load())
        for language in texts.LANGUAGES:
            for lead in (*texts.LEADS, "all"):
                assert found[language][lead] == pytest.approx(facts[part][language][lead])


def test_what_the_card_says_of_the_winners_is_so() -> None:
    for found in load_facts(vectors.FACTS, "")["test"].values():
        assert found["first"]["first"] >= max(found["first"]["vectors"], found["first"]["counts"])
        assert found["not"]["first"] == 0 < min(found["not"]["vectors"], found["not"]["counts"])
        assert found["all"]["vectors"] > found["all"]["chance"]


def test_asking_keeps_its_bounds() -> None:
    assert len(asking.sentences("Yes. " * 200)) == 200
    assert len(asking.sentences("a" * 20_000)) == 1
