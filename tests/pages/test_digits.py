"""The digit page as a script: what it shows for drawings, samples, photos, links and rubbish."""

import base64
import io
import json
import re
from html import escape
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from PIL import Image

from dlplay import locale
from dlplay.digits import SWITCHABLE, canvas, classify, link, network, pen, photo, samples
from dlplay.digits.lab import Lab
from dlplay.files.takeaway import columns_of
from dlplay.numbers import latex, percent, plain
from dlplay.ui import keepsake, own_network
from dlplay.ui.digits import live
from dlplay.ui.kept_drawing import rendered
from tests.pages.app import (
    answering,
    canvas_state,
    open_page,
    open_view,
    open_with_a_notice,
    run,
    sent_to,
    texts,
)

PAGE = "vision/digits"
CANVAS = "digits_canvas_0"
VIEWS = ("microscope", "last_layer", "journal", "facts")
LANGUAGES = pytest.mark.parametrize("language", locale.LANGUAGES)


def shown_answer(app) -> str:
    return re.search(r'data-testid="answer"[^>]*>([^<]*)<', texts(app))[1]


def tell(app, digit: int):
    """The true digit of what is drawn."""
    (pills,) = [one for one in app.button_group if one.label == locale.t("digits.it_is", "en")]
    pills.set_value(digit)
    return run(app)


def pen_told(app) -> dict:
    """What the component that follows the pen got."""
    return json.loads(sent_to(app, "pen")["seen"])


def draw(app, image: np.ndarray):
    app.session_state[CANVAS] = canvas_state(image)
    return run(app)


@LANGUAGES
def test_the_page_shows_something_true_before_it_is_touched(language: str) -> None:
    app = open_page(PAGE, language)
    assert app.title[0].value == locale.t("digits.title", language)
    assert shown_answer(app) == "7" == str(classify(samples.drawing(7, 0)).label)
    assert locale.t("digits.nothing_draw", language, digit=7) in texts(app)


@LANGUAGES
@pytest.mark.parametrize("digit", range(10))
def test_a_sample_is_read_and_every_number_comes_from_the_same_reading(digit: int, language: str) -> None:
    chosen = {"source": "sample", "sample": str(digit), "hand": "2", "place": "corner"}
    app = open_page(PAGE, language, view="last_layer", **chosen)
    reading = classify(samples.drawing(digit, 1, "corner"))
    assert shown_answer(app).strip("?") == str(reading.label)
    assert latex(reading.logits[reading.label], decimals=2) in texts(app)
    assert latex(reading.probabilities[reading.label], decimals=4) in texts(app)
    table = app.dataframe[0].value
    assert table["p"].tolist() == [plain(p, decimals=4) for p in reading.probabilities]


@LANGUAGES
@pytest.mark.parametrize("view", VIEWS)
def test_one_view_is_open_and_all_are_offered(view: str, language: str) -> None:
    open_view(PAGE, language, view, VIEWS)


@LANGUAGES
def test_each_step_tells_the_answer_with_it_and_without_it(language: str) -> None:
    app = open_page(PAGE, language, source="sample", sample="5", place="corner", steps="ink.thickness.fit")
    for step in SWITCHABLE:
        for word, steps in (
            ("with", {"ink", "thickness", "fit", step}),
            ("without", {"ink", "thickness", "fit"} - {step}),
        ):
            reading = classify(samples.drawing(5, 0, "corner"), skip=set(SWITCHABLE) - steps, paper=255)
            chance = percent(reading.probabilities[reading.label], language)
            line = locale.t(f"digits.answer_{word}", language, digit=reading.label, chance=chance)
            assert escape(line) in texts(app)


def test_a_drawing_is_read_and_comes_back_with_the_link() -> None:
    app = open_page(PAGE)
    image = samples.drawing(3, 4)
    app.session_state[CANVAS] = canvas_state(image, objects=[_path([[60, 60], [200, 60], [120, 220]])])
    run(app)
    assert shown_answer(app).strip("?") == str(classify(image).label)
    word = app.query_params["drawing"]
    word = word[0] if isinstance(word, list) else word
    strokes, widths = link.decode(word)
    assert len(strokes) == 1
    assert widths == [18.0]
    again = open_page(PAGE, drawing=word)
    expected = classify(255 - pen.render(strokes, widths))
    assert shown_answer(again).strip("?") in (str(expected.label), "?")
    assert not again.warning


