"""The numbers in the answers to "Try this" of the page on sentences."""

import numpy as np

from dlplay.assets import load_facts
from dlplay.numbers import percent, plain, signed
from dlplay.sentiment import judge, network
from dlplay.sentiment.examples import PRAISE, SENTENCES
from dlplay.sentiment.leak import without_a_word
from dlplay.sentiment.meaning import alike
from dlplay.sentiment.near import nearest, similarity
from dlplay.sentiment.pieces import tokens
from dlplay.sentiment.sentences import held_out, training
from dlplay.sentiment.teaching import QUESTIONS, Taught, learn, sample
from dlplay.sentiment.tricks import TRICKS, swap, swappable


def numbers(language: str) -> dict[str, str]:
    """By the names that the questions' answers have for them."""
    judging, facts = network.load(), load_facts(network.FACTS, network.REBUILD)["languages"]

    def positive(text: str) -> str:
        return percent(judge(text), language)

    bad = judging([token.name for token in tokens("The soup was not bad.")])
    sentences, ironic = SENTENCES[language], facts[language]
    own = {"en": "not", "zh": "不"}[language]
    other = next(one for one in alike(judging, own, 100) if one.name.isascii() != own.isascii())
    taught = {question: _taught(language, question) for question in QUESTIONS}
    flipped = taught["mood"]._replace(labels=tuple(1 - one for one in taught["mood"].labels))
    learned = {
        "bag": learn("words", taught["mood"]),
        "features": learn("network", taught["mood"]),
        "flipped": learn("network", flipped),
        "topic_bag": learn("words", taught["topic"]),
        "topic_features": learn("network", taught["topic"]),
    }
    return {
        "bad_share": signed(bad.shares[4], decimals=2),
        "bad_alone": positive("bad"),
        "with_not": positive("The soup was not bad."),
        "without_not": positive("The soup was bad."),
        "contrast": positive(sentences["contrast"]),
        "turned": positive(sentences["turned"]),
        "irony": positive(sentences["irony"]),
        "ironic": str(ironic["ironic"]),
        "ironic_right": str(round(ironic["irony"] * ironic["ironic"])),
        "misspelt": positive("The soup was delicous!"),
        "unknown": positive(sentences["unknown"]),
        "like_not": other.name,
        "like_not_cosine": plain(other.cosine, decimals=2),
        **{name: percent(one.accuracy, language, decimals=0) for name, one in learned.items()},
        **_turned(language),
        **_leaked(language),
    }


def _turned(language: str) -> dict[str, str]:
    """What a negation, a spelling mistake and another order of the clauses make of sentences."""
    text = PRAISE[language]
    negated, jumbled = (
        [TRICKS[trick](text, tokens(text), place) for place in range(len(tokens(text)))]
        for trick in ("negate", "jumble")
    )
    most, worst = min(negated, key=judge), min(jumbled, key=judge)
    half = negated[{"en": 3, "zh": 6}[language]]  # before what the first clause praises
    swapped = [(one.text, swap(one.text, language) or one.text) for one in swappable(language)]
    chances = {
        "praise": judge(text),
        "negated_p": judge(most),
        "half_p": judge(half),
        "jumbled_p": judge(worst),
    }
    return {name: percent(one, language) for name, one in chances.items()} | {
        "negated": most,
        "half": half,
        "jumbled_count": str(sum(one != text for one in jumbled)),
        "jumbled_turned": str(sum(judge(one) < 0.5 for one in jumbled)),
        "swapped_count": str(len(swapped)),
        "swapped_turned": str(sum((judge(one) > 0.5) != (judge(other) > 0.5) for one, other in swapped)),
    }


def _leaked(language: str) -> dict[str, str]:
    """A bag of words of which half of the test sentences leaked; how near two sentences are."""
    measured = load_facts(network.FACTS, network.REBUILD)["languages"][language]["leak"]
    half = next(one for one in measured["points"] if one["share"] == 0.5)
    first = held_out(language)[0].text
    copy = without_a_word(first, np.random.default_rng(1))
    shares = {"before": measured["honest"], "after": half["leaky"], "true": half["elsewhere"]}
    return {f"leak_{name}": percent(one, language) for name, one in shares.items()} | {
        "copy_j": plain(similarity(first, copy), 2),
        "nearest_j": plain(nearest(first, [one.text for one in training(language)]).similarity, 2),
    }


def _taught(language: str, question: str) -> Taught:
    """All thirty sentences of the first draw with their true labels."""
    thirty = sample(language, question, 1)
    labels = tuple(QUESTIONS[question].truth(one) for one in thirty)
    return Taught(tuple(one.text for one in thirty), labels, language, question, 1)
