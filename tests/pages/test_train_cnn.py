"""The page that trains a CNN, as a script: bad settings, every end of a job, what a run leaves behind."""

import contextlib
import io
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import keras
import numpy as np
import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from dlplay import locale
from dlplay.assets import DATA
from dlplay.digits import samples, textbook_run
from dlplay.digits.cnn import (
    ACTIVATIONS,
    LOSSES,
    MOST_PARAMETERS,
    OPTIMIZERS,
    CnnSettings,
    model_file,
    trained_network,
)
from dlplay.digits.mnist import load_mnist
from dlplay.jobs.request import unpack
from dlplay.numbers import latex, percent, plain
from dlplay.training import cnn_model, cnn_task
from dlplay.ui import own_network, visit
from dlplay.ui.train_cnn import code, comparison, current, mistakes, moments, more_data, runs, shuffled
from dlplay.ui.train_cnn.settings import DIGITS, GROUPS, TrainSettings
from tests import scripts
from tests.pages.app import canvas_state, open_page, open_with_a_notice, run, texts
from tests.pages.trained import ScriptedJobs, recorded

PAGE = "vision/train_cnn"
TINY = {"each": "20", "epochs": "2", "batch": "32"}
SETTINGS = TrainSettings(each="20", epochs=2, batch="32")
LANGUAGES = pytest.mark.parametrize("language", locale.LANGUAGES)


@pytest.fixture
def jobs(monkeypatch: pytest.MonkeyPatch) -> ScriptedJobs:
    scripted = ScriptedJobs()
    monkeypatch.setattr("dlplay.ui.jobs.jobs", lambda: scripted)
    return scripted


@pytest.fixture(autouse=True)
def example_read_anew() -> Iterator[None]:
    textbook_run.load.cache_clear()
    yield
    textbook_run.load.cache_clear()


@pytest.fixture(scope="module")
def said() -> list[tuple[str, str, bytes]]:
    """What a worker says of a training on 200 digits, with ten sample digits watched."""
    from dlplay.ui.train_cnn.watched import watched_now

    watched = [one.picture for one in watched_now()]
    request = runs.train_request(current.cnn(SETTINGS), current.lab(SETTINGS), watched)
    return recorded(cnn_task.train, request)


def facts(said) -> dict:
    return json.loads(said[-1][1])


def press(app, key: str):
    app.button(key=key).click()
    return run(app)


def trained(jobs: ScriptedJobs, said, end: str = "done", language: str = "en"):
    """The page after a whole training."""
    app = press(open_page(PAGE, language, **TINY), "train_cnn_train")
    jobs.say([*said, (end, "{}", b"")])
    return run(app)


@LANGUAGES
def test_the_page_shows_digits_axes_and_code_before_it_is_touched(language: str) -> None:
    app = open_page(PAGE, language)
    assert app.title[0].value == locale.t("train_cnn.title", language)
    assert not app.button(key="train_cnn_train").disabled
    assert all(locale.t("train_cnn.strip_alt", language, digit=digit) in texts(app) for digit in range(10))
    assert "693,962" in texts(app)  # Keras's count of the textbook's network, tested below
    assert not app.warning


@LANGUAGES
def test_the_page_begins_with_a_run_that_ships_and_says_so(language: str) -> None:
    app, result = open_page(PAGE, language), textbook_run.load().progress.result.facts
    assert locale.t("train_cnn.example_told", language, epochs=5) in texts(app)
    assert percent(result["test_accuracy"], language) in texts(app)
    assert locale.t("train_cnn.no_weights_example", language) in texts(app)
    assert locale.t("train_cnn.no_moments", language) not in texts(app)
    for column, cell in {
        "run": locale.t("train_cnn.example", language),
        "examples": "60,000",
        "test_accuracy": percent(result["test_accuracy"], language),
    }.items():
        assert f"| {locale.t(f'train_cnn.column_{column}', language)} | {cell} |" in texts(app)
    truth, answer = mistakes.most_confused(np.array(result["confusion"]), 1)[0]
    assert locale.t("train_cnn.misread_alt", language, truth=truth, answer=answer) in texts(app)
    assert not app.session_state[visit.STATE].things  # who only looks keeps nothing


