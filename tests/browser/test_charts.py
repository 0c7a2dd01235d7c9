"""Plotly draws every chart that it is sent: a chart whose words it knows, it may refuse all the same."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import plotly
import plotly.io
import pytest
from playwright.sync_api import Browser, Page
from streamlit.elements import plotly_chart  # noqa: F401  (brings the theme's template)

from dlplay.ui.charts.figure import Figure
from tests.unit.charts.test_every import EXAMPLES

PLOTLY = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
# Draws one chart and the last of its frames; returns what went wrong: an error, or a trace without a mark.
# One in space has no mark of its own in the tree: its scene must stand there.
DRAW = """async (spec) => {
    const gd = document.querySelector("#chart"), found = [], alike = {};
    const numbers = (given) => (given?.bdata ?? given)?.length; // they may be packed
    const shown = ({ visible = true, x, y, z }) => visible === true && [x, y, z].some(numbers);
    const marks = ({ scene, type }) => {
        if (scene) return gd.querySelectorAll(`#${scene} canvas`);
        const traces = gd.querySelectorAll(type === "heatmap" ? ".hm" : `.${type}layer .trace`);
        return traces[alike[type]]?.querySelectorAll("path[d]:not([d='']), image") ?? [];
    };
    try {
        await Plotly.newPlot(gd, spec);
        for (const { name } of (spec.frames ?? []).slice(-1)) {
            await Plotly.animate(gd, [name], { mode: "immediate", frame: { duration: 0 } });
        }
        gd._fullData.forEach((trace, k) => {
            alike[trace.type] = (alike[trace.type] ?? -1) + (trace.visible === true);
            if (shown(spec.data[k]) && !(trace.visible && marks(trace).length)) found.push(`no trace ${k}`);
        });
    } catch (error) {
        found.push(String(error));
    }
    Plotly.purge(gd);
    return found;
}"""


@pytest.fixture(scope="module")
def paper(browser: Browser) -> Iterator[Page]:
    """An empty page that knows Plotly, as the package brings it, and no network."""
    page = browser.new_page()
    page.set_content("<div id='chart' style='width: 700px; height: 400px'></div>")
    page.add_script_tag(path=PLOTLY)
    yield page
    page.close()


def sent(chart: Figure) -> dict[str, Any]:
    return json.loads(plotly.io.to_json(chart, validate=False))


def test_every_chart_is_drawn_with_all_its_traces(paper: Page) -> None:
    made = {name: example() for name, example in sorted(EXAMPLES.items())}
    charts = {name: chart for name, chart in made.items() if isinstance(chart, Figure)}
    assert len(charts) > 10
    found = {name: paper.evaluate(DRAW, sent(chart)) for name, chart in charts.items()}
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


def test_what_plotly_refuses_is_found(paper: Page) -> None:
    line, squares = {"x": [1, 2], "y": [1, 2]}, {"type": "heatmap", "z": [[1, 2]]}
    assert paper.evaluate(DRAW, {"data": [line, squares], "layout": {}}) == []
    for refused in (line | {"y": []}, squares | {"y": ["a name"], "z": [[None, None]]}):
        assert paper.evaluate(DRAW, {"data": [line, refused], "layout": {}}) != []
    named = [squares | {"y": [name]} for name in ("gates", "states")]  # seen
    assert paper.evaluate(DRAW, {"data": named, "layout": {}}) != []
