"""The network that judges sentences, without Keras: tokens, arithmetic by hand, shares, learning live."""

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlplay.assets import load_facts
from dlplay.sentiment import LONGEST, judge, live, network, pieces, sentences, teaching, tricks
from dlplay.sentiment.meaning import alike
from dlplay.sentiment.network import DILATION, FILTERS, VECTOR, Network, Weights
from dlplay.sentiment.shares import shares

VOCABULARY = {"good": 1, "n't": 2, "#<goo": 3, "好": 4, "不好": 5, "is": 6}


@pytest.fixture(scope="module")
def random_network() -> Network:
    """A network of random weights in float64, for slopes by finite differences."""
    random = np.random.default_rng(3)
    shapes = network.array_shapes(len(VOCABULARY))
    weights = Weights(**{name: random.normal(0, 0.4, shape) for name, shape in shapes.items()})
    weights.pieces[0] = 0
    return Network(VOCABULARY, weights)


def names(text: str) -> list[str]:
    return [token.name for token in pieces.tokens(text)]


# --- tokens and pieces


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It isn't bad.", "it|is|n't|bad"),
        ("I can’t, won't, dont, cannot!", "i|ca|n't|,|wo|n't|,|do|n't|,|can|not|!"),
        ("She's late; 20 minutes :(", "she|'s|late|;|20|minutes|:("),
        ("这家店不好吃！", "这|家|店|不|好|吃|!"),
        ("这个app很nice，推荐👍", "这|个|app|很|nice|,|推|荐|👍"),
        ("Café WOW", "café|wow"),
        ("want, hunt, important", "want|,|hunt|,|important"),
        ("。…“”", ""),
    ],
)
def test_a_sentence_becomes_tokens(text: str, expected: str) -> None:
    assert "|".join(names(text)) == expected


