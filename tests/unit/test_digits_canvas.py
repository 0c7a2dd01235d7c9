"""What the page's canvas hands out: strokes as fabric.js places them, and nothing that is too large."""

import base64
import io
import struct
import zlib

import numpy as np
import pytest
from PIL import Image

from dlplay.digits import canvas


def fabric_path(**changes: object) -> dict:
    """What the canvas component sends for a stroke that nobody moved."""
    path = [["M", 10, 20], ["Q", 10, 20, 30, 60], ["Q", 50, 100, 60, 100], ["L", 90, 100]]
    placed = {"originX": "left", "originY": "top", "left": 4, "top": 14, "strokeWidth": 12, "angle": 0}
    return {"type": "Path", "path": path, "scaleX": 1, "scaleY": 1, "flipX": False, **placed, **changes}


def test_strokes_of_the_canvas_lie_where_they_were_drawn() -> None:
    (stroke,), widths = canvas.strokes([fabric_path()])
    assert stroke[0].tolist() == [10, 20]
    assert stroke[-1].tolist() == [90, 100]
    # The second curve starts at (30, 60); half way, (p0 + 2 p1 + p2) / 4 = (47.5, 90).
    assert [47.5, 90] in stroke.tolist()
    assert widths == [12]


@pytest.mark.parametrize(
    ("changes", "first", "last"),
    [
        ({"left": 104, "top": 4}, [110, 10], [190, 90]),
        ({"originX": "center", "originY": "center", "left": 50, "top": 60}, [10, 20], [90, 100]),
        ({"originX": "center", "originY": "center", "left": 50, "top": 60, "angle": 90}, [90, 20], [10, 100]),
        (
            {"originX": "center", "originY": "center", "left": 50, "top": 60, "flipX": True},
            [90, 20],
            [10, 100],
        ),
        ({"left": -2, "top": 8, "scaleX": 2, "scaleY": 2}, [10, 20], [170, 180]),
    ],
)
def test_strokes_that_were_moved_turned_or_scaled(changes: dict, first: list, last: list) -> None:
    (stroke,), _ = canvas.strokes([fabric_path(**changes)])
    np.testing.assert_allclose(stroke[[0, -1]], [first, last], atol=1e-9)


def test_a_scaled_stroke_has_a_scaled_pen() -> None:
    assert canvas.strokes([fabric_path(scaleX=2, scaleY=2)])[1] == [24]


@pytest.mark.parametrize(
    "objects",
    [
        [{"type": "Rect", "left": 0}, {}],
        [{"type": "Path"}],
        [fabric_path(path=[]), fabric_path(path=[["Z"]]), fabric_path(path=[["M", "a", 1]])],
        [fabric_path(path=[["Q", 1, 2, 3, 4]]), fabric_path(left=float("nan"))],
        [fabric_path(strokeWidth=-1), fabric_path(strokeWidth=None), fabric_path(originX="?")],
    ],
)
def test_what_is_no_stroke_is_left_out(objects: list) -> None:
    assert canvas.strokes(objects) == ([], [])


@pytest.mark.parametrize(
    "broken",
    [
        {"path": 5},
        {"path": "M"},
        {"path": {"M": 1}},
        {"path": [["M", 10**400, 1]]},
        {"path": [["M", 1e300, 1], ["L", -1e300, 1]]},
        {"path": [["M", 1, 1], ["Q", 1e308, 1e308, -1e308, 2]]},
        {"path": [["M", 1, 1, 1, 1], [[]]]},
        {"scaleX": 1e308},
        {"strokeWidth": float("inf")},
        {"angle": "straight"},
        {"originX": []},
        {"type": 7},
        {"left": None},
    ],
    ids=str,
)
def test_a_broken_stroke_leaves_the_others(broken: dict) -> None:
    strokes, widths = canvas.strokes([fabric_path(), fabric_path(**broken), fabric_path()])
    assert len(strokes) == 2
    assert widths == [12, 12]


def test_a_long_curve_is_smooth_and_a_short_one_cheap() -> None:
    long, short = [["M", 0, 0], ["Q", 40, 0, 40, 40]], [["M", 0, 0], ["Q", 1, 0, 1, 1]]
    strokes, _ = canvas.strokes([fabric_path(path=long), fabric_path(path=short)])
    assert [len(one) for one in strokes] == [5, 2]


def test_what_stands_in_a_drawing() -> None:
    assert canvas.objects({"objects": [fabric_path()], "background": "#fff"}) == [fabric_path()]


@pytest.mark.parametrize(
    "drawing",
    [
        None,
        [],
        {},
        {"objects": 7},
        {"objects": {"type": "Path"}},
        {"objects": ["text", None]},
        {"objects": [fabric_path()] * 301},
        {"objects": [fabric_path(path=[["M", 1, 1]] * 6000)] * 2},
    ],
    ids=lambda drawing: str(drawing)[:30],
)
def test_what_is_no_drawing_or_too_large_is_refused(drawing: object) -> None:
    with pytest.raises(ValueError, match="a drawing must"):
        canvas.objects(drawing)


def as_url(image: np.ndarray, kind: str = "PNG") -> str:
    file = io.BytesIO()
    Image.fromarray(image).save(file, kind)
    return canvas.PICTURE + base64.b64encode(file.getvalue()).decode()


def test_a_picture_is_read_as_it_was_drawn() -> None:
    image = np.random.default_rng(0).integers(0, 256, (280, 280, 4), np.uint8)
    np.testing.assert_array_equal(canvas.picture(as_url(image)), image)


def claimed(width: int, height: int) -> str:
    """A PNG that says how large it is, and holds nothing."""
    header = b"IHDR" + struct.pack(">IIBBBBB", width, height, 16, 6, 0, 0, 0)
    png = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + header + struct.pack(">I", zlib.crc32(header))
    return canvas.PICTURE + base64.b64encode(png).decode()


@pytest.mark.parametrize(
    "url",
    [
        None,
        7,
        "",
        canvas.PICTURE,
        canvas.PICTURE + "A" * 40,
        canvas.PICTURE + "A" * canvas.LONGEST,
        "data:text/plain;base64,AAAA",
        as_url(np.zeros((9, 9), np.uint8), "BMP"),
        claimed(13_000, 13_000),
        claimed(4_000, 10),
        claimed(10, 2**32 - 1),
        claimed(280, 280),
    ],
    ids=lambda url: str(url)[22:60],
)
def test_what_is_no_picture_or_too_large_is_refused(url: object) -> None:
    with pytest.raises(ValueError, match=r"a picture|data must be"):
        canvas.picture(url)
