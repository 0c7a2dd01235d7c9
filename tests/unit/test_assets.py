"""Shipped files: taken if they are the recorded ones, else refused with the command that rebuilds them."""

import hashlib
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
from streamlit.runtime import caching

from dlplay.assets import ASSETS, AssetError, load_arrays, read_checked
from dlplay.detection import network as detection
from dlplay.digits import doubt, first_digits, mnist, network, samples, textbook_run
from dlplay.digits.explanations import space
from dlplay.recurrent import shipped
from dlplay.sentiment import network as sentiment
from dlplay.sentiment import sentences
from dlplay.speech import network as speech
from dlplay.speech import samples as spoken
from dlplay.summary import texts
from dlplay.summary import vectors as summary
from dlplay.text import model_files, plays
from dlplay.translation import shipped as translator
from dlplay.ui import cache

SHAPES = {"kernel": (2, 3), "bias": (3,)}


@pytest.fixture
def weights(tmp_path: Path) -> Path:
    path = tmp_path / "weights.npz"
    np.savez(path, kernel=np.ones((2, 3)), bias=np.arange(3.0))
    record(path)
    return path


def record(path: Path) -> None:
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    (path.parent / "SHA256SUMS").write_text(
        f"{'0' * 64}  other.npz\n{digest} *{path.name}\n", encoding="utf-8"
    )


def problem(path: Path) -> str:
    with pytest.raises(AssetError, match="make it again") as raised:
        load_arrays(path, SHAPES, "make it again")
    assert raised.value.path == path
    assert raised.value.rebuild_command == "make it again"
    return raised.value.problem


def test_recorded_arrays_come_back(weights: Path) -> None:
    arrays = load_arrays(weights, SHAPES, "make it again")
    assert arrays["bias"].tolist() == [0, 1, 2]


def test_a_missing_file(weights: Path) -> None:
    weights.unlink()
    assert problem(weights) == "missing"


def test_a_folder_in_its_place(tmp_path: Path) -> None:
    assert problem(tmp_path) == "missing"


def test_an_unrecorded_file(weights: Path) -> None:
    (weights.parent / "SHA256SUMS").unlink()
    assert problem(weights) == "unrecorded"


