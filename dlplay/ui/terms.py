"""The glossary on every page: a term's first use explains it, a list explains all that belong to the page.

No element more for a term: a marked word is a link within its sentence, whose title browsers show on hover.
"""

import re
from functools import cache

import streamlit as st

from dlplay import locale
from dlplay.locale import LANGUAGES, glossary
from dlplay.ui import language
from dlplay.ui.language import t
from dlplay.ui.rooms import ROOMS

KEPT = re.compile(
    r"`[^`]*`|\$[^$]*\$|\*\*.*?\*\*|\[[^]]*\]\([^)]*\)"
)  # code, formulas, names of controls, links


def popover(name: str) -> None:
    """A button that opens the terms of page `name` with what they mean."""
    if words := listed(name, language.current()):
        with st.popover(t("frame.words"), icon=":material/dictionary:"):
            st.markdown(words)


@cache
def listed(name: str, spoken: str) -> str:
    """Both names and the meaning of each term of a page, as Markdown; or nothing.

    Those that its texts use come first, as they use them, then those that can be touched on it.
    """
    words = locale.catalogue(spoken)
    texts = [text for key, text in words.items() if key.startswith(f"{name}.")]
    other = next(code for code in LANGUAGES if code != spoken)
    used, touched = glossary.used_in(texts, spoken), glossary.touched_on(name)
    entries = [
        f"**{term.names[spoken]}** · {term.names[other]}  \n{term.texts[spoken]}"
        for term in {term.key: term for term in (*used, *touched)}.values()
    ]
    ways = [f"[{words['frame.all_words']}](glossary?lang={spoken})"]
    if any(room.name == name and room.teaches for room in ROOMS):
        ways.append(f"[{words['frame.on_map']}](course?here={name}&lang={spoken})")
    return "\n\n".join([*entries, " · ".join(ways)]) if entries else ""


@cache
def marked(text: str, spoken: str, before: str = "") -> str:
    """A text of the catalogue in which terms that `before` does not use are links, once each."""
    seen = {term.key for term in glossary.used_in([before], spoken)}
    kept = [match.span() for match in KEPT.finditer(text)]
    pieces, end = [], 0
    for term, match in glossary.uses(text, spoken):
        start = match.start()
        in_formula = term.is_symbol and text[match.end() :][:1].isalpha()
        if term.everyday or in_formula or term.key in seen or any(low <= start < high for low, high in kept):
            continue
        seen.add(term.key)
        link = f'glossary?term={term.key}&lang={spoken} "{term.texts[spoken]}"'
        pieces += [text[end:start], f"[{match[0]}]({link})"]
        end = match.end()
    return "".join([*pieces, text[end:]])
