"""Runs the scripts that pages show: PyTorch, where it is installed, prints what Keras prints."""

import re
import subprocess
import sys
from collections.abc import Iterable
from contextlib import redirect_stdout
from importlib.util import find_spec
from io import StringIO

import numpy as np

from dlplay.ui.code_panel import Script

NUMBER = re.compile(r"(?<![\w.])[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?(?![\w.])|\bnan\b", re.IGNORECASE)
PROGRESS = re.compile(r"^.*━.*$", re.MULTILINE)  # of Keras
DIGITS = "import torch\ntorch.set_printoptions(precision=8)\n"


def numbers(printed: str) -> list[float]:
    """Every number of a script's output."""
    return [float(one) for one in NUMBER.findall(PROGRESS.sub("", printed))]


def joined(scripts: Iterable[Script]) -> Script:
    """All of them, one after the other: PyTorch is loaded once."""
    return Script(*map("\n".join, zip(*scripts, strict=True)))


def printed_by_pytorch(source: str) -> list[float] | None:
    """The numbers that a script prints; None where PyTorch is not installed, and then it is only compiled."""
    said = said_by_pytorch(source)
    return None if said is None else numbers(said)


def installed(source: str) -> bool:
    """Whether a script can be run here; it is compiled in any case."""
    compile(source, "script", "exec")
    return find_spec("torch") is not None


def said_by_pytorch(source: str) -> str | None:
    """All that it prints.

    It runs in a process of its own: PyTorch and TensorFlow do not live in one.
    """
    if not installed(source):
        return None
    run = subprocess.run([sys.executable, "-c", DIGITS + source], capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    return run.stdout


def assert_the_same(script: Script, rtol: float = 1e-4, atol: float = 1e-5) -> None:
    """PyTorch's script is Python and, where PyTorch is installed, prints Keras's numbers."""
    if (found := printed_by_pytorch(script.torch)) is None:
        return
    keras = StringIO()
    with redirect_stdout(keras):
        exec(compile(script.keras, "script", "exec"), {"__name__": "script"})
    expected = numbers(keras.getvalue())
    assert expected
    np.testing.assert_allclose(found, expected, rtol=rtol, atol=atol)
