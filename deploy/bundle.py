"""A zip for each system with which a school without internet installs and starts dlplay.

    python -m deploy.bundle                          # Linux, Windows and macOS into dist/
    python -m deploy.bundle --system windows --python 3.13 --out /media/stick

Each holds the app with its models, the wheels of all that requirements.txt names for that system, a script
that starts it, and a page in English and Chinese for whoever carries it there. Python itself is not in it.
The wheels come from the package index that pip is set to; where there is none for a system, pip's words end
the work.
"""

import argparse
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[1]
FILES = Path(__file__).with_name("bundle_files")
APP = ("app.py", "requirements.txt", ".streamlit", "assets", "dlplay", "lessons", "pages")
BESIDE = ("README.md", "README.zh.md", "CHANGELOG.md")
PYTHONS = ("3.11", "3.12", "3.13")
RUNS = 0o100755 << 16  # a file that may be run, as zips say it


class System(NamedTuple):
    """A kind of machine: how its wheels are named, what markers find there, what starts the app."""

    platforms: tuple[str, ...]
    environment: dict[str, str]
    start: str


def _environment(platform: str, system: str, machine: str, kind: str) -> dict[str, str]:
    return {
        "sys_platform": platform,
        "platform_system": system,
        "platform_machine": machine,
        "os_name": kind,
        "implementation_name": "cpython",
        "platform_python_implementation": "CPython",
    }


# glibc up to 2.28, which Debian 10, RHEL 8, Ubuntu 20.04 and whatever is younger have
MANYLINUX = (*(f"manylinux_2_{minor}_x86_64" for minor in range(28, 16, -1)), "manylinux2014_x86_64")
SYSTEMS = {
    "linux": System(MANYLINUX, _environment("linux", "Linux", "x86_64", "posix"), "start.sh"),
    "windows": System(("win_amd64",), _environment("win32", "Windows", "AMD64", "nt"), "start.bat"),
    "macos": System(
        ("macosx_14_0_arm64",), _environment("darwin", "Darwin", "arm64", "posix"), "start.command"
    ),
}


def pins(requirements: str, system: System, python: str) -> list[str]:
    """What of requirements.txt is installed on a system: pip itself would ask the one that it runs on."""
    environment = system.environment | {"python_version": python, "python_full_version": f"{python}.0"}
    lines = (line.strip() for line in requirements.splitlines())
    asked = [Requirement(line) for line in lines if line and not line.startswith("#")]
    wanted = (one for one in asked if one.marker is None or one.marker.evaluate(environment))
    return [f"{one.name}{one.specifier}" for one in wanted]


def fetch(system: System, python: str, folder: Path) -> list[Path]:
    """The wheels of a system, in a folder. Raises CalledProcessError where pip finds one nowhere."""
    wanted = pins((ROOT / "requirements.txt").read_text(encoding="utf-8"), system, python)
    platforms = [word for platform in system.platforms for word in ("--platform", platform)]
    command = [sys.executable, "-m", "pip", "download", "--disable-pip-version-check", "--quiet", "--no-deps"]
    command += ["--only-binary=:all:", "--implementation", "cp", "--python-version", python, *platforms]
    subprocess.run([*command, "--dest", str(folder), *wanted], check=True)
    return sorted(folder.glob("*.whl"))


def app_files() -> Iterator[Path]:
    """All that the app needs to run, and its pages for people."""
    for name in (*APP, *BESIDE):
        path = ROOT / name
        inside = sorted(path.rglob("*")) if path.is_dir() else [path]
        yield from (one for one in inside if one.is_file() and "__pycache__" not in one.parts)


def words(name: str, python: str) -> str:
    """A file of the bundle's own, with the Python that its wheels are for."""
    return (FILES / name).read_text(encoding="utf-8").replace("{python}", python)


def pack(name: str, python: str, wheels: list[Path], out: Path) -> Path:
    """Write the zip of a system."""
    system, top = SYSTEMS[name], "dlplay"
    out.mkdir(parents=True, exist_ok=True)
    file = out / f"dlplay-{name}-python{python}.zip"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as bundle:
        for path in app_files():
            bundle.write(path, f"{top}/{path.relative_to(ROOT).as_posix()}")
        for wheel in wheels:  # packed already
            bundle.write(wheel, f"{top}/wheels/{wheel.name}", zipfile.ZIP_STORED)
        bundle.writestr(f"{top}/FIRST.txt", words("FIRST.txt", python))
        start = zipfile.ZipInfo(f"{top}/{system.start}", (2026, 1, 1, 0, 0, 0))
        start.external_attr = RUNS
        ends = "\r\n" if system.start.endswith(".bat") else "\n"
        source = "start.bat" if system.start.endswith(".bat") else "start.sh"
        bundle.writestr(start, words(source, python).replace("\n", ends))
    return file


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m deploy.bundle", description=__doc__.splitlines()[0])
    parser.add_argument("--system", choices=SYSTEMS, action="append", help="one of them; all if left out")
    parser.add_argument("--python", choices=PYTHONS, default="3.12", help="the one that the school installs")
    parser.add_argument("--out", type=Path, default=ROOT / "dist", help="where the zips go")
    asked = parser.parse_args(arguments)
    for name in asked.system or SYSTEMS:
        folder = asked.out / "wheels" / f"{name}-{asked.python}"
        folder.mkdir(parents=True, exist_ok=True)
        wheels = fetch(SYSTEMS[name], asked.python, folder)
        file = pack(name, asked.python, wheels, asked.out)
        print(f"{file}: {file.stat().st_size / 1e6:.0f} MB, {len(wheels)} wheels")


if __name__ == "__main__":
    main()
