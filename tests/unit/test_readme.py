"""The README is read here, and fails when it drifts from the project."""

import math
import re
import tomllib

import numpy as np
import pytest

from dlplay import locale
from dlplay.digits.mnist import load_mnist
from dlplay.ui.rooms import ROOMS, ROOT

README, CHINESE = ((ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "README.zh.md"))


def test_every_page_is_listed_with_its_address_and_no_other() -> None:
    assert set(re.findall(r"\(`/(\w+)`\)", README)) == {room.name for room in ROOMS}


def test_every_make_target_that_is_named_exists() -> None:
    targets = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = set(re.findall(r"`?make (run|test|bench|dev|\w+)`", README))
    assert {"run", "test", "bench", "dev"} <= named <= targets


def test_every_file_that_is_named_exists() -> None:
    assert not [path for path in re.findall(r"\]\((assets/[^)]+)\)", README) if not (ROOT / path).exists()]
    layout = re.search(r"## Layout\n\n```\n(.*?)```", README, re.DOTALL)[1]
    folder = ROOT
    for line in layout.splitlines():
        name = line.split()[0]
        folder = ROOT / name if not line.startswith(" ") else folder
        assert (ROOT / name if not line.startswith(" ") else folder / name).exists(), name
    packages = [one.parent.name for one in (ROOT / "dlplay").glob("*/__init__.py")]
    assert not [name for name in packages if not re.search(rf"\b{name}/", layout)]


def test_the_pythons_that_are_named_are_those_of_the_project() -> None:
    wanted = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"][
        "requires-python"
    ]
    assert wanted == ">=3.11,<3.14"
    workflow = (ROOT / ".github" / "workflows" / "test.yml").read_text(encoding="utf-8")
    for version in ("3.11", "3.12", "3.13"):
        assert version in README
        assert f'"{version}"' in workflow


def commands(text: str) -> list[str]:
    """What a reader types, without the notes beside it."""
    blocks = re.findall(r"```sh\n(.*?)```", text, re.DOTALL)
    return [line.partition("  #")[0].rstrip() for block in blocks for line in block.splitlines()]


def test_each_readme_leads_to_the_other() -> None:
    assert "](README.zh.md)" in README[:100]
    assert "](README.md)" in CHINESE[:100]


def test_the_chinese_readme_has_the_same_commands_pages_and_pythons() -> None:
    mirrors = [line for line in commands(CHINESE) if line.startswith("export PIP_INDEX_URL=https://")]
    assert mirrors
    assert [line for line in commands(CHINESE) if line not in mirrors] == commands(README)
    assert re.findall(r"`(?:py |\.venv\\)[^`]*`", CHINESE) == re.findall(r"`(?:py |\.venv\\)[^`]*`", README)
    assert "They need git, make and Python 3.11, 3.12 or 3.13" in README
    assert "需要 git、make 和 Python 3.11、3.12 或 3.13" in CHINESE
    rows = re.findall(r"^\| (.+?) \| (.+?)（`/(\w+)`）", CHINESE, re.MULTILINE)
    words = locale.catalogue("zh")
    assert rows == [
        (words[f"sections.{room.section}"], words[f"{room.name}.title"], room.name)
        for room in sorted(ROOMS, key=lambda room: re.findall(r"\(`/(\w+)`\)", README).index(room.name))
    ]


def test_the_numbers_of_the_chinese_readme_are_those_of_the_english_one() -> None:
    """A page's figures: eleven optimizers, 71 rates, 200 steps."""
    written = dict(re.findall(r"^\| .+? \| .+?（`/(\w+)`） \| (.+) \|$", CHINESE, re.MULTILINE))
    english = dict(re.findall(r"^\| .+? \| .+? \(`/(\w+)`\) \| (.+) \|$", README, re.MULTILINE))
    names = {"6": "60,000", "50": "fifty"}  # 6 万
    for page, text in written.items():
        for number in re.findall(r"[\d.]+", text):
            assert names.get(number, number) in english[page], (page, number)


