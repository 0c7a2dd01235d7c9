"""Shipped files that are missing or damaged, as pages meet them; and which link reads which file.

Whoever adds a file to `assets/` finds it asked for here: by `LINKS`, a page and the settings that read it, or
by `UNREAD`, why no page does.
"""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from streamlit.testing.v1 import local_script_runner

from dlplay.assets import ASSETS
from dlplay.ui.lifespan import report

Link = tuple[str, dict[str, str]]

SMALL: Link = ("vision/digit_lab", {"view": "small"})
WRITER = "language/shakespeare"
LINKS: dict[str, Link] = {
    "data/mnist.npz": ("vision/convolution", {"source": "test"}),
    "data/pen_digits.json": ("vision/digits", {"source": "sample"}),
    "data/plays/hamlet.txt": (WRITER, {"view": "inside"}),
    "data/plays/julius_caesar.txt": ("language/train_lstm", {"text": "julius_caesar"}),
    "data/plays/macbeth.txt": ("language/train_lstm", {"text": "macbeth"}),
    "data/plays/midsummer_nights_dream.txt": ("language/train_lstm", {"text": "midsummer_nights_dream"}),
    "data/plays/othello.txt": ("language/train_lstm", {"text": "othello"}),
    "data/poems/level.txt": (WRITER, {"model": "poems", "view": "inside"}),
    "data/poems/tang.txt": ("language/train_lstm", {"text": "tang_five"}),
    "data/sentiment.tsv": ("applications/sentiment", {"view": "learn"}),
    "data/spoken.npz": ("applications/speech", {}),
    "data/summary.txt": ("applications/summary", {}),
    "models/detection.json": ("applications/detection", {"view": "good"}),
    "models/detection.npz": ("applications/detection", {}),
    "models/digits-liking.npz": ("vision/digit_lab", {"view": "inside"}),
    "models/digits-space.npz": ("vision/digit_lab", {"view": "why", "asking": "near"}),
    "models/digits.json": ("vision/digits", {"view": "facts"}),
    "models/digits.npz": ("vision/digits", {"source": "sample"}),
    "models/doubt.npz": ("vision/digits", {"source": "sample"}),
    "models/memory.json": ("language/memory", {"view": "step"}),
    "models/memory.npz": ("language/memory", {"view": "step"}),
    "models/segmentation-plain.npz": ("applications/segmentation", {"view": "skip"}),
    "models/segmentation.json": ("applications/segmentation", {"view": "skip"}),
    "models/segmentation.npz": ("applications/segmentation", {}),
    "models/sentiment.json": ("applications/sentiment", {}),
    "models/sentiment.npz": ("applications/sentiment", {}),
    "models/sentiment.txt": ("applications/sentiment", {}),
    "models/shakespeare-rnn.npz": ("language/memory", {"view": "gradients"}),
    "models/speech.json": ("applications/speech", {}),
    "models/speech.npz": ("applications/speech", {}),
    "models/summary.json": ("applications/summary", {}),
    "models/summary.npz": ("applications/summary", {}),
    "models/summary.txt": ("applications/summary", {}),
    "models/textbook-run.json": ("vision/train_cnn", {}),
    "models/textbook-run.npz": ("vision/train_cnn", {}),
    "models/translation.json": ("applications/translation", {"view": "fails"}),
    "models/translation.npz": ("applications/translation", {}),
}
LINKS |= {f"models/{name}": SMALL for name in ("family.json", "family-int8.tflite")}
LINKS |= {
    f"models/family-{key}.npz": SMALL
    for key in ("float16", "linear", "mlp", "pruned_50", "pruned_80", "pruned_95", "tiny")
}
for model in ("small", "large", "poems"):
    stem = model if model == "poems" else f"shakespeare-{model}"
    LINKS |= {f"models/{stem}.{kind}": (WRITER, {"model": model}) for kind in ("npz", "json")}
    if model != "large":
        grown: Link = (WRITER, {"model": model, "view": "growing"})
        LINKS |= {f"models/{stem}-{moment}.npz": grown for moment in ("untrained", "early", "middle")}

UNREAD = {
    "LICENCES.md": "for people",
    "MODEL_CARD.md": "for people",
    "data/pen_proportions.json": "trainings alone",
    "fonts/APACHE-2.0.txt": "for people",
    "fonts/MaterialSymbols-Rounded.nEdyypZU.woff2": "for icons; without it Streamlit's own is sent",
    "models/doubt.json": "the model card alone",
    "models/shakespeare-rnn.json": "the model card alone",
    "models/digits-live.bin": "for the bars that follow the pen; without them the server answers",
    "models/family-tiny.tflite": "to take home",
}


def shipped() -> list[str]:
    """Every file of `assets/`, by its path there; the sums stand for what they record."""
    files = (path.relative_to(ASSETS).as_posix() for path in sorted(ASSETS.rglob("*")) if path.is_file())
    return [file for file in files if not file.endswith("SHA256SUMS")]


def forget() -> None:
    """What is read once a process is read anew, as after a start."""
    for name, module in list(sys.modules.items()):
        if name.startswith("dlplay.") and not name.startswith("dlplay.locale"):
            for kept in list(vars(module).values()):
                if hasattr(kept, "cache_clear"):
                    kept.cache_clear()


def flipped(data: bytes, part: bytes = b"") -> bytes:
    """One bit is another, in the middle of this part or of all."""
    middle = data.index(part) + len(part or data) // 2
    return data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :]


def _gone(data: bytes, part: bytes) -> bytes:
    raise FileNotFoundError("as the test wished")


HOW: dict[str, Callable[[bytes, bytes], bytes]] = {"damaged": flipped, "missing": _gone}


@contextmanager
def hurt(file: str, how: str, part: bytes = b"") -> Iterator[None]:
    """Within, whoever reads this file of `assets/` finds it so; no file is touched."""
    read, there = Path.read_bytes, ASSETS / file

    def found(path: Path) -> bytes:
        return HOW[how](read(path), part) if path == there else read(path)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Path, "read_bytes", found)
        yield


@contextmanager
def as_served() -> Iterator[None]:
    """Within, what a page raises goes where the server sends it, to `report`. Files are read anew."""
    made = local_script_runner.ScriptRunner.__init__

    def with_report(self: object, *given: object, **named: object) -> None:
        made(self, *given, **named | {"on_script_error": report})

    forget()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(local_script_runner.ScriptRunner, "__init__", with_report)
        yield
    forget()
