"""The page on optimizers as a script: the race, its verdicts, its numbers, and its code run beside them."""

import hashlib
import io
import json
import re

import numpy as np
import pandas as pd
import pytest
from PIL import Image
from streamlit.testing.v1 import AppTest

from dlplay import locale
from dlplay.descent import Setup, descend
from dlplay.files.takeaway import csv_file
from dlplay.numbers import plain
from dlplay.optimizers import OPTIMIZERS
from dlplay.outcome import outcome
from dlplay.rates import LADDER, RATES
from dlplay.schedules import SCHEDULES
from dlplay.surfaces import SURFACES
from dlplay.ui import chart_click, served
from dlplay.ui.optimizers import charts_replay as replays
from dlplay.ui.optimizers import charts_sweep as charts
from dlplay.ui.optimizers import charts_terrain as terrain
from dlplay.ui.optimizers import code, rule, verdict
from tests import scripts
from tests.pages.app import open_page, open_with_a_notice, run, texts
from tests.unit.charts.seen import drawn
from tests.unit.test_served import get

PAGE = "foundations/optimizers"
LANGUAGES = pytest.mark.parametrize("language", locale.LANGUAGES)
VIEWS = ("race", "rates", "starts")


def printed(source: str, capsys: pytest.CaptureFixture) -> dict[str, np.ndarray]:
    """Where everybody ends by the shown code."""
    exec(compile(source, "snippet", "exec"), {})
    rows = (line.split() for line in capsys.readouterr().out.strip().splitlines())
    return {name: np.array([float(x), float(y)]) for name, x, y in rows}


def results(app) -> pd.DataFrame:
    """The table of the race, by Keras's names and in English; the page must show it."""
    table = app.dataframe[0].value
    keys = {one.title: name for name, one in OPTIMIZERS.items()}
    return table.assign(optimizer=[keys[title] for title in table["Optimizer"]]).set_index("optimizer")


@LANGUAGES
@pytest.mark.parametrize("view", VIEWS)
def test_every_view_shows_something_true_before_it_is_touched(view: str, language: str) -> None:
    app = open_page(PAGE, language, view=view)
    assert app.title[0].value == locale.t("optimizers.title", language)
    assert locale.t(f"optimizers.intro_{view}", language) in texts(app)
    assert app.code
    assert not app.warning
    assert not app.info
    formulas = "".join(one.value for one in app.latex)
    assert "nan" not in formulas
    assert "infty" not in formulas


@pytest.mark.parametrize("surface", SURFACES)
def test_the_table_tells_where_the_shown_keras_code_ends(surface: str, capsys) -> None:
    app = open_page(PAGE, surface=surface, steps="10", detail="table")
    told, ended = results(app), printed(app.code[0].value, capsys)
    assert list(ended) == ["sgd", "momentum", "rmsprop", "adam"] == list(told.index)
    for name, place in ended.items():
        # Keras rounds beta_2 to single precision, which changes 1 - beta_2 by 1e-5
        shown = told.loc[name, ["Last x", "Last y"]].astype(float)
        np.testing.assert_allclose(shown, place, rtol=1e-4, atol=1e-4)
    assert locale.t(f"optimizers.about_{surface}", "en") in texts(app)


@pytest.mark.parametrize(
    ("surface", "schedule"), [("himmelblau", "step"), ("bowl", "warmup_cosine"), ("network", "exponential")]
)
def test_all_optimizers_with_schedule_noise_and_other_settings_end_where_keras_ends(
    surface: str, schedule: str, capsys
) -> None:
    setup = Setup(surface, SURFACES[surface].start, 12, schedule, 4, 3)
    chosen = {"momentum": (("momentum", 0.7),), "adamw": (("beta_1", 0.5), ("weight_decay", 0.1))}
    runs = [descend(setup, name, rate, chosen.get(name, ())) for name, rate in RATES[surface].items()]
    ended = printed(code.race(runs).keras, capsys)
    for one in runs:
        np.testing.assert_allclose(one.weights[-1], ended[one.optimizer], rtol=1e-4, atol=1e-4)


