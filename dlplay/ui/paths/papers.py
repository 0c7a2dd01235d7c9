"""A path on paper: a sheet with blanks for students, and the answers for the teacher, by the same numbers."""

from collections.abc import Callable, Iterator
from urllib.parse import urlencode, urljoin, urlsplit

import streamlit as st

from dlplay.classroom.paths import Lessons, Part, Question
from dlplay.ui import codes, language, qr
from dlplay.ui.language import t
from dlplay.ui.paths.wording import clock, say

BLANK = '<div class="paths-blank">{}</div>'
# of blanks to write in, below each question
ASKED = ("guess", "seen", "why")


def sheet(path: Lessons) -> None:
    """For students: each question with lines for prediction, outcome and reason, and the way to its page."""
    names = "".join(BLANK.format(t(f"paths.{one}")) for one in ("student", "date"))
    st.markdown(f'<div class="paths-head">{names}</div>', unsafe_allow_html=True)
    blanks = "".join(BLANK.format(t(f"paths.{one}")) for one in ASKED)
    lines = f'<div class="paths-lines">{blanks}</div>'
    for place, (part, asked) in enumerate(_numbered(path, lambda one: f"{one.text}\n\n{lines}")):
        with st.container(key=f"paths_part_{place}"):
            code, address = _code(part)
            st.markdown(
                f"{code}**{say(part.title)}** · {t(f'{part.page}.title')} {address}\n\n{asked}",
                unsafe_allow_html=True,
            )
    last = path.parts[-1]
    st.markdown(f"**{say(last.title)}**\n\n{BLANK.format('') * 3}", unsafe_allow_html=True)


def answers(path: Lessons) -> None:
    """For the teacher: the same questions with their answers."""
    for part, asked in _numbered(path, lambda one: f"{one.text}\n\n   {one.answer}"):
        begin = path.starts[path.parts.index(part)]
        st.markdown(f"**{clock(begin)} · {say(part.title)}** · {t(f'{part.page}.title')}\n\n{asked}")


def here() -> str:
    """The address of this page."""
    return st.context.url or "http://localhost/"


def _numbered(path: Lessons, written: Callable[[Question], str]) -> Iterator[tuple[Part, str]]:
    """Each part with questions, and these, numbered through all of the path."""
    number = 0
    for part in path.parts:
        asked = []
        for one in part.questions(language.current()):
            number += 1
            asked.append(f"{number}. {written(one)}")
        if asked:
            yield part, "\n\n".join(asked)


def _code(part: Part) -> tuple[str, str]:
    """The part's page as a QR code and as an address; no code where the address is this computer's alone."""
    query = urlencode(part.query | {language.PARAMETER: language.current()})
    address = urljoin(here(), f"{part.page}?{query}")
    host = urlsplit(address).hostname
    if host in codes.OWN:
        return "", f"`/{part.page}?{query}`"
    return f'<div class="paths-code">{qr.svg(address, t("qr.open"))}</div>', ""
