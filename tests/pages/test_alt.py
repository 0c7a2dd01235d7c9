"""No picture reaches a page without a text that has its numbers and is in the page's language."""

import ast
import json
import re
from collections.abc import Iterator

import pytest
from streamlit.testing.v1 import AppTest

from dlplay.locale import t
from dlplay.ui.rooms import ROOMS, ROOT
from tests.pages.app import open_page, views_of
from tests.pages.live import pictures, standing

HAN = re.compile("[\u4e00-\u9fff]")
QUOTED = re.compile("“[^”]*”")  # a text that was read or written is in its own language
NUMBER = re.compile(r"[0-9∞]")
SPOKEN = re.compile(r'<(?:img|svg|div|canvas)[^>]*? (?:alt|role="(?:img|group)" aria-label)="([^"]*)"')
CODE_HEADS = {f"**{t(key, 'zh')}**" for key in ("frame.code", "frame.code_python")}
MORE = {  # pictures behind another setting than the view
    "neuron": [{"view": "gates", "gate": "xor2"}],
    "losses": [{"surface": "relief"}, {"view": "curves", "axis": "error"}],
    "optimizers": [{"picture": "relief"}],
    "network": [
        {"view": "compare", "steps": "20", "kept": "steps=10"},
        {"view": "confusion", "steps": "20"},
    ],
    "digits": [{"source": "sample"}],
    "lesson": [{"name": "neuron", "said": "sum-3"}, {"name": "neuron", "step": "2"}],
    "sentiment": [{"view": "turn", "trick": "irony"}, {"view": "learn", "labels": "zhpn"}],
    "digit_lab": [
        *({"view": "break", "breaking": one} for one in ("attack", "unseen")),
        {"view": "small", "shrinking": "bits"},
        *({"view": "why", "asking": one} for one in ("curves", "random", "near", "change")),
    ],
}


def strings(given: object) -> Iterator[str]:
    """All texts in a component's data, some of which are JSON themselves."""
    if isinstance(given, str) and given.startswith('{"'):
        yield from strings(json.loads(given))
    elif isinstance(given, str):
        yield given
    elif isinstance(given, dict | list):
        for one in given.values() if isinstance(given, dict) else given:
            yield from strings(one)


def told(app: AppTest) -> Iterator[str]:
    """What every picture on a page says of itself; of one that follows a hand at both ends of each slider."""
    yield from (one.proto.alt for one in app.get("plotly_chart"))
    yield from (picture.alt for one in app.get("image") for picture in one.proto.imgs)
    for one in app.get("html"):
        yield from SPOKEN.findall(one.proto.body)
    for component in app.get("bidi_component"):
        for text in strings(json.loads(component.proto.json)):
            yield from SPOKEN.findall(text)
    for picture in pictures(app):
        yield spoken(picture)
        for sweep in picture["sweeps"]:
            field = sweep["key"].partition(".")[2]
            for place in (0, sweep["count"] - 1) if field else ():
                yield spoken(picture, **{field: sweep["low"] + place * sweep["step"]})


def spoken(picture: dict, **hand: float) -> str:
    """What picture.js makes of the words and of the readouts."""
    marks = standing(picture, **hand)
    read = [f"{marks[name]['name']} {marks[name]['words']}" for name in picture["readouts"]]
    return "; ".join([marks["alt"]["words"], *read])


def assert_code_goes_home(app: AppTest) -> None:
    """Where code is shown, it stands below one heading, with one way to run it elsewhere."""
    heads = [one for one in app.markdown if one.value in CODE_HEADS]
    ways = [one for one in app.button if one.label == t("frame.at_home", "zh")]
    assert (len(app.code), len(heads), len(ways)) in ((0, 0, 0), (1, 1, 1))


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.name)
def test_every_picture_has_a_text_with_its_numbers_in_the_page_s_language(room) -> None:
    path, seen = f"{room.section}/{room.name}", 0
    assert not [words for words in told(open_page(path)) if HAN.search(QUOTED.sub("", words))]
    for query in (*views_of(room.name), *MORE.get(room.name, ())):
        app = open_page(path, "zh", **query)
        assert_code_goes_home(app)
        for words in told(app):
            assert NUMBER.search(words), (query, words)
            assert HAN.search(words), (query, words)
            seen += 1
    assert seen or room.name in ("glossary", "train_lstm", "class", "paths")  # no picture of the server


@pytest.mark.parametrize(
    "path", [*(ROOT / "dlplay" / "ui").rglob("*.py"), *(ROOT / "pages").rglob("*.py")], ids=str
)
def test_no_picture_is_drawn_past_the_words(path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            if node.func.attr == "plotly_chart":
                assert path.name == "chart.py", "chart.show asks for the text"
            if node.func.attr == "image" and ast.unparse(node.func.value) == "st":
                assert "alt" in {one.arg for one in node.keywords}
