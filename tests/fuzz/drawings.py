"""Drawings as the canvas sends them: JSON of strokes, a picture as a data URL; and as links carry them."""

import base64
from functools import cache
from typing import Any

import numpy as np
from hypothesis import strategies as st

from dlplay.detection import detect
from dlplay.digits import canvas, classify, link
from dlplay.segmentation import segment
from dlplay.ui.kept_drawing import SIZE, WIDE, rendered
from tests.fuzz import files
from tests.fuzz.target import Target
from tests.fuzz.values import NUMBER, TEXTS, changed_json, damaged, json_values

STROKE = {
    "type": "Path",
    "path": [["M", 60, 60], ["Q", 80, 90, 120, 100], ["L", 200, 60]],
    "strokeWidth": 18,
    "left": 130,
    "top": 80,
    "originX": "center",
    "originY": "center",
    "scaleX": 1,
    "scaleY": 1,
    "angle": 0,
    "flipX": False,
}
NAMES = (*STROKE, "objects", "raw", "drawing", "data")
POINT = st.tuples(st.sampled_from("MQLZ"), *[st.floats(-50, 330)] * 4).map(list)
LINES = st.builds(
    lambda points, width: STROKE | {"path": [["M", 1, 1], *points], "strokeWidth": width},
    st.lists(POINT, max_size=30),
    st.one_of(st.integers(1, 40), NUMBER),
)
# Short ones all over the paper and beside it: digits in pieces, several digits, dots, none
PARTS = st.builds(
    lambda left, top, right, down, width: (
        STROKE | {"path": [["M", 0, 0], ["L", right, down]], "left": left, "top": top, "strokeWidth": width}
    ),
    *[st.one_of(st.floats(0, 280), st.floats(-90, 700))] * 2,
    *[st.floats(0, 120)] * 2,
    st.integers(1, 24),
)
OBJECTS = st.one_of(changed_json(STROKE), changed_json(STROKE), LINES, json_values(NAMES))
DRAWINGS = st.one_of(
    st.builds(
        lambda some, times: {"objects": some * times},
        st.lists(OBJECTS, max_size=5),
        st.sampled_from([1, 1, 1, 70]),
    ),
    st.lists(PARTS, max_size=20).map(lambda some: {"objects": some}),
    changed_json({"objects": [STROKE]}),
    st.sampled_from([{"objects": [STROKE | {"path": [["M", 0, 0]] + [["L", 1e7, -1e7]] * 9999}]}]),
)


def _drawn(drawing: Any) -> None:
    objects = canvas.objects(drawing)
    strokes = canvas.strokes(objects)
    for size in ((SIZE, SIZE), WIDE):
        word = link.encode(*strokes, max(size))
        link.decode(word, max(size))
        picture = rendered(objects, size)
        if picture is not None:
            assert picture.shape == size[::-1]
    if (picture := rendered(objects)) is not None:
        classify(picture)


@cache
def urls() -> st.SearchStrategy[Any]:
    pictures = damaged([one for one in files.photos() if one.startswith(b"\x89PNG")])
    right = pictures.map(lambda data: canvas.PICTURE + base64.b64encode(data).decode())
    wrong = st.one_of(TEXTS, st.text(max_size=80)).map(lambda text: canvas.PICTURE + text)
    return st.one_of(right, right, right, wrong, json_values())


def _picture(url: Any) -> None:
    classify(canvas.picture(url))


def _sheet(picture: np.ndarray) -> None:
    detect(picture)
    segment(picture)


def _ink(seed: int, height: int, width: int, kind: int) -> np.ndarray:
    """Noise, blank paper, stripes: sheets without a digit, in any shape."""
    random = np.random.default_rng(seed)
    shape = (height, width) + ((), (3,), (4,))[seed % 3]
    if kind == 0:
        return random.integers(0, 256, shape).astype(np.uint8)
    if kind == 1:
        return np.full(shape, random.integers(0, 256), np.uint8)
    picture = np.full(shape, 255, np.uint8)
    picture[:: 2 + seed % 9] = 0
    return picture


def targets() -> list[Target]:
    sheets = st.builds(_ink, st.integers(0, 2**31), *[st.integers(1, 400)] * 2, st.integers(0, 2))
    words = st.one_of(
        TEXTS, st.binary(max_size=600).map(lambda data: base64.urlsafe_b64encode(data).decode())
    )
    return [
        Target("strokes", DRAWINGS, _drawn, (ValueError,), 3000),
        Target("picture of strokes", urls(), _picture, (ValueError,), 3000),
        Target("drawing in a link", words, lambda word: link.decode(word), (ValueError,), 3000),
        Target("sheet of digits", sheets, _sheet, (), 300, short=3),
    ]