@LANGUAGES
def test_without_its_files_the_page_says_so_and_trains_all_the_same(
    jobs, said, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    monkeypatch.setattr(textbook_run, "FACTS", tmp_path / "textbook-run.json")
    textbook_run.load.cache_clear()
    app = open_page(PAGE, language, **TINY)
    command = "python -m dlplay.training textbook-run"
    told = locale.t("frame.asset", language, file="textbook-run.json", command=command)
    assert [one.value for one in app.error] == [told]
    for later in ("no_moments", "no_runs", "arithmetic_later"):
        assert locale.t(f"train_cnn.{later}", language) in texts(app)
    press(app, "train_cnn_train")
    jobs.say([*said, ("done", "{}", b"")])
    assert not run(app).error
    assert len(app.dataframe[0].value) == 1


def test_the_first_run_of_ones_own_stands_beside_the_example(jobs, said) -> None:
    app = trained(jobs, said)
    example, run_1 = (locale.t("train_cnn.example", "en"), locale.t("train_cnn.run", "en", number=1))
    assert app.dataframe[0].value["run"].tolist() == [example, run_1]
    assert locale.t("train_cnn.example_told", "en", epochs=5) not in texts(app)
    assert locale.t("train_cnn.take_home", "en", run=run_1) in texts(app)
    app.segmented_control(key="train_cnn_run").set_value(0)
    assert locale.t("train_cnn.take_home", "en", run=example) in texts(run(app))
    assert "train_cnn_use" not in [one.key for one in app.button]


@pytest.mark.parametrize("group", GROUPS)
def test_every_group_of_settings_opens(group: str) -> None:
    app = open_page(PAGE, "zh", group=group, rate="3e-5", own="10.0.20.30.40.50.60.70.80.90")
    assert not app.warning
    assert "450" in texts(app)  # the digits that are left


@pytest.mark.parametrize(
    "wrong", [{"each": "7"}, {"own": "1.2.3"}, {"own": "9999999." * 10}, {"rate": "nan"}, {"filters": "inf"}]
)
def test_an_absurd_link_falls_back_with_a_notice(wrong: dict[str, str]) -> None:
    app = open_with_a_notice(PAGE, **wrong)
    assert not app.button(key="train_cnn_train").disabled


@LANGUAGES
@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ({"dropped": "0.1.2.3.4.5.6.7.8.9"}, "no_digits"),
        ({"own": ".".join("0" * 10)}, "no_digits"),
        ({"group": "network", "pool": "1", "filters": "64", "dense": "512"}, "too_large"),
    ],
)
def test_what_cannot_be_trained_is_told_and_the_button_waits(query, sentence, language: str) -> None:
    app = open_page(PAGE, language, **query)
    count = sum(current.parameters(TrainSettings(pool=1, filters=64, dense=512)).values())
    words = locale.t(f"train_cnn.{sentence}", language)
    words = words.replace("{count}", f"{count:,}").replace("{most}", f"{MOST_PARAMETERS:,}")
    assert [one.value for one in app.error] == [words]
    assert app.button(key="train_cnn_train").disabled
    assert app.button(key="train_cnn_four").disabled
    assert app.button(key="train_cnn_ladder").disabled == (
        "own" not in query
    )  # its rungs have counts of their own


@pytest.mark.parametrize("button", ["train", "ladder", "four"])
def test_who_leaves_no_digit_and_presses_at_once_starts_nothing(jobs, button: str) -> None:
    """Seen: the last of the digits was dropped, the ladder was pressed, and the page broke."""
    app = open_page(PAGE, **TINY)
    app.session_state["train_cnn.dropped"] = DIGITS
    press(app, f"train_cnn_{button}")
    assert not app.exception
    assert jobs.jobs == []


def test_counts_are_what_the_sliders_say() -> None:
    assert current.counts(TrainSettings(each="50", dropped=("4",))) == (50,) * 4 + (0,) + (50,) * 5
    own = (10, 0, 20, 30, 40, 50, 60, 70, 80, 6742)
    assert current.lab(TrainSettings(own=own, dropped=("9",))).counts == (*own[:9], 0)


@pytest.mark.parametrize(
    ("filters", "kernel", "pool", "dense"), [(32, 3, 2, 128), (5, 7, 3, 16), (1, 1, 1, 8)]
)
def test_the_counted_parameters_are_keras_s(filters: int, kernel: int, pool: int, dense: int) -> None:
    settings = TrainSettings(filters=filters, kernel=kernel, pool=pool, dense=dense)
    model = cnn_model.build(cnn_model.Architecture.of(current.cnn(settings)))
    assert sum(current.parameters(settings).values()) == model.count_params()


