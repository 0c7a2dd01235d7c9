"""The answer beside the drawing: what the server writes, and what the browser writes while the pen moves."""

import json
import subprocess
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from playwright._impl._driver import compute_driver_executable

from dlplay.digits import Classification, Verdict, classify, samples
from dlplay.locale import LANGUAGES
from dlplay.ui import language
from dlplay.ui.charts import ANSWER, RUNNER_UP, TRUTH, pictures
from dlplay.ui.digits import answer, live
from tests.unit.charts.seen import marked, markup, style, words

SCRIPT = Path(__file__).parents[1] / "javascript" / "tell_readings.mjs"
CHANCES = [0.0, 0.1, 0.0, 0.6, 0.0, 0.0, 0.05, 0.25, 0.0, 0.0]
NEARLY = [0.0] * 8 + [1e-6, 1 - 1e-6]
EDGES = [0.0005, 0.001, 0.0015, 0.9985, *[0.0] * 6]  # where a percentage turns from < 0.1 % to a number
READ = classify(samples.drawing(7, 0))


def reading(chances: list[float] = CHANCES, verdict: Verdict = Verdict.SURE) -> Classification:
    trace = replace(READ.trace, probabilities=np.array(chances, np.float32))
    return replace(READ, trace=trace, verdict=verdict)


def rows(truth: int | None = None) -> list:
    (bars,) = markup(answer.html(reading(), truth)).iterfind(".//*[@class='bars']")
    return list(bars)


def test_each_digits_bar_is_as_long_as_its_probability() -> None:
    assert [words(row[0]) for row in rows()] == list("0123456789")
    widths = [style(row[1][0])["width"] for row in rows()]
    np.testing.assert_allclose([float(width[:-1]) for width in widths], 100 * np.array(CHANCES), atol=1e-4)
    assert words(rows()[3][2]).replace("\N{NO-BREAK SPACE}", " ") == "60.0 %"


def test_the_answer_the_runner_up_and_the_truth_stand_out() -> None:
    assert [row.get("data-rank") for row in rows()] == [*[None] * 3, "1", *[None] * 3, "2", None, None]
    assert [place for place, row in enumerate(rows(truth=1)) if row.get("data-truth") is not None] == [1]
    assert all(row.get("data-truth") is None for row in rows())
    (whole,) = markup(answer.html(reading(), None))
    colours = style(whole)
    assert (colours["--answer"], colours["--runner-up"], colours["--truth"]) == (ANSWER, RUNNER_UP, TRUTH)
    for rule in (
        '[data-rank="1"] .bar { background: var(--answer)',
        "[data-truth] .track { outline: 2px solid",
    ):
        assert rule in answer.CSS


@pytest.mark.parametrize("verdict", Verdict)
def test_only_a_sure_answer_has_the_colour_of_answers(verdict: Verdict) -> None:
    (whole,) = markup(answer.html(reading(verdict=verdict), None))
    assert (whole.get("data-sure") is not None) == (verdict == "sure")
    sign = {"sure": "3", "unsure": "3?"}.get(verdict, "?")
    assert words(marked(whole, "answer")) == sign


def test_what_the_network_saw_stands_beside_it() -> None:
    (image,) = markup(answer.html(reading(), None)).iterfind(".//img")
    assert image.get("src").endswith(answer.base64.b64encode(pictures.png(READ.network_input)).decode())


@pytest.mark.parametrize("spoken", LANGUAGES)
def test_the_browser_says_what_the_server_says(
    spoken: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(language, "current", lambda: spoken)
    rng = np.random.default_rng(3)
    some = [rng.dirichlet(np.full(10, 0.2)).tolist() for _ in range(200)]
    cases = [reading(one, verdict) for one in (CHANCES, NEARLY, EDGES, *some) for verdict in Verdict]
    file = tmp_path / "readings.json"
    told = {"words": live.sentences(spoken), "language": spoken}
    file.write_text(
        json.dumps(
            [{"probabilities": one.probabilities.tolist(), "verdict": one.verdict, **told} for one in cases]
        )
    )
    command = [compute_driver_executable()[0], SCRIPT, file]
    printed = subprocess.run(command, capture_output=True, check=True).stdout
    for one, said in zip(cases, json.loads(printed), strict=True):
        (whole,) = markup(answer.html(one, None))
        found = {name: whole.find(f".//*[@class='{name}']") for name in ("sign", "headline", "detail")}
        assert {name: said[name] for name in found} == {name: words(part) for name, part in found.items()}
        assert said["sure"] == (one.verdict == "sure")
