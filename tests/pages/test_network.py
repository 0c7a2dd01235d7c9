"""The page on a network that trains: what it shows, what its link brings back, what it says to bad input."""

import json
import re
from urllib.parse import parse_qsl

import pytest

from dlplay import locale
from dlplay.playground import Edit, Recipe, Training
from dlplay.playground.training import MOST_CHANGES
from dlplay.ui.network.settings import VIEWS
from tests.pages.app import open_page, open_with_a_notice, run, sent_to, texts

PAGE = "foundations/network"
LANGUAGES = pytest.mark.parametrize("language", locale.LANGUAGES)
SMALL = {"points": "40", "hidden": "3", "steps": "60"}


def board(app, number: int = 0) -> dict:
    """What the board was given."""
    data = [json.loads(one.proto.json) for one in app.get("bidi_component") if "sizes" in one.proto.json]
    return data[number]


def query(app) -> dict[str, str]:
    return {name: value[0] if isinstance(value, list) else value for name, value in app.query_params.items()}


def caught_up(app):
    """The page once the run of its link has been made again, however slow the machine."""
    while app.button(key="network_play").label == locale.t("network.pause", app.session_state["language"]):
        app = run(app)
    return app


def press(app, name: str):
    app.button(key=f"network_{name}").click()
    return run(app)


@LANGUAGES
def test_the_start_is_an_untrained_network_that_says_so(language: str) -> None:
    app = open_page(PAGE, language)
    assert app.title[0].value == locale.t("network.title", language)
    shown = board(app)
    assert shown["sizes"] == [2, 4, 2, 1]
    assert len(shown["points"]) == 200
    assert shown["curves"]["train"] == [pytest.approx(Training(Recipe(seed=1)).now().train_loss, rel=1e-4)]
    assert locale.t("network.finding_untrained", language, weights=25, loss="0.7305") in texts(app)
    assert not app.warning
    assert set(query(app)) <= {"lang"}


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_shows_the_run_of_the_link(view: str) -> None:
    app = open_page(PAGE, view=view, **SMALL)
    assert locale.t(f"network.intro_{view}", "en") in texts(app)
    assert board(app)["curves"]["step"][-1] == 60
    assert not app.warning


def test_the_shown_code_makes_the_shown_run_again() -> None:
    app = open_page(PAGE, view="code", data="moons", optimizer="adam", rate="0.03", **SMALL)
    names: dict = {}
    exec(compile(app.code[0].value, "snippet", "exec"), names)
    shown = board(app)["curves"]
    assert names["train_loss"] == pytest.approx(shown["train"][-1], rel=1e-4)
    assert names["test_loss"] == pytest.approx(shown["test"][-1], rel=1e-4)
    app.button_group(key="framework").set_value("PyTorch")
    assert "import torch" in run(app).code[0].value


def test_steps_epochs_and_reset_and_their_link() -> None:
    app = press(press(open_page(PAGE, points="40"), "one_step"), "one_epoch")
    assert query(app)["steps"] == "2"  # an epoch has two steps, and the second one ends it
    again = open_page(PAGE, **query(press(app, "one_epoch")))
    assert board(again)["curves"] == board(app)["curves"]
    assert "steps" not in query(press(app, "reset"))


def test_playing_trains_and_a_pause_is_remembered() -> None:
    app = press(open_page(PAGE, points="40", speed="slow"), "play")
    assert app.button(key="network_play").label == locale.t("network.pause", "en")
    assert locale.t("network.after_pause", "en") in texts(app)
    reached = dict(parse_qsl(sent_to(app, "address")["query"]))  # the browser's address bar follows
    assert board(open_page(PAGE, **reached))["curves"]["step"][-1] == int(reached["steps"]) >= 2
    app = press(app, "play")
    steps = int(query(app)["steps"])
    assert steps >= 2
    assert board(app)["curves"]["step"][-1] == steps
    assert board(open_page(PAGE, **query(app)))["frame"] == board(app)["frame"]


def test_a_change_begins_anew_or_trains_as_long_again() -> None:
    app = open_page(PAGE, **SMALL)
    app.selectbox(key="network.activation").set_value("relu")
    assert "steps" not in query(run(app))
    app = open_page(PAGE, change="repeat", **SMALL)
    app.selectbox(key="network.activation").set_value("relu")
    assert query(run(app))["steps"] == "60"
    recipe = Recipe(points=40, hidden=(3,), activation="relu", seed=1)
    training = Training(recipe)
    training.advance(60)
    assert board(app)["curves"]["train"][-1] == pytest.approx(training.now().train_loss, rel=1e-4)


