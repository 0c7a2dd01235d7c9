"""The page on training a character model as a script: every view in both languages, runs, and bad input.

The worker is played by hand here; `tests/browser/test_train_lstm.py` has a real one.
"""

import json
import math
import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from dlplay import locale
from dlplay.files.encoding import ENCODINGS, decode
from dlplay.jobs import Busy, LineFull
from dlplay.jobs.job import Job
from dlplay.jobs.request import pack, to_json
from dlplay.text import plays, poems
from dlplay.text.char_training import (
    TEMPERATURES,
    CharSettings,
    cleaned,
    train_request,
    trained_writer,
    training_part,
)
from dlplay.text.taken_home import updates
from dlplay.text.words import known_words, words
from dlplay.ui import cache, keepsake
from dlplay.ui.listing import translated
from dlplay.ui.own_writer import RUNS, Asked, Leg, Run, Source
from dlplay.ui.rooms import ROOT
from dlplay.ui.train_lstm import code, given
from dlplay.ui.train_lstm.settings import OWN
from dlplay.ui.train_lstm.source import STATE as OWN_TEXT
from tests.pages.app import answering, open_page, open_with_a_notice, run, sent_to, texts

PAGE = "language/train_lstm"
LANGUAGES = pytest.mark.parametrize("language", locale.LANGUAGES)
STRANGE = CharSettings(units=8, layers=1, epochs=2, seed=123_456)  # no seed of the page's slider
VIEWS = ("learning", "writer", "runs", "text")
SAMPLES = {"0.2": "the the xq", "0.5": "king, lord and", "1.0": "qwz the end.", "1.2": "zz"}


class FakeJobs:
    """Takes requests as `dlplay.jobs.Jobs` does, and lets the test be the worker."""

    def __init__(self):
        self.jobs, self.refusal = [], None

    def submit(self, session: str, request, address: str = "") -> Job:
        if self.refusal:
            raise self.refusal
        self.jobs.append(Job(session, request, lambda job: 2))
        return self.jobs[-1]


@pytest.fixture
def line(monkeypatch: pytest.MonkeyPatch) -> FakeJobs:
    fake = FakeJobs()
    monkeypatch.setattr("dlplay.ui.jobs.jobs", lambda: fake)
    return fake


def weights(text: str) -> dict:
    """The arrays of an untrained network that knows a text's characters."""
    from dlplay.text.char_training import vocabulary_of
    from dlplay.text.model_files import array_shapes

    vocabulary, random = vocabulary_of(text), np.random.default_rng(0)
    shapes = array_shapes("lstm", 8, 1, len(vocabulary))
    arrays = {name: random.normal(0, 0.3, shape).astype(np.float32) for name, shape in shapes.items()}
    return arrays | {"characters": np.array(list(vocabulary.characters))}


def work(job: Job, text: str, end: str = "done", epochs: int = 2, held_out: float | None = 2.5) -> None:
    """Play the worker of a job."""
    job.start()
    for step in (0, 10, 20):
        loss = None if step == 0 else 4.0 - step / 10
        if step:
            point = {"step": step, "steps": 20, "epoch": 1, "epochs": epochs, "loss": loss, "seconds": 1.0}
            job.hear("progress", to_json(point | {"seconds_left": 3.0}), b"")
        moment = {"step": step, "epoch": step * epochs / 20, "loss": loss, "held_out": held_out}
        job.hear("checkpoint", to_json(moment | {"samples": SAMPLES}), b"")
    if end:
        facts = {"step": 20, "epochs": float(epochs), "loss": 2.0, "held_out": held_out, "samples": SAMPLES}
        job.hear("result", to_json(facts | {"seconds": 1.0}), pack(weights(text)))
        job.hear(end, to_json({"problem": ""}), b"")


def trained(line: FakeJobs, language: str = "en", end: str = "done", **query: str) -> AppTest:
    """The page after a training that was started by its button."""
    app = open_page(PAGE, language, **{"units": "8", "layers": "1", "epochs": "2"} | query)
    app.button(key="train_lstm_train").click()
    run(app)
    work(line.jobs[-1], plays.load("hamlet"), end)
    return run(app)


