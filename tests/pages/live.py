"""The live pictures of a page: what their messages hold, and how they stand at a value of a slider."""

import base64
import json
from typing import Any

import numpy as np
from streamlit.testing.v1 import AppTest


def pictures(app: AppTest) -> list[dict[str, Any]]:
    """Every live picture on the page, its arrays unpacked."""
    sent = [one.proto for one in app.get("bidi_component")]
    return [
        json.loads(one.json, object_hook=_unpacked)
        for one in sent
        if one.component_name.endswith("live_picture")
    ]


def standing(picture: dict[str, Any], **hand: float) -> dict[str, dict[str, Any]]:
    """Every mark and readout by its name, as it stands with the sliders' thumbs at these values, by field."""
    marks = {"alt": picture["alt"], **picture["readouts"]}
    for panel in picture["panels"]:
        marks |= panel["marks"]
    for field, value in hand.items():
        for sweep in picture["sweeps"]:
            if not sweep["key"].endswith(f".{field}"):
                continue
            at = round((value - sweep["low"]) / sweep["step"])
            for name, follows in sweep["marks"].items():
                marks[name] = marks[name] | {one: given[at] for one, given in follows.items()}
    return marks


def readings(picture: dict[str, Any], **hand: float) -> str:
    """The readouts, as they are read."""
    marks = standing(picture, **hand)
    shown = [marks[name] for name in picture["readouts"]]
    return "\n".join(f"{one['name']} = {one['words']}" if one["name"] else one["words"] for one in shown)


def _unpacked(found: dict[str, Any]) -> Any:
    if "bdata" not in found:
        return found
    numbers = np.frombuffer(base64.b64decode(found["bdata"]), f"<{found['dtype']}")
    return numbers.reshape(found["shape"])
