"""Terms on the pages: marked where a reader meets them first, and listed with what they mean."""

import re

import pytest

from dlplay import locale
from dlplay.locale import glossary
from dlplay.ui import terms
from dlplay.ui.rooms import ROOMS

LABS = [room.name for room in ROOMS if (locale.FOLDER / "en" / f"{room.name}_try.md").is_file()]
LINK = re.compile(r'\[([^]]*)\]\(glossary\?term=(\w+)&lang=(\w+) "([^"]*)"\)')


@pytest.mark.parametrize("language", locale.LANGUAGES)
@pytest.mark.parametrize("page", LABS)
def test_a_mark_changes_no_word_and_no_term_is_marked_twice(page: str, language: str) -> None:
    for text in (locale.t(f"{page}.promise", language), locale.long_text(f"{page}_try", language)):
        marked = terms.marked(text, language)
        assert LINK.sub(r"\1", marked) == text
        keys = [key for _, key, _, _ in LINK.findall(marked)]
        assert len(keys) == len(set(keys))
        for _, key, spoken, explained in LINK.findall(marked):
            assert (spoken, explained) == (language, glossary.terms()[key].texts[language])


def test_a_term_is_marked_at_its_first_use_alone() -> None:
    text = "A gradient, `relu`, **ReLU** and $gradient$: relu and the gradient of ∂E."
    words = [word for word, *_ in LINK.findall(terms.marked(text, "en"))]
    assert words == ["gradient", "relu"]
    assert terms.marked(text, "en", "gradients of ReLU") == text


@pytest.mark.parametrize("language", locale.LANGUAGES)
@pytest.mark.parametrize("page", LABS)
def test_every_term_of_a_sentence_is_linked_there_or_in_what_stands_above(page: str, language: str) -> None:
    words = locale.catalogue(language)
    sections = [text for key, text in words.items() if re.fullmatch(rf"{page}\.\w+_intro", key)]
    promise = locale.t(f"{page}.promise", language)
    above = {key for _, key, _, _ in LINK.findall(terms.marked(promise, language))}
    for text in (*sections, locale.long_text(f"{page}_try", language)):
        linked = {key for _, key, _, _ in LINK.findall(terms.marked(text, language, promise))}
        prose = terms.KEPT.sub("", text)
        used = [term for term in glossary.used_in([prose], language) if not term.everyday]
        named = {term.key for term in glossary.used_in([promise], language)}
        assert {one.key for one in used if not one.is_symbol} <= linked | above | named


@pytest.mark.parametrize("language", locale.LANGUAGES)
@pytest.mark.parametrize("page", LABS)
def test_the_page_s_list_explains_the_terms_of_its_texts(page: str, language: str) -> None:
    listed = terms.listed(page, language)
    used = glossary.used_in([locale.t(f"{page}.promise", language)], language)
    assert all(term.texts[language] in listed for term in used)
    assert all(term.texts[language] in listed for term in glossary.touched_on(page))
    assert listed.count("\n\n") >= 8


def test_a_page_that_uses_the_words_lists_them() -> None:
    for page, word in (("shakespeare", "perplexity"), ("memory", "spectral_radius"), ("network", "l2")):
        assert glossary.terms()[word].texts["en"] in terms.listed(page, "en")
    assert "glossary?lang=zh" in terms.listed("losses", "zh")
    assert "course?here=losses&lang=zh" in terms.listed("losses", "zh")
    assert "course?here" not in terms.listed("course", "zh")
