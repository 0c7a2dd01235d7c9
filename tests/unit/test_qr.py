"""QR codes: another library's decoder reads from the picture what was written into it."""

import re
import xml.etree.ElementTree as ET

import numpy as np
import pytest
import zxingcpp

from dlplay.ui import qr

RUN = re.compile(r"M(\d+) (\d+)h(\d+)v1h-\d+z")


def pixels(svg: str, scale: int = 4) -> np.ndarray:
    """The picture as a browser draws it, (side, side) uint8; only what its two paths may contain is drawn."""
    root = ET.fromstring(svg)
    ground, modules = root
    side = int(root.attrib["viewBox"].split()[2])
    assert (ground.attrib["fill"], modules.attrib["fill"]) == ("#fff", "#000")
    assert ground.attrib["d"] == f"M0 0h{side}v{side}h-{side}z"
    assert RUN.sub("", modules.attrib["d"]) == ""
    drawn = np.full((side, side), 255, np.uint8)
    for x, y, length in (map(int, run) for run in RUN.findall(modules.attrib["d"])):
        assert drawn[y, x : x + length].all(), "drawn twice"
        drawn[y, x : x + length] = 0
    return np.kron(drawn, np.ones((scale, scale), np.uint8))


@pytest.mark.parametrize(
    "text",
    [
        "A",
        "http://192.168.1.20:8501/network?data=spiral&rate=0.1&lang=zh",
        "https://dlplay.example/sentiment?text=%E5%BE%88%E5%A5%BD%20%22%3Cb%3E%22&lang=zh",
        "中文也行 <b>&\"'",
        "https://dlplay.example/digits?drawing=" + "x1-_" * 500,
        "~" * qr.MOST,
    ],
    ids=lambda text: f"{text[:12]}-{len(text)}",
)
def test_another_decoder_reads_what_was_written(text: str) -> None:
    found = zxingcpp.read_barcodes(pixels(qr.svg(text)))
    assert [(one.format, one.text) for one in found] == [(zxingcpp.BarcodeFormat.QRCode, text)]


def test_around_it_four_modules_are_white() -> None:
    drawn = pixels(qr.svg("https://dlplay.example/neuron"), scale=1)
    inner = drawn[qr.QUIET : -qr.QUIET, qr.QUIET : -qr.QUIET]
    assert (inner == 0).sum() == (drawn == 0).sum()
    assert all((edge == 0).any() for edge in (inner[0], inner[-1], inner[:, 0], inner[:, -1]))


def test_a_link_that_is_read_from_afar_has_at_most_61_modules() -> None:
    assert len(pixels(qr.svg("~" * qr.FAR), scale=1)) - 2 * qr.QUIET <= 61


@pytest.mark.parametrize("text", ["", "~" * (qr.MOST + 1), "网" * (qr.MOST // 3 + 1)])
def test_what_no_code_holds_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=f"{qr.size(text)} bytes"):
        qr.svg(text)


def test_its_name_is_text_and_no_markup() -> None:
    name = '"><script>alert(1)</script>'
    assert ET.fromstring(qr.svg("A", name)).attrib["aria-label"] == name