def sent(objects: list, data: str | None = None) -> dict:
    """What the canvas sends with its strokes: a picture or none."""
    return {"drawing": {"raw": {"objects": objects}, "data": data}, "backgroundFit": None}


def test_a_drawing_without_a_picture_is_read_from_its_strokes() -> None:
    points, width = [[60, 60], [200, 60], [120, 220]], 18
    app = open_page(PAGE)
    app.session_state[CANVAS] = sent([_path(points)])
    run(app)
    expected = classify(255 - pen.render([np.array(points)], width), paper=255)
    assert pen_told(app)["probabilities"] == pytest.approx(expected.probabilities, abs=1e-4)


@LANGUAGES
@pytest.mark.parametrize("spoiled", ["strokes", "points", "huge picture", "no picture"])
def test_a_drawing_that_is_too_large_is_refused_with_a_sentence(spoiled: str, language: str) -> None:
    app = open_page(PAGE, language)
    stroke = _path([[60, 60], [200, 60], [120, 220]])
    app.session_state[CANVAS] = sent([stroke])
    run(app)
    before = pen_told(app)
    huge = base64.b64encode(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + 2 * (13_000).to_bytes(4, "big")).decode()
    app.session_state[CANVAS] = {
        "strokes": sent([stroke] * (canvas.MOST_STROKES + 1)),
        "points": sent([_path([[60, 60]] * (canvas.MOST_POINTS + 1))]),
        "huge picture": sent([stroke], canvas.PICTURE + huge),
        "no picture": sent([stroke], "rubbish"),
    }[spoiled]
    run(app)
    most = {"strokes": canvas.MOST_STROKES, "points": f"{canvas.MOST_POINTS:,}"}
    assert [one.value for one in app.warning] == [locale.t("pad.refused", language, **most)]
    assert pen_told(app) == before
    assert len(_strokes_in_address(app)) == 1


