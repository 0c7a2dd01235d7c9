"""What is installed: pyproject.toml names it, the locks hold its whole tree, this machine has just that."""

import tomllib
from collections.abc import Iterable
from importlib import metadata

import pytest
from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from dlplay.ui.rooms import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
NAMED = PROJECT["project"]["dependencies"]
DEV = PROJECT["dependency-groups"]["dev"]
LOCKS = {"requirements.txt": NAMED, "requirements-dev.txt": NAMED + DEV}
MACHINES = [
    {"sys_platform": system, "platform_machine": machine, "python_full_version": f"{python}.0"}
    for system, machine in [
        ("linux", "x86_64"),
        ("linux", "aarch64"),
        ("win32", "AMD64"),
        ("darwin", "arm64"),
    ]
    for python in ("3.11", "3.12", "3.13")
]


def lines(lock: str) -> list[str]:
    text = (ROOT / lock).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if not line.startswith("#")]


def pins(requirements: Iterable[str], machine: dict[str, str]) -> dict[str, str]:
    """Name -> version of what is pinned exactly for a machine."""
    wanted = [one for one in map(Requirement, requirements) if not one.marker or one.marker.evaluate(machine)]
    assert all(len(one.specifier) == 1 and str(one.specifier).startswith("==") for one in wanted)
    assert not any(one.url for one in wanted)
    return {canonicalize_name(one.name): str(one.specifier)[2:] for one in wanted}


@pytest.mark.parametrize("machine", MACHINES, ids=lambda machine: "-".join(machine.values()))
@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_holds_what_is_named_in_that_version_on_every_machine(lock: str, machine: dict) -> None:
    assert pins(LOCKS[lock], machine).items() <= pins(lines(lock), machine).items()


@pytest.mark.parametrize("machine", MACHINES, ids=lambda machine: "-".join(machine.values()))
def test_the_tests_run_with_what_the_app_runs_with(machine: dict) -> None:
    assert (
        pins(lines("requirements.txt"), machine).items()
        <= pins(lines("requirements-dev.txt"), machine).items()
    )


@pytest.mark.parametrize("lock", LOCKS)
def test_this_machine_has_the_whole_tree_as_it_is_locked(lock: str) -> None:
    here = default_environment()
    locked, reached = pins(lines(lock), here), set()
    to_visit = {(name, "") for name in pins(LOCKS[lock], here)}
    while to_visit:
        name, extra = to_visit.pop()
        reached.add((name, extra))
        assert metadata.version(name) == locked[name], name
        for one in map(Requirement, metadata.requires(name) or ()):
            if not one.marker or one.marker.evaluate(here | {"extra": extra}):
                to_visit |= {(canonicalize_name(one.name), part) for part in ("", *one.extras)} - reached
    assert {name for name, _ in reached} == locked.keys()


def test_no_other_list_goes_before_the_lock_on_streamlit_community_cloud() -> None:
    assert not [name for name in ("uv.lock", "Pipfile", "environment.yml") if (ROOT / name).exists()]
