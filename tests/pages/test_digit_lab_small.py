"""The view "small" as a script: what it shows is what the nine networks answer, weigh and cost."""

from pathlib import Path

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from dlplay import locale
from dlplay.digits import family, network
from dlplay.digits.family import MEMBERS, figures, rounding
from dlplay.digits.family.members import REBUILD
from dlplay.digits.mnist import load_test_digits
from dlplay.numbers import byte_size, latex, percent
from dlplay.ui.digit_lab import charts_small
from dlplay.ui.digit_lab.settings import SHRINKING
from tests.pages import live
from tests.pages.app import executed, open_page, open_with_a_notice, run, texts
from tests.pages.test_digit_lab import DOT, FULL, digit

PAGE = "vision/digit_lab"
LANGUAGES = pytest.mark.parametrize("language", locale.LANGUAGES)


def opened(language: str = "en", **query: str) -> AppTest:
    return open_page(PAGE, language, view="small", source="test", **query)


def named(key: str, language: str) -> str:
    return locale.t(f"digit_lab.member_{key}", language)


@LANGUAGES
def test_nine_networks_read_the_picture_and_stand_in_a_table(language: str) -> None:
    app = opened(language, number="3")
    told, members = texts(app), family.facts().members
    (readings,) = [one.proto.body for one in app.get("html") if "readings" in one.proto.body]
    for key, one in members.items():
        read = family.read(key, digit(3))
        assert f">{named(key, language)}</div>" in readings
        (row,) = [line for line in told.splitlines() if line.startswith(f"| {named(key, language)} |")]
        cells = [cell.strip(" *") for cell in row.strip("|").split("|")]
        assert cells[1] == f"{read.argmax()},\N{NO-BREAK SPACE}{percent(read.max(), language, decimals=0)}"
        assert cells[2].endswith("\N{NO-BREAK SPACE}ms")
        size = (MEMBERS[key].files()[next(iter(one.files))]).stat().st_size
        assert cells[3:] == [
            byte_size(size),
            f"{one.parameters:,}",
            f"{one.nonzero:,}",
            f"{one.multiply_adds:,}",
            *(percent(share, language, decimals=2) for share in (one.accuracy, one.ece, one.agreement)),
        ]
    panel = live.pictures(app)[0]["panels"][0]
    assert panel["place"]
    assert {name for name in panel["marks"] if charts_small.picked(name)} == {
        f"network_{key}" for key in MEMBERS
    }


def test_the_chosen_network_is_told_closely_and_another_can_be_chosen() -> None:
    app = opened(member="tiny")
    seen = set()
    for key in ("tiny", "textbook", "pruned_95"):
        app.selectbox(key="digit_lab.member").set_value(key)
        told, one = texts(run(app)), family.facts().members[key]
        assert rf"\mathbf{{{latex(one.parameters)}}}" in told
        assert rf"\mathbf{{{latex(one.multiply_adds)}}}" in told
        assert f"= {latex(one.ece, decimals=4)} " in told
        bars = live.standing(live.pictures(app)[0])["right"]
        found = [part.accuracy for part in one.reliability if part.total]
        np.testing.assert_allclose(bars["high"], found, atol=1e-5)
        seen.add(
            next(body for body in (part.proto.body for part in app.get("html")) if "<figcaption" in body)
        )
        assert app.query_params.get("member", ["tiny"]) in ([key], key)
    assert len(seen) == 3
    pruned = family.facts().members["pruned_95"]
    assert f"{pruned.nonzero:,}" in told
    assert f"{len(pruned.changed):,}" in told


def test_what_a_network_reads_otherwise_is_counted_by_who_is_right() -> None:
    truth, members = load_test_digits()[1], family.facts().members
    textbook = {
        number
        for key in MEMBERS
        for number, answer in members[key].changed.items()
        if answer == truth[number]
    }
    one = members["int8"]
    better = sum(answer == truth[number] for number, answer in one.changed.items())
    worse = one.wrong - members["textbook"].wrong + better
    told = texts(opened(member="int8"))
    key = "small_other" if one.changed else "small_same"
    shown = min(len(one.changed), 12)
    counts = {"changed": len(one.changed), "better": better, "worse": worse, "shown": shown}
    assert locale.t(f"digit_lab.{key}", "en", both=len(one.changed) - better - worse, **counts) in told
    assert 0 <= worse <= len(one.changed) - better
    for number in sorted(textbook)[:3]:  # what another reads rightly and otherwise, the textbook's misreads
        picture = load_test_digits()[0][number] / np.float32(255)
        assert family.read("textbook", picture).argmax() != truth[number]