def sent(app: AppTest, name: str) -> dict:
    """What the newest drawn component got whose data has this name."""
    found = [json.loads(one.proto.json) for one in app.get("bidi_component") if one.proto.json]
    return next(data for data in reversed(found) if name in data)


@LANGUAGES
@pytest.mark.parametrize("view", VIEWS)
def test_every_view_opens_before_any_training(view: str, language: str) -> None:
    app = open_page(PAGE, language, view=view)
    assert app.title[0].value == locale.t("train_lstm.title", language)
    assert not app.warning
    assert not app.error
    assert "171,037" in texts(app)
    if view in ("learning", "text"):
        assert locale.t("train_lstm.guess_pairs", language) in texts(app)
    planned = translated(code.planned(CharSettings(learning_rate=0.005), "").keras, language)
    assert planned.strip() in [one.value for one in app.code]


@LANGUAGES
@pytest.mark.parametrize("view", VIEWS)
def test_every_view_opens_after_a_training(view: str, language: str, line: FakeJobs) -> None:
    app = trained(line, language, view=view)
    assert not app.warning
    assert not app.error
    assert locale.t("train_lstm.take_home", language, number=1) in texts(app)
    assert r"2.500\;" in "".join(one.value for one in app.latex)
    names = [one.proto.label for one in app.get("download_button")]
    for what in ("network", "samples", "script", "text_file"):
        assert locale.t(f"train_lstm.download_{what}", language) in names


@LANGUAGES
def test_poems_can_be_learned(language: str, line: FakeJobs) -> None:
    app = open_page(PAGE, language, text="tang_seven", view="text", prompt="明月")
    assert not app.warning
    assert f"{len(poems.load('tang_seven')):,}" in texts(app)
    app.button(key="train_lstm_train").click()
    run(app)
    wanted = train_request(CharSettings(), poems.load("tang_seven"), "明月")
    assert pack(line.jobs[0].request.arrays) == pack(wanted.arrays)
    assert line.jobs[0].request.settings == wanted.settings


def test_the_button_asks_for_what_the_page_shows(line: FakeJobs) -> None:
    app = open_page(PAGE, cell="gru", units="24", rate="0.02", epochs="7", seed="3", prompt="KING 学")
    app.button(key="train_lstm_train").click()
    run(app)
    settings = CharSettings("gru", 24, 2, 7, 0.02, 3)
    wanted = train_request(settings, plays.load("hamlet"), "KING ")
    assert line.jobs[0].request.settings == wanted.settings
    assert (line.jobs[0].request.arrays["text"] == wanted.arrays["text"]).all()
    assert app.button(key="train_lstm_train").disabled
    assert locale.t("jobs.waiting", "en", place=2) in [one.proto.text for one in app.get("progress")]


def test_the_timeline_and_the_curves_show_what_the_worker_said(line: FakeJobs) -> None:
    app = trained(line, end="")  # still running
    board, curves = sent(app, "moments"), sent(app, "panels")
    assert [moment["epoch"] for moment in board["moments"]] == [0, 1, 2]
    known = words(plays.load("hamlet"))
    for sample, temperature in zip(board["moments"][1]["samples"], TEMPERATURES, strict=True):
        text = SAMPLES[str(temperature)]
        assert "".join(piece for piece, _ in sample["pieces"]) == text
        assert sample["share"] == known_words(text, known).share
    panel = curves["panels"][0]
    assert panel["series"][0]["y"] == [3.0, 2.0]
    assert panel["series"][1]["y"] == [2.5, 2.5, 2.5]
    assert panel["guides"][0]["y"] == pytest.approx(math.log(62))
    assert curves["xEnd"] == 2


def test_a_training_goes_on_from_what_was_learned_and_the_axis_with_it(line: FakeJobs) -> None:
    app = trained(line)
    app.button(key="train_lstm_go_on").click()
    run(app)
    asked = line.jobs[1].request
    assert asked.settings["resume"]
    assert "recurrent_kernel_1" in asked.arrays
    work(line.jobs[1], plays.load("hamlet"), "cancelled")
    run(app)
    assert [moment["epoch"] for moment in sent(app, "moments")["moments"]] == [0, 1, 2, 3, 4]
    shown = app.session_state[RUNS.state]
    assert len(shown) == 1
    assert "(20, 0.005),\n    (20, 0.005),\n" in code.done(shown[0]).keras


