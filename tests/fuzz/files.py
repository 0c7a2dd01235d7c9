"""Files that people bring: photos, tables, texts, lessons, sounds, networks."""

import io
import json
import struct
import zipfile
from functools import cache, partial
from pathlib import Path
from typing import Any

import numpy as np
from hypothesis import strategies as st
from PIL import Image

from dlplay.classroom import packing
from dlplay.classroom.reading import LessonError, read
from dlplay.classroom.writing import as_own
from dlplay.digits import classify, cnn, photo
from dlplay.digits.lab import Lab
from dlplay.files.arrays import NotArrays, read_arrays
from dlplay.files.encoding import ENCODINGS, NotText, decode
from dlplay.files.table import TableError, read_table
from dlplay.files.wave import NotSound, read_wave
from dlplay.jobs.request import pack, unpack
from dlplay.playground import columns, own
from dlplay.recommendation.table import read_ratings
from dlplay.text import taken_home
from dlplay.text.char_training import cleaned
from dlplay.ui.rooms import ROOT
from dlplay.ui.speech import sound
from tests.fuzz.target import Target
from tests.fuzz.values import changed_json, damaged, rewritten
from tests.unit.test_text_taken_home import model_file, taken

FIXTURES = Path(__file__).parents[1] / "fixtures"


def brought(folder: str) -> list[bytes]:
    return [
        path.read_bytes() for path in sorted((FIXTURES / folder).iterdir()) if path.stat().st_size < 300_000
    ]


# --- photos

FORMATS = ("PNG", "JPEG", "WEBP", "BMP", "GIF", "TIFF", "AVIF")
MODES = {"PNG": ("L", "RGB", "RGBA", "P", "1", "I;16", "LA"), "TIFF": ("L", "F", "I;16", "RGB", "CMYK")}


@cache
def photos() -> list[bytes]:
    """A small picture in each format and mode, and photos of paper."""
    ramp = np.add.outer(np.arange(40), np.arange(30)).astype(np.uint8) * 3
    found = brought("photos")
    for kind in FORMATS:
        for mode in MODES.get(kind, ("RGB",)):
            file = io.BytesIO()
            source = Image.fromarray(ramp)
            source = Image.fromarray(ramp.astype(np.uint16)) if mode == "I;16" else source.convert(mode)
            source.save(file, kind)
            found.append(file.getvalue())
    file = io.BytesIO()
    Image.fromarray(ramp).convert("RGB").save(file, "JPEG", progressive=True)
    heif = io.BytesIO()
    photo._register_heic()
    Image.fromarray(ramp).convert("RGB").save(heif, "HEIF")
    return [*found, file.getvalue(), heif.getvalue()]


def _seen(data: bytes) -> None:
    picture = photo.decode(data)
    assert picture.dtype == np.uint8
    assert max(picture.shape[:2]) <= photo.MAX_SIDE
    photo.flatten(picture)
    classify(picture)


# --- tables


def _points(case: tuple[bytes, str | None]) -> None:
    table = read_table(*case)
    picked = columns.likely(table)
    for meaning in columns.meanings(table, picked.label):
        found = columns.choose(table, picked, meaning, 1)
        own.unpack(found.packed)
    columns.sure(table, picked.label)


CELLS = st.one_of(
    st.sampled_from(
        ["", "1", "-2,5", "3.4", "nan", "1e309", "inf", "a", '"', '""', "１２", "1 000", "50 %", "x" * 300]
    ),
    st.integers(-5, 300).map(str),
    st.floats().map(str),
    st.text(max_size=6),
)


def _table(rows: list[list[str]], sign: str, end: str, encoding: str) -> bytes:
    return end.join(sign.join(row) for row in rows).encode(encoding, "replace")


TABLES = st.builds(
    _table,
    st.lists(st.lists(CELLS, max_size=6), max_size=14),
    st.sampled_from([",", ";", "\t", "，", "|", " ", "  "]),
    st.sampled_from(["\n", "\r\n", "\r", "\n\n"]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "gb18030", "cp1252"]),
)
WIDE = (
    b"1," * 5000,
    b"a,b\n" * 20_000,
    b"1;2;0\n3;4;1\n" * 5000,
    b'"' * 100_000,
    b"\n" * 100_000,
    b"1 2 " * 30_000,
)


