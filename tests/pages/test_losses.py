"""The page on losses as a script: every loss, both languages, the shown code run beside the numbers."""

import ast
import contextlib
import io
import re
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from dlplay import locale
from dlplay.files.takeaway import csv_file
from dlplay.losses import LOSSES, line, race
from dlplay.numbers import plain
from dlplay.ui.losses import code, current, settings, table
from tests import scripts
from tests.pages import live
from tests.pages.app import open_page, open_with_a_notice, run, texts

PAGE = "foundations/losses"
LANGUAGES = pytest.mark.parametrize("language", locale.LANGUAGES)
VIEWS = ("line", "curves", "softmax", "race", "table")


def printed(app) -> list[str]:
    """What the shown code prints."""
    output = io.StringIO()
    with contextlib.redirect_stdout(output):
        exec(compile(app.code[0].value, "snippet", "exec"), {})
    return output.getvalue().strip().splitlines()


def values(app) -> list[float]:
    """The losses that `look` prints, name first."""
    return [float(row.split()[1]) for row in printed(app) if row[0].isalpha()]  # an array may need more rows


def metrics(app) -> dict[str, float]:
    """The numbers shown large, those above a live picture among them."""
    readouts = [
        live.standing(picture)[name] for picture in live.pictures(app) for name in picture["readouts"]
    ]
    shown = {one.label: one.value for one in app.metric} | {one["name"]: one["words"] for one in readouts}
    return {
        name: float(words.replace("\N{MINUS SIGN}", "-").replace(",", "")) for name, words in shown.items()
    }


def formulas(app) -> str:
    return "\n".join(one.value for one in app.latex) + "".join(
        one.value for one in app.markdown if "$$" in one.value
    )


@LANGUAGES
@pytest.mark.parametrize("view", VIEWS)
def test_every_view_shows_something_true_before_it_is_touched(view: str, language: str) -> None:
    app = open_page(PAGE, language, view=view)
    assert app.title[0].value == locale.t("losses.title", language)
    assert locale.t(f"losses.intro_{view}", language) in texts(app)
    assert formulas(app)
    assert app.code
    assert not app.warning
    assert "nan" not in formulas(app)


@pytest.mark.parametrize("name", line.FITTED)
def test_a_line_s_loss_is_what_the_shown_keras_code_prints(name: str) -> None:
    app = open_page(PAGE, loss=name, slope="0.35", intercept="1.4", outlier_y="11.5", delta="1.5")
    value, gradient = re.fullmatch(r"(\S+) (\[.*\])", printed(app)[0]).groups()
    shown = list(metrics(app).values())
    np.testing.assert_allclose(shown, [float(value), *ast.literal_eval(gradient)], atol=2e-4, rtol=1e-5)
    assert f"{shown[0]:.4f}" in formulas(app)
    app.session_state["losses_all_here"] = True
    run(app)
    assert table_values(app)[name] == pytest.approx(float(value), rel=1e-5)


def table_values(app) -> dict[str, float]:
    """The last table on the page: Keras class -> value, under the registry's keys."""
    rows = app.dataframe[-1].value if "keras" in app.dataframe[-1].value else app.dataframe[0].value
    keys = {loss.keras_class: name for name, loss in LOSSES.items()}
    return {
        keys[re.search(r"losses\.(\w+)\(", call)[1]]: v
        for call, v in zip(rows.keras, rows.value, strict=True)
    }


@pytest.mark.parametrize(("truth", "language"), [("0", "en"), ("1", "zh")])
@pytest.mark.parametrize(("axis", "here"), [("error", "-1.35"), ("probability", "0.037"), ("score", "-4.2")])
def test_curves_formulas_and_code_agree(axis: str, here: str, truth: str, language: str) -> None:
    app = open_page(PAGE, language, view="curves", axis=axis, truth=truth, gamma="1.5", **{axis: here})
    told = values(app)
    names = settings.AXES[axis][2]
    assert len(told) == len(names)
    for name, value in zip(names, told, strict=True):
        rows = re.findall(r"&= (-?\d+\.\d+)(?: \\cdot 10\^\{(-?\d+)\})?", formulas(app))
        numbers = [float(f"{digits}e{power or 0}") for digits, power in rows]
        assert min(abs(value - number) for number in numbers) < 1e-4, name


def test_only_the_losses_switched_on_are_drawn() -> None:
    app = open_page(PAGE, view="curves")
    app.toggle(key="losses.shown.mean_absolute_error").set_value(False)
    run(app)
    assert len(values(app)) == 3
    shown = app.query_params["shown"]
    assert "mean_absolute_error" not in (shown[0] if isinstance(shown, list) else shown).split(".")
    nothing = open_page(PAGE, view="curves", shown="hinge")
    assert locale.t("losses.choose_some", "en") in texts(nothing)


