"""Texts that write themselves side by side at a readable pace, with Pause, Stop, Again, and "at once"."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from dlplay.ui.component import component
from dlplay.ui.language import t

PACE = 25  # characters a second: a fast reader's

_typewriter = component("typewriter", Path(__file__).with_name("typewriter.js"))


@dataclass(frozen=True)
class Column:
    """One text: a heading, a line about it, what it goes on from, what is written, colours if it has any."""

    title: str
    caption: str
    prompt: str
    text: str
    colours: Sequence[str] | None = None  # CSS, one a character of `text`


def show(columns: Sequence[Column], key: str, at_once: bool = False) -> None:
    """Write the columns together; new texts begin again, the same ones go on."""
    labels = {name: t(f"typewriter.{name}") for name in ("pause", "go_on", "stop", "again", "at_once")}
    data = {
        "id": "\0".join(column.text for column in columns),
        "columns": [asdict(column) for column in columns],
        "labels": labels,
        "pace": PACE,
        "atOnce": at_once,
    }
    _typewriter(data=data, key=key, height="content")