@cache
def tables() -> st.SearchStrategy[bytes]:
    return st.one_of(TABLES, TABLES, damaged(brought("brought/csv")), st.sampled_from(WIDE))


def _encodings() -> st.SearchStrategy[str | None]:
    return st.one_of(st.none(), st.sampled_from(list(ENCODINGS)))


# --- texts and lessons


def _text(case: tuple[bytes, str | None, bool]) -> None:
    found = decode(*case)
    cleaned(found.text).encode()


@cache
def lessons() -> list[bytes]:
    return [path.read_bytes() for path in sorted((ROOT / "lessons").glob("*.toml"))]


def _lesson(data: bytes) -> None:
    written = decode(data).text
    as_own(read(written, lambda page, settings: ()))
    packed = packing.pack(written)
    if len(packed) <= packing.MOST_PACKED:
        assert packing.unpack(packed) == written


# --- sounds

KINDS = ((1, 8), (1, 16), (1, 24), (1, 32), (3, 32), (3, 64), (0xFFFE, 16))


@cache
def sounds() -> list[bytes]:
    made = [_wave(1, 16, b"\0" * 40_000)]  # silence
    for kind, bits in KINDS:
        sound = np.random.default_rng(1).integers(0, 256, 100 * bits).astype(np.uint8).tobytes()
        if kind == 3:
            sound = np.linspace(-1, 1, 800).astype(f"<f{bits // 8}").tobytes()
        made.append(_wave(kind, bits, sound))
    return made


def _wave(kind: int, bits: int, sound: bytes) -> bytes:
    width = 2 * bits // 8
    extension = struct.pack("<HHIH14s", 22, bits, 3, 1, b"\0" * 14) if kind == 0xFFFE else b""
    head = struct.pack("<HHIIHH", kind, 2, 16_000, 16_000 * width, width, bits) + extension
    parts = b"fmt " + struct.pack("<I", len(head)) + head + b"data" + struct.pack("<I", len(sound)) + sound
    return b"RIFF" + struct.pack("<I", 4 + len(parts)) + b"WAVE" + parts


def _heard(data: bytes) -> None:
    sound._heard(*read_wave(data, sound.LONGEST))


# --- networks

HEADS = st.sampled_from(
    [
        b"{'descr': '<f4', 'fortran_order': False, 'shape': (%d,), }",
        b"{'descr': '|O', 'fortran_order': False, 'shape': (%d,), }",
        b"{'descr': [('a', '<f4'), ('b', '|O')], 'fortran_order': True, 'shape': (%d, 2), }",
        b"{'descr': '<U%d', 'fortran_order': False, 'shape': (1,), }",
        b"{'descr': '<f4', 'fortran_order': 3, 'shape': (-%d,), }",
        b"{'descr': '<M8[s]', 'shape': (%d,), }",
        b"__import__('os').getpid() + %d",
        b"[" * 900 + b"%d",
        b"{" + b"'a': 1, " * 900 + b"'b': %d}",
        b"{'descr': '<f4', 'fortran_order': False, 'shape': (" + b"%d, " * 1 + b"1, " * 70 + b"), }",
    ]
)


def _packed(arrays: list[tuple[str, bytes]], method: int) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, data in arrays:
            archive.writestr(zipfile.ZipInfo(name), data, compress_type=method)
    return file.getvalue()


def _member(head: bytes, number: int, version: bytes, data: bytes) -> bytes:
    head = (head % number if head.count(b"%d") == 1 else head) + b"\n"
    size = struct.pack("<H" if version[:1] == b"\1" else "<I", len(head) % 65536)
    return b"\x93NUMPY" + version + size + head + data