def test_it_is_trained_with_the_settings_as_the_button_is_pressed(line: FakeJobs) -> None:
    app = trained(line)
    app.slider(key="train_lstm.epochs").set_value(4)
    app.button(key="train_lstm_go_on").click()  # before the slider's move was drawn
    run(app)
    assert line.jobs[-1].request.settings["char"]["epochs"] == 4


def test_another_network_can_not_go_on_from_there(line: FakeJobs) -> None:
    app = trained(line)
    app.slider(key="train_lstm.units").set_value(16)
    run(app)
    assert app.button(key="train_lstm_go_on").disabled


def test_runs_are_compared_chosen_and_no_more_than_six_kept(line: FakeJobs) -> None:
    app = trained(line, view="runs")
    for _ in range(6):
        app.button(key="train_lstm_train").click()
        run(app)
        work(line.jobs[-1], plays.load("hamlet"))
        run(app)
    table = app.dataframe[0].value
    assert list(table["Run"]) == [2, 3, 4, 5, 6, 7]
    assert set(table["Held-out loss"]) == {2.5}
    assert table["Weights"][0] == CharSettings(units=8, layers=1).parameters(62)
    app.button_group(key="train_lstm_run").set_value(5)
    run(app)
    assert locale.t("train_lstm.take_home", "en", number=5) in texts(app)


def test_the_writer_writes_what_the_network_writes_and_nobody_else_has_it(line: FakeJobs) -> None:
    app = trained(line, view="writer", opening="KING:", temperature="1.2", dice="9")
    model = trained_writer(app.session_state[RUNS.state][0].weights)
    html = "".join(element.proto.body for element in app.get("html"))
    written = (
        re.search(r'data-testid="written">([^<]*)<', html)[1].replace("&#x27;", "'").replace("&amp;", "&")
    )
    assert written == model.generate("KING:", 400, 1.2, 9)
    other = open_page(PAGE, view="writer")
    assert locale.t("train_lstm.no_writer", "en") in texts(other)


@LANGUAGES
def test_the_shakespeare_page_offers_one_s_own_network(
    language: str, line: FakeJobs, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = trained(line, language)
    model = trained_writer(app.session_state[RUNS.state][0].weights)
    app.switch_page("../../pages/language/shakespeare.py")
    with monkeypatch.context() as apart:
        apart.setattr(cache, "sweep", None)  # what all visitors share holds nobody's own network
        for view in ("write", "four", "step", "surprise"):
            for name, value in {"lang": language, "model": "own", "view": view, "length": "60"}.items():
                app.query_params[name] = value
            run(app)
            assert locale.t("shakespeare.to_training", language) in [
                one.proto.label for one in app.get("page_link")
            ]
            if view == "write":
                text, _ = sent_to(app, "shakespeare_rewriting")["texts"]["10"]
                assert text == model.generate("ROMEO:\n", 60, 0.5, 1)
    nobody = open_page("language/shakespeare", language, model="own")
    assert locale.t("shakespeare.no_own", language) in texts(nobody)
    assert nobody.session_state["shakespeare.model"] == "small"


# --- one's own text


def with_text(text: str, language: str = "en", **query: str) -> AppTest:
    app = open_page(PAGE, language, text=OWN, **query)
    if text:
        app.text_area(key="train_lstm_pasted").set_value(text)
        run(app)
    return app


CHINESE = "学而时习之，不亦说乎？有朋自远方来，不亦乐乎？人不知而不愠，不亦君子乎？" * 40


@pytest.mark.parametrize("view", ["learning", "text"])
def test_a_text_in_chinese_can_be_learned_and_is_not_in_the_link(view: str, line: FakeJobs) -> None:
    app = with_text(CHINESE, view=view)
    assert not app.button(key="train_lstm_train").disabled
    app.button(key="train_lstm_train").click()
    run(app)
    assert line.jobs[0].request.arrays["text"].tobytes().decode() == CHINESE
    assert all("学" not in str(value) for value in app.query_params.values())
    assert locale.t("train_lstm.own_link", "en") in texts(app)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("   \n ", "problem_empty"),
        ("a" * 5000, "problem_one"),
        ("To be, or not to be: that is i", "problem_short"),
        ("".join(map(chr, range(0x4E00, 0x4E00 + 5000))), "problem_different"),
        ("".join(map(chr, range(0x4E00, 0x4E00 + 3900))), "problem_large"),
    ],
)
def test_a_text_that_can_not_be_learned_is_told_why(text: str, problem: str) -> None:
    app = with_text(text, units="256", layers="3")
    assert app.button(key="train_lstm_train").disabled
    sentence = locale.t(f"train_lstm.{problem}", "en").split("{")[0]
    assert sentence in app.warning[0].value