@pytest.mark.parametrize("key", MEMBERS)
def test_the_shown_code_reads_as_the_page_does(
    key: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for path in MEMBERS[key].files().values():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    names = executed(opened(member=key, number="8"), digit(8), tmp_path, monkeypatch)
    near = 0.02 if key == "int8" else 1e-3 if key == "float16" else 1e-4
    np.testing.assert_allclose(names["p"], family.read(key, digit(8)), atol=near)
    figures = family.facts().members[key]
    assert names["model"].count_params() == figures.parameters
    if MEMBERS[key].zeros:
        zeros = sum(int((np.asarray(one) == 0).sum()) for one in names["model"].get_weights())
        assert figures.parameters - zeros == figures.nonzero


@LANGUAGES
def test_weights_of_any_number_of_bits_follow_the_slider(language: str) -> None:
    app = opened(language, shrinking="bits", number="4")
    (before,) = live.pictures(app)
    answers, accuracies = rounding.answers(digit(4)), family.facts().bits
    for bits in rounding.BITS:
        shown = live.standing(before, bits=bits)
        np.testing.assert_allclose(shown["answers"]["high"], answers[bits], atol=1e-5)
        assert shown["hand"]["x"] == shown["hand_below"]["x"] == pytest.approx([bits])
        best = answers[bits].argmax()
        chance = percent(answers[bits][best], language, decimals=0)
        assert shown["read"]["words"] == locale.t("digit_lab.small_read", language, digit=best, chance=chance)
        assert f"{100 * accuracies[bits]:.2f}" in shown["at"]["words"]
        assert shown["cliff"]["y"][bits - 1] == pytest.approx(accuracies[bits], abs=1e-5)
    assert np.unique(live.standing(before, bits=1)["kernels"]["shades"]).size <= 65  # ± one size a filter
    app.slider(key="digit_lab.bits").set_value(2)
    told = texts(run(app))
    kernel = network.load().weights["conv_kernel"]
    whole, scales = rounding.levels(kernel, 2)
    assert f"{latex(float(scales[0]) * int(whole[1, 1, 0, 0]))}" in told
    assert live.pictures(app)[0].keys() == before.keys()


@pytest.mark.parametrize("bits", ["1", "3"])
def test_the_shown_code_rounds_as_the_page_does(
    bits: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = executed(opened(shrinking="bits", bits=bits, number="8"), digit(8), tmp_path, monkeypatch)
    np.testing.assert_allclose(names["p"], rounding.answers(digit(8))[int(bits)], atol=1e-3)


def test_every_file_can_be_taken_home() -> None:
    app = opened()
    app.session_state["digit_lab_small_files"] = True
    files = {path.name for member in MEMBERS.values() for path in member.files().values()}
    assert len(files) == sum(len(member.files()) for member in MEMBERS.values())
    assert not run(app).exception


def test_a_link_that_asks_for_too_few_bits_is_told() -> None:
    open_with_a_notice(PAGE, "zh", bits="0", member="huge")


@LANGUAGES
def test_missing_figures_are_told(language: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(figures, "FACTS", tmp_path / "family.json")
    figures.facts.cache_clear()
    try:
        app = opened(language, shrinking="bits", number="7123")  # which no other test looks at
        told = locale.t("frame.asset", language, file="family.json", command=REBUILD)
        assert [one.value for one in app.error] == [told]
    finally:
        figures.facts.cache_clear()


@pytest.mark.parametrize("shrinking", SHRINKING)
@pytest.mark.parametrize("word", [DOT, FULL], ids=["dot", "full"])
def test_a_dot_and_a_page_full_of_ink_are_read_by_all_of_them(shrinking: str, word: str) -> None:
    app = open_page(PAGE, view="small", shrinking=shrinking, drawing=word)
    assert "nan" not in texts(app).lower()
