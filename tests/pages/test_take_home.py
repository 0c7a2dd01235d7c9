"""What is taken home: the words that Python gives for reports and worksheets, and the notebook of a state."""

import ast
import json
import math
import re

import pytest
from streamlit.testing.v1 import AppTest

from dlplay import locale
from dlplay.classroom.lesson import Axis, Option, Prediction, Words
from dlplay.files.notebook import notebook
from dlplay.ui import at_home, predictions
from dlplay.ui.rooms import ROOMS
from dlplay.ui.take_home import dialog, paper, visited
from tests import scripts
from tests.pages.app import open_page, run

LANGUAGES = pytest.mark.parametrize("language", locale.LANGUAGES)
HAN = re.compile(r"[\u4e00-\u9fff]")


def given(app: AppTest) -> dict:
    app.button(key="take_home").click()
    run(app)
    sent = [one.proto for one in app.get("bidi_component") if one.proto.component_name.endswith("take_home")]
    assert len(sent) == 1
    return json.loads(sent[0].json)


@LANGUAGES
def test_the_dialog_has_the_page_in_words(language: str) -> None:
    app = open_page("foundations/neuron", language, inputs="3", w="1.5_-0.8_0.5_0.4")
    told = given(app)
    words = locale.catalogue(language)
    assert told["here"]["title"] == words["neuron.title"]
    assert [words["neuron.inputs"], words["neuron.inputs_3"]] in told["here"]["settings"]
    assert "1.5_-0.8_0.5_0.4" in [value for _, value in told["here"]["settings"]]
    assert f"inputs=3&w=1.5_-0.8_0.5_0.4&lang={language}" in told["here"]["address"]
    assert len(told["questions"]) == 3
    assert told["visit"] == [told["here"]]
    assert told["predictions"] == []
    said = json.dumps([told["words"], told["here"], told["questions"]], ensure_ascii=False)
    assert bool(HAN.search(said)) == (language == "zh")


def test_the_visit_s_report_knows_every_view_once_and_the_newest_settings() -> None:
    app = open_page("foundations/neuron", "en")
    app.button_group(key="neuron.view").set_value("gates")
    run(app)
    app.button_group(key="neuron.gate").set_value("or")
    run(app)
    told = given(app)
    assert [one["place"] for one in told["visit"]] == ["neuron/", "neuron/gates"]
    assert "gate=or" in told["visit"][-1]["address"]
    assert told["here"]["place"] == "neuron/gates"


def test_a_visit_keeps_the_last_thirty(monkeypatch: pytest.MonkeyPatch) -> None:
    held: dict = {}
    monkeypatch.setattr(visited.st, "session_state", held)
    from dlplay.ui.neuron.settings import NeuronSettings

    for number in range(40):
        visited.seen(f"page{number}", NeuronSettings())
    assert [one.page for one in visited.visited()] == [f"page{number}" for number in range(10, 40)]


@LANGUAGES
def test_the_notebook_is_of_exactly_this_state_and_runs(language: str, capsys) -> None:
    app = open_page("foundations/neuron", language, x="2_0.5_-1")
    made = {}

    def keep(words, source):
        made["cells"] = json.loads(notebook(words, source))["cells"]
        return b""

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(at_home, "notebook", keep)
        given(app)
    cells = [(cell["cell_type"], "".join(cell["source"])) for cell in made["cells"]]
    told = "\n".join(text for kind, text in cells if kind == "markdown")
    words = locale.catalogue(language)
    assert words["neuron.title"] in told
    assert "x=2_0.5_-1" in told
    assert f"lang={language}" in told
    assert bool(HAN.search(told)) == (language == "zh")
    names: dict = {}
    for kind, text in cells:
        if kind == "code":
            exec(compile(text, "cell", "exec"), names)
    answer = 1 / (1 + math.exp(-(1.2 * 2 - 0.8 * 0.5 + 0.4)))
    assert any(abs(one - answer) < 1e-3 for one in scripts.numbers(capsys.readouterr().out))


@pytest.mark.parametrize("room", [one for one in ROOMS if one.teaches], ids=lambda one: one.name)
def test_every_page_can_be_taken_home_and_each_cell_of_its_notebook_stands_alone(room) -> None:
    app = open_page(f"{room.section}/{room.name}", "zh")
    told = given(app)
    assert told["here"]["place"].startswith(f"{room.name}/")
    assert told["questions"]
    assert all(label for label, _ in told["here"]["settings"])
    if at_home.SHOWN in app.session_state and app.session_state[at_home.SHOWN][0] == room.name:
        cells = json.loads(notebook([], app.session_state[at_home.SHOWN][1]))["cells"]
        for cell in cells:
            ast.parse("".join(cell["source"]))


def test_markdown_within_a_line_becomes_pieces() -> None:
    assert dialog.inline("*Predict:* in **Layers** set `relu`, 2 * 3") == [
        ("em", "Predict:"),
        ("", " in "),
        ("strong", "Layers"),
        ("", " set "),
        ("code", "relu"),
        ("", ", 2 * 3"),
    ]


def test_the_page_s_colours_have_those_of_paper() -> None:
    colours = paper.colours()
    assert colours["#12181d"] == colours["#fbfaf7"] == "#ffffff"
    assert colours["#e9eef1"] == "#1d2a33"


@LANGUAGES
def test_predictions_stand_in_the_report_with_what_is_so(language: str) -> None:
    app = open_page("foundations/neuron", language)
    axis = Axis(0.0, 10.0, 0.5, unit=Words({"en": "steps", "zh": "步"}))
    options = tuple(Option(key, Words({"en": f"{key} en", "zh": f"{key} 中"})) for key in ("a", "b"))
    title, question = Words({"en": "L", "zh": "课"}), Words({"en": "**Why {z}?**", "zh": "**为什么 {z}？**"})
    chosen = Prediction("l/1", "choice", question, right="b", options=options)
    number = Prediction("l/2", "number", question, right=2.5, axes=(axis,))
    app.session_state[predictions.STATE] = {
        one.key: predictions.Made(title, one, said, {"z": 3}) for one, said in ((chosen, "a"), (number, 4.0))
    }
    rows = given(app)["predictions"]
    spoken = "en" if language == "en" else "中"
    assert rows[0][0][-1] == ["strong", question.within(language)[2:-2].format(z=3)]
    assert [row[1][0][1] for row in rows] == [f"a {spoken}", f"4 {axis.unit.within(language)}"]
    assert [row[2][0][1] for row in rows] == [f"b {spoken}", f"2.5 {axis.unit.within(language)}"]
