"""What is too long for a link and shall outlive a reload: kept by the browser's tab, in its session storage.

That belongs to this tab and site alone, and is gone when the tab is closed.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from dlplay.ui.component import component, said

_storage = component("keepsake", Path(__file__).with_name("keepsake.js"))


def keepsake(
    name: str,
    keep: Any = None,
    drop: bool = False,
    ask: bool = False,
    on_kept: Callable[[], None] = lambda: None,
) -> None:
    """Let the tab `keep` something under a name, or `drop` what is there; or `ask` for it.

    Draws an invisible component. The answer comes to `on_kept`, which finds it by `told`.
    """
    data = {"name": name, "keep": keep, "drop": drop, "ask": ask}
    _storage(data=data, key=_key(name), width="content", height=1, on_kept_change=on_kept)


def told(name: str) -> Any:
    """What the tab has kept under a name, in the callback of its answer."""
    return said(_key(name), "kept")


def _key(name: str) -> str:
    return f"{name}:keepsake"