@LANGUAGES
def test_a_link_to_a_text_of_one_s_own_says_that_the_text_is_missing(language: str) -> None:
    app = with_text("", language, cell="gru")
    assert locale.t("train_lstm.own_missing", language) in texts(app)
    assert app.session_state["train_lstm.cell"] == "gru"
    assert app.button(key="train_lstm_train").disabled


def test_a_paste_of_two_megabytes_is_cut_with_a_word() -> None:
    app = with_text("To be. 学\n" * 200_000)
    kept = app.session_state[OWN_TEXT].text
    assert len(kept.encode()) <= 1_048_576 < len(kept.encode()) + 4
    assert "Only the first" in texts(app)
    assert not app.button(key="train_lstm_train").disabled


def uploaded(app: AppTest, name: str, data: bytes) -> AppTest:
    app.file_uploader(key="train_lstm_uploaded").set_value((name, data, "text/plain"))
    return run(app)


@LANGUAGES
@pytest.mark.parametrize(
    "path", sorted((ROOT / "tests/fixtures/brought/text").iterdir()), ids=lambda one: one.name
)
def test_the_collected_files_are_taken_or_told_why_not(path: Path, language: str) -> None:
    app = uploaded(with_text("", language), path.name, path.read_bytes())
    if path.name == "empty.txt":
        assert locale.t("train_lstm.empty_file", language, name="`empty.txt`") in texts(app)
        assert app.button(key="train_lstm_train").disabled
        return
    found = decode(path.read_bytes())
    assert app.session_state[OWN_TEXT].text == cleaned(found.text)
    assert not app.button(key="train_lstm_train").disabled
    if found.guessed:
        told = locale.t(
            "train_lstm.guessed", language, name=f"`{path.name}`", encoding=ENCODINGS[found.encoding]
        )
        assert told in texts(app)
    if found.replaced:
        assert locale.t("train_lstm.replaced", language, name=f"`{path.name}`", count="1") in texts(app)


def test_the_reader_may_choose_another_encoding() -> None:
    app = uploaded(with_text(""), "poem.py", CHINESE.encode("big5", "ignore"))
    assert app.selectbox(key="train_lstm_encoding").value == "big5hkscs"
    app.selectbox(key="train_lstm_encoding").set_value("gb18030")
    run(app)
    assert app.session_state[OWN_TEXT].text == cleaned(
        CHINESE.encode("big5", "ignore").decode("gb18030", "replace")
    )
    app.selectbox(key="train_lstm_encoding").set_value("utf-16-le")
    run(app)
    app.text_area(key="train_lstm_pasted").set_value(CHINESE)
    assert "train_lstm_encoding" not in [one.key for one in run(app).selectbox]