def test_a_run_that_diverges_ends_in_the_shown_code_where_it_ends_on_the_page(capsys) -> None:
    one = descend(Setup("ravine", (-3.5, 1.0)), "sgd", 0.2)
    assert one.left
    np.testing.assert_allclose(printed(code.race([one]).keras, capsys)["sgd"], one.weights[-1], rtol=1e-5)


def test_one_notch_more_and_sgd_diverges_and_its_own_rate_comes_back() -> None:
    app = open_page(PAGE, detail="table")
    assert results(app).loc["sgd", "Outcome"] == "arrived"
    app.select_slider(key="optimizers.rates.sgd").set_value(0.1)
    run(app)
    told = results(app)
    assert told.loc["sgd", "Outcome"] == "diverged"
    assert told.loc["sgd", "Largest curvature"] == pytest.approx(24)
    assert app.query_params["rates"] in ("sgd_0.1", ["sgd_0.1"])
    app.button(key="optimizers_own_rates").click()
    run(app)
    assert results(app).loc["sgd", "Outcome"] == "arrived"
    assert "rates" not in app.query_params


def test_the_verdict_names_the_number_that_says_so() -> None:
    app = open_page(PAGE, rates="sgd_0.1")
    assert "η < 2/h = **0.0833**" in texts(app)
    (told,) = [one.value for one in app.markdown if "**SGD** :" in one.value]
    found = re.findall(r"(\d\\\. )?!\[\].*?\*\*(\w+)\*\* :(\w+)-badge", told)
    assert [place for place, _, _ in found] == ["1\\. ", "2\\. ", "3\\. ", ""]
    assert {name for _, name, colour in found if colour == "green"} == {"Adam", "RMSprop", "Momentum"}
    assert found[-1][1:] == ("SGD", "red")


def test_a_start_on_the_saddle_is_stuck_and_noise_frees_it() -> None:
    stuck = open_page(PAGE, surface="saddle", start="-2_0", detail="table")
    assert set(results(stuck)["Outcome"]) == {"stuck at a saddle"}
    stuck.selectbox(key="optimizers.batch").set_value("1")
    run(stuck)
    assert "stuck at a saddle" not in set(results(stuck)["Outcome"])
    assert stuck.slider(key="optimizers.seed").value == 1


def test_another_surface_brings_its_own_start_rates_and_length() -> None:
    app = open_page(PAGE, start="1_1", rates="adam_0.5", steps="50")
    app.selectbox(key="optimizers.surface").set_value("rosenbrock")
    run(app)
    assert app.select_slider(key="optimizers.rates.adam").value == RATES["rosenbrock"]["adam"]
    assert app.slider(key="optimizers.start.0").value == -1.5
    assert app.slider(key="optimizers.steps").value == 500


@pytest.mark.parametrize("name", OPTIMIZERS)
@pytest.mark.parametrize("step", [1, 17])
def test_the_worked_step_leads_to_the_weights_of_the_run(name: str, step: int) -> None:
    one = descend(Setup("ravine", (-3.5, 1.0), 30, "cosine"), name, RATES["ravine"][name])
    for axis in (0, 1):
        shown = rule.worked(one, step, axis)
        assert "@" not in shown
        last = shown.split("&=")[-1 if OPTIMIZERS[name].lines[-1].quantity == "w" else -3]
        digits = re.match(r"\s*(-?[\d.]+)(?: \\cdot 10\^\{(-?\d+)\})?", last)
        value = float(f"{digits[1]}e{digits[2] or 0}")
        assert value == pytest.approx(one.weights[step, axis], rel=1e-3)
        numbers = rule.numbers(one, step, axis)
        assert numbers["learning_rate"] == pytest.approx(one.rates[step - 1])
        assert numbers["g"] == pytest.approx(one.gradients[step - 1, axis])
        assert numbers["w0"] == one.weights[step - 1, axis]


