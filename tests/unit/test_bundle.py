"""The bundle for schools without internet: what is in it for which system. No package index is asked."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from deploy import bundle

ROOT = Path(__file__).parents[2]
REQUIREMENTS = (ROOT / "requirements.txt").read_text(encoding="utf-8")
WINDOWS_ALONE, OLD_ALONE = {"colorama"}, {"importlib-metadata", "lazy-importer", "zipp"}


def names(system: str, python: str) -> set[str]:
    found = [pin.partition("==")[0] for pin in bundle.pins(REQUIREMENTS, bundle.SYSTEMS[system], python)]
    assert len(found) == len(set(found))
    return set(found)


@pytest.mark.parametrize("python", bundle.PYTHONS)
def test_each_system_gets_its_own_tensorflow_and_nothing_of_another(python: str) -> None:
    linux, windows, macos = (names(system, python) for system in ("linux", "windows", "macos"))
    assert "tensorflow-cpu" in linux & windows
    assert macos - linux == {"tensorflow"}
    assert linux - macos == {"tensorflow-cpu", "watchdog"}
    assert windows - linux == WINDOWS_ALONE
    assert (linux >= OLD_ALONE) == (python == "3.11")


def test_the_system_of_these_tests_gets_what_is_installed_here() -> None:
    """Witness: the packages that pip, asked with the same file, has put beside these tests."""
    from importlib.metadata import version

    if sys.platform != "linux":
        pytest.skip("the bundle's Linux is x86-64")
    python = f"{sys.version_info.major}.{sys.version_info.minor}"
    for pin in bundle.pins(REQUIREMENTS, bundle.SYSTEMS["linux"], python):
        name, _, wanted = pin.partition("==")
        assert version(name) == wanted


@pytest.fixture(scope="module")
def packed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A zip for each system, with a wheel of nothing, and of the app only what is packed at once."""
    folder = tmp_path_factory.mktemp("bundle")
    wheel = folder / "nothing-1-py3-none-any.whl"
    wheel.write_bytes(b"PK")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bundle, "APP", ("app.py", "requirements.txt", ".streamlit"))
        return {name: bundle.pack(name, "3.12", [wheel], folder) for name in bundle.SYSTEMS}


@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="unpacked from an archive, this has no git")
def test_all_that_is_kept_in_git_for_the_app_is_in_it() -> None:
    command = ["git", "ls-files", "-z", *bundle.APP]
    kept = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout.decode().split("\0")
    packed = {path.relative_to(ROOT).as_posix() for path in bundle.app_files()}
    assert {one for one in kept if one and (ROOT / one).exists()} <= packed
    assert not {one for one in packed if one.startswith(("tests/", "benchmarks/", ".git"))}


@pytest.mark.parametrize("system", bundle.SYSTEMS)
def test_a_zip_has_app_wheels_start_and_words_in_both_languages(system: str, packed: dict[str, Path]) -> None:
    start = bundle.SYSTEMS[system].start
    with zipfile.ZipFile(packed[system]) as file:
        inside = {one.filename: one for one in file.infolist()}
        script = file.read(f"dlplay/{start}").decode()
        first = file.read("dlplay/FIRST.txt").decode()
    assert {"dlplay/app.py", "dlplay/requirements.txt", "dlplay/.streamlit/config.toml"} <= inside.keys()
    assert "dlplay/wheels/nothing-1-py3-none-any.whl" in inside
    assert {one.split("/")[0] for one in inside} == {"dlplay"}
    assert (inside[f"dlplay/{start}"].external_attr >> 16) & 0o111  # it may be run
    assert "--no-index --find-links wheels" in script
    assert ("\r\n" in script) == (system == "windows")
    for text in (script, first):
        assert "3.12" in text
        assert "{python}" not in text
        assert "安装" in text
    assert all(one.start in first for one in bundle.SYSTEMS.values())


@pytest.mark.skipif(sys.platform == "win32", reason="a shell's script")
@pytest.mark.parametrize("there", [False, True])
def test_without_the_python_of_its_wheels_the_start_says_so(
    there: bool, packed: dict[str, Path], tmp_path: Path
) -> None:
    with zipfile.ZipFile(packed["linux"]) as file:
        file.extract("dlplay/start.sh", tmp_path)
    if there:  # one that is no Python 3.12
        (tmp_path / "python3").write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
        (tmp_path / "python3").chmod(0o755)
    script = tmp_path / "dlplay" / "start.sh"
    done = subprocess.run(["/bin/sh", script], env={"PATH": str(tmp_path)}, capture_output=True, text=True)
    assert done.returncode == 1
    assert "Python 3.12 is not installed: see FIRST.txt" in done.stdout
    assert not done.stderr
    assert [one.name for one in script.parent.iterdir()] == ["start.sh"]