@LANGUAGES
def test_a_drawing_that_no_link_can_hold_is_read_and_that_is_told(language: str) -> None:
    app = open_page(PAGE, language)
    scribble = np.random.default_rng(0).uniform(20, 260, (canvas.MOST_POINTS // 10, 2)).tolist()
    strokes = [_path([[60, 60], [200, 60], [120, 220]]), _path(scribble)]
    app.session_state[CANVAS] = canvas_state(samples.drawing(7, 0), strokes)
    run(app)
    assert [one.value for one in app.warning] == [locale.t("pad.no_link", language)]
    assert "drawing" not in app.query_params
    kept = link.decode(sent_to(app, "keepsake")["keep"], longest=link.LONGEST_KEPT)
    np.testing.assert_allclose(kept[0][0], [[60, 60], [200, 60], [120, 220]], atol=1)
    app.button(key="digits_undo").click()
    run(app)
    assert len(_strokes_in_address(app)) == 1
    assert not app.warning
    assert sent_to(app, "keepsake")["drop"]


def test_a_drawing_that_the_tab_has_kept_comes_back_and_nonsense_does_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    scribble = np.random.default_rng(0).uniform(20, 260, (canvas.MOST_POINTS // 10, 2))
    word = link.encode([scribble], [18.0], longest=link.LONGEST_KEPT)
    assert len(word) > link.LONGEST
    monkeypatch.setattr(keepsake, "told", lambda name: word)
    monkeypatch.setattr(keepsake, "_storage", answering)
    app = run(open_page(PAGE))
    assert [one.value for one in app.warning] == [locale.t("pad.no_link", "en")]
    back = rendered(app.session_state["digits:pad"]["objects"])
    drawn = 255 - pen.render(*link.decode(word, longest=link.LONGEST_KEPT), 280)
    assert (back == drawn).mean() > 0.99
    by_link = run(open_page(PAGE, drawing=link.encode([scribble[:5]], [18.0])))
    assert len(by_link.session_state["digits:pad"]["objects"]) == 1  # an address goes first
    for nonsense in (3, {"a": 1}, "no drawing!", "A" * (link.LONGEST_KEPT + 1)):
        word = nonsense
        assert not run(open_page(PAGE)).session_state["digits:pad"]["objects"]


def test_undo_takes_back_the_last_stroke_and_clear_takes_all() -> None:
    app = open_page(PAGE)
    strokes = [_path([[60, 60], [200, 60], [120, 220]]), _path([[90, 140], [180, 140]])]
    app.session_state[CANVAS] = canvas_state(samples.drawing(7, 0), strokes)
    run(app)
    app.button(key="digits_undo").click()
    run(app)
    assert len(_strokes_in_address(app)) == 1
    app.button(key="digits_clear").click()
    run(app)
    assert "drawing" not in app.query_params
    assert locale.t("digits.nothing_draw", "en", digit=7) in texts(app)


@LANGUAGES
@pytest.mark.parametrize(
    ("image", "verdict"),
    [
        (np.full((280, 280), 255, np.uint8), "blank"),
        (np.zeros((280, 280), np.uint8), "filled"),
        (255 - np.pad(np.full((12, 12), 255, np.uint8), ((60, 208), (60, 208))), "dot"),
        (np.random.default_rng(0).integers(0, 256, (280, 280), np.uint8), "scribble"),
        (np.hstack([samples.drawing(digit, 0)[:, 60:220] for digit in (1, 2, 3)]), "several"),
        (
            255 - pen.render([np.array([[60.0, 80], [220, 75]]), np.array([[30.0, 200], [250, 195]])], 14),
            "unlike",
        ),
        (255 - pen.render([np.array([[130.0, 130], [142, 130], [132, 144]])], 18), "thick"),
    ],
    ids=["white", "black", "dot", "noise", "three digits", "二", "thick pen"],
)
def test_what_is_no_digit_gets_a_sentence(image: np.ndarray, verdict: str, language: str) -> None:
    app = draw(open_page(PAGE, language), image)
    assert locale.t(f"digits.verdict_{verdict}", language) in texts(app)
    assert shown_answer(app) == "?"


def test_the_true_digit_goes_into_the_table_and_gives_the_loss() -> None:
    app = open_page(PAGE, source="sample", sample="4", view="last_layer")
    reading = classify(samples.drawing(4, 0))
    assert locale.t("digits.loss_untold", "en") in texts(app)
    tell(app, 4)
    loss = latex(reading.loss(4), decimals=4)
    assert reading.loss(4) < 1e-4  # so sure that p would be written as 1
    assert rf"L &= -\ln p_4 = -\ln(1 - {loss}) = {loss}" in texts(app)
    log = app.session_state["digits:journal"]
    assert [(one["told"], one["answer"]) for one in log.values()] == [(4, reading.label)]


def test_the_downloaded_table_holds_ten_probabilities_that_add_up() -> None:
    from dlplay.ui.digits import journal

    entry = {"picture": "x", "input": "x", "told": 4, "network": "n", "answer": 4, "probability": 0.9}
    entry |= {f"p{digit}": 0.1 for digit in range(10)}
    table = pd.read_csv(io.BytesIO(journal.csv(columns_of([entry]))))
    assert list(table.columns) == ["told", "network", "answer", "probability", *[f"p{d}" for d in range(10)]]
    assert table.filter(regex=r"^p\d$").sum(axis=1).iloc[0] == pytest.approx(1)


def test_another_network_reads_one_s_own_test_set_anew() -> None:
    """Seen: the answers of one network under another's name."""
    app = open_page(PAGE, source="sample", sample="4", view="journal")
    tell(app, 4)
    shipped = next(iter(app.session_state["digits:journal"].values())).copy()
    blind = {name: np.zeros(shape, np.float32) for name, shape in network.SHAPES.items()}
    blind["output_bias"][7] = 9.0
    app.session_state["digits:own"] = own_network.OwnNetwork(3, network.Network(blind), Lab())
    app.session_state["digits_network"] = "mine"
    run(app)
    (mine,) = app.session_state["digits:journal"].values()
    assert (mine["answer"], mine["told"]) == (7, 4)
    assert mine["network"] == locale.t("digits.network_mine", "en", number=3) != shipped["network"]
    score = locale.t("digits.journal_score", "en", network=mine["network"], right=0, all=1)
    assert score in texts(app)
    app.session_state["digits_network"] = "shipped"
    run(app)
    (again,) = app.session_state["digits:journal"].values()
    assert {key: again[key] for key in ("answer", "network")} == {
        key: shipped[key] for key in ("answer", "network")
    }
    assert again["probability"] == pytest.approx(shipped["probability"], abs=1e-6)


@pytest.mark.parametrize("step", SWITCHABLE)
def test_a_switched_off_step_is_off_in_the_reading_and_in_the_address(step: str) -> None:
    app = open_page(PAGE, source="sample", sample="5", place="corner")
    app.toggle(key=f"digits.steps.{step}").set_value(False)
    run(app)
    reading = classify(samples.drawing(5, 0, "corner"), skip={step})
    assert shown_answer(app).strip("?") in (str(reading.label), "")
    kept = app.query_params["steps"]
    kept = kept[0] if isinstance(kept, list) else kept
    assert set(kept.split(".")) == set(SWITCHABLE) - {step}


@LANGUAGES
@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("source", "camera"),
        ("pen", "nan"),
        ("pen", "1e9"),
        ("hand", "0"),
        ("sample", "<script>alert(1)</script>"),
        ("steps", "ink.bogus"),
        ("drawing", "%%%"),
        ("drawing", "A" * 5000),
    ],
)
def test_an_absurd_link_falls_back_with_a_notice(name: str, value: str, language: str) -> None:
    app = open_with_a_notice(PAGE, language, **{name: value})
    assert shown_answer(app) == "7"


@LANGUAGES
def test_missing_weights_are_told_with_the_command_that_rebuilds_them(
    language: str, monkeypatch: pytest.MonkeyPatch, tmp_path
) -> None:
    damaged = tmp_path / "digits.npz"
    damaged.write_bytes(b"no weights")
    monkeypatch.setattr(network, "WEIGHTS", damaged)
    network.load.cache_clear()
    try:
        app = open_page(PAGE, language)
        assert locale.t("frame.asset", language, file="digits.npz", command=network.REBUILD) in texts(app)
    finally:
        network.load.cache_clear()


@LANGUAGES
def test_the_browser_gets_what_it_needs_to_follow_the_pen(language: str) -> None:
    app = open_page(PAGE, language, steps="ink.fit")
    image = samples.drawing(3, 4)
    app.session_state[CANVAS] = canvas_state(image, objects=[_path([[60, 60], [200, 60], [120, 220]])])
    run(app)
    told = pen_told(app)
    skip = ["centre", "crop", "thickness"]
    reading = classify(image, skip=skip, paper=255)
    assert (told["canvas"], told["skip"], told["language"]) == (CANVAS, skip, language)
    levels = np.frombuffer(base64.b64decode(told["picture"]), np.uint8)
    np.testing.assert_array_equal(levels, np.rint(255 * reading.network_input).ravel())
    assert told["probabilities"] == pytest.approx(reading.probabilities, abs=1e-4)
    assert told["weights"]["url"].endswith("digits-live.bin")
    app.button(key="digits_undo").click()
    run(app)
    assert pen_told(app)["canvas"] == CANVAS.replace("0", "1")  # a fresh one is mounted


def test_nothing_follows_a_pen_where_nobody_draws() -> None:
    app = open_page(PAGE, source="sample")
    assert not [one for one in app.get("bidi_component") if one.proto.component_name == "dlplay_pen"]


def test_the_browser_does_not_read_for_another_network_than_the_shipped_one() -> None:
    app = open_page(PAGE)
    app.session_state[own_network.STATE] = own_network.OwnNetwork(1, network.load(), Lab())
    app.session_state[own_network.SWITCH] = own_network.MINE
    run(app)
    assert pen_told(app)["weights"] is None


@pytest.mark.parametrize("content", [None, b"others"], ids=["missing", "damaged"])
def test_without_the_browser_s_weights_the_page_works_as_ever(
    content: bytes | None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    file = tmp_path / "digits-live.bin"
    if content:
        file.write_bytes(content)
    monkeypatch.setattr(network, "PACKED", file)
    live.weights.cache_clear()
    try:
        app = open_page(PAGE)
        assert pen_told(app)["weights"] is None
        assert shown_answer(app) == "7"
        assert "python -m dlplay.training live" in caplog.text
    finally:
        live.weights.cache_clear()


def png(image: Image.Image, form: str = "PNG") -> bytes:
    file = io.BytesIO()
    image.save(file, form)
    return file.getvalue()


def test_a_photo_is_read() -> None:
    app = open_page(PAGE, source="photo")
    paper = Image.fromarray(samples.drawing(2, 0)).resize((400, 400))
    app.file_uploader[0].set_value(("two.png", png(paper), "image/png"))
    run(app)
    assert shown_answer(app).strip("?") == "2"


@LANGUAGES
@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7 not a picture",
        png(Image.new("L", (200, 200)))[:60],
        b"",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
    ],
    ids=["a PDF", "a truncated PNG", "nothing", "an SVG"],
)
def test_a_file_that_is_no_photo_gets_a_sentence_and_nothing_is_lost(data: bytes, language: str) -> None:
    app = open_page(PAGE, language, source="photo")
    paper = Image.fromarray(samples.drawing(2, 0))
    app.file_uploader[0].set_value(("two.png", png(paper), "image/png"))
    run(app)
    app.file_uploader[0].set_value(("bad.png", data, "image/png"))
    run(app)
    assert len(app.error) == 1
    assert locale.t("digits.photo_still_here", language) in app.error[0].value
    assert shown_answer(app).strip("?") == "2"


@LANGUAGES
def test_beside_a_refused_file_stands_no_answer_of_a_sample(language: str) -> None:
    app = open_page(PAGE, language, source="photo")
    assert shown_answer(app)
    app.file_uploader[0].set_value(("bad.png", b"no picture", "image/png"))
    run(app)
    assert [one.value for one in app.error] == [locale.t("digits.photo_not_an_image", language)]
    assert 'data-testid="answer"' not in texts(app)
    assert not app.info
    paper = Image.fromarray(samples.drawing(2, 0))
    app.file_uploader[0].set_value(("two.png", png(paper), "image/png"))
    run(app)
    assert not app.error
    assert shown_answer(app).strip("?") == "2"


def test_a_photo_is_unpacked_once(monkeypatch: pytest.MonkeyPatch) -> None:
    app = open_page(PAGE, source="photo")
    paper = Image.fromarray(samples.drawing(2, 0))
    app.file_uploader[0].set_value(("two.png", png(paper), "image/png"))
    run(app)
    monkeypatch.setattr("dlplay.digits.photo.decode", lambda _: pytest.fail("unpacked again"))
    run(app)
    assert shown_answer(app).strip("?") == "2"


@pytest.mark.parametrize("size", [(1, 1), (12_000, 12_000)])
def test_a_photo_of_absurd_size_does_not_break_the_page(size: tuple[int, int]) -> None:
    app = open_page(PAGE, source="photo")
    app.file_uploader[0].set_value(("x.png", png(Image.new("1", size)), "image/png"))
    run(app)
    assert bool(app.error) != ('data-testid="answer"' in texts(app))


def _path(points: list[list[float]]) -> dict:
    from dlplay.ui.drawing import _path as fabric_path

    return fabric_path(np.array(points, float), 18)


def _strokes_in_address(app) -> list[np.ndarray]:
    word = app.query_params["drawing"]
    return link.decode(word[0] if isinstance(word, list) else word)[0]


@LANGUAGES
def test_a_photo_on_which_nothing_stands_out_says_what_to_do_and_one_too_large_says_how_large(
    language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = io.BytesIO()
    Image.fromarray(np.full((300, 300), 230, np.uint8)).save(file, "PNG")
    app = open_page(PAGE, language, source="photo")
    app.file_uploader(key="digits_photo").set_value(("blank.png", file.getvalue(), "image/png"))
    assert locale.t("digits.photo_blank", language) in [one.value for one in run(app).warning]
    monkeypatch.setattr(photo, "_COST", {"PNG": 10_000})
    app = open_page(PAGE, language, source="photo")
    app.file_uploader(key="digits_photo").set_value(("large.png", file.getvalue(), "image/png"))
    told = locale.t("digits.photo_too_many_pixels", language, most=0, jpeg=64)
    assert told in [one.value for one in run(app).error]
