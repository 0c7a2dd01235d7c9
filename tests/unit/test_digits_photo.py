"""Uploads: what can be a photo and what cannot; digits on made photos, to be read as the plain digit is."""

import io
import struct
import subprocess
import sys
import zlib
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays
from PIL import Image, ImageDraw, ImageFont

from dlplay import locale
from dlplay.digits import classify, pen, photo, samples
from dlplay.digits.mnist import load_mnist

HEIGHT, WIDTH = 450, 600
RAMP = np.add.outer(np.arange(40), 2 * np.arange(60)).astype(np.uint8)  # no symmetry


def file(image: np.ndarray, form: str, **options: object) -> bytes:
    stream = io.BytesIO()
    Image.fromarray(image).save(stream, form, **options)
    return stream.getvalue()


photo._register_heic()  # to write such files
EXACT = {"PNG": {}, "BMP": {}, "GIF": {}, "TIFF": {"compression": "tiff_lzw"}, "WEBP": {"lossless": True}}
LOSSY = {
    "JPEG": {"quality": 100},
    "MPO": {"quality": 100},
    "AVIF": {"quality": 100},
    "HEIF": {"quality": 100},
}
FORMS = EXACT | LOSSY


@pytest.mark.parametrize("form", FORMS)
def test_every_format_on_the_list_can_be_read(form: str) -> None:
    pixels = photo.decode(file(RAMP, form, **FORMS[form]))
    assert pixels.shape == (40, 60, 3)
    assert np.abs(pixels.astype(int) - RAMP[..., None]).max() <= (5 if form in LOSSY else 0)


