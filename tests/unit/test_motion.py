"""Who asks the system for less motion gets it: nothing moves by itself."""

import re

import pytest

from dlplay.ui.rooms import ROOT

HOUSE = ROOT / "dlplay"
MOVES = re.compile(
    r"\b(?:animation|transition)(?:-\w+)?\s*:\s*(?!none)|@keyframes|<animate|scroll-behavior|startViewTransition"
)
RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
STILL = re.compile(r"@media \(prefers-reduced-motion: reduce\) \{((?:[^{}]*\{[^{}]*\})*)\s*\}")


def selectors(rules: str, declared: str) -> set[str]:
    """Those of the rules with such a declaration, one by one."""
    return {
        one.strip()
        for names, body in RULE.findall(rules)
        for one in names.rpartition("*/")[2].split(",")
        if re.search(declared, body) and not one.strip().startswith(("@", "from", "to"))
    }


def moving(sheet: str) -> set[str]:
    """What moves in a sheet and does not stand still for who asks for it."""
    still = set().union(
        *(selectors(block, r"\banimation: none|transition: none") for block in STILL.findall(sheet))
    )
    return selectors(STILL.sub("", sheet), r"\b(?:animation|transition): (?!none)") - still


@pytest.mark.parametrize("path", sorted(HOUSE.rglob("*.css")), ids=lambda path: path.name)
def test_what_moves_by_a_style_sheet_stands_still_where_that_is_asked_for(path) -> None:
    assert moving(path.read_text(encoding="utf-8")) == set()


def test_a_sheet_that_moves_is_found() -> None:
    assert moving(".a { animation: run 1s; } .b, .c { transition: top 1s; }") == {".a", ".b", ".c"}
    still = "@media (prefers-reduced-motion: reduce) { .a { animation: none; } .b { opacity: 1; } }"
    assert moving(f".a, .b {{ animation: run 1s; }} {still}") == {".b"}


@pytest.mark.parametrize("kind", ["py", "js"])
def test_nothing_else_declares_a_motion(kind: str) -> None:
    for path in HOUSE.rglob(f"*.{kind}"):
        assert not MOVES.search(path.read_text(encoding="utf-8")), path
