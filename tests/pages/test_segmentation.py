"""The page on segmentation as a script: it says what the network computes; bad input gets a sentence."""

import numpy as np
import pytest

from dlplay import locale
from dlplay.assets import MODELS, AssetError
from dlplay.layers import softmax
from dlplay.numbers import percent
from dlplay.segmentation import measures, network
from dlplay.segmentation.example import example
from dlplay.segmentation.network import REBUILD
from dlplay.ui.kept_drawing import Photo, photo_key
from dlplay.ui.segmentation.settings import STAGES, VIEWS
from tests.pages import live
from tests.pages.app import open_page, open_view, open_with_a_notice, run, texts

PAGE = "applications/segmentation"
LANGUAGES = pytest.mark.parametrize("language", locale.LANGUAGES)


@LANGUAGES
@pytest.mark.parametrize("view", VIEWS)
def test_each_view_has_words_of_its_language_and_what_is_asked_there(language: str, view: str) -> None:
    app = open_view(PAGE, language, view, VIEWS)
    assert not app.error


def test_the_pixel_that_is_pointed_at_tells_its_eleven_probabilities() -> None:
    app = open_page(PAGE, "en", sheet="2", row="40", column="70")
    logits = network.load()(example(2).image).logits
    (picture,) = live.pictures(app)
    stands = live.standing(picture)
    np.testing.assert_allclose(stands["chances"]["high"], softmax(logits[40, 70]), atol=1e-6)
    moved = live.standing(picture, row=12)
    np.testing.assert_allclose(moved["chances"]["high"], softmax(logits[12, 70]), atol=1e-6)
    best = int(logits[12, 70].argmax())
    name = "the ground" if best == network.GROUND else f"digit {best}"
    assert name in moved["here"]["words"]
    chance = percent(softmax(logits[40, 70].astype(float)).max(), "en")
    assert chance.replace("%", r"\%") in texts(app)


@LANGUAGES
def test_iou_and_dice_are_counted_on_the_sheet_that_is_seen(language: str) -> None:
    app = open_page(PAGE, language, view="good", sheet="3", digit="8")
    scene = example(3)
    found = network.load()(scene.image).classes
    for digit, each in measures.counts(scene.mask, found).items():
        if digit >= 0 and each.union:
            told = " | ".join(f"{count:,}" for count in each)
            assert f"| {digit} | {told} |" in texts(app)
    assert percent(measures.accuracy(scene.mask, found), language) in texts(app)
    absent = next(digit for digit in range(10) if not measures.counts(scene.mask, found)[digit].union)
    app = open_page(PAGE, language, view="good", sheet="3", digit=str(absent))
    assert locale.t("segmentation.good_absent", language, digit=absent) in texts(app)


@LANGUAGES
def test_each_stage_has_its_size_and_its_maps(language: str) -> None:
    trace = network.load()(example(1).image)
    for stage in ("encoder2", "bottom", STAGES[-1]):
        app = open_page(PAGE, language, view="inside", stage=stage, channel="5")
        maps = trace.bottom if stage == "bottom" else getattr(trace, stage[:-1])[int(stage[-1])]
        rows, columns, count = maps.shape
        size = {"rows": rows, "columns": columns, "count": count, "numbers": f"{maps.size:,}"}
        assert locale.t("segmentation.inside_size", language, **size) in texts(app)
        assert f"{rows} × {columns} × {count}" in texts(app)
        (picture,) = live.pictures(app)
        shades = live.standing(picture)["map"]["shades"]
        assert shades.shape == (rows, columns)
        assert (shades[::-1] > 0).sum() <= (maps[..., 5] > 0).sum()


def test_both_networks_are_told_apart_on_this_sheet_and_on_held_out_ones() -> None:
    app = open_page(PAGE, "en", view="skip", sheet="4", shown="errors")
    scene, edges = example(4), measures.edges(example(4).mask)
    (picture,) = live.pictures(app)
    for skips, name in ((True, "with"), (False, "without")):
        found = network.load(skips)(scene.image).classes
        assert (live.standing(picture)[name]["shades"] == 4).sum() == (found != scene.mask).sum()
        assert percent(measures.accuracy(scene.mask, found, edges), "en") in texts(app)


@LANGUAGES
@pytest.mark.parametrize("source", ["draw", "photo"])
def test_where_there_is_nothing_to_colour_a_sentence_says_so(language: str, source: str) -> None:
    for view in ("write", "inside"):
        app = open_page(PAGE, language, source=source, view=view)
        assert locale.t(f"segmentation.nothing_{source}", language) in texts(app)


@pytest.mark.parametrize("ink", ["blank", "full", "line", "dot"])
def test_any_photo_gets_colours_or_a_sentence(ink: str) -> None:
    writing = np.zeros((1024, 1024), np.uint8)
    places = {"blank": (slice(0),), "full": (slice(None),), "line": (slice(500, 503),), "dot": (7, 7)}
    writing[places[ink]] = 255
    app = open_page(PAGE, source="photo")
    app.session_state[photo_key("digits")] = Photo("a file", writing, writing)  # as the digit page keeps one
    run(app)
    assert (locale.t("segmentation.nothing_photo", "en") in texts(app)) == (ink == "blank")


def test_a_link_that_asks_for_what_there_is_not_is_told() -> None:
    open_with_a_notice(PAGE, sheet="0", digit="10", stage="encoder9", row="-1")


def test_a_missing_network_is_told_and_how_it_comes_back(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(skips: bool = True) -> network.Network:
        raise AssetError(MODELS / f"{network.NAMES[skips]}.npz", "missing", REBUILD)

    monkeypatch.setattr(network, "load", missing)
    app = open_page(PAGE, "en", view="skip")
    assert "segmentation.npz" in app.error[0].value
    assert REBUILD in app.error[0].value