@LANGUAGES
@pytest.mark.parametrize(
    ("data", "why"),
    [(b"\x89PNG\r\n\x1a\n\0\0\0\r" * 90, "no_text"), (b"", "empty_file"), (b" \n ", "empty_file")],
)
def test_a_refused_file_says_what_train_still_learns(data: bytes, why: str, language: str) -> None:
    app = uploaded(with_text(CHINESE, language), "a*b_<b>.md", data)
    assert app.error[0].value == locale.t(f"train_lstm.{why}", language, name="`a*b_<b>.md`")
    pasted = f"`{locale.t('train_lstm.pasted', language)}`"
    assert app.warning[0].value == locale.t("train_lstm.still", language, name=pasted)
    assert app.session_state[OWN_TEXT].text == CHINESE


def test_of_a_large_file_the_beginning_is_taken() -> None:
    app = uploaded(with_text(""), "long.txt", "To be. 学\n".encode() * 800_000)
    assert not app.error
    assert "Only the first" in texts(app)
    assert "could not be read" not in texts(app)


def test_what_a_browser_kept_comes_back_and_nonsense_does_not(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = {"text": CHINESE, "name": "论语.txt"}
    monkeypatch.setattr(keepsake, "told", lambda name: kept)
    monkeypatch.setattr(keepsake, "_storage", answering)
    app = open_page(PAGE, text=OWN)
    assert app.session_state[OWN_TEXT] == Source(OWN, "论语.txt", CHINESE)
    for nonsense in ("text", {"text": 3, "name": "a"}, {"text": "a" * 2_000_000, "name": ""}, {}):
        kept = nonsense
        assert OWN_TEXT not in open_page(PAGE, text=OWN).session_state


# --- what else may go wrong


@pytest.mark.parametrize("end", ["diverged", "cancelled", "timed_out", "failed", "lost", "abandoned"])
def test_however_a_training_ends_it_is_told_and_the_page_goes_on(end: str, line: FakeJobs) -> None:
    app = trained(line, end=end, rate="1")
    sentence = locale.t(f"jobs.{end}", "en").split("{")[0]
    assert sentence in "\n".join(one.value for one in [*app.warning, *app.error, *app.info])
    assert not app.button(key="train_lstm_train").disabled


def test_a_loss_that_is_no_number_is_shown_as_none(line: FakeJobs) -> None:
    app = open_page(PAGE, rate="1", view="runs")
    app.button(key="train_lstm_train").click()
    run(app)
    work(line.jobs[0], plays.load("hamlet"), "diverged", held_out=math.inf)
    run(app)
    assert app.dataframe[0].value["Held-out loss"].isna().all()
    app.session_state["train_lstm.view"] = "learning"
    run(app)
    assert len(sent(app, "moments")["moments"]) == 3


def test_a_training_that_is_stopped_in_the_line_leaves_no_run(line: FakeJobs) -> None:
    app = open_page(PAGE)
    app.button(key="train_lstm_train").click()
    run(app)
    app.button(key="train_lstm_stop").click()
    run(app)
    assert app.session_state[RUNS.state] == []
    assert locale.t("jobs.kept_nothing", "en") in texts(app)


def test_a_refused_training_is_told_and_leaves_no_run(line: FakeJobs) -> None:
    line.refusal = LineFull(20)
    app = open_page(PAGE)
    app.button(key="train_lstm_train").click()
    run(app)
    assert locale.t("jobs.line_full", "en", waiting=20) in texts(app)
    assert app.session_state[RUNS.state] == []


def test_a_training_may_take_the_place_of_one_from_another_page(line: FakeJobs) -> None:
    other = Job("me", train_request(CharSettings(), plays.load("hamlet")), lambda job: 1)
    line.refusal = Busy(other)
    app = open_page(PAGE)
    app.button(key="train_lstm_train").click()
    run(app)
    line.refusal = None
    app.button(key="train_lstm_instead").click()
    run(app)
    assert other.why == "cancelled"
    assert len(app.session_state[RUNS.state]) == 1


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("units", "100000"),
        ("epochs", "51"),
        ("rate", "nan"),
        ("cell", "transformer"),
        ("text", "/etc/passwd"),
        ("prompt", "x" * 201),
        ("temperature", "inf"),
        ("view", ""),
    ],
)
def test_an_absurd_link_falls_back_with_a_notice(name: str, value: str) -> None:
    open_with_a_notice(PAGE, **{name: value})


