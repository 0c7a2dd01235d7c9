"""Pictures as HTML."""

import base64
import io

import numpy as np
import pytest
from PIL import Image

from dlplay.ui.charts import pictures
from tests.unit.charts.seen import MARKUP, markup, style

GREY = np.array([[0.0, 1.0, 0.5]])


def picture() -> str:
    return pictures.picture(GREY, 28, MARKUP)


EXAMPLES = {pictures.picture: picture}


def test_a_picture_is_white_where_the_pen_was_and_has_its_first_row_on_top() -> None:
    image = np.array([[0.0, 1.0, 0.5], [0.0, 0.0, 0.0]])
    (drawn,) = markup(pictures.picture(image, 28, "a digit"))
    file = io.BytesIO(base64.b64decode(drawn.get("src").partition("base64,")[2]))
    np.testing.assert_array_equal(np.asarray(Image.open(file)), [[0, 255, 128], [0, 0, 0]])
    assert (drawn.get("alt"), style(drawn)["width"]) == ("a digit", "28px")


@pytest.mark.parametrize("shape", [(3, 5), (3, 5, 3), (3, 5, 4)])
def test_a_png_holds_every_pixel(shape: tuple[int, ...]) -> None:
    image = np.random.default_rng(0).integers(0, 256, shape, np.uint8)
    np.testing.assert_array_equal(np.asarray(Image.open(io.BytesIO(pictures.png(image)))), image)


def test_a_png_of_numbers_shows_the_colours_of_its_palette() -> None:
    palette = np.array([[255, 0, 0, 255], [0, 0, 255, 255], [0, 0, 0, 0]], np.uint8)
    numbers = np.array([[0, 1], [2, 0]], np.uint8)
    shown = Image.open(io.BytesIO(pictures.png(numbers, palette))).convert("RGBA")
    np.testing.assert_array_equal(np.asarray(shown), palette[numbers])
