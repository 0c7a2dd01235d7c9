"""WAV files of every kind that recorders write, against Python's own writer; and what is none."""

import io
import struct
import wave

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlplay.files.wave import NotSound, read_wave

SOUND = np.sin(np.linspace(0, 20, 900)) * 0.9


def written(samples: np.ndarray, width: int = 2, channels: int = 1, rate: int = 16_000) -> bytes:
    """By Python's own `wave`; (n,) the same in every channel."""
    numbers = np.round(np.repeat(samples, channels) * (2 ** (8 * width - 1) - 1)).astype("<i4")
    wide = numbers.view(np.uint8).reshape(-1, 4)[:, :width]
    data = (numbers + 128).astype(np.uint8).tobytes() if width == 1 else wide.tobytes()
    stream = io.BytesIO()
    with wave.open(stream, "wb") as file:
        file.setparams((channels, width, rate, 0, "NONE", ""))
        file.writeframes(data)
    return stream.getvalue()


def riff(
    kind: int, bits: int, data: bytes, extra: bytes = b"", channels: int = 1, rate: int = 16_000
) -> bytes:
    width = channels * bits // 8
    head = struct.pack("<HHIIHH", kind, channels, rate, rate * width, width, bits) + extra
    parts = b"fmt " + struct.pack("<I", len(head)) + head + b"data" + struct.pack("<I", len(data)) + data
    return b"RIFF" + struct.pack("<I", len(parts) + 4) + b"WAVE" + parts


@pytest.mark.parametrize("width", [1, 2, 3, 4])
@pytest.mark.parametrize("channels", [1, 2])
def test_whole_numbers_come_back(width: int, channels: int) -> None:
    samples, rate = read_wave(written(SOUND, width, channels), 20)
    assert rate == 16_000
    np.testing.assert_allclose(samples, SOUND, atol=2 ** (2 - 8 * width) + 1e-6)


@pytest.mark.parametrize(("bits", "kind"), [(32, "<f4"), (64, "<f8")])
def test_real_numbers_come_back(bits: int, kind: str) -> None:
    samples, _ = read_wave(riff(3, bits, SOUND.astype(kind).tobytes()), 20)
    np.testing.assert_allclose(samples, SOUND, atol=1e-6)


@pytest.mark.parametrize(("bits", "loud"), [(32, 3e38), (64, 1e300)])
def test_real_numbers_beyond_one_are_cut_there(bits: int, loud: float) -> None:
    """Seen: samples of 1e300 became infinite in float32."""
    data = np.array([loud, loud, -loud, 0.5], f"<f{bits // 8}").tobytes()
    np.testing.assert_array_equal(read_wave(riff(3, bits, data, channels=2), 20).samples, [1, -0.25])


def test_an_extensible_head_names_the_kind_further_down() -> None:
    extra = struct.pack("<HHIH", 22, 16, 0, 1) + bytes(14)
    data = (SOUND * 2**15).astype("<i2").tobytes()
    samples, _ = read_wave(riff(0xFFFE, 16, data, extra), 20)
    np.testing.assert_allclose(samples, SOUND, atol=1e-4)


def test_a_stream_that_claims_more_than_there_is_gets_what_there_is() -> None:
    data = bytearray(written(SOUND))
    data[40:44] = b"\xff\xff\xff\x7f"
    assert len(read_wave(bytes(data), 20).samples) == len(SOUND)


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", "format"),
        ("一段文字".encode(), "format"),
        (b"RIFF\x00\x00\x00\x00WAVE", "format"),
        (b"RIFF\x00\x00\x00\x00WAVEfmt \x02\x00\x00\x00aa", "format"),
        (riff(17, 4, bytes(100)), "format"),  # compressed
        (riff(1, 16, bytes(100), channels=9), "format"),
        (riff(3, 32, np.full(9, np.nan, "<f4").tobytes()), "format"),
        (riff(1, 16, b""), "empty"),
        (riff(1, 16, bytes(100), rate=4_000), "rate"),
        (riff(1, 16, bytes(100), rate=192_000), "rate"),
        (riff(1, 8, bytes(8_000 * 180), rate=8_000), "long"),
        (written(np.zeros(96_000 * 21), 2, 2, 96_000), "long"),
    ],
)
def test_what_is_no_recording_is_named(data: bytes, problem: str) -> None:
    with pytest.raises(NotSound) as refused:
        read_wave(data, 20)
    assert refused.value.problem == problem


@given(st.binary(max_size=200), st.booleans())
def test_any_bytes_are_read_or_refused(data: bytes, headed: bool) -> None:
    try:
        sound = read_wave(b"RIFF\x00\x00\x00\x00WAVE" + data if headed else data, 20)
    except NotSound:
        return
    assert np.isfinite(sound.samples).all()