@LANGUAGES
@pytest.mark.parametrize("smoothing", ["0", "0.2"])
def test_softmax_terms_add_up_to_what_keras_says(smoothing: str, language: str) -> None:
    query = {"logit_a": "9.9", "logit_b": "-10", "logit_c": "0.3", "logit_d": "5", "target": "b"}
    app = open_page(PAGE, language, view="softmax", smoothing=smoothing, **query)
    told = values(app)
    terms = app.dataframe[0].value
    assert metrics(app)[locale.t("losses.crossentropy_now", language)] == pytest.approx(told[0], abs=1e-4)
    assert terms[locale.t("losses.terms_term", language)].sum() == pytest.approx(told[0], rel=1e-5)
    np.testing.assert_allclose(list(table_values(app).values()), told, rtol=1e-4)


@LANGUAGES
def test_both_trainings_end_where_keras_ends(language: str) -> None:
    app = open_page(PAGE, language, view="race", wrong="3", rate="1.5", step="6")
    for name, row in zip(race.RUNNERS, printed(app), strict=True):
        weight, bias = (float(x) for x in re.findall(r"\[(-?\d[^\]]*)\]", row))
        ours = race.train(name, -3.0, 0.0, 1.5, 200)
        assert ours.weights[6] == pytest.approx(weight, abs=1e-5)
        assert ours.biases[6] == pytest.approx(bias, abs=1e-5)
        assert plain(ours.weights[6], decimals=4) in [one.value for one in app.metric]


@pytest.mark.parametrize("name", LOSSES)
def test_every_loss_has_its_card_and_its_code_prints_the_value_of_the_table(name: str) -> None:
    app = open_page(PAGE, view="table", detail=name)
    shown = table_values(app)
    assert set(shown) == set(LOSSES)
    assert values(app)[0] == pytest.approx(shown[name], rel=2e-5)
    assert app.latex[0].value.strip("$\n") == LOSSES[name].latex
    for text in ("use", "trap"):
        assert locale.t(f"losses.{text}_{name}", "en") in texts(app)
        assert locale.t(f"losses.{text}_{name}", "zh")


def test_the_csv_holds_every_number_in_full() -> None:
    point = current.Point(LOSSES["huber"], [[0.0, 1.0]], [[3.0, 1.0]], {"delta": 2.0})
    rows = pd.read_csv(io.BytesIO(csv_file(table.columns([point]))))
    assert rows.loc[0, "value"] == 2.0
    assert ast.literal_eval(rows.loc[0, "gradient"]) == [[1.0, 0.0]]
    assert rows.loc[0, "keras"] == "keras.losses.Huber(delta=2.0)"


@pytest.mark.parametrize("name", line.FITTED)
def test_the_button_goes_to_the_best_line(name: str) -> None:
    app = open_page(PAGE, loss=name)
    before = metrics(app)[locale.t("losses.loss_now", "en")]
    app.button(key="losses_to_the_best").click()
    run(app)
    best = line.best_line(name, (9.0, 1.0))
    assert app.slider(key="losses.slope").value == pytest.approx(best.slope, abs=0.026)
    assert app.slider(key="losses.intercept").value == pytest.approx(best.intercept, abs=0.051)
    assert metrics(app)[locale.t("losses.loss_now", "en")] < before


@pytest.mark.parametrize("slider", ["slope", "intercept", "outlier_x", "outlier_y", "delta"])
@pytest.mark.parametrize("loss", line.FITTED)
def test_what_a_slider_sends_ahead_is_what_the_server_says_once_it_is_there(loss: str, slider: str) -> None:
    app = open_page(PAGE, loss=loss, outlier_y="11.5", slope="0.35", show="residuals.best")
    (before,) = live.pictures(app)
    (sweep,) = (one for one in before["sweeps"] if one["key"] == f"losses.{slider}")
    value = sweep["low"] + round(0.6 * (sweep["count"] - 1)) * sweep["step"]
    app.slider(key=f"losses.{slider}").set_value(value)
    run(app)
    (after,) = live.pictures(app)
    if slider == "delta":  # what is not known ahead is gone until the server has answered
        gone = {"best_huber": "y", "at_huber": "x"} | ({"ground": "x"} if loss == "huber" else {})
        ahead = live.standing(before, delta=value)
        assert all(np.min(ahead[name][field]) > 100 for name, field in gone.items())
        for name in ("loss_now", "by_slope", "by_intercept"):
            assert ahead[name]["words"] == live.standing(after)[name]["words"]
        return
    moved = live.check_ahead(before, after, slider, value)
    assert {"residuals", "loss_now"} < moved


@pytest.mark.parametrize(("axis", "value"), [("error", -1.35), ("probability", 0.037), ("score", 6.2)])
def test_the_curves_dots_lie_where_the_formulas_say(axis: str, value: float) -> None:
    app = open_page(PAGE, view="curves", axis=axis)
    (picture,) = live.pictures(app)
    app.slider(key=f"losses.{axis}").set_value(value)
    run(app)
    marks = live.standing(picture, **{axis: value})
    told = values(app)
    for name, loss in zip(settings.AXES[axis][2], told, strict=True):
        dot = marks[f"value_at_{name}"]
        assert (dot["x"][0], dot["y"][0]) == (pytest.approx(value), pytest.approx(loss, rel=1e-4, abs=1e-6))