@LANGUAGES
def test_a_rate_changed_on_the_way_goes_on_and_is_marked_told_and_in_the_link(language: str) -> None:
    app = open_page(PAGE, language, **SMALL)
    app.select_slider(key="network.rate").set_value("0.3")
    app = press(run(app), "one_epoch")
    app.select_slider(key="network.l2").set_value("0.01")
    app = press(run(app), "one_epoch")
    assert query(app)["earlier"] == "60~rate~0.1_62~l2~0"
    training = Training(Recipe(points=40, hidden=(3,), seed=1))
    for name, value in (("learning_rate", 0.3), ("l2", 0.01)):
        training.advance(60 if name == "learning_rate" else 2)
        training.change(name, value)
    training.advance(2)
    change = {"what": locale.t("network.l2", language), "before": "0", "after": "0.01", "step": 62}
    for one in (app, open_page(PAGE, **query(app))):
        shown = board(one)
        assert shown["curves"]["train"][-1] == pytest.approx(training.now().train_loss, rel=1e-4)
        assert shown["marks"] == [{"epoch": 30.0, "text": "η 0.3"}, {"epoch": 31.0, "text": "L2 0.01"}]
        assert locale.t("network.change_at", language, **change) in texts(one)
        assert one.select_slider(key="network.rate").value == "0.3"


def test_a_rate_changed_while_it_plays_does_not_stop_it() -> None:
    app = press(open_page(PAGE, points="40", speed="slow"), "play")
    app.select_slider(key="network.rate").set_value("0.3")
    app = run(app)
    assert app.button(key="network_play").label == locale.t("network.pause", "en")
    app = press(app, "play")
    until, what, value = query(app)["earlier"].split("~")
    assert (what, value) == ("rate", "0.1")
    assert 0 < int(until) <= int(query(app)["steps"])
    assert board(open_page(PAGE, **query(app)))["frame"] == board(app)["frame"]


def test_where_every_change_trains_as_long_again_the_rate_does_too() -> None:
    app = open_page(PAGE, change="repeat", **SMALL)
    app.select_slider(key="network.rate").set_value("0.3")
    app = run(app)
    assert "earlier" not in query(app)
    training = Training(Recipe(points=40, hidden=(3,), seed=1, learning_rate=0.3))
    training.advance(60)
    assert board(app)["curves"]["train"][-1] == pytest.approx(training.now().train_loss, rel=1e-4)


def test_a_change_too_many_is_not_made_and_told() -> None:
    earlier = "_".join(f"{step}~rate~{0.1 if step % 2 else 0.3}" for step in range(1, MOST_CHANGES + 1))
    app = open_page(PAGE, earlier=earlier, **SMALL)
    assert not app.warning
    app.select_slider(key="network.rate").set_value("1")
    app = run(app)
    assert query(app)["earlier"] == earlier
    assert app.select_slider(key="network.rate").value == "0.1"
    assert locale.t("network.changes_full", "en", most=MOST_CHANGES) in texts(app)


@LANGUAGES
def test_a_classic_failure_is_trained_named_and_told_how_to_mend(language: str) -> None:
    app = open_page(PAGE, language)
    failures = app.selectbox(key="network:failure")
    assert failures.value is None
    assert failures.options[0] == locale.t("network.failure", language)
    failures.set_value("slow")
    app = caught_up(run(app))
    assert query(app)["steps"] == "200"
    for one in (app, caught_up(open_page(PAGE, language, **query(app)))):
        assert locale.t("network.finding_slow", language).split("{")[0] in texts(one)
        assert locale.t("network.mend_slow", language) in texts(one)
        assert one.selectbox(key="network:failure").value == "slow"
    app.select_slider(key="network.rate").set_value("0.1")
    app = press(run(app), "one_epoch")
    assert locale.t("network.mend_slow", language) not in texts(app)
    assert app.selectbox(key="network:failure").value is None


