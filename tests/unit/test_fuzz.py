"""A short round of fuzzing, the same each time; and that no entry of the product goes without a target."""

import importlib
import inspect
import random
import re
from threading import Thread

import pytest
from hypothesis import strategies as st

from dlplay import locale
from dlplay.classroom import rooms_order, rooms_votes, rooms_work
from dlplay.jobs import Jobs
from dlplay.ui import cache
from dlplay.ui.rooms import PAGES, ROOMS, ROOT
from dlplay.ui.settings import Settings
from tests.fuzz import board, measure, pages, registry
from tests.fuzz.target import Target
from tests.pages.app import open_page, settings_of, texts

TARGETS = registry.targets()
UI = ROOT / "dlplay" / "ui"
READERS = re.compile(r"(?<!def )\b(?:upload|give_back|file_uploader|camera_input|audio_input|chat_input)\(")
SEED = 1
LONG = 100_000  # cases of a long round, at least


@pytest.mark.parametrize("name", [one.name for one in TARGETS.values() if one.short])
def test_nothing_that_comes_from_outside_breaks_it(name: str) -> None:
    target, figures = TARGETS[name], measure.Figures(name)
    measure.some(target, figures, target.short, SEED)
    assert figures.cases >= target.short
    # how long it took is no verdict where other tests run beside it
    assert not {where: case for where, case in figures.findings.items() if where != measure.TOO_SLOW}


def test_a_long_round_has_enough_cases() -> None:
    assert sum(one.count for one in TARGETS.values()) >= LONG


def test_all_have_a_short_round_here_but_for_what_needs_a_server() -> None:
    elsewhere = ["messages to a server"]  # tests/browser/test_shield.py
    assert [one.name for one in TARGETS.values() if not one.short] == elsewhere


def entries(sort: str) -> set[str]:
    return {one.entry for one in TARGETS.values() if one.name.startswith(sort)}


def test_every_page_is_opened_by_wild_links_and_used_by_a_wild_hand() -> None:
    there = {room.name for room in ROOMS}
    assert there == {path.stem for path in PAGES.glob("*/*.py")}
    assert entries("link of ") == entries("page ") == entries("hand on ") == there


def test_every_class_of_settings_is_some_page_s() -> None:
    for path in UI.glob("*/settings.py"):
        importlib.import_module(f"dlplay.ui.{path.parent.name}.settings")
    assert leaves(Settings) == {settings_of(room.name).__name__ for room in ROOMS}


def leaves(cls: type) -> set[str]:
    """The product's classes that derive from it, without those from which others do."""
    found = {name for one in cls.__subclasses__() for name in leaves(one)}
    return found or ({cls.__name__} if cls.__module__.startswith("dlplay.") else set())


def test_every_reader_of_files_has_a_target() -> None:
    house = {UI / "upload.py", UI / "given.py"}  # they draw the place, for those that read
    sources = {path for path in (*UI.rglob("*.py"), *PAGES.rglob("*.py"))} - house
    readers = {path for path in sources if READERS.search(path.read_text(encoding="utf-8"))}
    fuzzed = {one.entry for one in TARGETS.values() if one.entry.endswith(".py")}
    assert {path.relative_to(ROOT).as_posix() for path in readers} == fuzzed


def test_every_route_of_the_app_has_a_target() -> None:
    source = (ROOT / "app.py").read_text(encoding="utf-8")
    listed = re.findall(r"(?:files = |told = |routes=)\[(.*)\]", source)
    assert len(listed) == 3
    assert set(re.findall(r"(\w+\.\w+)\(", " ".join(listed))) == entries("route of ")


def test_every_word_of_a_component_is_said_wildly() -> None:
    sources = [path.read_text(encoding="utf-8") for path in UI.rglob("*.py")]
    heard = {word for source in sources for word in re.findall(r"\bon_(\w+)_change\b", source)}
    assert heard <= set(pages.words())


def test_everything_that_is_written_on_the_board_is_written_wildly() -> None:
    writes = {
        one
        for module in (rooms_votes, rooms_work, rooms_order)
        for name, one in inspect.getmembers(module, inspect.isfunction)
        if one.__module__ == module.__name__ and not name.startswith("_")
    }
    assert writes == set(board.BY_TEACHER) | set(board.BY_MEMBER)


def test_what_breaks_is_found_made_small_and_the_round_goes_on() -> None:
    def answer(case: int) -> None:
        if case >= 17:
            raise KeyError(case)
        if case == 3:
            raise ValueError("no")

    figures = measure.measure(Target("x", st.integers(0, 1000), answer, (ValueError,)), 300, SEED)
    assert figures.cases >= 300
    assert [*figures.findings.values()] == ["17"]
    assert next(iter(figures.findings)).startswith("KeyError at test_fuzz.py")


def test_no_wild_hand_trains_anything(monkeypatch: pytest.MonkeyPatch) -> None:
    """Seen: each that pressed a button of a training started one, with processes of its own."""
    monkeypatch.setattr("dlplay.ui.jobs.jobs", cache.jobs)  # as after any page
    monkeypatch.setattr(Jobs, "submit", lambda *_, **__: pytest.fail("a training"))
    for page in ("vision/train_cnn", "language/train_lstm"):
        with pages.visitors():
            app = open_page(page, text="hamlet", each="10", epochs="1")
            app.button(key=f"{page.partition('/')[2]}_train").click().run()
            assert not app.exception
            assert locale.t("jobs.line_full", "en", waiting=99) in texts(app)


def test_what_another_thread_draws_meanwhile_is_no_finding() -> None:
    def while_another_draws(case: str) -> str:
        other = Thread(target=random.random)
        other.start()
        other.join()
        return case

    long = st.sampled_from(["x" * 50_000, "y"])  # to be told is long, too
    figures = measure.measure(Target("x", long.map(while_another_draws), len), 20, SEED)
    assert not figures.findings