@LANGUAGES
def test_waiting_starting_and_running_are_told_and_stop_asks_for_the_end(jobs, said, language: str) -> None:
    app = press(open_page(PAGE, language, **TINY), "train_cnn_train")
    assert locale.t("jobs.waiting", language, place=3) in _progress(app)
    assert app.button(key="train_cnn_train").disabled
    jobs.newest.start()
    assert locale.t("jobs.starting", language) in _progress(run(app))
    jobs.say(said[:6])
    assert locale.t("jobs.running", language, epoch=1, epochs=2) in _progress(run(app))
    press(app, "train_cnn_stop")
    assert jobs.newest.why == "cancelled"


@LANGUAGES
def test_computers_that_cannot_be_reached_are_told_while_they_are_tried(
    jobs, said, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    app = press(open_page(PAGE, language, **TINY), "train_cnn_train")
    assert not app.warning
    monkeypatch.setattr(jobs.newest, "_away", lambda: True)
    assert [one.value for one in run(app).warning] == [locale.t("jobs.away", language)]
    assert not app.button(key="train_cnn_stop").disabled
    jobs.say(said[:6])
    assert not run(app).warning
    assert locale.t("jobs.running", language, epoch=1, epochs=2) in _progress(app)


def test_a_training_is_followed_from_every_other_page(jobs) -> None:
    app = press(open_page(PAGE, **TINY), "train_cnn_train")
    app.switch_page("../../pages/home.py")
    assert locale.t("jobs.waiting", "en", place=3) in _progress(run(app))


@pytest.mark.parametrize("end", ["done", "cancelled", "timed_out", "diverged", "abandoned", "failed", "lost"])
def test_every_end_is_told_with_what_was_kept(jobs, said, end: str) -> None:
    whole = end in ("done", "cancelled", "timed_out", "diverged")
    app = trained(jobs, said if whole else said[:-1], end)
    sentences = "\n".join(one.value for one in [*app.success, *app.info, *app.warning, *app.error])
    assert locale.t(f"jobs.{end}", "en").split("{")[0] in sentences
    if end != "done":
        assert locale.t("jobs.kept_result" if whole else "jobs.kept_moments", "en") in sentences
        assert locale.t(f"jobs.then_{end}", "en") in sentences
    assert not app.button(key="train_cnn_train").disabled
    assert app.dataframe[0].value["state"].tolist()[1:] == [locale.t(f"train_cnn.state_{end}", "en")]
    assert ("train_cnn_use" in [one.key for one in app.button]) == whole


@pytest.mark.parametrize("refusal", ["full", "busy"])
def test_a_refused_training_is_told(jobs, refusal: str) -> None:
    jobs.refusal = refusal
    app = press(open_page(PAGE, **TINY), "train_cnn_train")
    told = locale.t("jobs.line_full", "en", waiting=20) if refusal == "full" else locale.t("jobs.busy", "en")
    assert [one.value for one in app.warning] == [told]
    assert not app.button(key="train_cnn_train").disabled
    if refusal == "busy":
        jobs.refusal = ""
        press(app, "train_cnn_instead")
        assert app.button(key="train_cnn_train").disabled
        assert not app.warning


def test_the_textbooks_run_is_one_click(jobs) -> None:
    press(open_page(PAGE, filters="3", dropped="4"), "train_cnn_textbook")
    asked = jobs.newest.request.settings
    assert CnnSettings(**asked["cnn"]) == CnnSettings()
    assert asked["lab"]["counts"] == (6742,) * 10  # no class of MNIST has more


def test_a_run_is_shown_with_its_own_numbers(jobs, said) -> None:
    app, numbers = trained(jobs, said), facts(said)
    row = app.dataframe[0].value.iloc[-1]
    assert row["test_accuracy"] == numbers["test_accuracy"]
    assert (row["examples"], row["parameters"], row["epochs"]) == (200, numbers["parameters"], 2)
    confusion = np.array(numbers["confusion"])
    formulas = "\n".join(one.value for one in app.latex)
    right = latex(int(np.trace(confusion)))
    assert f"{right}}}{{10{{,}}000}} = {numbers['test_accuracy']:.4f}" in formulas
    assert percent(numbers["test_accuracy"], "en") in texts(app)


def test_a_probability_in_the_time_machine_is_0_only_where_it_is() -> None:
    told = moments.shares(np.float32([[0, 1.23e-12, 0.5, np.nan]]))
    assert told == [[0, 1.23e-12, 0.5, 0]]


def test_the_digits_of_a_cell_are_the_misread_ones(jobs, said) -> None:
    app = trained(jobs, said)
    moment = unpack([npz for kind, _, npz in said if kind == "checkpoint"][-1])
    (first, other), (truth, answer) = mistakes.most_confused(moment["confusion"])[:2]
    app.selectbox(key=f"train_cnn_truth_{first}{other}").select(truth)
    run(app)
    app.selectbox(key=f"train_cnn_answer_{truth}{other}").select(answer)
    run(app)
    count, row = int(moment["confusion"][truth, answer]), int(moment["confusion"][truth].sum())
    told = locale.t("train_cnn.misread", "en", truth=truth, answer=answer, count=plain(count), all=plain(row))
    assert told in texts(app)
    alt = locale.t("train_cnn.misread_alt", "en", truth=truth, answer=answer)
    assert texts(app).count(f'alt="{alt}"') == min(count, 6)
    labels = load_mnist().y_test
    assert set(labels[moment["misread"][truth, answer][: min(count, 6)]]) == {truth}


def test_a_message_that_has_not_heard_of_the_newest_cell_does_not_bring_back_the_one_before(
    jobs, said
) -> None:
    app = trained(jobs, said)
    before = _lists(app)
    late = [app.selectbox(key=key)._widget_state for key in before]
    fullest = [one.key for one in app.button if (one.key or "").startswith("train_cnn_cell_")]
    app.button(key=fullest[1]).click()
    run(app)
    now = _lists(app)
    assert now != before
    message = app._tree.get_widget_states()
    message.widgets.extend(late)
    app._run(message)
    assert _lists(app) == now


def _lists(app: AppTest) -> list[str]:
    """The two lists of the chosen cell of the confusion matrix; their keys name it."""
    return [one.key for one in app.selectbox if re.match("train_cnn_(truth|answer)_", one.key or "")]


def test_the_fullest_cells_are_found() -> None:
    confusion = np.diag([9] * 10)
    confusion[4, 9], confusion[7, 2] = 5, 8
    assert mistakes.most_confused(confusion) == [(7, 2), (4, 9)]


def test_the_table_goes_home_with_every_setting(jobs, said) -> None:
    app = trained(jobs, said)
    table = pd.read_csv(io.BytesIO(comparison.csv(app.session_state[runs.RUNS.state])))
    row = table.iloc[0]
    assert (row["state"], row["each"], row["epochs_asked"], row["optimizer"]) == ("done", 20, 2, "adam")
    assert row["test_accuracy"] == pytest.approx(facts(said)["test_accuracy"])
    assert set(TrainSettings.__dataclass_fields__) - {"group", "curve", "epochs"} <= set(table.columns)


def test_the_network_reads_on_the_digit_page_for_this_visit_alone(jobs, said) -> None:
    app = press(trained(jobs, said), "train_cnn_use")
    app.switch_page("../../pages/vision/digits.py")
    for name in list(app.query_params):
        del app.query_params[name]
    app.query_params["view"] = "last_layer"
    run(app)
    picture = samples.drawing(7, 0)
    from dlplay.digits import classify

    network = trained_network(current.cnn(SETTINGS), unpack(said[-1][2]))
    own = classify(picture, network=network, paper=255)
    assert re.search(r'data-testid="answer"[^>]*>([^<]*)<', texts(app))[1].strip("?") in (str(own.label), "")
    assert f"{own.probabilities[own.label]:.4f}" in texts(app)
    app.query_params["view"] = "facts"
    run(app)
    mine = locale.t("digits.network_mine", "en", number=1)
    assert locale.t("digits.own_facts", "en", network=mine) in texts(app)
    stranger = open_page("vision/digits")
    assert "digits:own" not in stranger.session_state


@LANGUAGES
def test_a_network_that_was_taken_home_comes_back(language: str, said) -> None:
    weights = unpack(said[-1][2])
    file = model_file(current.cnn(SETTINGS), current.lab(SETTINGS), weights)
    app = open_page(PAGE, language)
    place = app.file_uploader(key="train_cnn_given")
    place.set_value(("cnn.npz", said[-1][2], "application/zip"))  # weights that say not what they are of
    assert locale.t("train_cnn.given_no", language) in texts(run(app))
    assert own_network.STATE not in app.session_state
    app.file_uploader(key="train_cnn_given").set_value(("cnn_1.npz", file, "application/zip"))
    assert locale.t("train_cnn.given_no", language) not in texts(run(app))
    own = app.session_state[own_network.STATE]
    picture = samples.drawing(7, 0)[::10, ::10].astype(np.float32) / 255
    expected = trained_network(current.cnn(SETTINGS), weights)(picture)
    np.testing.assert_array_equal(own(picture).probabilities, expected.probabilities)
    assert own.lab == current.lab(SETTINGS)
    app.switch_page("../../pages/vision/digits.py")
    app.query_params["view"] = "facts"
    given = locale.t("digits.network_given", language)
    assert locale.t("digits.own_facts", language, network=given) in texts(run(app))


def test_the_own_drawing_is_read_along(jobs) -> None:
    app = open_page("vision/digits")
    from dlplay.ui.drawing import _path

    stroke = _path(np.array([[60.0, 60.0], [200.0, 60.0], [120.0, 220.0]]), 18)
    app.session_state["digits_canvas_0"] = canvas_state(samples.drawing(7, 0), [stroke])
    run(app)
    app.switch_page("../../pages/vision/train_cnn.py")
    run(app)
    assert locale.t("train_cnn.drawing_there", "en") in texts(app)
    press(app, "train_cnn_train")
    assert jobs.newest.request.arrays["watched"].shape == (11, 28, 28)


def test_a_ladder_climbs_rung_by_rung_and_stops_when_stopped(jobs, said) -> None:
    app = press(open_page(PAGE, **TINY), "train_cnn_ladder")
    for rung in more_data.RUNGS[:2]:
        assert jobs.newest.request.settings["lab"]["counts"] == (rung,) * 10
        jobs.say([*said, ("done" if rung == more_data.RUNGS[0] else "cancelled", "{}", b"")])
        run(app)
    assert len(jobs.jobs) == 2
    assert not app.button(key="train_cnn_ladder").disabled


def test_wrong_labels_come_evenly_in_every_epoch() -> None:
    mnist, spoilt = load_mnist(), current.lab(TrainSettings(each="200", flipped=0.3))
    wrong = spoilt.training_set(mnist)[1] != current.lab(TrainSettings(each="200")).training_set(mnist)[1]
    for epoch in range(50):  # in the order of `dlplay.training.cnn_task`
        order = np.random.default_rng([spoilt.seed, epoch]).permutation(len(wrong))
        assert 0.2 < wrong[order][: len(order) // 3].mean() < 0.4


# --- the script


def executed(source: str, monkeypatch: pytest.MonkeyPatch) -> dict[str, list[float]]:
    """Run a script beside MNIST; what it prints, by the first word of the line."""
    monkeypatch.chdir(DATA)
    output = io.StringIO()
    with contextlib.redirect_stdout(output):
        exec(compile(source, "script", "exec"), {})
    lines = [line.split() for line in output.getvalue().splitlines() if re.match("test |parameters ", line)]
    return {words[0]: [float(word) for word in words[1:]] for words in lines}


def test_the_script_gives_the_pages_numbers(said, monkeypatch) -> None:
    printed, numbers = executed(code.script(SETTINGS).keras, monkeypatch), facts(said)
    assert printed["parameters"] == [numbers["parameters"]]
    assert printed["test"] == pytest.approx([numbers["test_loss"], numbers["test_accuracy"]], abs=2e-3)


def test_the_script_spoils_the_data_as_the_lab_does(monkeypatch) -> None:
    settings = TrainSettings(
        own=(0, 30, 20, 20, 20, 20, 20, 20, 20, 12),
        flipped=0.25,
        noise=0.3,
        lab=("shuffled",),
        dropout=0.2,
        filters=4,
        dense=16,
        optimizer="momentum",
        rate="0.03",
        loss="mean_squared_error",
        activation="tanh",
        batch="32",
        epochs=2,
        seed=5,
    )
    numbers = facts(
        recorded(cnn_task.train, runs.train_request(current.cnn(settings), current.lab(settings)))
    )
    printed = executed(code.script(settings).keras, monkeypatch)
    assert printed["parameters"] == [numbers["parameters"]]
    assert printed["test"] == pytest.approx([numbers["test_loss"], numbers["test_accuracy"]], abs=2e-3)


def test_the_script_of_a_dense_network_gives_its_numbers(monkeypatch) -> None:
    settings = replace(SETTINGS, network="dense", lab=("shuffled",))
    request = runs.train_request(current.cnn(settings), current.lab(settings))
    numbers = facts(recorded(cnn_task.train, request))
    printed = executed(code.script(settings).keras, monkeypatch)
    assert printed["parameters"] == [numbers["parameters"]] == [sum(current.parameters(settings).values())]
    assert printed["test"] == pytest.approx([numbers["test_loss"], numbers["test_accuracy"]], abs=2e-3)


@LANGUAGES
def test_four_trainings_show_who_minds_shuffled_pixels(jobs, said, language: str) -> None:
    app = press(open_page(PAGE, language, lab="augmented", **TINY), "train_cnn_four")
    trained_so = []
    for accuracy in (0.9, 0.8, 0.85, 0.85):
        settings = jobs.newest.request.settings
        trained_so.append((settings["cnn"]["network"], settings["lab"]["shuffled"]))
        assert settings["lab"]["augmented"]
        result = facts(said) | {"test_accuracy": accuracy, "test_examples": 10_000}
        jobs.say([*said[:-1], ("result", json.dumps(result), b""), ("done", "{}", b"")])
        run(app)
    assert trained_so == [("cnn", False), ("cnn", True), ("dense", False), ("dense", True)]
    chance = f"{200 * (2 * 0.85 * 0.15 / 10_000) ** 0.5:.1f}"
    cost = locale.t("train_cnn.pixels_cost", language, cnn="10.0", dense="0.0", chance=chance)
    assert f"{cost} {locale.t('train_cnn.pixels_cost_why', language)}" in texts(app)
    assert len(jobs.jobs) == 4
    press(app, "train_cnn_four")  # nothing is missing
    assert len(jobs.jobs) == 4


def test_too_small_a_difference_is_called_chance(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shuffled, "t", lambda key, **values: locale.t(key, "en", **values))
    right = {
        ("cnn", "whole"): 0.9,
        ("cnn", "shuffled"): 0.899,
        ("dense", "whole"): 0.85,
        ("dense", "shuffled"): 0.85,
    }
    told = shuffled.verdict(
        {place: {"test_accuracy": p, "test_examples": 10_000} for place, p in right.items()}
    )
    assert told.endswith(locale.t("train_cnn.pixels_cost_chance", "en"))


def test_the_script_with_augmentation_runs(monkeypatch) -> None:
    settings = TrainSettings(each="10", lab=("shuffled", "augmented"), filters=1, dense=8, epochs=1)
    assert np.isfinite(executed(code.script(settings).keras, monkeypatch)["test"]).all()


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_every_optimizer_of_the_script_is_the_one_that_trains(optimizer: str) -> None:
    scope = {"keras": keras}
    written = eval("keras.optimizers." + code.OPTIMIZERS[optimizer].format(rate="0.003"), scope)
    used = cnn_model.new_optimizer(optimizer, 0.003)
    assert type(written) is type(used)
    assert written.get_config() | {"name": ""} == used.get_config() | {"name": ""}


def test_every_loss_and_activation_of_the_page_is_keras_s() -> None:
    assert all(callable(keras.losses.get(loss)) for loss in LOSSES)
    assert all(callable(keras.activations.get(activation)) for activation in ACTIVATIONS)


def _progress(app) -> str:
    return "\n".join(one.proto.text for one in app.get("progress"))


def test_pytorch_s_script_learns_as_well(said, monkeypatch) -> None:
    """From other random weights: the same parameters, and nearly as many digits read."""
    spoilt = replace(SETTINGS, each="200", flipped=0.1, noise=0.2, dropout=0.1, activation="leaky_relu")
    for settings, within in ((replace(SETTINGS, each="200", epochs=3), 0.04), (spoilt, 0.08)):
        script = code.script(settings)
        monkeypatch.chdir(DATA)
        if (found := scripts.printed_by_pytorch(script.torch)) is None:
            return
        ours = executed(script.keras, monkeypatch)
        assert found[0] == ours["parameters"][0]
        assert found[-1] == pytest.approx(ours["test"][1], abs=within)


@pytest.mark.parametrize("kind", ["shuffled", "augmented"])
def test_pytorch_s_script_runs_with_every_choice(kind: str, monkeypatch) -> None:
    choices = zip(OPTIMIZERS, (*ACTIVATIONS, "relu"), (*LOSSES, "huber"), strict=True)
    monkeypatch.chdir(DATA)
    short = replace(SETTINGS, each="10", epochs=1, filters=4, dense=8, lab=(kind,))
    ways = [replace(short, optimizer=one, activation=two, loss=three) for one, two, three in choices]
    found = scripts.printed_by_pytorch("\n".join(code.script(way).torch for way in ways))
    assert found is None or np.isfinite(found).all()
