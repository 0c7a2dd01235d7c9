"""The page that finds digits as a script: it shows what the network finds; the shown code says the same."""

import io
import re
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from streamlit.testing.v1 import AppTest

from dlplay import locale
from dlplay.detection import detect, examine, network, sheets
from dlplay.detection.boxes import non_maximum_suppression
from dlplay.digits import link
from dlplay.digits.photo import decode, writing
from dlplay.ui import cache
from dlplay.ui.detection import code, current, told, walk
from dlplay.ui.detection.settings import VIEWS, DetectionSettings
from dlplay.ui.kept_drawing import WIDE, linked
from tests import scripts
from tests.pages import live
from tests.pages.app import open_page, open_view, open_with_a_notice, run, texts

PAGE = "applications/detection"
LANGUAGES = pytest.mark.parametrize("language", locale.LANGUAGES)
START = DetectionSettings()


def sample(kind: str = "phone") -> np.ndarray:
    return sheets.picture(sheets.sample(kind, "mnist", 1))


def printed(app: AppTest, capsys: pytest.CaptureFixture) -> list[str]:
    capsys.readouterr()
    exec(compile(app.code[0].value, "snippet", "exec"), {})
    return capsys.readouterr().out.splitlines()


@LANGUAGES
def test_the_start_shows_what_the_network_finds_at_each_threshold(language: str) -> None:
    app = open_view(PAGE, language, "write", VIEWS)
    (picture,) = live.pictures(app)
    for threshold in (0.05, 0.5, 0.7):
        found = detect(sample(), threshold=threshold)
        seen = live.standing(picture, threshold=threshold)
        assert seen["count"]["words"] == str(len(found))
        assert seen["read"]["words"].replace(" / ", "") == told.read_out(found).replace(" / ", "")
        assert sorted(filter(None, seen["names"]["words"])) == sorted(str(one.label) for one in found)
    assert locale.t("detection.example", language) in texts(app)
    best = detect(sample())[0]
    assert f"{best.score:.3f}".rstrip("0") in texts(app)
    assert told.count(0) != told.count(1) != told.count(2)


def test_the_shown_script_finds_the_same_digits(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture
) -> None:
    app = open_page(PAGE, source="sheet", sheet="anywhere")
    (tmp_path / "detection.npz").write_bytes(network.WEIGHTS.read_bytes())
    now = current.seen(DetectionSettings(source="sheet", sheet="anywhere"))
    ink = Image.fromarray(np.rint(now.examined.levels[0].ink * 255).astype(np.uint8))
    ink.save(tmp_path / "sheet.png")
    monkeypatch.chdir(tmp_path)
    lines = printed(app, capsys)
    found = detect(sample("anywhere"))
    assert [(int(line.split()[0]), float(line.split()[1])) for line in lines] == [
        (one.label, pytest.approx(one.score, abs=0.01)) for one in found
    ]
    scripts.assert_the_same(code.found(START.threshold, START.overlap), rtol=1e-3, atol=0.1)


@LANGUAGES
def test_step_by_step_ends_with_the_boxes_that_the_detector_tells(
    language: str, capsys: pytest.CaptureFixture
) -> None:
    app = open_view(PAGE, language, "steps", VIEWS)
    (picture,) = live.pictures(app)
    candidates = current.seen(START).examined.candidates
    strong = int((candidates.scores >= START.threshold).sum())
    kept = len(detect(sample()))
    assert live.standing(picture)["kept"]["words"] == str(kept)
    assert live.standing(picture)["candidates"]["words"] == str(strong)
    steps = non_maximum_suppression(candidates.boxes[:strong], candidates.scores[:strong], START.overlap)
    moments = walk.walk(steps, strong)
    last = live.standing(picture, step=len(moments.glances) - 1)
    assert last["boxes"]["colour"].count("#009e73") == 4 * kept
    compared = next(place for place, one in enumerate(moments.glances) if one.other is not None)
    app.slider(key="detection.step").set_value(compared)
    run(app)
    one, other = (candidates.boxes[number] for number in moments.glances[compared][:2])
    assert told.arithmetic(one, other).split("$$")[1] in texts(app)
    assert eval(printed(app, capsys)[-1]) == [step.kept for step in steps]
    assert float(app.query_params["step"][0]) == compared
    assert locale.t("frame.code_python", language) in texts(app)  # no framework has a part in it


