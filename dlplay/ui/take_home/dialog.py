"""The button "Take home" and what it opens: reports, worksheet, notebook, pictures.

Python gives the words; the browser adds the pictures, which only it has, and writes the documents.
"""

import re
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from dlplay import locale
from dlplay.ui import at_home, language, questions, setting_words
from dlplay.ui.component import component
from dlplay.ui.language import t
from dlplay.ui.settings import to_query
from dlplay.ui.take_home import paper, predicted
from dlplay.ui.take_home.visited import Seen, visited

TABLE = "take_home."  # of the catalogue
INLINE = re.compile(r"\*\*(.+?)\*\*|\*(.+?)\*|`(.+?)`")
KINDS = ("strong", "em", "code")

_documents = component("take_home", Path(__file__).with_name("dialog.js"))


def button(name: str) -> None:
    """Opens what can be taken home from page `name`."""
    label = t("take_home.home")
    if st.button(label, icon=":material/download:", key="take_home"):
        st.dialog(label, width="large")(_shown)(name)


def _shown(name: str) -> None:
    _documents(data=given(name), key="take_home_documents", height="content")
    if at_home.shown() == name:
        st.markdown(f"**{t('take_home.code')}**")
        at_home.downloads()


def given(name: str) -> dict[str, Any]:
    """All that the browser needs for its documents; what stands between tags there is text."""
    spoken = language.current()
    catalogue = locale.catalogue(spoken)
    entries = [_entry(one, spoken) for one in visited()]
    view = str(st.session_state.get(f"{name}.view", ""))
    asked = questions.each(questions.asked(name, view, spoken))
    here = [one for one in entries if one["page"] == name]
    return {
        "words": {
            key.removeprefix(TABLE): words for key, words in catalogue.items() if key.startswith(TABLE)
        },
        "paper": paper.colours(),
        "language": "zh-CN" if spoken == "zh" else "en",
        "here": here[-1] if here else _bare(name),
        "questions": [[inline(one.asked), inline(one.answer)] for one in asked],
        "visit": entries,
        "predictions": [[inline(cell) for cell in row] for row in predicted.rows()],
    }


def _entry(one: Seen, spoken: str) -> dict[str, Any]:
    query = to_query(one.settings) | {language.PARAMETER: spoken}
    told = setting_words.told(one.page, one.settings)
    return _bare(one.page) | {
        "place": one.place,
        "address": f"{one.page}?{urlencode(query)}",
        "settings": told,
    }


def _bare(page: str) -> dict[str, Any]:
    title, promise = t(f"{page}.title"), t(f"{page}.promise")
    return {
        "page": page,
        "place": f"{page}/",
        "title": title,
        "promise": promise,
        "address": page,
        "settings": [],
    }


def inline(text: str) -> list[tuple[str, str]]:
    """The catalogue's Markdown within a line: pieces of text with the tag that each of them gets, or none."""
    pieces, end = [], 0
    for match in INLINE.finditer(text):
        pieces.append(("", text[end : match.start()]))
        pieces += [(kind, found) for kind, found in zip(KINDS, match.groups(), strict=True) if found]
        end = match.end()
    return [one for one in [*pieces, ("", text[end:])] if one[1]]
