"""The page that hears digits as a script: each view, recordings good and bad, the shown code."""

import contextlib
import io
import re
import wave
from pathlib import Path

import numpy as np
import pytest

from dlplay import locale, speech
from dlplay.speech import maps, network, own
from dlplay.speech.features import RATE
from dlplay.speech.names import NAMES
from dlplay.speech.samples import sample
from dlplay.ui.speech import code, seen, sound
from dlplay.ui.speech.settings import VIEWS
from tests import scripts
from tests.pages.app import open_page, run, texts
from tests.pages.live import pictures, standing

PAGE = "applications/speech"


def recording(samples: np.ndarray, rate: int = RATE, channels: int = 1) -> bytes:
    stream = io.BytesIO()
    with wave.open(stream, "wb") as file:
        file.setparams((channels, 2, rate, 0, "NONE", ""))
        file.writeframes((np.clip(samples.repeat(channels), -1, 1) * 32767).astype("<i2").tobytes())
    return stream.getvalue()


@pytest.mark.parametrize("language", locale.LANGUAGES)
@pytest.mark.parametrize("view", VIEWS)
def test_every_view_shows_something_true_before_it_is_touched(view: str, language: str) -> None:
    app = open_page(PAGE, language, view=view)
    assert app.title[0].value == locale.t("speech.title", language)
    assert locale.t(f"speech.intro_{view}", language) in texts(app)
    assert app.code
    assert not app.warning
    assert "nan" not in texts(app)


def test_what_is_said_is_what_the_network_computes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = open_page(PAGE, spoken="zh", sample="3", voice="2")
    spoken = sample("zh", 1, 3)
    probabilities = speech.recognise(spoken, RATE, "zh")
    (shown,) = pictures(app)
    marks = standing(shown)
    np.testing.assert_allclose(marks["chances"]["high"], probabilities, atol=1e-5)
    assert f"{np.sum([array.size for array in network.load()]):,} parameters" in texts(app)
    answer = int(probabilities.argmax())
    assert marks["answer"]["name"].startswith(f"{answer} · ")
    found = sound.sample_of("zh", 1, 3)
    (tmp_path / "word.wav").write_bytes(recording(found.sound[slice(*found.word)]))
    (tmp_path / network.WEIGHTS.name).symlink_to(network.WEIGHTS)
    monkeypatch.chdir(tmp_path)
    names: dict = {}
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        exec(compile(app.code[0].value, "snippet", "exec"), names)
    assert printed.getvalue().startswith(f"{answer} ")
    np.testing.assert_allclose(names["p"], probabilities, atol=0.01)  # the file has 16 bits
    for language in speech.LANGUAGES:
        scripts.assert_the_same(code.recognise(language), atol=2e-3)
    assert locale.t("frame.code", "en") in texts(app)


def test_the_shown_neuron_learns_what_the_page_s_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard = [(label, sound.sample_of("en", voice, label)) for label in (0, 1) for voice in (0, 1)]
    labels = np.array([label for label, _ in heard])
    summaries = np.array([one.trace.summary for _, one in heard])
    np.savez(tmp_path / "recordings.npz", summaries=summaries, labels=labels)
    monkeypatch.chdir(tmp_path)
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        exec(compile(code.own().keras, "snippet", "exec"), {})
    learnt = own.learn(summaries, labels)(summaries)
    np.testing.assert_allclose(scripts.numbers(printed.getvalue()), learnt, atol=2e-3)
    scripts.assert_the_same(code.own(), atol=2e-3)


@pytest.mark.parametrize("language", locale.LANGUAGES)
def test_the_maps_of_each_layer_are_told_with_the_words_that_excite_them(language: str) -> None:
    app = open_page(PAGE, language, sample="6")
    (shown,) = (one.proto.body for one in app.get("html") if "<figure" in one.proto.body)
    trace = sound.sample_of("en", 0, 6).trace
    for number, layer in enumerate(maps.LAYERS, start=1):
        values = getattr(trace, layer)
        times, bands, count = values.shape
        named = {"number": number, "count": count, "times": times, "bands": bands}
        assert locale.t("speech.maps_layer", language, **named) in shown
        for one in maps.strongest(trace, layer, seen.SHOWN):
            words = seen.named(one, language)
            assert locale.t("speech.maps_told", language, map=one.number + 1, words=words) in shown
            active = int((values[..., one.number] > 0).sum())
            told = {"layer": number, "map": one.number + 1, "all": times * bands, "words": words}
            assert locale.t("speech.maps_alt", language, active=active, **told) in shown
    assert shown.count("<img") == len(maps.LAYERS) * seen.SHOWN


