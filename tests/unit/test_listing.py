"""What is said beside the lines of a shown script: in the page's language, and nothing else of it changes."""

import ast
import re
from pathlib import Path

import pytest

from dlplay.initializers import INITIALIZERS
from dlplay.playground import Recipe, Training, script
from dlplay.playground.problem import REGRESSION
from dlplay.ui.listing import SAID, translated
from dlplay.ui.network.settings import DRAWN

ROOT = Path(__file__).parents[2]
WRITERS = ("ui/*/*code*.py", "playground/script*.py", "*/torch_names.py")
HAN, SENTENCE = re.compile("[\u4e00-\u9fff]"), re.compile(r"[a-z]{2,} [a-z]{2,}")
VALUE = "7"  # what stands in a script where the settings give a number or a name


def templates() -> list[str]:
    """The text in all rooms that write scripts, without their own docstrings."""
    found = []
    for path in (path for writer in WRITERS for path in (ROOT / "dlplay").glob(writer)):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        own = {id(one.value) for one in ast.walk(tree) if isinstance(one, ast.Expr)}
        parts = [one for one in ast.walk(tree) if isinstance(one, ast.JoinedStr)]
        inner = {id(part) for one in parts for part in one.values}
        found += [
            "".join(part.value if isinstance(part, ast.Constant) else VALUE for part in one.values)
            for one in parts
        ]
        found += [
            one.value
            for one in ast.walk(tree)
            if isinstance(one, ast.Constant) and isinstance(one.value, str) and id(one) not in own | inner
        ]
    return found


def runs() -> list[Training]:
    drawn = [Training(Recipe(data=one, points=20)) for one in (*DRAWN, *REGRESSION)]
    return drawn + [Training(Recipe(points=20, initializer=one)) for one in INITIALIZERS]


def test_no_comment_of_a_script_is_left_in_english() -> None:
    written = [*templates(), *map(script.keras_script, runs()), *map(script.torch_script, runs())]
    assert sum(len(SAID.findall(one)) for one in written) > 100
    said = {found["words"] for one in written for found in SAID.finditer(translated(one, "zh"))}
    assert {one for one in said if SENTENCE.search(one) and not HAN.search(one)} == set()


def test_no_script_asks_the_network_for_data() -> None:
    asking = re.compile(r"load_data|get_file|urlopen|urlretrieve|https?://|\bhub\b|pretrained|fetch_")
    written = [*templates(), *map(script.keras_script, runs()), *map(script.torch_script, runs())]
    assert any("mnist.npz" in one for one in written)
    assert [one for one in written if asking.search(one)] == []


def test_the_script_computes_the_same() -> None:
    source = script.keras_script(runs()[0])
    own = translated(source, "zh")
    assert own != source
    assert HAN.search(own)
    compile(own, "script", "exec")
    before, after = (SAID.sub("", one).split("\n") for one in (source, own))
    assert before == after


@pytest.mark.parametrize("line", ["text = '# the most probable first'", "model.fit(x, y)  # softmax"])
def test_texts_of_people_and_unknown_words_stay(line: str) -> None:
    assert translated(line, "zh") == line


def test_what_the_settings_give_stands_in_the_comment() -> None:
    assert translated("b = 1  # the forget gate is 0.73", "zh") == "b = 1  # 遗忘门是 0.73"
