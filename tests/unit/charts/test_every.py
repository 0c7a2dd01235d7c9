"""No chart escapes: each has an example among these tests, which Plotly itself or a strict reader checks."""

import ast
import importlib
import pkgutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import plotly.graph_objects as go
import pytest

from dlplay.ui.charts.figure import Figure
from tests.unit import charts
from tests.unit.charts.seen import drawn, markup

ROOT = Path(__file__).parents[3]
ROOMS = ("dlplay/ui/charts/*.py", "dlplay/ui/*/charts*.py")


def found() -> set[str]:
    """Every public function of a room for charts that gives a figure, text or panels that follow the hand."""
    names = set()
    for path in {path for room in ROOMS for path in ROOT.glob(room)}:
        module = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and _draws(node):
                names.add(f"{module}.{node.name}")
    return names


def _draws(function: ast.FunctionDef) -> bool:
    return (function.returns and ast.unparse(function.returns) in ("Figure", "str")) or _makes(function)


def _makes(node: ast.AST) -> bool:
    made = {ast.unparse(one.func) for one in ast.walk(node) if isinstance(one, ast.Call)}
    return not made.isdisjoint({"Figure", "live.panel"})


def examples() -> dict[str, Callable[[], Any]]:
    """Those of all files of tests beside this one."""
    made: dict[str, Callable[[], Any]] = {}
    for file in pkgutil.iter_modules(charts.__path__):
        module = importlib.import_module(f"{charts.__name__}.{file.name}")
        for function, example in getattr(module, "EXAMPLES", {}).items():
            made[f"{function.__module__}.{function.__name__}"] = example
    return made


EXAMPLES = examples()


def test_every_chart_has_an_example() -> None:
    assert found() - set(EXAMPLES) == set()


def test_charts_are_made_in_their_rooms_alone() -> None:
    rooms = {path for room in ROOMS for path in ROOT.glob(room)}
    others = [path for folder in ("dlplay", "pages") for path in (ROOT / folder).rglob("*.py")]
    makers = [
        path.relative_to(ROOT)
        for path in others
        if path not in rooms and _makes(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert makers == []


def _typed(spec: dict) -> dict:
    """A frame's traces are merged into the figure's, whose type they have."""
    for frame in spec.get("frames", ()):
        for place, trace in zip(frame["traces"], frame["data"], strict=True):
            trace["type"] = spec["data"][place].get("type", "scatter")
    return spec


@pytest.mark.parametrize("name", sorted(EXAMPLES))
def test_plotly_knows_every_word_and_all_markup_is_closed(name: str) -> None:
    chart = EXAMPLES[name]()
    if isinstance(chart, Figure):
        go.Figure(_typed(chart.to_dict()))
    elif isinstance(chart, str):
        assert markup(chart).find(".//i") is None, "a name has become markup"
    else:
        assert drawn(chart)


def test_the_listing_sees_a_chart_without_an_annotation() -> None:
    (function,) = ast.parse("def bars(x):\n    return Figure([{'type': 'bar', 'x': x}], {})").body
    assert isinstance(function, ast.FunctionDef)
    assert _draws(function)