@given(st.text())
def test_every_token_stands_where_it_says(text: str) -> None:
    found = pieces.tokens(text)
    assert all(0 <= one.start < one.end <= len(text) for one in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
    table = pieces.numbered([one.name for one in found], VOCABULARY)
    assert table.parts.shape == (len(found), pieces.PARTS)


def test_parts_of_a_word_and_of_a_character() -> None:
    assert pieces.parts(["odd"], 0) == ["#<odd", "#odd>"]
    assert pieces.parts(["i"], 0) == []
    assert pieces.parts(["不", "好"], 0) == ["<不", "不好"]
    assert pieces.parts(["不", "好"], 1) == ["不好", "好>"]
    assert len(pieces.parts(["a" * 50], 0)) == pieces.PARTS


def test_a_vocabulary_keeps_what_stands_in_enough_sentences() -> None:
    kept = pieces.collect(["good good", "good idea", "不好", "不好说"], least=2)
    assert list(kept) == ["#<goo", "#good", "#ood>", "<不", "good", "不", "不好", "好"]
    assert list(kept.values()) == list(range(1, 9))


# --- the arithmetic


def test_a_token_s_vector_is_its_own_and_the_mean_of_its_known_parts(random_network: Network) -> None:
    table = random_network.weights.pieces
    vectors = random_network(["good", "n't", "zzz", "不", "好"]).vectors
    expected = [table[1] + table[3], table[2], np.zeros(VECTOR), table[5], table[4] + table[5]]
    np.testing.assert_allclose(vectors, expected, rtol=1e-12)


@pytest.mark.parametrize("length", [1, 2, 3, 4, 9])
def test_the_pass_is_its_formulas_term_by_term(random_network: Network, length: int) -> None:
    weights = random_network.weights
    vectors = np.random.default_rng(length).normal(size=(length, VECTOR))

    def layer(x: np.ndarray, kernel: np.ndarray, bias: np.ndarray, apart: int) -> np.ndarray:
        rows = []
        for t in range(length):
            z = bias.copy()
            for k in (-1, 0, 1):
                if 0 <= t + apart * k < length:
                    z = z + x[t + apart * k] @ kernel[k + 1]
            rows.append([max(0.0, one) for one in z])
        return np.array(rows)

    near = layer(vectors, weights.near_kernel, weights.near_bias, 1)
    wide = layer(near, weights.wide_kernel, weights.wide_bias, DILATION)
    scores = [one @ weights.score + weights.score_bias for one in wide]
    powers = [math.exp(one @ weights.attention) for one in wide]
    logit = sum(power * score for power, score in zip(powers, scores, strict=True)) / sum(powers)

    trace = random_network.judge_vectors(vectors)
    np.testing.assert_allclose(trace.wide, wide, rtol=1e-10)
    assert trace.logit == pytest.approx(logit)
    assert trace.probability == pytest.approx(1 / (1 + math.exp(-logit)))
    assert trace.attention.sum() == pytest.approx(1)


def test_slopes_are_those_of_finite_differences(random_network: Network) -> None:
    vectors = np.random.default_rng(1).normal(size=(7, VECTOR))
    slopes = random_network.slopes(random_network.judge_vectors(vectors))
    step = 1e-6
    for place in [(0, 0), (3, 5), (6, 23), (4, 11)]:
        moved = np.zeros_like(vectors)
        moved[place] = step
        up, down = (random_network.judge_vectors(vectors + sign * moved).logit for sign in (1, -1))
        assert slopes[place] == pytest.approx((up - down) / (2 * step), abs=1e-6)


# --- the shipped network


@pytest.fixture(scope="module")
def figures() -> dict:
    return load_facts(network.FACTS, network.REBUILD, "languages")["languages"]


@pytest.mark.parametrize("language", sentences.LANGUAGES)
def test_the_recorded_figures_are_those_of_the_shipped_network(figures: dict, language: str) -> None:
    def right(asked: list[sentences.Sentence]) -> float:
        return float(np.mean([(judge(one.text) > 0.5) == one.label for one in asked]))

    assert right(sentences.held_out(language)) == pytest.approx(figures[language]["accuracy"], abs=0.01)
    assert right(sentences.ironic(language)) == pytest.approx(figures[language]["irony"], abs=0.03)
    for kind, recorded in figures[language]["by_kind"].items():
        asked = [one for one in sentences.held_out(language) if one.kind == kind]
        assert right(asked) == pytest.approx(recorded, abs=0.04)
    assert figures[language]["accuracy"] > 0.7  # a bag of words reaches less
    assert figures[language]["by_kind"]["plain"] > 0.85


@pytest.mark.parametrize(
    ("positive", "negative"),
    [
        ("The film was wonderful.", "The film was terrible."),
        ("I love this song!", "I hate this song!"),
        ("The food is not bad.", "The food is not good."),
        ("It isn't boring at all.", "It isn't interesting at all."),
        ("这部电影太好看了。", "这部电影太难看了。"),
        ("我很喜欢这个老师。", "我很讨厌这个老师。"),
        ("味道一点也不差。", "味道一点也不好。"),
    ],
)
def test_plain_words_and_their_negations_are_judged(positive: str, negative: str) -> None:
    assert judge(positive) > 0.5 > judge(negative)


def test_texts_of_every_kind_have_an_answer_or_a_sentence() -> None:
    assert judge("") == judge("。 … \n") == 0.5
    for text in ("Nice! 但是太贵了 👎", "<b>good</b>", "\x00\ud83d", "q" * LONGEST, "İ ﬁ ǅ", "12345 !!!"):
        assert 0 < judge(text) < 1
    with pytest.raises(ValueError, match="at most 1000 characters, got 10000"):
        judge("好" * 10_000)


def test_the_files_are_small_and_their_weights_read_only() -> None:
    assert network.WEIGHTS.stat().st_size + network.VOCABULARY.stat().st_size <= 2e6
    assert not network.load().weights.pieces[0].any()
    assert not any(array.flags.writeable for array in network.load().weights)
    assert network.load().weights.near_kernel.shape == (3, VECTOR, FILTERS)


# --- shares


@pytest.mark.parametrize("text", ["Not bad at all, I love it!", "虽然排了半小时队，但味道真不错。", "Good"])
def test_shares_add_up(text: str) -> None:
    shipped = network.load()
    found, trace = shares(shipped, names(text)), shipped(names(text))
    assert found.places.sum() == pytest.approx(float(trace.logit), abs=1e-4)
    assert found.integrated.sum() == pytest.approx(float(trace.logit) - found.base, abs=0.05)
    assert len(found.places) == len(found.integrated) == len(found.left_out) == len(names(text))


def test_what_is_left_out_is_asked_without_it() -> None:
    shipped = network.load()
    found = shares(shipped, ["the", "soup", "was", "delicious"])
    rest = shipped(["the", "soup", "was"]).logit
    whole = shipped(["the", "soup", "was", "delicious"]).logit
    assert found.left_out[3] == pytest.approx(float(whole - rest), abs=1e-6)
    assert min(found.integrated[3], found.left_out[3], found.places[3]) > 0


def test_an_unknown_word_has_no_integrated_gradient(random_network: Network) -> None:
    assert shares(random_network, ["good", "zzz", "好"]).integrated[1] == 0


# --- learning live


def test_logistic_regression_ends_where_the_slope_is_zero() -> None:
    random = np.random.default_rng(0)
    x, labels = random.normal(size=(30, 3)), np.arange(30) % 2
    line = live.fit(x, labels, steps=5000, decay=0.1)
    assert (np.diff(line.losses) <= 1e-12).all()
    assert line.losses[0] == pytest.approx(math.log(2))

    def loss(weights: np.ndarray, bias: float) -> float:
        p = 1 / (1 + np.exp(-(x @ weights + bias)))
        cross_entropy = -np.mean(labels * np.log(p) + (1 - labels) * np.log(1 - p))
        return cross_entropy + 0.05 * weights @ weights

    assert line.losses[-1] == pytest.approx(loss(line.weights, line.bias))
    for direction in np.eye(3):
        up, down = (loss(line.weights + sign * 1e-4 * direction, line.bias) for sign in (1, -1))
        assert (up - down) / 2e-4 == pytest.approx(0, abs=1e-6)


def test_a_bag_counts_each_word_once_and_has_length_one() -> None:
    texts = ["good good soup", "不好", "unknown"]
    vocabulary = live.words(texts[:2])
    assert set(vocabulary) == {"good", "soup", "不", "好", "<不", "不好", "好>"}
    x = live.bag(texts, vocabulary)
    np.testing.assert_allclose(np.linalg.norm(x, axis=1), [1, 1, 0])
    assert x[0, vocabulary["good"]] == pytest.approx(1 / math.sqrt(2))


@pytest.mark.parametrize("language", sentences.LANGUAGES)
def test_thirty_sentences_teach_the_network_s_features_more_than_a_bag_of_words(language: str) -> None:
    training = sentences.training(language)
    thirty = [training[place] for place in np.random.default_rng(1).choice(len(training), 30, replace=False)]
    texts, labels = [one.text for one in thirty], np.array([one.label for one in thirty])
    asked = sentences.held_out(language)
    answers = np.array([one.label for one in asked])
    vocabulary = live.words(texts)
    ways = {
        "words": lambda of: live.bag(of, vocabulary),
        "network": lambda of: live.pooled(of, network.load()),
    }
    curves = {}
    for name, features in ways.items():
        x = features([one.text for one in asked])
        curves[name] = live.learning_curve(features(texts), labels, x, answers, [1, 10, 20, 30])
    assert curves["words"][0] == 0.5
    assert curves["network"][-1] > 0.65
    assert curves["network"][-1] > curves["words"][-1]


def test_sentences_of_one_label_teach_nothing() -> None:
    with pytest.raises(ValueError, match="each label"):
        live.fit(np.ones((3, 2)), np.ones(3, int))


# --- teaching


@pytest.mark.parametrize("question", teaching.QUESTIONS)
@pytest.mark.parametrize("language", sentences.LANGUAGES)
def test_thirty_sentences_are_half_of_each_answer_and_none_measures(language: str, question: str) -> None:
    truth, thirty = teaching.QUESTIONS[question].truth, teaching.sample(language, question, 1)
    assert [len(set(thirty)), sum(map(truth, thirty))] == [teaching.COUNT, teaching.COUNT / 2]
    asked, answers = teaching.measure(language, question, 1)
    assert not {one.text for one in thirty} & set(asked)
    assert len(asked) == len(answers) > 200
    assert 0.45 < answers.mean() < 0.55
    assert teaching.sample(language, question, 2) != thirty


def test_texts_and_labels_of_anybody_are_learned() -> None:
    taught = teaching.Taught(("good soup", "bad soup", "好", "坏"), (1, 0, 1, 0), "en", "mood", 1)
    line = teaching.learn("words", taught).line
    weights = dict(zip(live.words(taught.texts), line.weights, strict=True))
    assert weights["good"] > 0 > weights["bad"]
    assert weights["soup"] == pytest.approx(0, abs=1e-9)
    counts, accuracy = teaching.curve("words", taught)
    assert counts == [3, 4]
    assert accuracy[-1] == teaching.learn("words", taught).accuracy
    assert teaching.learn("network", taught.first(1)) == (None, 0.5)


# --- words alike


def test_words_alike_are_those_of_the_largest_cosine() -> None:
    weights = Weights(*(np.zeros(shape) for shape in network.array_shapes(len(VOCABULARY)).values()))
    weights.pieces[[1, 2, 5, 6], :2] = [[2, 0], [1, 1], [9, 9], [3, 1]]
    names = {"good": 1, "n't": 2, "不好": 5, "is": 6, "好": 4}
    weights.pieces[4, 1] = 1
    found = alike(Network(names, weights), "good", 5)
    assert [one.name for one in found] == ["is", "好"]  # no part of a word, no pair
    assert found[0].cosine == pytest.approx(3 / math.sqrt(10))
    assert alike(Network(names, weights), "absent", 5) == []


def test_negations_have_come_near_each_other_across_the_languages() -> None:
    shipped = network.load()
    assert {"不", "neither"} <= {one.name for one in alike(shipped, "not", 6)}
    assert "yet" in {one.name for one in alike(shipped, "but", 3)}


# --- sentences changed at one place


@pytest.mark.parametrize(
    ("trick", "text", "expected"),
    [
        ("negate", "It is good!", ["not It is good!", "It not is good!", "It is not good!", "It is good!"]),
        ("negate", "好吃", ["不好吃", "好不吃"]),
        ("stress", "isn't", ["very isn't", "isn't"]),
        (
            "jumble",
            "Fine, thanks 真好吃",
            ["Fnie, thanks 真好吃", "Fine, thanks 真好吃", "Fine, thnaks 真好吃"],
        ),
        ("jumble", "真好吃", ["好真吃", "真吃好", "真好吃"]),
        ("unseen", "so 好 7", ["blorf 好 7", "so 龘 7", "so 好 7"]),
    ],
)
def test_a_trick_changes_one_place_and_signs_stay(trick: str, text: str, expected: list[str]) -> None:
    found = pieces.tokens(text)
    changed = [tricks.TRICKS[trick](text, found, place) for place in range(len(found))]
    assert changed[: len(expected)] == expected


@given(st.text(max_size=40), st.sampled_from(list(tricks.TRICKS)))
def test_every_text_can_be_changed_everywhere(text: str, trick: str) -> None:
    found = pieces.tokens(text)
    for place in range(len(found)):
        assert pieces.tokens(tricks.TRICKS[trick](text, found, place))


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "The room is small, but I love it.", "I love it, but the room is small."),
        ("en", "I like it but it broke!", "It broke, but I like it!"),
        ("en", "Although it rained, but no.", None),
        ("en", "All good.", None),
        ("zh", "房间小，但是很舒服。", "很舒服，但是房间小。"),
        ("zh", "他很聪明，可惜心术不正。", None),
        ("zh", "虽然贵，但是好吃。", None),
    ],
)
def test_the_clauses_around_but_are_exchanged(language: str, text: str, expected: str | None) -> None:
    assert tricks.swap(text, language) == expected


@pytest.mark.parametrize("language", sentences.LANGUAGES)
def test_what_is_swapped_are_different_sentences_of_the_same_words(language: str) -> None:
    chosen = tricks.swappable(language)
    assert len(set(chosen)) == len(chosen) >= 25
    for one in chosen:
        swapped = tricks.swap(one.text, language)
        assert swapped != one.text
        assert set(names(swapped)) - {","} == set(names(one.text)) - {","}
