"""Bars that follow the pen: the browser reads each movement by itself, with the shipped network.

The JavaScript beside this file is `dlplay.digits.classify` once more; a test holds the two equal. Where it
cannot run, the server's answer simply stays.
"""

import base64
import hashlib
import json
import logging
from functools import cache
from pathlib import Path

import numpy as np

from dlplay import locale
from dlplay.assets import AssetError, read_checked
from dlplay.digits import network
from dlplay.ui import language, served
from dlplay.ui.component import component
from dlplay.ui.digits.answer import COLOURS, NO_DIGIT
from dlplay.ui.digits.seen import Seen
from dlplay.ui.kept_drawing import SIZE

FOLDER = Path(__file__).parent
REBUILD = "python -m dlplay.training live"
WHITE = 255
BESIDE = 48  # pixels, the least that a phone leaves beside the canvas

_pen = component(
    "pen",
    FOLDER / "pen.js",
    html=f'<div class="strip" style="{COLOURS}" aria-hidden="true"></div>',  # the answer itself says the same
)


def show(canvas: str, seen: Seen) -> None:
    """Let the answer follow the pen on a canvas, until the server has read the same drawing.

    Args:
        canvas: its widget key. Beside it, on a phone, where the answer is out of sight, stand ten small bars.
        seen: the server's newest reading. No network but the shipped one is known to the browser.
    """
    reading = seen.reading
    picture = np.rint(255 * reading.network_input).astype(np.uint8)
    data = {
        "canvas": canvas,
        "size": SIZE,
        "paper": WHITE,
        "skip": sorted(seen.skip),
        "weights": weights() if seen.network is None else None,
        "picture": base64.b64encode(picture.tobytes()).decode(),
        "probabilities": [round(float(p), 4) for p in reading.probabilities],
        "language": language.current(),
        "words": sentences(language.current()),
    }
    # as one text: Streamlit looks into each part of a dictionary for tables
    told = {"seen": json.dumps(data), "failure": ""}  # the page works without
    _pen(data=told, key="digits_pen", width=BESIDE, height="content")


@cache
def weights() -> dict[str, str] | None:
    """Where the browser finds the network's weights, and their sha256; None if they are missing or others."""
    try:
        digest = hashlib.sha256(read_checked(network.PACKED, REBUILD)).hexdigest()
        return {"url": served.address(network.PACKED), "sha256": digest}
    except (AssetError, ValueError) as problem:
        logging.getLogger("dlplay").warning("No drawing is read in the browser: %s", problem)
        return None


@cache
def sentences(spoken: str) -> dict[str, str]:
    """What may be said beside the answer in a language, with {digit} and {chance} left in them."""
    others = {
        key: locale.t(f"digits.{key}", spoken) for key in ("sure", "unsure", "runner_up", "anyway", "nearest")
    }
    return others | {verdict: locale.t(f"digits.verdict_{verdict}", spoken) for verdict in NO_DIGIT}