@LANGUAGES
def test_the_counts_of_a_sheet_are_those_of_its_truth(language: str, capsys: pytest.CaptureFixture) -> None:
    app = open_page(PAGE, language, view="good", sheet="signs", written="pen")
    (picture,) = live.pictures(app)
    made = sheets.sample("signs", "pen", 1)
    for threshold in (0.1, 0.5, 0.9):
        seen = live.standing(picture, threshold=threshold)
        tp, fp, fn = (int(seen[name]["words"]) for name in ("tp", "fp", "fn"))
        assert tp + fn == len(made.labels)
        assert tp + fp == len(detect(sheets.picture(made), threshold=threshold))
        colours = seen["boxes"]["colour"]
        assert (colours.count("#009e73"), colours.count("#d55e00")) == (4 * tp, 4 * fp)
        assert seen["missed"]["colour"].count("#e69f00") == 4 * fn
    curve = cache.detection_curve("pen")
    facts = cache.detection_facts()["held_out"]["pen"]
    assert curve.average_precision == pytest.approx(facts["average_precision"], abs=0.003)
    here = live.standing(picture, threshold=START.threshold)["here"]
    assert here["y"][0] == pytest.approx(facts["precision"], abs=0.01)
    assert here["x"][0] == pytest.approx(facts["recall"], abs=0.01)
    for name, one in cache.detection_facts()["cases"].items():
        case = locale.t(f"detection.case_{name.replace(' ', '_')}", language)
        (row,) = (line for line in texts(app).splitlines() if line.startswith(f"| {case} |"))
        assert row.endswith(f"| {one['false_alarms']} |")
        assert not one["digits"] or {str(one["found"]), str(one["digits"])} <= set(re.findall(r"\d+", row))
    assert len(printed(app, capsys)) == 2
    assert locale.t("frame.code_python", language) in texts(app)


@pytest.mark.parametrize("kind", ["blank", "full", "markup"])
@pytest.mark.parametrize("view", ["write", "steps"])
def test_a_sheet_without_digits_gets_a_sentence(
    kind: str, view: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    pictures = {
        "blank": np.full((280, 560), 255, np.uint8),
        "full": np.zeros((280, 560), np.uint8),
        "markup": np.full((3, 900), 255, np.uint8),
    }
    monkeypatch.setattr(current, "own", lambda settings: (pictures[kind], current.WHITE))
    app = open_page(PAGE, view=view)
    found = detect(pictures[kind], paper=255)
    if kind != "full":
        assert found == []
    sentence = {"write": "detection.no_ink", "steps": "detection.no_candidates"}[view]
    assert (locale.t(sentence, "en") in texts(app)) == (kind != "full" or (view == "steps" and not found))


def test_what_is_drawn_is_read_and_absurd_links_are_told() -> None:
    app = open_with_a_notice(PAGE, threshold="7", overlap="x", hand="0", sheet="<b>")
    assert not app.exception
    for word, empty in (("", True), ("BgIeGR5mBgZAGWgZaRlqG2kfUmY", False)):
        app = open_page(PAGE, **({"drawing": word} if word else {}))
        assert (locale.t("detection.example", "en") in texts(app)) == empty
        assert app.button(key="detection_undo").disabled == empty


def test_a_link_brings_its_drawing_to_a_view_without_canvas_too() -> None:
    strokes = [np.array([[120, 60], [90, 160], [220, 160]]), np.array([[195, 80], [190, 250]])]
    word = link.encode(strokes, [6, 6], max(WIDE))
    app = open_page(PAGE, view="steps", drawing=word)
    (picture,) = live.pictures(app)
    drawn = examine(linked(word, WIDE), paper=255).candidates
    assert live.standing(picture)["candidates"]["words"] == str((drawn.scores >= START.threshold).sum())
    assert linked(word, WIDE).shape == WIDE[::-1]


def test_a_photo_of_a_sheet_keeps_all_its_digits() -> None:
    made = sheets.sample("anywhere", "pen", 2)
    file = io.BytesIO()
    shade = np.linspace(150, 235, made.image.shape[1])  # a sheet in uneven light
    Image.fromarray((shade * (1 - 0.8 * made.image)).astype(np.uint8)).resize((1000, 600)).save(file, "JPEG")
    found = detect(writing(decode(file.getvalue())), paper=0)
    assert abs(len(found) - len(made.labels)) <= 2
    assert not writing(np.full((200, 300, 3), 200, np.uint8)).any()


def test_digits_are_read_line_by_line() -> None:
    made = sheets.sample("phone", "pen", 1)
    assert set(told.read_out(detect(sheets.picture(made)))) <= set("0123456789 /")
