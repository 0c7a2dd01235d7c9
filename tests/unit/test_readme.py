"""The README is read here, and fails when it drifts from the project."""

import re
import tomllib

from dlplay.ui.rooms import ROOMS, ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")


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


def test_the_pythons_that_are_named_are_those_of_the_project() -> None:
    wanted = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"][
        "requires-python"
    ]
    assert wanted == ">=3.11,<3.14"
    workflow = (ROOT / ".github" / "workflows" / "test.yml").read_text(encoding="utf-8")
    for version in ("3.11", "3.12", "3.13"):
        assert version in README
        assert f'"{version}"' in workflow