@pytest.mark.parametrize(
    ("axis", "field", "value"),
    [("error", "delta", 0.4), ("probability", "gamma", 3.5), ("score", "gamma", 0.0)],
)
def test_a_parameter_bends_its_curve_ahead_and_its_dot_lies_where_the_formulas_say(
    axis: str, field: str, value: float
) -> None:
    app = open_page(PAGE, view="curves", axis=axis)
    (picture,) = live.pictures(app)
    app.slider(key=f"losses.{field}").set_value(value)
    run(app)
    ahead, (after,) = live.standing(picture, **{field: value}), live.pictures(app)
    bent = "huber" if field == "delta" else "binary_focal_crossentropy"
    told = dict(zip(settings.AXES[axis][2], values(app), strict=True))
    assert ahead[f"value_at_{bent}"]["y"][0] == pytest.approx(told[bent], rel=1e-4, abs=1e-6)
    there = live.standing(after)
    for part in ("value", "slope"):
        seen, expected = ahead[f"{part}_{bent}"], there[f"{part}_{bent}"]
        at = np.interp(seen["x"], expected["x"], expected["y"])
        np.testing.assert_allclose(seen["y"], at, atol=0.01 * (1 + np.abs(at)).max())


@LANGUAGES
@pytest.mark.parametrize(("slider", "value"), [("logit_a", -3.5), ("logit_d", 9.9), ("smoothing", 0.35)])
def test_softmax_is_sent_ahead_for_every_slider(slider: str, value: float, language: str) -> None:
    app = open_page(PAGE, language, view="softmax", smoothing="0.1")
    (before,) = live.pictures(app)
    app.slider(key=f"losses.{slider}").set_value(value)
    run(app)
    moved = live.check_ahead(before, *live.pictures(app), slider, value)
    assert moved == {"target", "probability", "loss", "alt"}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("view", "bogus"),
        ("slope", "inf"),
        ("intercept", "nan"),
        ("delta", "0"),
        ("probability", "1"),
        ("probability", ""),
        ("score", "-1e300"),
        ("step", "201"),
        ("detail", "<script>alert(1)</script>"),
        ("shown", "mean_squared_error.bogus"),
    ],
)
def test_an_absurd_link_falls_back_with_a_notice(name: str, value: str) -> None:
    app = open_with_a_notice(PAGE, "zh", **{name: value})
    assert metrics(app)[locale.t("losses.loss_now", "zh")] == pytest.approx(4.4450)


@pytest.mark.parametrize(
    "query",
    [
        {"outlier_y": "0", "loss": "mean_absolute_percentage_error", "show": "residuals.best"},
        {"slope": "-1", "intercept": "-4", "loss": "mean_squared_logarithmic_error", "surface": "relief"},
        {"outlier_x": "12", "outlier_y": "12", "show": ""},
        {"view": "curves", "probability": "0.001", "gamma": "0"},
        {"view": "curves", "probability": "0.999", "gamma": "0.5", "truth": "0"},
        {"view": "curves", "axis": "score", "score": "8", "truth": "0", "gamma": "5"},
        {"view": "curves", "axis": "error", "error": "0", "delta": "0.1"},
        {"view": "softmax", "logit_a": "10", "logit_b": "-10", "logit_c": "-10", "logit_d": "-10"},
        {"view": "race", "wrong": "0", "step": "0"},
        {"view": "race", "wrong": "12", "step": "200", "rate": "5"},
    ],
)
def test_the_ends_of_the_sliders_give_finite_pictures(query: dict[str, str]) -> None:
    app = open_page(PAGE, **query)
    assert not app.warning
    shown = formulas(app) + "".join(live.readings(one) for one in live.pictures(app))
    assert "nan" not in shown.lower()
    assert "infty" not in shown
    assert "∞" not in shown
    assert "infty" not in shown
    assert "∞" not in shown.replace(r"\infty", "")


def test_a_fine_slider_shows_each_of_its_values() -> None:
    slider = open_page(PAGE, view="curves").slider(key="losses.probability")
    assert slider.proto.format == "%.3f"


def test_pytorch_prints_what_keras_does() -> None:
    given = settings.LossSettings(smoothing=0.1, gamma=1.5, delta=0.7)
    made = [code.at(current.everything(given)), code.training(given)]
    made += [code.line(replace(given, loss=name)) for name in line.FITTED]
    for axis in ("error", "score", "probability"):
        made.append(code.curves(list(settings.AXES[axis][2]), axis, given))
    scripts.assert_the_same(scripts.joined(made))
