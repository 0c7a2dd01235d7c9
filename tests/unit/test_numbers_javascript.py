"""The browser writes numbers as Python does: one table of cases, written by both."""

import json
import math
import subprocess
from pathlib import Path

import numpy as np
from playwright._impl._driver import compute_driver_executable

from dlplay.numbers import percent, plain, signed

SCRIPT = Path(__file__).parents[1] / "javascript" / "write_numbers.mjs"
ODD = (0.0, -0.0, 0.125, 0.285, -2.5, 1234.5, 999999.5, 999999.4, 1e6, 9.99995e-5, 1e-4, 1e21, 5e-324, 1e308)
EDGES = (math.inf, -math.inf, math.nan)


def drawn() -> list[float]:
    """Numbers of every size and sign, some of few digits."""
    random = np.random.default_rng(3)
    wide = random.choice((-1, 1), 600) * 10 ** random.uniform(-9, 9, 600)
    return [*ODD, *EDGES, *wide.tolist(), *(float(f"{one:.2g}") for one in wide[:200])]


def shares() -> list[float]:
    near = 10.0 ** -np.arange(1, 9)
    return [0.0, 1.0, *near.tolist(), *(1 - near).tolist(), *(np.arange(801) / 800).tolist()]


def in_javascript(asked: list[tuple], folder: Path) -> list[str]:
    """What `ui/numbers.js` makes of the calls, in the Node that Playwright brings."""
    file = folder / "numbers.json"
    named = {math.inf: "Infinity", -math.inf: "-Infinity"}
    calls = [(name, "NaN" if x != x else named.get(x, repr(x)), *told) for name, x, *told in asked]
    file.write_text(json.dumps(calls))
    command = [compute_driver_executable()[0], SCRIPT, file]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)
    return json.loads(done.stdout)


def differences(asked: list[tuple], expected: list[str], folder: Path) -> list[tuple]:
    told = in_javascript(asked, folder)
    return [one for one in zip(asked, told, expected, strict=True) if one[1] != one[2]]


def test_digits_and_decimals(tmp_path: Path) -> None:
    asked = [("plain", x, digits, None) for x in drawn() for digits in (1, 3, 4, 8)]
    asked += [("plain", x, 4, decimals) for x in drawn() for decimals in (0, 1, 2, 4)]
    expected = [plain(x, digits, decimals) for _, x, digits, decimals in asked]
    assert not differences(asked, expected, tmp_path)


def test_changes_with_their_sign(tmp_path: Path) -> None:
    asked = [("signed", x, 4, decimals) for x in drawn() for decimals in (None, 2)]
    expected = [signed(x, digits, decimals) for _, x, digits, decimals in asked]
    assert not differences(asked, expected, tmp_path)


def test_counts(tmp_path: Path) -> None:
    asked = [("count", n) for n in (0, 7, 999, 1000, -1234567, 10**15)]
    assert not differences(asked, [plain(n) for _, n in asked], tmp_path)


def test_percentages(tmp_path: Path) -> None:
    asked = [
        ("percent", share, language, *told)
        for share in (*shares(), math.nan)
        for language in ("en", "zh")
        for told in ((0,), (1,), (2,), (1, 3))
    ]
    expected = [percent(*call) for _, *call in asked]
    assert not differences(asked, expected, tmp_path)
