"""Jupyter notebooks to take home."""

import json
import re
from collections.abc import Iterable
from typing import Any

PARTS = re.compile(r"\n\n+(?=[^\s)\]}])")  # where a script begins anew at the margin


def notebook(words: Iterable[str], source: str) -> bytes:
    """A notebook (nbformat 4.5): Markdown cells of `words`, code cells of the parts of `source`.

    A part ends before an empty line that is followed by one at the margin, so no block is torn apart.
    """
    texts = [*(("markdown", one) for one in words), *(("code", one) for one in PARTS.split(source.strip()))]
    cells = [_cell(number, kind, text) for number, (kind, text) in enumerate(texts)]
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    made = {"cells": cells, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(made, ensure_ascii=False).encode()


def _cell(number: int, kind: str, text: str) -> dict[str, Any]:
    cell = {
        "cell_type": kind,
        "id": f"part-{number}",
        "metadata": {},
        "source": text.splitlines(keepends=True),
    }
    return cell | ({"execution_count": None, "outputs": []} if kind == "code" else {})