def test_the_rule_is_worked_out_for_the_step_of_the_link_as_far_as_the_run_goes() -> None:
    app = open_page(PAGE, detail="rule", runner="sgd", step="20")
    assert app.slider(key="optimizers.step").value == 20
    assert "g_{20}" in app.latex[-1].value
    app.select_slider(key="optimizers.rates.sgd").set_value(0.12)
    run(app)
    last = descend(Setup("ravine", (-3.5, 1.0)), "sgd", 0.12).steps
    assert last < 20
    assert f"g_{{{last}}}" in app.latex[-1].value
    assert locale.t("optimizers.last_step", "en", step=last) in texts(app)
    gone = open_page(PAGE, detail="rule", runner="sgd", rates="sgd_100")
    assert locale.t("optimizers.no_step", "en") in texts(gone)


def test_every_verdict_has_a_sentence_in_both_languages(monkeypatch: pytest.MonkeyPatch) -> None:
    told = {
        "arrived": ("bowl", "sgd", 0.5, {}),
        "diverged": ("rosenbrock", "adam", 100.0, {"steps": 500}),
        "diverged_sgd": ("ravine", "sgd", 0.12, {}),
        "diverged_momentum": ("ravine", "momentum", 0.25, {}),
        "diverged_nesterov": ("ravine", "nesterov", 0.25, {}),
        "arrived_at": ("himmelblau", "sgd", 0.01, {}),
        "saddle": ("saddle", "sgd", 0.2, {"start": (-2.0, 0.0)}),
        "local": ("rastrigin", "sgd", 0.001, {}),
        "shrunk": ("himmelblau", "adamw", 0.1, {"start": (3.0, 1.0), "steps": 500, "decay": 1.0}),
        "orbiting": ("bowl", "lion", 0.5, {}),
        "orbiting_limit": ("bowl", "sgd", 2.0, {}),
        "orbiting_noise": ("bowl", "sgd", 0.5, {"batch": 1}),
        "slow": ("bowl", "sgd", 0.01, {}),
        "slow_endless": ("bowl", "sgd", 1e-5, {}),
    }
    for language in locale.LANGUAGES:
        monkeypatch.setattr(
            verdict, "t", lambda key, spoken=language, **values: locale.t(key, spoken, **values)
        )
        for case, (surface, name, rate, other) in told.items():
            chosen = (("weight_decay", other["decay"]),) if "decay" in other else ()
            settings = {key: value for key, value in other.items() if key != "decay"}
            setup = Setup(surface, SURFACES[surface].start, 100)._replace(**settings)
            one = descend(setup, name, rate, chosen)
            sentence = verdict.sentence(one, outcome(one))
            start = locale.t(f"optimizers.told_{case}", language).split("{")[0].split("*")[0]
            assert sentence.startswith(start), (case, outcome(one).kind)
            assert "nan" not in sentence
            assert "inf" not in sentence


def test_the_csv_holds_every_number_in_full() -> None:
    one = descend(Setup("bowl", (2.0, 0.0), 20), "sgd", 0.5)
    rows = pd.read_csv(io.BytesIO(csv_file(verdict.columns([one]))))
    assert rows.loc[0, "x"] == 2 / 2**20
    assert rows.loc[0, "outcome"] == "arrived"
    assert rows.loc[0, "step"] == 5


def test_a_click_near_a_curve_finds_runner_and_rate() -> None:
    ladder = np.array(LADDER)
    sweeps = [
        charts.Sweep("sgd", "SGD", np.where(ladder < 0.1, 1e-3, np.inf), 0.01, 0.1),
        charts.Sweep("adam", "Adam", np.full(len(ladder), 1.0), 0.01, None),
    ]
    (left, right), (bottom, top) = charts.spans(ladder, sweeps, 10.0)

    def at(rate: float, loss: float) -> tuple[str, float]:
        across = (np.log10(rate) - left) / (right - left)
        return charts.nearest(ladder, sweeps, 10.0, across, (np.log10(loss) - bottom) / (top - bottom))

    assert at(0.02, 2e-3) == ("sgd", 0.02)
    assert at(0.021, 0.3) == ("adam", 0.02)
    assert at(5.0, 2.0) == ("adam", 5.0)
    assert at(5.0, 300.0) == ("sgd", 5.0)  # its row of crosses


