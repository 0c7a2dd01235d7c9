"""A trained writer as a file: what comes back is what went, and nothing else is taken."""

import io
import json
import zipfile

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dlplay.jobs.request import pack, unpack
from dlplay.text import plays, taken_home
from dlplay.text.char_training import CharSettings, vocabulary_of
from dlplay.text.model_files import array_shapes, named_adam
from dlplay.text.taken_home import Leg, TakenHome, model_file, read_model_file

TEXT = plays.load("macbeth")[:20_000]


def arrays(cell: str = "lstm", adam: bool = True) -> dict[str, np.ndarray]:
    vocabulary, random = vocabulary_of(TEXT), np.random.default_rng(0)
    shapes = array_shapes(cell, 8, 2, len(vocabulary))
    weights = {name: random.normal(0, 0.3, shape).astype(np.float32) for name, shape in shapes.items()}
    weights["characters"] = np.array(list(vocabulary.characters))
    if adam:
        averages = [one for name, one in weights.items() if name != "characters" for _ in range(2)]
        weights |= named_adam(weights, [np.array(7, np.int64), *averages])
    return weights


def taken(cell: str = "lstm", adam: bool = True) -> TakenHome:
    one = CharSettings(cell, units=8, layers=2, epochs=2, learning_rate=0.01)
    legs = (Leg(one, 200, 2.5, 12.5), Leg(CharSettings(cell, 8, 2, 3, 0.001), 90, None, 3.0))
    return TakenHome("", "my <b>text</b>.txt", TEXT, "KING:", legs, pack(arrays(cell, adam)))


@pytest.mark.parametrize("adam", [True, False])
@pytest.mark.parametrize("cell", ["lstm", "gru", "simple_rnn"])
def test_all_that_went_comes_back(cell: str, adam: bool) -> None:
    went = taken(cell, adam)
    back = read_model_file(model_file(went))
    assert back[:-1] == went[:-1]
    for name, array in unpack(back.model).items():
        np.testing.assert_array_equal(array, arrays(cell, adam)[name])


def changed(**other: object) -> bytes:
    """The file with something else in it; None takes an array away."""
    file = unpack(model_file(taken())) | other
    packed = io.BytesIO()
    np.savez(packed, **{name: one for name, one in file.items() if one is not None})
    return packed.getvalue()


def about(**other: object) -> np.ndarray:
    told = json.loads(unpack(model_file(taken()))["about"].tobytes()) | other
    return np.frombuffer(json.dumps(told).encode(), np.uint8)


def leg(**other: object) -> np.ndarray:
    told = json.loads(about().tobytes())["legs"]
    return about(legs=[*told[:-1], told[-1] | other])


OTHERS = {
    "nothing": b"",
    "no archive": b"PK\3\4 cut off",
    "a cut file": model_file(taken())[:-200],
    "the bare model": pack(arrays()),
    "a pickle": changed(bias_1=np.array([{}], dtype=object)),
    "another text": changed(text=np.frombuffer(("学" + TEXT).encode(), np.uint8)),
    "no UTF-8": changed(text=np.full(5000, 255, np.uint8)),
    "a text too short": changed(text=np.frombuffer(b"To be", np.uint8)),
    "a text as no page learns it": changed(text=np.frombuffer((TEXT + "\r\n").encode(), np.uint8)),
    "weights that are none": changed(bias_out=np.full(len(vocabulary_of(TEXT)), np.nan, np.float32)),
    "weights of texts": changed(bias_out=np.full(len(vocabulary_of(TEXT)), "1")),
    "one array more": changed(extra=np.zeros(3, np.float32)),
    "one array fewer": changed(bias_1=None),
    "another shape": changed(bias_1=np.zeros(3, np.float32)),
    "no list of legs": changed(about=about(legs=3)),
    "no legs": changed(about=about(legs=[])),
    "no object": changed(about=np.frombuffer(b"[]", np.uint8)),
    "endless brackets": changed(about=np.frombuffer(b"[" * 40_000, np.uint8)),
    "another network": changed(about=leg(settings={"units": 16})),
    "a setting too many": changed(about=leg(settings={"units": 8, "evil": 1})),
    "more steps than epochs": changed(about=leg(step=10**9)),
    "steps below 0": changed(about=leg(step=-1)),
    "an infinite loss": changed(about=leg(loss=float("inf"))),
    "a loss in words": changed(about=leg(loss="low")),
}


@pytest.mark.parametrize("name", OTHERS)
def test_any_other_file_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match=r"must|expected|decode"):
        read_model_file(OTHERS[name])


def test_a_bomb_is_refused_before_it_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("text.npy", bytes(taken_home.MOST + 1))
    monkeypatch.setattr(zipfile.ZipFile, "open", None)
    with pytest.raises(ValueError, match="together"):
        read_model_file(packed.getvalue())


@settings(max_examples=60, deadline=None)
@given(st.integers(0, len(model_file(taken())) - 1), st.binary(min_size=1, max_size=40))
def test_a_damaged_file_is_refused_or_what_it_was(place: int, junk: bytes) -> None:
    file = model_file(taken())
    try:
        back = read_model_file(file[:place] + junk + file[place + len(junk) :])
    except ValueError:
        return
    assert back.text == TEXT
