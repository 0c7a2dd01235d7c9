"""A truth table as HTML: what is wanted, what the neuron says, and which rows agree."""

from collections.abc import Mapping, Sequence
from html import escape

import numpy as np

from dlplay.ui.charts import GREEN, TRACK, VERMILION
from dlplay.ui.legible import legible

CELL = f"padding:.28rem .55rem;text-align:center;border-bottom:1px solid {TRACK}"


def table(
    columns: Mapping[str, Sequence[str]], heading: str, answers: np.ndarray, targets: np.ndarray
) -> str:
    """The columns by their headings, then the answers, each with a mark that says whether it is the target.

    Args:
        columns: a text for each of the rows.
        heading: of the answers' column.
        answers, targets: (rows,), 0 or 1.
    """
    lines = [_row("th", [*columns, heading])]
    for cells, says, wanted in zip(
        zip(*columns.values(), strict=True), answers.tolist(), targets.tolist(), strict=True
    ):
        mark, ink = ("✓", GREEN) if says == wanted else ("✗", VERMILION)
        lines.append(_row("td", cells, f"{says} {mark}", ink))
    style = "border-collapse:collapse;width:100%;font-size:1.1rem;font-variant-numeric:tabular-nums"
    return f'<table data-testid="truth" style="{style}">{"".join(lines)}</table>'


def _row(tag: str, cells: Sequence[str], mark: str = "", ink: str = "") -> str:
    inner = "".join(f'<{tag} style="{CELL}">{escape(cell)}</{tag}>' for cell in cells)
    if mark:
        inner += f'<{tag} style="{CELL};font-weight:700;color:{legible(ink)}">{escape(mark)}</{tag}>'
    return f"<tr>{inner}</tr>"