@pytest.mark.parametrize(
    ("image", "shape"),
    [
        (np.dstack([RAMP] * 4), (40, 60, 4)),
        (RAMP > 90, (40, 60, 3)),
        (RAMP.astype(np.uint16) * 257, (40, 60, 3)),
        (np.zeros((1, 1), np.uint8), (1, 1, 3)),
        (np.zeros((3, 2_500), np.uint8), (1, 1024, 3)),
        (np.kron(RAMP[:, :, None], np.ones((30, 30, 4), np.uint8)), (683, 1024, 4)),
    ],
)
@pytest.mark.parametrize("form", ["PNG", "TIFF"])
def test_other_depths_and_shapes(image: np.ndarray, shape: tuple[int, ...], form: str) -> None:
    pixels = photo.decode(file(image, form))
    assert pixels.shape == shape
    if image.dtype == np.uint16:
        np.testing.assert_array_equal(pixels[..., 0], RAMP)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_the_cameras_orientation_is_respected(orientation: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    # How the camera has stored RAMP if this orientation is to mean that it stands upright (EXIF 2.32).
    stored = {
        1: RAMP,
        2: RAMP[:, ::-1],
        3: RAMP[::-1, ::-1],
        4: RAMP[::-1],
        5: RAMP.T,
        6: np.rot90(RAMP),
        7: RAMP[::-1, ::-1].T,
        8: np.rot90(RAMP, -1),
    }[orientation]
    data = file(np.ascontiguousarray(stored), "PNG", exif=exif.tobytes())
    np.testing.assert_array_equal(photo.decode(data)[..., 0], RAMP)


def test_numbers_without_a_top_fill_the_greys() -> None:
    pixels = photo.decode(file(RAMP.astype(np.float32) / 7 - 3, "TIFF"))
    levels = RAMP * (255 / RAMP.max())
    assert np.abs(pixels[..., 0] - levels).max() <= 1


SIGNALLING = np.frombuffer(b"\1\0\x80\x7f", np.float32)  # of which numpy warns where it is made longer


@pytest.mark.parametrize("strange", [np.nan, np.inf, -np.inf, SIGNALLING])
def test_levels_that_are_no_numbers_are_dark(strange: float | np.ndarray) -> None:
    """Seen: numpy's warning, and whatever the processor makes of it."""
    levels = np.ones((20, 30), np.float32)
    levels[0], levels[1] = strange, 0
    assert not photo.decode(file(levels, "TIFF"))[:2].any()


@pytest.mark.parametrize("options", [{}, {"progressive": True}, {"subsampling": "4:4:4"}])
def test_large_pictures_are_made_smaller(options: dict) -> None:
    pixels = photo.decode(file(np.zeros((6000, 8000), np.uint8), "JPEG", **options))
    assert pixels.shape == (768, 1024, 3)


PEAK = """
import resource, sys
from dlplay.digits import photo
data = sys.stdin.buffer.read()
photo.decode(open(sys.argv[1], "rb").read())  # a small one: what the libraries need at all
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
photo.decode(data)
print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="asks Linux for the memory that a process has used")
@pytest.mark.parametrize(
    ("image", "form", "most"),
    [
        (np.zeros((4000, 4000), np.uint16), "PNG", 60),
        (np.zeros((4000, 4000, 4), np.uint8), "PNG", 100),
        (np.zeros((6000, 8000, 3), np.uint8), "JPEG", 40),
    ],
    ids=["16 bits", "transparent", "48 megapixels"],
)
def test_unpacking_takes_little_memory(tmp_path: Path, image: np.ndarray, form: str, most: int) -> None:
    small = tmp_path / "small"
    small.write_bytes(file(image[:8, :8], form))
    command = [sys.executable, "-c", PEAK, str(small)]
    done = subprocess.run(command, input=file(image, form), capture_output=True, check=True)
    assert int(done.stdout) < most


@pytest.mark.parametrize("missing", [1, 2, 12])
@pytest.mark.parametrize("form", ["JPEG", "MPO", "PNG"])
def test_a_photo_that_lacks_its_last_bytes_is_read(form: str, missing: int) -> None:
    data = file(photographed(np.random.default_rng(3), np.zeros((HEIGHT, WIDTH))), form)
    whole, short = photo.decode(data), photo.decode(data[:-missing])
    assert np.mean(np.abs(whole.astype(int) - short)) < 1


@pytest.mark.parametrize("missing", [1, 2])
@pytest.mark.parametrize("form", ["WEBP", "BMP", "GIF", "TIFF", "HEIF"])
def test_a_picture_of_another_kind_that_lacks_its_last_bytes_is_read_as_well(form: str, missing: int) -> None:
    data = file(samples.drawing(3, 0), form)
    whole, short = photo.decode(data), photo.decode(data[:-missing])
    assert np.mean(np.abs(whole.astype(int) - short)) < 1
    assert says(short, 3)


@pytest.mark.parametrize("missing", [1, 2, 12, 50])
@pytest.mark.parametrize("form", ["AVIF", "WEBP"])
def test_what_no_decoder_reads_without_its_end_is_called_incomplete(form: str, missing: int) -> None:
    """AV1 and lossless WebP end in the state of their entropy coder; it is read whole, or not and told so."""
    data = file(samples.drawing(3, 0), form, **FORMS[form])
    short = read_or_refused(data[:-missing])
    if isinstance(short, str):
        assert short == "truncated"
        for language, incomplete in {"en": "incomplete", "zh": "不完整"}.items():
            assert incomplete in locale.t(f"digits.photo_{short}", language)
    else:
        assert np.abs(photo.decode(data).astype(int) - short).mean() < 1


def read_or_refused(data: bytes) -> np.ndarray | str:
    try:
        return photo.decode(data)
    except photo.PhotoError as error:
        return error.reason


@pytest.mark.parametrize(("form", "most"), [("PNG", 52), ("HEIF", 27), ("AVIF", 22)])
def test_how_many_pixels_a_format_may_have_is_told(
    form: str, most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = file(samples.drawing(3, 0), form)
    assert photo.decode(data).shape == (280, 280, 3)
    monkeypatch.setattr(photo, "MAX_PIXELS", 280 * 280 - 1)
    with pytest.raises(photo.PhotoError) as refused:
        photo.decode(data)
    assert (refused.value.reason, refused.value.most) == ("too_many_pixels", 280 * 280 - 1)
    assert photo.MOST_MEMORY / photo._COST[form] // 1_000_000 == most


def test_a_moving_picture_gives_its_first_frame() -> None:
    stream = io.BytesIO()
    frames = [Image.new("RGB", (8, 8), colour) for colour in ("white", "black")]
    frames[0].save(stream, "WEBP", save_all=True, append_images=frames[1:], lossless=True)
    assert photo.decode(stream.getvalue()).min() == 255


def bomb(width: int, height: int, colour: int = 0) -> bytes:
    """A PNG of a few bytes that says it is `width` x `height`, grey or of another type of colour."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", width, height, 8, colour, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b""))
        + chunk(b"IEND", b"")
    )


