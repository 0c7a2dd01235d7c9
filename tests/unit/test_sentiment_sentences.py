"""The sentences with a label: balanced, and no label given away by something else than what is said."""

from collections import Counter
from itertools import combinations

import numpy as np
import pytest

from dlplay.assets import load_facts
from dlplay.sentiment import leak, near, network, sentences
from dlplay.sentiment.pieces import tokens

LANGUAGES = sentences.LANGUAGES
NEAR = 0.4  # Jaccard similarity that no held-out sentence has with one that trains
HELD_OUT, TRAIN = 200, 600  # at least, in each language


def written(language: str) -> list[sentences.Sentence]:
    return [one for one in sentences.load() if one.language == language]


def rule(values: np.ndarray, labels: np.ndarray) -> float:
    """Accuracy of the best threshold on one number."""
    hits = [np.mean((values > cut) == labels) for cut in np.unique(values)]
    return max(max(hits), 1 - min(hits))


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_are_enough_in_many_domains_and_kinds(language: str) -> None:
    assert len(written(language)) >= 700
    assert len(sentences.training(language)) >= TRAIN
    assert len(sentences.held_out(language)) >= HELD_OUT
    assert len({one.domain for one in written(language)}) >= 8
    assert {one.kind for one in written(language)} == set(sentences.KINDS)
    lengths = [len(tokens(one.text)) for one in written(language)]
    assert min(lengths) <= 4
    assert max(lengths) >= 15


def test_each_stands_there_once_and_is_written_cleanly() -> None:
    texts = [one.text for one in sentences.load()]
    assert len(set(texts)) == len(texts)
    for one in sentences.load():
        assert one.text == " ".join(one.text.split())
        assert one.language in LANGUAGES
        assert one.label in (0, 1)
        assert one.split in ("train", "test")
        assert any("\u4e00" <= sign <= "\u9fff" for sign in one.text) == (one.language == "zh")


@pytest.mark.parametrize("language", LANGUAGES)
def test_held_out_are_as_many_of_each_label_in_each_domain(language: str) -> None:
    counts = Counter((one.domain, one.label) for one in sentences.held_out(language))
    assert len(set(counts.values())) == 1
    kinds = Counter((one.kind, one.label) for one in sentences.held_out(language))
    assert all(kinds[kind, 0] == kinds[kind, 1] for kind in sentences.KINDS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_neither_domain_nor_length_nor_kind_gives_the_label_away(language: str) -> None:
    serious = [one for one in written(language) if one.kind != "irony"]
    for field in ("domain", "kind"):
        by_value = Counter((getattr(one, field), one.label) for one in serious)
        values = {value for value, _ in by_value}
        majority = sum(max(by_value[value, 0], by_value[value, 1]) for value in values) / len(serious)
        assert majority <= 0.52
    labels = np.array([one.label for one in serious])
    for length in (len, lambda text: len(tokens(text))):
        assert rule(np.array([length(one.text) for one in serious]), labels) <= 0.55


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_single_word_or_sign_gives_the_label_away(language: str) -> None:
    serious = [one for one in written(language) if one.kind != "irony"]
    side: Counter = Counter()
    for one in serious:
        for name in {token.name for token in tokens(one.text)} | set(one.text):
            side[name] += 2 * one.label - 1
    extra = 2 * sum(one.label for one in serious) - len(serious)
    assert all(abs(2 * balance - extra) / (2 * len(serious)) <= 0.06 for balance in side.values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_held_out_sentence_is_near_to_one_that_trains(language: str) -> None:
    texts = [one.text for one in sentences.training(language)]
    assert not set(sentences.training(language)) & set(sentences.held_out(language))
    asked = sentences.held_out(language) + sentences.ironic(language)
    assert max(near.nearest(one.text, texts).similarity for one in asked) < NEAR


def test_irony_trains_nothing() -> None:
    for language in LANGUAGES:
        assert len(sentences.ironic(language)) >= 30
        assert "irony" not in {one.kind for one in sentences.training(language)}
        assert "irony" not in {one.kind for one in sentences.held_out(language)}


# --- near-duplicates


def test_similarity_is_what_is_counted_on_paper() -> None:
    # abc bcd cde | bcd cde def: two of four
    assert near.similarity("abcde", "bcdef") == pytest.approx(2 / 4)
    # 真好 好吃 | 真好 好看: one of three
    assert near.similarity("真好吃。", "真好看！") == pytest.approx(1 / 3)
    assert near.similarity("The soup was good.", "the SOUP was good!") == 1
    assert near.similarity("cat", "dog") == 0
    assert near.similarity("", "") == 1


def test_the_nearest_is_the_one_that_no_other_beats() -> None:
    texts = [one.text for one in sentences.held_out("en")[:30]]
    for text in texts[:5]:
        others = [other for other in texts if other != text]
        found = near.nearest(text, others)
        assert found.similarity == max(near.similarity(text, other) for other in others)
        assert near.similarity(text, others[found.place]) == found.similarity
    assert near.nearest("xyz", ["abc"]) == (-1, 0)


# --- the leak


def test_a_copy_lacks_one_word_and_is_near() -> None:
    random = np.random.default_rng(0)
    for text in ("The hotel room was clean and quiet.", "这家小馆子的味道太棒了。"):
        copy = leak.without_a_word(text, random)
        gone = [token.name for token in tokens(text)]
        left = [token.name for token in tokens(copy)]
        assert left in [list(some) for some in combinations(gone, len(gone) - 1)]
        assert near.similarity(text, copy) > NEAR
    assert leak.without_a_word("Good.", random) == "Good."


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_leaks_is_known_and_nothing_else_is_learned(language: str) -> None:
    found = leak.leak(sentences.training(language)[::3], sentences.held_out(language), 0.5, seed=0)
    assert found.leaky_there - found.honest_there > 0.2
    assert abs(found.leaky_elsewhere - found.honest_elsewhere) < 0.1
    assert len(found.places) == len(sentences.held_out(language)) / 2
    assert found.leaky == pytest.approx((found.leaky_there + found.leaky_elsewhere) / 2)
    assert found.honest == pytest.approx((found.honest_there + found.honest_elsewhere) / 2)


def test_a_share_that_leaks_nothing_or_everything_is_refused() -> None:
    held_out = sentences.held_out("en")[:10]
    for share in (0.0, 0.01, 1.0):
        with pytest.raises(ValueError, match="share"):
            leak.leak(held_out, held_out, share, seed=0)


def test_a_sweep_is_the_mean_of_its_draws_and_the_recorded_one_has_its_shape() -> None:
    training, held_out = sentences.training("en")[::20], sentences.held_out("en")[:40]
    honest, points = leak.sweep(training, held_out, [0.25, 0.5], 2)
    drawn = [leak.leak(training, held_out, 0.5, seed) for seed in (0, 1)]
    assert honest == drawn[0].honest
    assert points[1].leaky == pytest.approx(np.mean([one.leaky for one in drawn]))
    assert points[1].there == pytest.approx(np.mean([one.leaky_there for one in drawn]))
    assert points[1].elsewhere == pytest.approx(np.mean([one.leaky_elsewhere for one in drawn]))
    facts = load_facts(network.FACTS, network.REBUILD, "languages")["languages"]
    for one in facts.values():
        reached = [leak.Point(**point) for point in one["leak"]["points"]]
        assert reached[-1].leaky - one["leak"]["honest"] > 0.09
        assert max(abs(point.elsewhere - one["leak"]["honest"]) for point in reached) < 0.05