def test_the_chinese_readme_needs_no_host_that_china_does_not_open() -> None:
    hosts = set(re.findall(r"https?://([^/\s)\"]+)", CHINESE))
    mirrors = {"pypi.tuna.tsinghua.edu.cn", "mirrors.aliyun.com"}
    assert hosts == mirrors | {"www.modelscope.cn", "modelscope.cn"}


def test_the_chinese_readme_s_sections_of_the_english_one_are_there() -> None:
    links = re.findall(r"\]\(README\.md#([\w-]+)\)", CHINESE)
    heads = {head.lower().replace(" ", "-") for head in re.findall(r"^## (.+)$", README, re.MULTILINE)}
    assert links
    assert set(links) <= heads


def test_the_lines_that_read_mnist_beside_a_script_give_what_keras_gives(monkeypatch) -> None:
    monkeypatch.chdir(ROOT / "assets" / "data")
    names: dict = {"np": np}
    exec(re.search(r"```python\n(.*?)```", CHINESE, re.DOTALL)[1], names)
    mnist = load_mnist()
    for name, wanted in (("x", 60_000), ("y", 60_000), ("x_test", 10_000), ("y_test", 10_000)):
        assert len(names[name]) == wanted
    np.testing.assert_array_equal(names["x_test"], mnist.x_test)
    np.testing.assert_array_equal(names["y_test"], mnist.y_test)


def measured(what: str) -> list[float]:
    """Of the rows that begin so, the last number in the column of what was measured."""
    rows = re.findall(rf"^\| {what}[^|]*\| ([^|]*) \|", README, re.MULTILINE)
    assert rows
    return [float(re.findall(r"\d[\d.,]*", row)[-1].replace(",", "")) for row in rows]


def mean(numbers: list[float]) -> float:
    return sum(numbers) / len(numbers)


def estimate() -> dict[str, list[float]]:
    """The numbers for 400 and 4,000 students by a row's name, before them one that the name goes on with."""
    rows = re.findall(r"^\| ([a-z][^|]*) \| ([\d.,]+)[^|]* \| ([\d.,]+)[^|]* \|$", README, re.MULTILINE)
    found = {}
    for name, *both in rows:
        what, _, each = name.partition(", ")
        numbers = [float(one.replace(",", "")) for one in (*re.findall(r"^[\d.]+", each), *both)]
        found[what] = numbers
    return found


def test_the_estimate_for_many_follows_from_what_was_measured() -> None:
    each = float(re.search(r"mean of the moves below is ([\d.]+) ms", README)[1])
    moves = re.findall(r"^\| server CPU a move: /[^|]*\| ([\d.]+) ms", README, re.MULTILINE)
    assert each == pytest.approx(mean([*map(float, moves)]), abs=0.05)
    first, sent = max(measured("first visit of 40 students")) / 40, mean(measured("server CPU a move: /"))
    (vote,) = measured("the same, vote within 5 s")
    (one,) = measured("web process with one visitor")
    (forty,) = measured("web process with 40 students")
    rows = estimate()
    for column, students in enumerate((400, 4000)):
        busy = students / 2 * each / 1000
        processes = math.ceil(busy / 0.6)
        student = (forty - one) / 40
        assert rows["moves a second"][column] == students / 2
        assert rows["cores that they keep busy"][column] == pytest.approx(busy, rel=0.05)
        assert rows["web processes at 60 %"][column] == processes
        assert rows["workers"][column] == students / 10 / 10  # each for one of ten minutes
        for name, share, total in (
            ("first visits within ten minutes", first, students * first * 8 / 600),
            ("moves", sent, students / 2 * sent * 8 / 1000),
            ("memory of these", student, (students * student + processes * one) / 1000),
            ("votes of all within 5 s", vote, students * vote / 5 / 1000),
        ):
            assert rows[name][0] == pytest.approx(share, rel=0.05), name
            assert rows[name][column + 1] == pytest.approx(total, rel=0.05), name
