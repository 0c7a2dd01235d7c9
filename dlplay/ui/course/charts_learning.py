"""What lies within what, and how a network learns from examples: pictures of boxes, most of them links."""

from collections.abc import Sequence
from html import escape
from typing import NamedTuple


class Field(NamedTuple):
    """A field of the subject, its meaning, and examples of it that are not of the one within."""

    name: str
    meaning: str
    examples: Sequence[tuple[str, str]]  # words and an address, or an empty one


class Box(NamedTuple):
    name: str
    words: str
    address: str


def nested(fields: Sequence[Field], label: str) -> str:
    """Fields each within the one before it."""
    inner = ""
    for field in reversed(fields):
        examples = "".join(f"<li>{_linked(*one)}</li>" for one in field.examples)
        inner = (
            f'<div class="field"><b>{escape(field.name)}</b><p>{escape(field.meaning)}</p>'
            f"<ul>{examples}</ul>{inner}</div>"
        )
    return f'<div class="course-nested" role="group" aria-label="{escape(label, quote=True)}">{inner}</div>'


def cycle(boxes: Sequence[Box], again: str, label: str) -> str:
    """Steps one below the other, each a link; all but the first are gone through again and again."""
    first, *others = [
        f'<a class="step" href="{escape(box.address, quote=True)}"><b>{place}. {escape(box.name)}</b>'
        f"<span>{escape(box.words)}</span></a>"
        for place, box in enumerate(boxes, start=1)
    ]
    return (
        f'<div class="course-cycle" role="group" aria-label="{escape(label, quote=True)}">'
        f'{first}<div class="again">{"".join(others)}<p>↺ {escape(again)}</p></div></div>'
    )


def _linked(words: str, address: str) -> str:
    return f'<a href="{escape(address, quote=True)}">{escape(words)}</a>' if address else escape(words)
