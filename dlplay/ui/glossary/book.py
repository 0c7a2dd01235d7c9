"""The terms by letter, those that are searched for, and the one that a link asks for."""

from collections.abc import Iterable
from itertools import groupby

import streamlit as st

from dlplay.locale import LANGUAGES, glossary
from dlplay.locale.glossary import Term
from dlplay.ui import language
from dlplay.ui.experiment import Experiment
from dlplay.ui.glossary.settings import GlossarySettings
from dlplay.ui.language import t


def show(experiment: Experiment[GlossarySettings]) -> None:
    """The two ways to look a word up, then what they find."""
    spoken = language.current()
    terms = glossary.terms()
    by_name, by_words = st.columns(2)
    with by_name:
        offered = ["", *(term.key for term in glossary.in_order(spoken))]
        chosen = experiment.select(
            "term", lambda key: terms[key].names[spoken] if key else t("glossary.term_none"), among=offered
        )
    with by_words:
        words = experiment.write("find", line=True)
    if chosen:
        st.container(border=True).markdown(entry(terms[chosen]), unsafe_allow_html=True)
    found = glossary.found(words, spoken)
    st.caption(t("glossary.found", count=len(found), all=len(terms)) if found else t("glossary.found_none"))
    st.markdown(by_letter(found), unsafe_allow_html=True)  # the glossary's own words alone


def by_letter(found: Iterable[Term]) -> str:
    """The terms as Markdown, a heading for each letter; they come in the order of the language."""
    spoken = language.current()
    parts = []
    for letter, under in groupby(found, key=lambda term: term.letter(spoken)):
        parts += [f"### {letter or t('glossary.symbols')}", *map(entry, under)]
    return "\n\n".join(parts)


def entry(term: Term) -> str:
    """Both names, the meaning, perhaps the formula, and links to the pages, as Markdown.

    The other name says in which language it is, so that it is read aloud in that one.
    """
    spoken = language.current()
    other = next(code for code in LANGUAGES if code != spoken)
    formula = f"\n\n$\\displaystyle {term.formula}$" if term.formula else ""
    pages = " · ".join(f"[{t(f'{page}.title')}]({page}?lang={spoken})" for page in term.pages)
    return (
        f'**{term.names[spoken]}** · <span lang="{other}">{term.names[other]}</span>  \n{term.texts[spoken]} '
        f":small[{t('glossary.pages')} {pages}]{formula}"
    )