@pytest.mark.parametrize("steps", [1, 2, 50, 100, 101, 240, 500])
def test_a_replay_shows_both_sides_of_a_swing_and_ends_at_the_end(steps: int) -> None:
    shown = replays.shown_steps(steps)
    assert shown[0] == 0
    assert shown[-1] == steps
    assert len(shown) <= replays.MOST_FRAMES + 2
    if steps > 2:
        assert {step % 2 for step in shown} == {0, 1}


def picture(app: AppTest) -> dict:
    """The race from above as the browser gets it."""
    (found,) = [one for one in app.get("bidi_component") if one.proto.component_name.endswith("live_picture")]
    return drawn(json.loads(json.loads(found.proto.json)["picture"]))


def test_the_picture_is_the_run_at_every_rate_of_the_one_that_was_moved_last() -> None:
    app = open_page(PAGE, runners="sgd.adam", steps="20", rates="sgd_0.05")
    app.select_slider(key="optimizers.rates.adam").set_value(0.25)
    run(app)
    shown, setup = picture(app), Setup("ravine", (-3.5, 1.0), 20)
    sgd, adam = (shown["panels"][0]["marks"][f"path_{name}"] for name in ("sgd", "adam"))
    one = descend(setup, "sgd", 0.05)
    np.testing.assert_allclose(np.column_stack([sgd["x"], sgd["y"]]), one.weights, rtol=1e-6)
    assert adam["x"] == []
    replay, under_hand = shown["sweeps"]
    assert replay["marks"]["path_sgd"]["upto"] == list(range(1, 22))
    assert (under_hand["key"], under_hand["count"]) == ("optimizers.rates.adam", len(LADDER))
    there = LADDER.index(0.25)
    other = descend(setup, "adam", 0.25)
    path = [under_hand["marks"]["path_adam"][axis][there] for axis in "xy"]
    np.testing.assert_allclose(np.column_stack(path), other.weights, rtol=1e-6)
    words = under_hand["marks"]["alt"]["words"][there]
    ends = (("Adam", other), ("SGD", one))
    assert words == "; ".join(f"{name}: loss {plain(end.losses[-1])} after 20 steps" for name, end in ends)


def test_a_rate_does_not_change_the_picture_that_follows_it() -> None:
    before, after = (picture(open_page(PAGE, rates=f"sgd_{rate}")) for rate in ("0.05", "0.1"))
    assert before == after


def test_many_steps_are_not_sent_for_every_rate() -> None:
    shown = picture(open_page(PAGE, steps="160"))
    assert [one["key"] for one in shown["sweeps"]] == ["replay"]
    assert len(shown["panels"][0]["marks"]["path_sgd"]["x"]) == 161
    assert shown["alt"]["words"].startswith("SGD: loss ")


@pytest.mark.parametrize("surface", SURFACES)
def test_a_browser_finds_the_map_under_its_address(surface: str) -> None:
    ground = picture(open_page(PAGE, surface=surface, steps="10"))["panels"][0]["marks"]["ground"]
    status, headers, body = get(f"/{ground['address']}", [served.pictures()])
    assert (status, headers["content-type"]) == (200, "image/jpeg")
    assert headers["cache-control"] == "public, max-age=31536000, immutable"
    assert Image.open(io.BytesIO(body)).size == terrain.SIZE
    assert hashlib.sha256(body).hexdigest().startswith(ground["address"].split("/")[1])


@pytest.mark.parametrize("path", ["maps/moon.jpg", "maps/..%2Fapp.jpg", "maps/ravine.png", "x/ravine.jpg"])
def test_there_are_no_other_maps(path: str) -> None:
    assert get(f"/files/0/{path}", [served.pictures()])[0] == 404


