"""Words of others as Markdown: they come out letter for letter, whatever signs they hold."""

import re

from hypothesis import given
from hypothesis import strategies as st

from dlplay.ui.verbatim import LONGEST, UNSEEN, verbatim

SIGNS = st.text(st.sampled_from("ab `*_<>[]()!$:#|\\\n\u202e学"), max_size=20)


@given(st.one_of(SIGNS, st.text(max_size=LONGEST)))
def test_a_code_span_holds_the_word_and_nothing_else(word: str) -> None:
    """Read by CommonMark's rule: up to the next run of as many backticks, without a blank at both ends."""
    shown = verbatim(word)
    fence = re.match("`+", shown)[0]
    assert "\n" not in shown
    assert fence not in re.findall("`+", shown[len(fence) : -len(fence)])
    inside = shown[len(fence) : -len(fence)]
    if inside[0] == inside[-1] == " " and inside.strip():
        inside = inside[1:-1]
    assert inside.strip() == UNSEEN.sub(" ", word).strip()


def test_a_long_word_is_cut_and_says_so() -> None:
    assert verbatim("x" * 100) == f"`{'x' * (LONGEST - 1)}…`"
    assert verbatim("") == "` `"
    assert verbatim("a`b") == "``a`b``"
    assert verbatim("`b") == "`` `b ``"
