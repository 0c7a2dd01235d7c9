"""Make sure that the tests have a browser: an installed one, else Playwright's, else the system's package.

Chromium's headless shell, where there is one, takes half the processor time of the whole browser.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "msedge",
)
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
)


def find() -> str | None:
    """Path of an installed Chrome, Chromium or Edge."""
    return next((path for name in NAMES if (path := shutil.which(name))), None) or next(
        (place for place in PLACES if Path(place).exists()), None
    )


def playwrights() -> bool:
    """Whether Playwright's own Chromium starts."""
    from playwright.sync_api import Error, sync_playwright

    with sync_playwright() as playwright:
        try:
            playwright.chromium.launch(args=["--no-sandbox"]).close()
        except Error:
            return False
        return True


def install() -> bool:
    """Try Playwright's download, then Debian's packages."""
    attempts = [[sys.executable, "-m", "playwright", "install", "--only-shell", "chromium"]]
    if shutil.which("apt-get"):
        root = [] if os.geteuid() == 0 else ["sudo", "-n"]
        attempts += [[*root, "apt-get", "update"]]
        attempts += [[*root, "apt-get", "install", "--yes", name] for name in NAMES[:2]]
    for attempt in attempts:
        done = _run(attempt)
        if done and (find() or playwrights()):
            return True
    return False


def _run(command: list[str]) -> bool:
    try:
        return subprocess.run(command, check=False, timeout=600).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


if __name__ == "__main__" and not (find() or playwrights() or install()):
    sys.exit(
        "The browser tests need Chrome or Chromium, and none could be installed. Install one and try again."
    )