def test_samples_to_take_home_hold_every_checkpoint() -> None:
    from dlplay.ui.train_lstm import take_home

    job = Job("me", train_request(CharSettings(), plays.load("hamlet")), lambda job: 0)
    work(job, plays.load("hamlet"))
    home = take_home.samples(
        Run(1, [Leg(Asked(CharSettings(), Source("hamlet", "Hamlet", ""), "KING"), None, job.follow())])
    )
    assert home.count("--- T = 0.2\nKINGthe the xq") == 3
    assert "epoch 2, step 20, held-out loss 2.5000" in home


# --- a writer that comes back


def taken_home(app: AppTest) -> bytes:
    """The file that the page gives away of the newest run."""
    return given.model_file(app.session_state[RUNS.state][-1])


def given_back(language: str, file: bytes, **query: str) -> AppTest:
    app = open_page(PAGE, language, **{"view": "writer"} | query)
    app.file_uploader(key="train_lstm_given").set_value(("writer-1.npz", file, "application/zip"))
    return run(app)


@LANGUAGES
def test_a_writer_that_was_taken_home_comes_back_writes_and_learns_on(language: str, line: FakeJobs) -> None:
    app = trained(line, language, cell="lstm", seed="7", prompt="KING")
    went = app.session_state[RUNS.state][0]
    app = given_back(language, taken_home(app))
    name = locale.t("train_lstm.text_hamlet", language)
    told = locale.t("train_lstm.given_yes", language, number=1, name=name)
    assert told in [one.value for one in app.success]
    [back] = app.session_state[RUNS.state]
    assert (back.settings, back.source, back.prompt) == (went.settings, went.source, "KING")
    assert back.epochs == pytest.approx(20 / updates(went.source.text))  # the played worker counts otherwise
    assert (back.seconds, back.facts["loss"]) == (went.seconds, 2.0)
    assert code.done(back) == code.done(went)
    model = trained_writer(went.weights)
    assert back.writer() == model
    begin = training_part(went.source.text)
    measured = -model.log_probabilities(went.source.text[begin : begin + 4000]).mean()
    assert back.facts["held_out"] == pytest.approx(measured)
    html = "".join(element.proto.body for element in app.get("html"))
    assert 'data-testid="written"' in html
    assert [app.session_state[f"train_lstm.{one}"] for one in ("units", "layers", "seed")] == [8, 1, 7]
    for view in VIEWS:
        app.query_params["view"] = view
        assert not run(app).error
    app.button(key="train_lstm_go_on").click()
    run(app)
    asked = line.jobs[-1].request
    assert asked.settings["resume"]
    for name, array in weights(plays.load("hamlet")).items():
        np.testing.assert_array_equal(asked.arrays[name], array)


def test_a_writer_of_one_s_own_text_brings_the_text_along(line: FakeJobs) -> None:
    app = with_text(CHINESE, units="8", layers="1", epochs="2")
    app.button(key="train_lstm_train").click()
    run(app)
    work(line.jobs[-1], CHINESE)
    file = taken_home(run(app))
    app = given_back("zh", file)
    assert app.session_state["train_lstm.text"] == OWN
    assert app.session_state[OWN_TEXT].text == CHINESE
    assert not app.button(key="train_lstm_go_on").disabled
    other = open_page(PAGE, view="writer")
    assert RUNS.state not in other.session_state or not other.session_state[RUNS.state]


@LANGUAGES
def test_any_other_file_leaves_all_as_it_was(language: str, line: FakeJobs) -> None:
    app = trained(line, language)
    run_1 = app.session_state[RUNS.state][0]
    others = {
        "its bare weights": run_1.weights,
        "a picture": b"\x89PNG\r\n\x1a\n",
        "nothing": b"",
        "a setting that the page has not": given.model_file(
            Run(1, [replace(run_1.legs[0], asked=run_1.legs[0].asked._replace(settings=STRANGE))])
        ),
    }
    for name, file in others.items():
        app = given_back(language, file)
        assert locale.t("train_lstm.given_no", language) in texts(app), name
        assert locale.t("train_lstm.no_writer", language) in texts(app)