PNG, JPEG = file(np.dstack([RAMP] * 3), "PNG"), file(np.dstack([RAMP] * 3), "JPEG")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"\0" * (photo.LARGEST_MB * 2**20 + 1), "too_large"),
        (bomb(12_000, 12_000), "too_many_pixels"),
        (bomb(8_001, 8_000), "too_many_pixels"),
        (bomb(7_500, 7_500, colour=2), "too_many_pixels"),
        (bomb(2**31 - 1, 2**31 - 1), "too_many_pixels"),
        (bomb(100, 100), "truncated"),
        (PNG[: len(PNG) // 2], "truncated"),
        (JPEG[: len(JPEG) // 2], "truncated"),
        (PNG[:12], "truncated"),
        (file(RAMP, "HEIF")[:200], "truncated"),
        (b"\0\0\0\x18ftypheic" + b"\0" * 50, "truncated"),
        (b"\0\0\0\x18ftypisom" + b"\0" * 50, "format"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "format"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "not_an_image"),
        (b"seven", "not_an_image"),
    ],
)  # fmt: skip
def test_what_is_no_photo_has_a_reason(data: bytes, reason: str) -> None:
    with pytest.raises(photo.PhotoError) as raised:
        photo.decode(data)
    assert raised.value.reason == reason
    assert str(raised.value)


@pytest.mark.filterwarnings("default")  # Pillow warns of some damages
@given(st.sampled_from([file(RAMP, form) for form in FORMS]), st.data())
def test_a_damaged_file_is_read_or_refused(data: bytes, draw: st.DataObject) -> None:
    damaged = bytearray(data)
    for place in draw.draw(st.lists(st.integers(0, len(data) - 1), min_size=1, max_size=8)):
        damaged[place] = draw.draw(st.integers(0, 255))
    try:
        pixels = photo.decode(bytes(damaged))
    except photo.PhotoError:
        return
    assert pixels.dtype == np.uint8
    assert pixels.shape[2] in (3, 4)


def cloud(random: np.random.Generator, cells: int) -> np.ndarray:
    """Smooth noise in [0, 1] with about `cells` waves to each side."""
    small = Image.fromarray(random.random((cells, cells)).astype(np.float32))
    return np.asarray(small.resize((WIDTH, HEIGHT), Image.Resampling.BICUBIC)).clip(0, 1)


def written(random: np.random.Generator, digit: int) -> np.ndarray:
    """A digit of some hand somewhere on the sheet, as a share of ink in [0, 1]."""
    strokes = samples.strokes()[digit][random.integers(samples.HANDS)]
    points = np.concatenate(strokes)
    low, high = points.min(axis=0), points.max(axis=0)
    size = random.uniform(80, 300)
    width = max(3, random.uniform(0.03, 0.12) * size)
    half = (high - low) * size / (high - low).max() / 2 + width + 45  # a margin to the border
    middle = random.uniform(half, np.maximum(np.array([WIDTH, HEIGHT]) - half, half + 1))
    placed = [(stroke - (low + high) / 2) * size / (high - low).max() + middle for stroke in strokes]
    return pen.render(placed, width, WIDTH)[:HEIGHT] / 255


def photographed(random: np.random.Generator, ink: np.ndarray) -> np.ndarray:
    """The sheet on a table in bad light: paper, its ruling and grain, table, gradient, shadow, sensor."""
    y, x = np.mgrid[:HEIGHT, :WIDTH]
    sheet = random.uniform(0.75, 0.95) * (1 - 0.06 * cloud(random, 40))
    gap, pale = random.uniform(16, 35), random.uniform(0.08, 0.3)
    tilt = random.uniform(-0.05, 0.05)
    rows, columns = (y + tilt * x) % gap < 1.4, (x - tilt * y) % gap < 1.4
    sheet = sheet * (1 - pale * random.choice([np.zeros_like(rows), rows, rows | columns]))
    sheet = sheet * (1 - ink) + random.uniform(0.08, 0.4) * ink
    edge = random.integers(0, 40)
    table = random.choice([y < edge, y >= HEIGHT - edge, x < edge, x >= WIDTH - edge])
    sheet = np.where(table, random.uniform(0.1, 0.4) * (1 - 0.3 * cloud(random, 60)), sheet)
    towards = random.uniform(0, 2 * np.pi)
    across = (np.cos(towards) * (x - WIDTH / 2) + np.sin(towards) * (y - HEIGHT / 2)) / WIDTH
    light = (1 - random.uniform(0, 0.5) * (across + 0.6)) * (1 - 0.3 * cloud(random, 3))
    light *= 1 - random.uniform(0, 0.5) / (
        1 + np.exp(-random.uniform(4, 80) * (across + random.uniform(-0.2, 0.2)))
    )
    colours = (sheet * light)[..., None] * [1, random.uniform(0.92, 1), random.uniform(0.8, 1)]
    return (255 * (colours + random.normal(0, 0.015, colours.shape)).clip(0, 1)).astype(np.uint8)


def test_digits_on_photos_are_read_as_without_the_photo() -> None:
    random = np.random.default_rng(0)
    sheets = [written(random, digit) for digit in [*range(10)] * 6]
    plain = [classify(np.rint(255 * sheet).astype(np.uint8)).label for sheet in sheets]
    seen = [classify(photo.flatten(photographed(random, sheet))).label for sheet in sheets]
    assert np.mean(np.equal(plain, seen)) >= 0.95


@pytest.mark.parametrize(("dark", "stays"), [(0.0, False), (0.1, False), (0.3, True), (1.0, True)])
def test_a_piece_that_is_pale_for_the_most_part_is_no_writing(dark: float, stays: bool) -> None:
    """Beside a black stroke a second one: a share of it `dark`, the rest half as dark."""
    sheet = np.full((200, 200), 230, np.uint8)
    sheet[40:160, 60:72] = 20
    sheet[40:160, 130:142] = 110
    sheet[40 : 40 + round(120 * dark), 130:142] = 20
    flat = photo.flatten(sheet)
    assert flat[60:140, 62:70].min() > 200
    assert flat[:, 100:].any() == stays
    assert (flat[150, 132:140] > 0).all() == stays  # all of it, or nothing


def test_a_jpeg_of_a_photo_is_read_alike() -> None:
    random = np.random.default_rng(1)
    picture = photographed(random, written(random, 3))
    data = file(picture, "JPEG", quality=60)
    assert classify(photo.flatten(photo.decode(data))).label == classify(photo.flatten(picture)).label == 3


@pytest.mark.parametrize("seed", range(8))
def test_paper_without_writing_is_blank(seed: int) -> None:
    random = np.random.default_rng(seed)
    light = 1 - 0.5 * np.linspace(0, 1, WIDTH) * np.linspace(0.3, 1, HEIGHT)[:, None]
    sheet = 0.85 * light * (1 - 0.06 * cloud(random, 40)) + random.normal(0, 0.015, (HEIGHT, WIDTH))
    flat = photo.flatten((255 * sheet.clip(0, 1)).astype(np.uint8))
    assert not flat.any()
    assert classify(flat).verdict == "blank"


@pytest.mark.parametrize("enlarge", [1, 5, 20])
@pytest.mark.parametrize("inverted", [False, True])
def test_pictures_made_by_a_program_are_taken_too(enlarge: int, inverted: bool) -> None:
    data, right = load_mnist(), 0
    for digit, label in zip(data.x_test[:50], data.y_test, strict=False):
        picture = np.kron(digit, np.ones((enlarge, enlarge), np.uint8))
        right += classify(photo.flatten(255 - picture if inverted else picture)).label == label
    assert right >= 46


def test_a_downloaded_network_input_comes_back_unchanged() -> None:
    seen = classify(load_mnist().x_test[0]).network_input
    data = file(np.rint(255 * seen).astype(np.uint8), "PNG")
    np.testing.assert_allclose(classify(photo.flatten(photo.decode(data))).network_input, seen, atol=1 / 255)


def test_a_transparent_picture_is_its_opacity() -> None:
    ink = pen.render([np.array([[60.0, 30], [60, 170]])], 12, size=200)
    for colour in (0, 255):
        picture = np.dstack([np.full((200, 200, 3), colour, np.uint8), ink])
        np.testing.assert_array_equal(photo.flatten(photo.decode(file(picture, "PNG"))), ink)


def test_chalk_on_a_board() -> None:
    random = np.random.default_rng(2)
    board = 0.15 + 0.6 * written(random, 5) + random.normal(0, 0.02, (HEIGHT, WIDTH))
    assert classify(photo.flatten((255 * board.clip(0, 1)).astype(np.uint8))).label == 5


GREYS = [20, 45, 64, 70, 90, 120]


@pytest.mark.parametrize("grey", GREYS)
def test_chalk_on_a_board_of_any_grey(grey: int) -> None:
    random, right = np.random.default_rng(grey), 0
    for digit in range(10):
        board = (grey / 255) * (1 - 0.15 * cloud(random, 6)) * (1 - 0.2 * np.linspace(0, 1, WIDTH))
        chalk = written(random, digit) * (1 - 0.3 * cloud(random, 60))
        sheet = board * (1 - chalk) + 0.92 * chalk + random.normal(0, 0.012, board.shape)
        right += says((255 * sheet.clip(0, 1)).astype(np.uint8), digit)
    assert right >= 9


def says(picture: np.ndarray, digit: int) -> bool:
    """Whether a photo is read as this digit."""
    reading = classify(photo.flatten(picture), paper=0)
    return reading.label == digit and reading.verdict in ("sure", "unsure")


def placed(
    digit: int, hand: int, height: float, middle: tuple[float, float], width: float, size: int
) -> np.ndarray:
    """A digit of a hand as a share of ink in [0, 1], (size, size)."""
    strokes = samples.strokes()[digit][hand]
    points = np.concatenate(strokes)
    low, high = points.min(axis=0), points.max(axis=0)
    scale = height / (high - low)[1]
    return pen.render([(stroke - (low + high) / 2) * scale + middle for stroke in strokes], width, size) / 255


def sheet_of(ink: np.ndarray, random: np.random.Generator) -> np.ndarray:
    """Ink on evenly lit paper, with its grain."""
    sheet = 0.9 * (1 - ink) + 0.2 * ink + random.normal(0, 0.008, ink.shape)
    return (255 * sheet.clip(0, 1)).astype(np.uint8)


@pytest.mark.parametrize("share", [0.03, 0.05, 0.08])
def test_a_digit_that_is_a_small_part_of_the_photo_is_read(share: float) -> None:
    random, right = np.random.default_rng(5), 0
    for digit in range(10):
        middle = random.uniform(200, 800, 2)
        height = 1000 * share
        ink = placed(digit, 1, height, tuple(middle), max(1.5, random.uniform(0.05, 0.12) * height), 1000)
        right += says(sheet_of(ink, random), digit)
    assert right >= 9


def test_one_ink_dot_far_from_the_digit_does_not_count() -> None:
    random, right = np.random.default_rng(6), 0
    for digit in range(10):
        ink = placed(digit, 2, 320, (500, 500), random.uniform(10, 28), 1000)
        dot = (
            pen.render([np.array([random.choice([[90, 90], [910, 120], [500, 60], [80, 900]])])], 24, 1000)
            / 255
        )
        right += says(sheet_of(np.maximum(ink, dot), random), digit)
    assert right >= 9


@pytest.mark.parametrize("inverted", [False, True])
@pytest.mark.parametrize("colour", [(0, 0, 0), (200, 30, 30), (20, 40, 180)])
def test_a_screenshot_with_bars_and_buttons_is_read(inverted: bool, colour: tuple[int, int, int]) -> None:
    right = 0
    for digit in range(10):
        width, height = 390, 844
        screen = Image.new("RGB", (width, height), "white")
        draw = ImageDraw.Draw(screen)
        draw.text((30, 12), "9:41", fill="black", font=ImageFont.load_default(16))
        for x in (300, 335):
            draw.rounded_rectangle([x, 14, x + 22, 26], 3, fill="black")
        for x in (45, 140, 240, 340):
            draw.rounded_rectangle([x - 11, 770, x + 11, 792], 4, outline="black", width=2)
        draw.rounded_rectangle([130, 831, 260, 836], 3, fill="black")
        ink = placed(digit, 3, 60 + 12 * digit, (200, 420), 4 + digit / 2, height)[:, :width, None]
        picture = np.rint(np.asarray(screen) * (1 - ink) + np.array(colour) * ink).astype(np.uint8)
        right += says(255 - picture if inverted else picture, digit)
    assert right >= 9


@pytest.mark.parametrize("paper", [(255, 255, 255), (240, 235, 215), (45, 60, 50)])
@pytest.mark.parametrize("form", ["rectangle", "ellipse"])
def test_on_a_cut_out_sheet_its_writing_counts_not_its_form(form: str, paper: tuple[int, int, int]) -> None:
    pale, right = sum(paper) > 380, 0
    for digit in range(10):
        ink = placed(digit, 4, 220, (300, 300), 20, 600)[..., None]
        colours = np.array(paper) * (1 - ink) + (20 if pale else 240) * ink
        around = Image.new("L", (600, 600))
        getattr(ImageDraw.Draw(around), form)([70, 60, 540, 550], fill=255)
        picture = np.dstack([np.rint(colours).astype(np.uint8), np.asarray(around)])
        right += says(photo.decode(file(picture, "PNG")), digit)
    assert right >= 9


CASES = Path(__file__).parents[1] / "fixtures" / "photos"


@pytest.mark.parametrize("path", sorted(CASES.iterdir()), ids=lambda path: path.stem)
def test_photos_that_were_read_wrongly(path: Path) -> None:
    assert says(photo.decode(path.read_bytes()), int(path.stem[-1]))


SHAPES = array_shapes(min_dims=2, max_dims=2, max_side=90).flatmap(
    lambda size: st.sampled_from([size, (*size, 3), (*size, 4)])
)


@given(SHAPES.flatmap(lambda shape: arrays(np.uint8, shape, fill=st.integers(0, 255))))
def test_any_picture_can_be_flattened(image: np.ndarray) -> None:
    flat = photo.flatten(image)
    assert flat.dtype == np.uint8
    assert flat.ndim == 2
    classify(flat)


@pytest.mark.parametrize("height", [2, 4])
@pytest.mark.parametrize("digit", range(10))
def test_a_digit_much_smaller_than_its_pen_is_called_illegible(digit: int, height: int) -> None:
    """On the page: draw it larger, or with a thinner pen."""
    ink = placed(digit, 1, height, (140, 140), 18, 280)
    assert classify((255 * (1 - ink)).astype(np.uint8), paper=255).verdict == "dot"