MEMBERS = st.builds(
    _member,
    HEADS,
    st.sampled_from([0, 1, 4, 10, 2**31, 2**62, 10**30]),
    st.sampled_from([b"\1\0", b"\2\0", b"\3\0", b"\4\0"]),
    st.sampled_from([b"", b"\0" * 4, b"\0" * 16, b"\0" * 40_000]),
)
NAMES = st.sampled_from(
    ["about.npy", "text.npy", "filters.npy", "../x.npy", "", "characters.npy", "a" * 300, "学.npy"]
)


def _told(file: dict[str, np.ndarray], about: Any) -> bytes:
    """A network's file that says something else of itself."""
    return pack(file | {"about": np.frombuffer(json.dumps(about).encode(), np.uint8)})


@cache
def networks() -> st.SearchStrategy[bytes]:
    """Files of other arrays, damaged ones, and those of networks that tell wild things of themselves."""
    lstm, digits = unpack(model_file(taken())), unpack(_cnn())
    strange = {"a": np.arange(6.0), "characters": np.array(list("abc")), "b": np.zeros((2, 0), np.uint8)}
    made = st.builds(
        _packed,
        st.lists(st.tuples(NAMES, MEMBERS), max_size=5, unique_by=lambda one: one[0]),
        st.sampled_from([zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2]),
    )
    wild = [
        changed_json(json.loads(file["about"].tobytes())).map(partial(_told, file)) for file in (lstm, digits)
    ]
    brackets = {"about": np.frombuffer(b"[" * 9000, np.uint8)}
    deep = [pack(file | brackets) for file in (lstm, digits)]
    plain = pack(strange)
    return st.one_of(made, damaged([plain, pack(lstm), pack(digits), _boasting(plain), *deep]), *wild)


def _boasting(packed: bytes) -> bytes:
    """The same, but it says that unpacked it would be as long as no file may be."""
    with zipfile.ZipFile(io.BytesIO(packed)) as file:
        says = struct.pack("<I", file.infolist()[0].file_size)
    return packed.replace(says, struct.pack("<I", 2**31))


@cache
def _cnn() -> bytes:
    settings = cnn.CnnSettings(filters=2, dense=4)
    weights = {name: np.full(shape, 0.1, np.float32) for name, shape in settings.shapes.items()}
    return cnn.model_file(settings, Lab(), weights)


def _writer(data: bytes) -> None:
    found = taken_home.read_model_file(data)
    (found.name + found.prompt + found.key).encode()


def targets() -> list[Target]:
    encoded: Any = st.tuples(tables(), _encodings())
    texts = st.tuples(
        damaged([*brought("brought/text"), b"To be, or not\n" * 200]), _encodings(), st.booleans()
    )
    return [
        Target(
            "photo",
            damaged(photos()),
            _seen,
            (photo.PhotoError,),
            3000,
            entry="dlplay/ui/picture/photo.py",
        ),
        Target(
            "table of points",
            encoded,
            _points,
            (TableError, own.OwnDataError),
            1500,
            entry="dlplay/ui/network/own_table.py",
        ),
        Target(
            "table of ratings",
            encoded,
            lambda case: read_ratings(*case),
            (TableError,),
            1500,
            entry="dlplay/ui/recommendation/own_table.py",
        ),
        Target("text", texts, _text, (NotText,), 4000, entry="dlplay/ui/train_lstm/source.py"),
        Target(
            "lesson",
            st.one_of(damaged(lessons()), *[rewritten([one.decode() for one in lessons()])] * 2),
            _lesson,
            (NotText, LessonError),
            3000,
            entry="dlplay/ui/lesson/bringing.py",
        ),
        Target(
            "sound",
            damaged(sounds()),
            _heard,
            (NotSound, ValueError),
            4000,
            entry="dlplay/ui/speech/sound.py",
        ),
        Target("arrays", networks(), lambda data: read_arrays(data, 10_000_000), (NotArrays,), 5000),
        Target(
            "network of letters",
            networks(),
            _writer,
            (ValueError,),
            3000,
            entry="dlplay/ui/train_lstm/given.py",
        ),
        Target(
            "network of digits",
            networks(),
            cnn.read_model_file,
            (ValueError,),
            3000,
            entry="dlplay/ui/train_cnn/given.py",
        ),
    ]