def test_a_weight_set_by_hand_is_part_of_the_run_and_of_its_link() -> None:
    app = open_page(PAGE, part="1~2~0", **SMALL)
    app.number_input[-2].set_value(2.5)
    app = run(app)
    assert query(app)["edits"] == "60~2~2.5"
    training = Training(Recipe(points=40, hidden=(3,), seed=1), [Edit(60, 2, 2.5)])
    training.advance(60)
    assert training.layers[0].kernel[0, 2] == 2.5
    for shown in (board(app), board(open_page(PAGE, **query(app)))):
        assert shown["curves"]["train"][-1] == pytest.approx(training.now().train_loss, rel=1e-4)


def test_two_runs_stand_side_by_side_and_the_link_brings_both_back() -> None:
    app = press(open_page(PAGE, view="compare", **SMALL), "keep")
    app.select_slider(key="network.rate").set_value("0.3")
    app = press(press(run(app), "reset"), "one_epoch")
    for one in (app, open_page(PAGE, **query(app))):
        before, now = board(one, 1), board(one, 2)
        assert before["curves"]["step"][-1] == 60
        assert now["curves"]["step"][-1] == 2
        assert board(one)["kept"] == before["curves"]
        assert re.search(r"`0.1` → `0.3`", texts(one))
    changed = {"earlier": "1~l2~0.1", "data": "moons", "features": "x1.x1_squared"}
    app = open_page(PAGE, **query(app) | changed)
    for told in ("`Circle` → `Moons`", "`x₁ x₂` → `x₁ x₁²`", "`0` → `1`"):  # words, not what the link has
        assert told in texts(app)


@pytest.mark.parametrize("language", ["zh"])
@pytest.mark.parametrize(
    ("settings", "problem"),
    [
        ({"features": ""}, "features"),
        ({"points": "0"}, "few"),
        ({"data": "own"}, "place"),
        ({"data": "own", "own": "200000"}, "place"),
        ({"data": "own", "own": "2000000aaa0"}, "one_class"),
    ],
)
def test_settings_that_give_nothing_to_train_are_explained(
    settings: dict, problem: str, language: str
) -> None:
    app = open_page(PAGE, language, **settings)
    shown = board(app)
    assert "frame" not in shown
    expected = locale.t(f"network.problem_{problem}", language)
    assert re.fullmatch(re.sub(r"\\{\w+\\}", r"\\d+", re.escape(expected)), shown["hint"])
    assert app.button(key="network_play").disabled


@pytest.mark.parametrize(
    ("settings", "finding"),
    [
        ({"data": "hills", "rate": "3", "steps": "1000"}, "diverged"),
        ({"data": "wave", "activation": "exponential", "rate": "10", "steps": "50"}, "diverged"),
        ({"initializer": "zeros", "steps": "50"}, "symmetric"),
        ({"hidden": "0", "data": "xor", "steps": "100"}, "straight"),
        ({"train": "100", "steps": "20"}, "no_test"),
        ({"data": "circle", "activation": "step", "steps": "50"}, None),
        ({"data": "spiral", "classes": "6", "points": "10", "hidden": "1_1_1_1_1_1", "steps": "9"}, None),
    ],
)
def test_runs_that_go_wrong_are_explained_in_every_view(settings: dict, finding: str | None) -> None:
    for view in ("numbers", "confusion"):
        app = open_page(PAGE, view=view, **settings)
        assert not app.warning
        if finding:
            start = locale.t(f"network.finding_{finding}", "en").split("{")[0]
            assert start in texts(app)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("hidden", "13"),
        ("hidden", "1_1_1_1_1_1_1"),
        ("hidden", "4__2"),
        ("rate", "0.5"),
        ("steps", "1000000"),
        ("edits", "1~2"),
        ("edits", "1~2~inf"),
        ("edits", "_".join(["1~1~1"] * 21)),
        ("earlier", "1~2"),
        ("earlier", "5~rate~0.1"),  # after the last step
        ("earlier", "0~rate~0.5"),
        ("earlier", "0~seed~1"),
        ("earlier", "_".join(["0~rate~0.1"] * 31)),
        ("part", "9~0"),
        ("part", "1~0~x"),
        ("own", "2" * 4000),
        ("own", "zzz"),
        ("own", "2000000aaa01"),
        ("classes", "7"),
        ("points", "501"),
    ],
)
def test_an_absurd_link_falls_back_with_a_notice(name: str, value: str) -> None:
    app = open_with_a_notice(PAGE, **{name: value})
    assert board(app)["sizes"] == [2, 4, 2, 1]
