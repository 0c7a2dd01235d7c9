"""Notebooks to take home: what a page says, and its script in cells that run."""

import json

from hypothesis import given
from hypothesis import strategies as st

from dlplay.files.notebook import notebook

SCRIPT = """\
import math

values = [
    1,

    4,
]


def root(x):
    y = x

    return math.sqrt(y)


print([root(x) for x in values])
"""


def test_a_notebook_holds_the_words_and_the_script_in_parts_that_run(capsys) -> None:
    made = json.loads(notebook(["# A page\n\nIts promise, 中文"], SCRIPT))
    assert (made["nbformat"], made["nbformat_minor"]) == (4, 5)
    words, *parts = made["cells"]
    assert (words["cell_type"], "".join(words["source"])) == ("markdown", "# A page\n\nIts promise, 中文")
    assert len(parts) == 4
    names: dict = {}
    for part in parts:
        exec("".join(part["source"]), names)
    assert capsys.readouterr().out == "[1.0, 2.0]\n"
    assert len({cell["id"] for cell in made["cells"]}) == len(made["cells"])


@given(st.text())
def test_nothing_of_a_script_but_empty_lines_is_lost(source: str) -> None:
    parts = json.loads(notebook([], source))["cells"]
    assert "".join("".join(part["source"]) for part in parts).split() == source.split()