@pytest.mark.parametrize(("clone", "told"), [(True, "rebuild it with: git"), (False, "unpack the download")])
def test_where_there_is_no_git_the_download_is_to_be_unpacked(
    clone: bool, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Seen: the bundle for schools without internet named a command of git."""
    if clone:
        (tmp_path / ".git").mkdir()
    monkeypatch.setattr("dlplay.assets.GIT", tmp_path / ".git")
    with pytest.raises(AssetError, match=told) as raised:
        read_checked(tmp_path / "weights.npz", "git checkout weights.npz")
    assert raised.value.unpack != clone


def test_one_changed_byte(weights: Path) -> None:
    data = bytearray(weights.read_bytes())
    data[100] ^= 1
    weights.write_bytes(data)
    assert problem(weights) == "damaged"
    with pytest.raises(AssetError):
        read_checked(weights, "make it again")


@pytest.mark.parametrize("content", [b"", b"no zip", b"PK\3\4 but cut off"])
def test_a_recorded_file_without_arrays(weights: Path, content: bytes) -> None:
    weights.write_bytes(content)
    record(weights)
    assert problem(weights) == "contents"


def test_other_shapes(weights: Path) -> None:
    np.savez(weights, kernel=np.ones((2, 4)), bias=np.arange(3.0))
    record(weights)
    assert problem(weights) == "contents"


def test_a_pickle_is_never_loaded(weights: Path) -> None:
    np.savez(weights, kernel=np.array([[{}]], dtype=object), bias=np.arange(3.0))
    record(weights)
    assert problem(weights) == "contents"


@pytest.mark.parametrize("load", [network.load, mnist.load_mnist])
def test_shipped_files_are_recorded_and_read_only(load) -> None:
    loaded = load()
    arrays = loaded.weights.values() if isinstance(loaded, network.Network) else loaded
    for array in arrays:
        assert not array.flags.writeable
    assert load() is loaded


def test_mnist_is_mnist() -> None:
    """The md5 sums of the four published files, which have headers of 16 and 8 bytes before the data."""
    data = mnist.load_mnist()
    published = {
        "x_train": ("6bbc9ace898e44ae57da46a324031adb", (2051, 60000, 28, 28)),
        "y_train": ("a25bea736e30d166cdddb491f175f624", (2049, 60000)),
        "x_test": ("2646ac647ad5339dbf082846283269ea", (2051, 10000, 28, 28)),
        "y_test": ("27ae3e4e09519cfbb04c329615203637", (2049, 10000)),
    }
    for name, (md5, header) in published.items():
        file = np.array(header, ">u4").tobytes() + getattr(data, name).tobytes()
        assert hashlib.md5(file).hexdigest() == md5


def test_every_shipped_file_has_its_source_and_licence_and_every_line_a_file() -> None:
    licences = (ASSETS / "LICENCES.md").read_text(encoding="utf-8")
    named = [
        re.findall("`([^`]+)`", row.split("|")[1]) for row in licences.splitlines() if row.startswith("| `")
    ]
    shipped = {path for path in ASSETS.rglob("*") if path.is_file()}
    files = [{path for path in ASSETS.glob(name) if path.is_file()} for row in named for name in row]
    assert all(files)
    assert set().union(*files) == shipped
    assert sum(map(len, files)) == len(shipped)


READERS: dict[str, tuple[ModuleType, str, str, Callable[[], object]]] = {
    # what is read -> (module, its name of the folder or file, the file in it, how a page reads it)
    "digits.json": (network, "FACTS", "", cache.digits_facts),
    "doubt.npz": (doubt, "WEIGHTS", "", doubt.load),
    "digits.npz": (network, "WEIGHTS", "", network.load),
    "digits-space.npz": (space, "FILE", "", space.load),
    "memory.json": (shipped, "FACTS", "", cache.memory_facts),
    "memory.npz": (shipped, "FILE", "", lambda: shipped.load("words", "lstm")),
    "shakespeare-small.json": (
        cache,
        "MODELS",
        "shakespeare-small.json",
        lambda: cache.char_model_facts("small"),
    ),
    "shakespeare-small.npz": (
        model_files,
        "MODELS",
        "shakespeare-small.npz",
        lambda: model_files.load_weights("small", model_files.MODELS),
    ),
    "pen_digits.json": (samples, "PEN_SET", "", lambda: samples.drawing(3, 0)),
    "mnist.npz": (mnist, "DATA", "mnist.npz", mnist.load_test_digits),
    "mnist.npz whole": (mnist, "DATA", "mnist.npz", mnist.load_mnist),
    "mnist.npz first": (first_digits, "DATA", "mnist.npz", first_digits.first_digits),
    "detection.npz": (detection, "WEIGHTS", "", detection.load),
    "sentiment.npz": (sentiment, "WEIGHTS", "", sentiment.load),
    "sentiment.tsv": (sentences, "FILE", "", sentences.load),
    "sentiment.txt": (sentiment, "VOCABULARY", "", sentiment.load),
    "speech.npz": (speech, "WEIGHTS", "", speech.load),
    "spoken.npz": (spoken, "FILE", "", spoken.load),
    "summary.json": (summary, "FACTS", "", summary.load),
    "summary.npz": (summary, "WEIGHTS", "", summary.load),
    "summary.txt": (summary, "VOCABULARY", "", summary.load),
    "summary-texts.txt": (texts, "FILE", "", texts.load),
    "textbook-run.json": (textbook_run, "FACTS", "", textbook_run.load),
    "textbook-run.npz": (textbook_run, "FILE", "", textbook_run.load),
    "translation.json": (translator, "FACTS", "", cache.translation_facts),
    "translation.npz": (translator, "FILE", "", translator.load),
    "hamlet.txt": (plays, "FOLDER", "hamlet.txt", lambda: plays.load("hamlet")),
}
# Derived from the modules, so that a reader that begins to keep what it read is forgotten too.
KEEPERS = {
    kept
    for module in (cache, *(module for module, *_ in READERS.values()))
    for kept in vars(module).values()
    if hasattr(kept, "cache_clear")
}


@pytest.fixture
def forgetting() -> Iterator[None]:
    """Before and after, what is read once a process is read anew."""
    for kept in KEEPERS:
        kept.cache_clear()
    yield
    for kept in KEEPERS:
        kept.cache_clear()


@pytest.mark.usefixtures("forgetting")
@pytest.mark.parametrize("content", [b"{}", b"[]", b"null", b"", b"PK\3\4", b"\xff\xfe junk"])
@pytest.mark.parametrize("name", READERS)
def test_every_file_of_pages_is_guarded_whatever_is_in_it(
    name: str, content: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Even where its sum is the recorded one. Seen: a model's figures `{}` broke its page."""
    if name.endswith(".txt") and content.isascii():
        pytest.skip("a text may say anything")
    module, constant, inside, read = READERS[name]
    path = tmp_path / (inside or name)
    path.write_bytes(content)
    record(path)
    monkeypatch.setattr(module, constant, tmp_path if inside else path)
    with pytest.raises(AssetError) as raised:
        read()
    assert raised.value.problem == "contents"
    assert raised.value.rebuild_command.startswith(("python -m dlplay.training", "git checkout"))


@pytest.mark.parametrize("sums", [b"junk", b"\xff\xfe\0", b"a b\nc\n\n*", b"0" * 64, b""])
def test_sums_that_record_nothing_stop_no_server(weights: Path, sums: bytes) -> None:
    """Seen: junk in SHA256SUMS kept the server from starting."""
    good = (weights.parent / "SHA256SUMS").read_bytes()
    (weights.parent / "SHA256SUMS").write_bytes(sums)
    assert problem(weights) == "unrecorded"
    (weights.parent / "SHA256SUMS").write_bytes(sums + b"\n" + good)
    assert load_arrays(weights, SHAPES, "make it again")["bias"].tolist() == [0, 1, 2]


def test_no_message_of_a_browser_empties_what_all_share() -> None:
    """What Streamlit does when a browser says clear_cache."""
    before = cache.jobs(), cache.char_model("small"), cache.digits_facts()
    caching.cache_data.clear()
    caching.cache_resource.clear()
    after = cache.jobs(), cache.char_model("small"), cache.digits_facts()
    assert all(one is other for one, other in zip(before, after, strict=True))
