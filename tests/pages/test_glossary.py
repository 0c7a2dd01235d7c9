"""The glossary's page: all terms in both languages, one by a link, some by a search."""

import pytest

from dlplay import locale
from dlplay.locale import glossary
from tests.pages.app import open_page, run, texts

PAGE = "classroom/glossary"


@pytest.mark.parametrize("language", locale.LANGUAGES)
def test_every_term_stands_there_with_both_names(language: str) -> None:
    shown = texts(open_page(PAGE, language))
    for term in glossary.terms().values():
        assert term.texts[language] in shown
        assert all(name in shown for name in term.names.values())


@pytest.mark.parametrize("language", locale.LANGUAGES)
def test_a_link_opens_one_term_above_all(language: str) -> None:
    app = open_page(PAGE, language, term="spectral_radius")
    term = glossary.terms()["spectral_radius"]
    assert term.texts[language] in app.markdown[1].value
    assert len(app.markdown[1].value) < 1000
    assert app.query_params["term"] == "spectral_radius"


def test_a_search_leaves_what_it_finds() -> None:
    app = open_page(PAGE, find="forget gate")
    assert "spectral radius" not in texts(app)
    assert glossary.terms()["forget_gate"].texts["en"] in texts(app)
    app.text_input[0].set_value("<b>$x$ qwertz")
    assert locale.t("glossary.found_none", "en") in texts(run(app))


def test_a_term_is_linked_in_the_sentence_below_a_heading() -> None:
    below = [one.value for one in open_page("foundations/neuron", view="layers").caption]
    assert any("[gradient descent](glossary?term=gradient_descent&lang=en " in one for one in below)
