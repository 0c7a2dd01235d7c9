"""Model files that people bring back: plain arrays of a known size, or a refusal; never a pickle."""

import io
import json
import zipfile

import numpy as np
import pytest

from dlplay.digits.cnn import CnnSettings, model_file, read_model_file
from dlplay.digits.lab import Lab
from dlplay.files.arrays import NotArrays, read_arrays
from dlplay.jobs.request import pack, unpack

SETTINGS, LAB = (
    CnnSettings(filters=2, kernel=5, pool=3, dense=8, activation="tanh"),
    Lab(shuffled=True, seed=4),
)


def weights() -> dict[str, np.ndarray]:
    random = np.random.default_rng(0)
    return {name: random.normal(size=shape).astype(np.float32) for name, shape in SETTINGS.shapes.items()}


def zipped(**files: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(f"{name}.npy", data)
    return stream.getvalue()


def saved(array: np.ndarray, **options: bool) -> bytes:
    stream = io.BytesIO()
    np.save(stream, array, **options)
    return stream.getvalue()


class Trap:
    """Unpickled, it would say so."""

    def __reduce__(self) -> tuple:
        return pytest.fail, ("a pickle was read",)


def test_a_network_is_brought_back_as_it_was_taken_home() -> None:
    network, lab = read_model_file(model_file(SETTINGS, LAB, weights()))
    assert (network.activation, network.pool, lab) == ("tanh", 3, LAB)
    for name, array in weights().items():
        np.testing.assert_array_equal(network.weights[name], array)


def test_arrays_of_every_plain_kind_are_read() -> None:
    arrays = {"a": np.arange(6.0).reshape(2, 3), "b": np.array(["x", "学"]), "c": np.array(7)}
    for name, array in read_arrays(pack(arrays), 10_000).items():
        np.testing.assert_array_equal(array, arrays[name])


HEADER = b"\x93NUMPY\x01\x00" + (118).to_bytes(2, "little")
HUGE = HEADER + b"{'descr': '<f4', 'fortran_order': False, 'shape': (1000000000000,), }".ljust(117) + b"\n"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"no file",
        b"PK\x03\x04 broken",
        zipped(a=b"no array"),
        zipped(a=HUGE),
        zipped(a=HUGE + bytes(64)),
        zipped(a=HEADER + b"[" * 117 + b"\n"),  # numpy reads a header of no Python's with a tokenizer
        zipped(a=saved(np.array([Trap()], object), allow_pickle=True)),
        zipped(a=saved(np.zeros(2000))),  # larger than allowed
        zipped(**{f"a{number}": saved(np.zeros(1)) for number in range(101)}),
        zipped(a=saved(np.zeros(4))[:-1]),
    ],
)
def test_what_is_no_file_of_plain_arrays_is_refused_before_it_is_unpacked(data: bytes) -> None:
    with pytest.raises(NotArrays):
        read_arrays(data, 15_000)


SPOILT = bytearray(pack({"zeros": np.zeros(99)}))
SPOILT[60:80] = b"\xff" * 20  # amid what is compressed


@pytest.mark.parametrize(
    "data",
    [
        zipped(a=b"no array"),
        zipped(a=HUGE),
        zipped(a=HUGE.replace(b"(1000000000000,), }" + b" " * 18, b"(1000000000000000000000000000000,), }")),
        zipped(a=HEADER + b"[" * 117 + b"\n"),
        bytes(SPOILT),
    ],
)
def test_a_training_s_answer_that_is_damaged_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match="packed must be an npz file"):
        unpack(data)


@pytest.mark.parametrize(
    "change",
    [
        {"about": None},
        {"about": b"[]"},
        {"about": b"{"},
        {"about": b"[" * 9_000},
        {"about": b'{"cnn": {"filters": 2}, "lab": {"counts": [10, 1e999, 10, 10, 10, 10, 10, 10, 10, 10]}}'},
        {"about": json.dumps({"cnn": {"filters": 10**9}, "lab": {}}).encode()},
        {"about": json.dumps({"cnn": {"unknown": 1}, "lab": {"counts": [10] * 10}}).encode()},
        {"conv_bias": np.zeros(3, np.float32)},
        {"conv_bias": np.zeros(2)},
        {"conv_bias": np.full(2, np.nan, np.float32)},
        {"more": np.zeros(1, np.float32)},
    ],
)
def test_other_arrays_are_no_network(change: dict) -> None:
    arrays = unpack(model_file(SETTINGS, LAB, weights()))
    for name, value in change.items():
        if value is None:
            del arrays[name]
        else:
            arrays[name] = np.frombuffer(value, np.uint8) if isinstance(value, bytes) else value
    with pytest.raises(ValueError, match="must"):
        read_model_file(pack(arrays))
