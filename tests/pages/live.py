"""The live pictures of a page: what their messages hold, and how they stand at a value of a slider."""

import base64
import json
import re
from typing import Any

import numpy as np
from streamlit.testing.v1 import AppTest

from dlplay.numbers import plain, settled, signed


def pictures(app: AppTest) -> list[dict[str, Any]]:
    """Every live picture on the page, its arrays unpacked."""
    sent = [one.proto for one in app.get("bidi_component")]
    return [
        json.loads(json.loads(one.json)["picture"], object_hook=_unpacked)
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
            at = min(round((value - sweep["low"]) / sweep["step"]), sweep["count"] - 1)
            for name, follows in sweep["marks"].items():
                share = at / (sweep["count"] - 1)
                marks[name] = marks[name] | {one: _at(given, at, share) for one, given in follows.items()}
    return {name: {one: _said(given) for one, given in mark.items()} for name, mark in marks.items()}


def _at(given: Any, place: int, share: float) -> Any:
    """What stands at a place of a slider, which is this share of its way."""
    if isinstance(given, dict) and "ends" in given:
        start, end = given["ends"]
        return np.vectorize(settled)(start + share * (end - start))
    if isinstance(given, dict) and "among" in given:
        return given | {"places": given["places"][place]}
    if isinstance(given, dict) and "places" in given:
        return given["low"] + given["places"][place] / 255 * (given["high"] - given["low"])
    if isinstance(given, dict):
        return given | {"numbers": _at(given["numbers"], place, share)}
    return given[place]


def _said(given: Any) -> Any:
    """Words with their numbers or from among a few, everything else as it is."""
    if isinstance(given, dict) and "among" in given:
        return np.array(given["among"])[given["places"]].tolist()
    if not (isinstance(given, dict) and "template" in given):
        return given
    if given["numbers"].ndim > 1:
        return [_said(given | {"numbers": row}) for row in given["numbers"]]
    numbers = iter(given["numbers"].tolist())

    def written(hole: re.Match[str]) -> str:
        sign, decimals = hole.groups()
        return (signed if sign else plain)(next(numbers), decimals=int(decimals) if decimals else None)

    return re.sub(r"\{(\+?)(?:\.(\d))?\}", written, given["template"])


def check_ahead(before: dict[str, Any], after: dict[str, Any], field: str, value: float) -> set[str]:
    """What was sent ahead for a slider's value is what came once it stood there; the marks that moved."""
    ahead, there = standing(before, **{field: value}), standing(after)
    (sweep,) = [one for one in before["sweeps"] if one["key"].endswith(f".{field}")]
    for name, follows in sweep["marks"].items():
        for one in follows:
            sent, expected, where = ahead[name][one], there[name][one], f"{name}.{one}"
            if isinstance(sent, np.ndarray):
                np.testing.assert_allclose(sent, expected, atol=1e-4, err_msg=where)
            else:
                assert sent == expected, where
    return set(sweep["marks"])


def readings(picture: dict[str, Any], **hand: float) -> str:
    """The readouts, as they are read."""
    marks = standing(picture, **hand)
    shown = [marks[name] for name in picture["readouts"]]
    return "\n".join(f"{one['name']} = {one['words']}" if one["name"] else one["words"] for one in shown)


def _unpacked(found: dict[str, Any]) -> Any:
    if "bdata" not in found:
        return found
    data, shape = base64.b64decode(found["bdata"]), found["shape"]
    if found["dtype"] == "b1":
        bits = np.unpackbits(np.frombuffer(data, np.uint8), count=int(np.prod(shape)), bitorder="little")
        return bits.reshape(shape)
    return np.frombuffer(data, f"<{found['dtype']}").reshape(shape)
