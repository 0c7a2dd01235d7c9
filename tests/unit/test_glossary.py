"""The glossary: both languages of every term, in the order of each, found by name and by meaning."""

import re
import tomllib

import pytest

from dlplay import locale
from dlplay.locale import glossary
from dlplay.ui.rooms import ROOMS

LABS = {room.name for room in ROOMS} - {"glossary"}
ASKED = (  # terms for which students looked in vain
    "nats, logit, entropy, perplexity, spectral radius, residual, L1, L2, dropout, batch, epoch, "
    "initial weights, one-hot, truncated backpropagation, validation set, generalisation, underfitting, "
    "hyperparameter, receptive field, σ, η, δ"
)
WORDS = (
    "数字",
    "数据",
    "数值",
    "采样点",
    "采样率",
    "上采样",
    "余弦退火",
)  # each cut by the name of some term
HAN = re.compile(r"[\u4e00-\u9fff]")


def test_it_has_at_least_120_terms_and_those_that_were_missed() -> None:
    assert len(glossary.terms()) >= 120
    for word in ASKED.split(", "):
        assert glossary.used_in([word], "en"), word


@pytest.mark.parametrize("key", glossary.terms())
def test_a_term_is_whole_in_both_languages(key: str) -> None:
    term = glossary.terms()[key]
    for language in locale.LANGUAGES:
        assert term.names[language].strip()
        assert term.texts[language][-1] in ".。…"
    assert HAN.search(term.texts["zh"])
    assert not HAN.search(term.names["en"] + term.texts["en"])
    assert term.pages
    assert set(term.pages) <= LABS
    assert re.fullmatch(r"[a-zü0-9 ]+", term.pinyin)
    assert len(term.texts["en"]) < 260  # a sentence or two
    assert term.formula.count("{") == term.formula.count("}")
    assert term.formula.count(r"\left") - term.formula.count(r"\leftarrow") == term.formula.count(r"\right")


def test_no_entry_has_a_word_too_many() -> None:
    entries = tomllib.loads((locale.FOLDER / "glossary.toml").read_text(encoding="utf-8"))
    known = {"en", "zh", "pinyin", "text_en", "text_zh", "other_en", "other_zh", "formula"} | {
        "apart_en",
        "apart_zh",
        "pages",
        "everyday",
    }
    assert set().union(*entries.values()) <= known


@pytest.mark.parametrize("language", locale.LANGUAGES)
def test_no_two_terms_share_a_name(language: str) -> None:
    names = [word.lower() for term in glossary.terms().values() for word in term.written(language)]
    assert sorted(names) == sorted(set(names))


def test_terms_stand_in_the_order_of_the_language() -> None:
    names = {code: [term.names[code] for term in glossary.in_order(code)] for code in locale.LANGUAGES}
    assert names["en"][:3] == ["abstractive summary", "accuracy", "activation"]
    assert names["zh"].index("鞍点") < names["zh"].index("偏置") < names["zh"].index("熵")
    assert all("η" in listed[-14:][0] + " ".join(listed[-14:]) for listed in names.values())


def test_a_term_is_found_by_either_name_and_by_its_meaning() -> None:
    assert [term.key for term in glossary.found("谱半径", "en")] == ["spectral_radius"]
    assert "epoch" in {term.key for term in glossary.found("all training examples", "en")}
    assert glossary.found("", "zh") == list(glossary.in_order("zh"))
    assert glossary.found("qwertz", "en") == []


def test_the_longest_term_counts_and_words_within_words_do_not() -> None:
    def keys(text: str, language: str) -> list[str]:
        return [term.key for term in glossary.used_in([text], language)]

    assert keys("the learning rate, and two Gradients", "en") == ["learning_rate", "gradient"]
    assert keys("a classroom, a lossless gateway", "en") == []
    assert keys("交叉熵损失和梯度裁剪，专门", "zh") == ["cross_entropy", "loss", "gradient_clipping"]


def test_a_longer_word_that_holds_the_name_of_a_term_is_not_that_term() -> None:
    for text in ("对数字做什么", "对数据没有要求", "余弦退火"):
        assert glossary.used_in([text], "zh") == [], text
    found = glossary.used_in(["200 个采样点，从下面上采样，再采样，取对数", "夹角的余弦"], "zh")
    assert [term.key for term in found] == ["audio_sample", "upsampling", "sampling", "logarithm", "cosine"]
    for term in glossary.terms().values():
        for language, longer in term.apart.items():
            for word in longer:
                assert any(name in word for name in term.written(language)), word


def test_no_term_is_found_that_ends_or_begins_within_a_word() -> None:
    cut = [
        f"{word} in {key}: {text}"
        for key, text in locale.catalogue("zh").items()
        for word in WORDS
        for whole in re.finditer(word, text)
        for term, match in glossary.uses(text, "zh")
        if _overlap(match, whole) and not _within(whole, match)
    ]
    assert not cut, "\n".join(cut)


def _overlap(one: re.Match[str], other: re.Match[str]) -> bool:
    return one.start() < other.end() and other.start() < one.end()


def _within(inner: re.Match[str], outer: re.Match[str]) -> bool:
    return outer.start() <= inner.start() and inner.end() <= outer.end()


def test_a_schedule_of_the_learning_rate_is_no_similarity() -> None:
    for words in ("Cosine decay", "Warm-up, then cosine decay"):
        assert "cosine" not in {term.key for term in glossary.used_in([words], "en")}
    assert "cosine" in {term.key for term in glossary.used_in(["the cosine of two vectors"], "en")}