@pytest.mark.parametrize(
    "query",
    [
        {"view": "bogus", "rates": "sgd_0.07", "start": "inf_0", "steps": "501", "runners": "sgd.bogus"},
        {
            "surface": "",
            "rates": "sgd_nan__adam_0.1",
            "start": "1",
            "batch": "3",
            "momentum": "1",
            "step": "0",
        },
        {"rates": "<script>_0.1", "start": "1_2_3", "decay": "nan", "seed": "1e9", "picture": "../x"},
    ],
)
def test_an_absurd_link_falls_back_with_notices(query: dict[str, str]) -> None:
    app = open_with_a_notice(PAGE, "zh", **query)
    assert all(
        f"**{OPTIMIZERS[name].title}**" in texts(app) for name in ("sgd", "momentum", "rmsprop", "adam")
    )


@pytest.mark.parametrize(
    "query",
    [
        {
            "rates": "sgd_100__momentum_100__rmsprop_100__adam_100",
            "surface": "rosenbrock",
            "picture": "relief",
        },
        {"rates": "sgd_1e-05__momentum_1e-05__rmsprop_1e-05__adam_1e-05", "step": "500"},
        {"runners": ".".join(OPTIMIZERS), "steps": "10", "momentum": "0", "decay": "1", "batch": "1"},
        {"surface": "bowl", "start": "0_0", "momentum": "0.99"},
        {"surface": "bowl", "start": "5_-5", "picture": "relief"},
        {"surface": "saddle", "start": "0_0", "view": "rates", "runners": "sgd"},
        {"surface": "bowl", "start": "0_0", "view": "rates"},
        {"view": "starts", "surface": "rastrigin", "rates": "adam_100", "schedule": "warmup_cosine"},
        {
            "view": "starts",
            "surface": "network",
            "runner": "sgd",
            "rates": "sgd_100",
            "batch": "2",
            "steps": "10",
        },
    ],
)
def test_the_ends_of_the_controls_give_finite_pictures_and_words(query: dict[str, str]) -> None:
    app = open_page(PAGE, **query)
    assert not app.warning
    words = texts(app) + "".join(one.value for one in app.latex)
    assert not re.search(r"\bnan\b|\binf\b|infty", words)


@pytest.mark.parametrize("view", ["race", "rates"])
def test_no_runner_at_all_is_a_sentence(view: str) -> None:
    app = open_page(PAGE, view=view, runners="")
    assert locale.t("optimizers.choose_some", "en") in texts(app)


@pytest.mark.parametrize("sent", [None, "0.5", [0.5], [0.5, "1"], [0.1, float("nan")], {"x": 1}, [1, 2, 3]])
def test_what_a_browser_sends_in_place_of_a_click_is_refused(sent: object, monkeypatch) -> None:
    class Event:
        place = sent

    chosen = []
    monkeypatch.setattr(chart_click, "_listener", lambda **options: options["on_place_change"]())
    monkeypatch.setattr("streamlit.session_state", {"map_click": Event})
    chart_click.listen("map", lambda *place: chosen.append(place))
    assert not chosen
    Event.place = [1.5, -0.25]
    chart_click.listen("map", lambda *place: chosen.append(place))
    assert chosen == [(1.0, 0.0)]


def test_everybody_ends_in_pytorch_where_they_end_in_keras() -> None:
    races = [Setup(surface, SURFACES[surface].start, 12) for surface in SURFACES]
    races += [Setup("himmelblau", SURFACES["himmelblau"].start, 12, schedule, 4, 3) for schedule in SCHEDULES]
    races.append(Setup("network", SURFACES["network"].start, 12, "cosine", 4, 3))
    made = []
    for setup in races:
        runners = RATES[setup.surface].items()
        made.append(code.race([descend(setup, name, rate) for name, rate in runners]))
    scripts.assert_the_same(scripts.joined(made), rtol=1e-3, atol=1e-3)
