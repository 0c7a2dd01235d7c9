"""The microphone, simulated in Chromium by a file: what is said into it is heard."""

import wave
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Browser, expect

from dlplay import locale
from dlplay.speech import recognise
from dlplay.speech.features import RATE
from dlplay.speech.samples import sample
from tests.browser import provide
from tests.browser.conftest import PATIENCE


@pytest.fixture
def said(tmp_path: Path) -> Path:
    """Silence, a seven, silence; Chromium says it over and over."""
    path = tmp_path / "seven.wav"
    sound = np.pad(sample("en", 0, 7), (RATE, RATE))
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, RATE, 0, "NONE", ""))
        file.writeframes((sound * 32_767).astype("<i2").tobytes())
    return path


def test_what_is_said_into_the_microphone_is_heard(browser: Browser, address: str, said: Path) -> None:
    arguments = [
        "--use-fake-ui-for-media-stream",
        "--use-fake-device-for-media-stream",
        f"--use-file-for-fake-audio-capture={said}",
    ]
    launched = browser.browser_type.launch(executable_path=provide.find(), args=arguments)
    try:
        page = launched.new_context(locale="en-US", permissions=["microphone"]).new_page()
        page.set_default_timeout(PATIENCE)
        page.goto(f"{address}/speech?source=microphone")
        expect(page.get_by_text(locale.t("speech.stays", "en"))).to_be_visible()
        page.get_by_test_id("stAudioInputActionButton").click()
        expect(page.get_by_test_id("stAudioInputWaveformTimeCode")).not_to_have_text("00:00")
        expect(page.get_by_test_id("stAudioInputWaveformTimeCode")).not_to_have_text("00:01")
        page.get_by_test_id("stAudioInputActionButton").click()
        expect(page.get_by_test_id("live")).to_be_visible()
        assert recognise(sample("en", 0, 7), RATE).argmax() == 7
        expect(page.get_by_test_id("live")).to_contain_text("7 · seven")
    finally:
        launched.close()