def test_the_shown_code_computes_the_frame_s_bands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = open_page(PAGE, view="steps", frame="12")
    found = sound.sample_of("en", 0, 7)
    word = found.sound[slice(*found.word)]
    (tmp_path / "word.wav").write_bytes(recording(word))
    monkeypatch.chdir(tmp_path)
    names: dict = {}
    with contextlib.redirect_stdout(io.StringIO()):
        exec(compile(app.code[0].value, "snippet", "exec"), names)
    theirs = 10 * np.log10(names["bands"] + 1e-8)
    loud = found.seen.decibels[12] > found.seen.decibels.max() - 40  # the file has 16 bits
    np.testing.assert_allclose(theirs[loud], found.seen.decibels[12][loud], atol=0.1)
    (shown,) = pictures(app)
    bands = standing(shown, frame=12)["bands"]["high"]
    np.testing.assert_allclose(bands, found.seen.decibels[12], atol=0.2)  # a byte spans 75 dB
    assert (
        standing(shown, frame=95)["here"]["x"]
        == standing(shown, frame=len(found.seen.frames) - 1)["here"]["x"]
    )


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "refused_format"),
        (b"no sound at all", "refused_format"),
        (recording(np.zeros(0)), "refused_empty"),
        (recording(np.zeros(8_000)), "silence"),
        (recording(np.zeros(RATE * 180)), "refused_long"),
    ],
)
def test_a_recording_that_cannot_be_heard_gets_a_sentence(data: bytes, said: str) -> None:
    app = open_page(PAGE, source="file")
    assert locale.t("speech.nothing_file", "en") in texts(app)
    app.file_uploader[0].upload("x.wav", data, "audio/wav")
    run(app)
    assert locale.t(f"speech.{said}", "en").split("{")[0] in texts(app)
    assert not pictures(app)


def test_a_stereo_recording_of_96_000_samples_a_second_is_heard_as_a_voice_s_own() -> None:
    spoken = sample("en", 0, 7)
    fine = np.interp(np.arange(len(spoken) * 12) / 12, np.arange(len(spoken)), spoken)
    app = open_page(PAGE, source="file")
    app.file_uploader[0].upload("x.wav", recording(fine, 96_000, channels=2), "audio/wav")
    run(app)
    assert not app.warning
    (shown,) = pictures(app)
    assert standing(shown)["answer"]["name"].startswith("7 · ")


def test_of_a_recording_that_is_longer_than_a_word_it_is_told_what_is_read() -> None:
    app = open_page(PAGE, source="file")
    noise = np.random.default_rng(0).normal(0, 0.1, 2 * RATE)
    app.file_uploader[0].upload("x.wav", recording(noise), "audio/wav")
    run(app)
    assert locale.t("speech.too_long", "en", read=960) in texts(app)
    assert len(pictures(app)) == 1


def test_two_words_of_one_s_own_are_learnt_and_forgotten() -> None:
    app = open_page(PAGE, view="own", first="<b>drei", sample="3")
    for digit, label in (("3", 0), ("3", 0), ("8", 1), ("8", 1)):
        app.session_state["speech.sample"] = digit
        app.session_state["speech.voice"] = "1" if len(app.session_state["speech.kept"]) % 2 else "2"
        run(app)
        app.button(key=f"speech_add_{label}").click()
        run(app)
    said = texts(app)
    assert locale.t("speech.kept", "en", first=2, second=2) in said
    assert "of 4" in said
    assert "`word B`" in said
    kept = standing(pictures(app)[0])["kept"]
    assert kept["symbol"].count("circle") == int(re.search(r"(\d) of 4", said)[1])
    app.button(key="speech_forget").click()
    run(app)
    assert app.session_state["speech.kept"] == []


def test_names_of_digits_are_ten() -> None:
    assert {language: len(names) for language, names in NAMES.items()} == dict.fromkeys(speech.LANGUAGES, 10)
