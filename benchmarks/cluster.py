"""A school beyond one process: classes on one web process and on two, then one part after the other fails.

`make cluster`; needs nginx, PostgreSQL and openssl. Students are played on the same two cores as all parts.
It fails where somebody is not back, a vote is lost, doubled or not as it was meant, or whoever trains is
neither told nor trains again.
"""

import contextlib
import statistics
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
from playwright.sync_api import Browser, Error, Page, expect, sync_playwright

from benchmarks import Row
from benchmarks.cluster_parts import Parts
from benchmarks.load import ARRIVAL, MOVES, PAUSE, _joins, _moves, class_of
from benchmarks.moves import SEATS
from benchmarks.returning import Student, together
from benchmarks.visitors import Seat, visits
from dlplay import locale
from dlplay.classroom import rooms_votes
from dlplay.classroom.rooms import Classroom
from dlplay.classroom.rooms_bounds import Refused
from dlplay.classroom.store import Store
from tests.browser import provide
from tests.browser.conftest import ARGUMENTS

STUDENTS, AWAY, BACK = 40, 10.0, 20.0
LONG = "/train_cnn?each=2000&epochs=20&group=learning"  # a training that no fault is too late for
WAIT = 240_000  # milliseconds until what does not happen ends the benchmark
T = locale.catalogue("en")


def rows() -> Iterator[Row]:
    """The load, then the faults."""
    with tempfile.TemporaryDirectory() as folder, contextlib.closing(Parts(Path(folder))) as parts:
        yield from _load(parts)
        yield from _faults(parts)


# --- load


def _load(parts: Parts) -> list[Row]:
    found = []
    for address, _ in parts.webs:
        visits(address, [seat._replace(times=0) for seat in SEATS], PAUSE)
    for webs in (1, 2):
        with parts.proxy(webs) as (address, nginx):
            processes = [*(process for _, process in parts.webs[:webs]), nginx]
            for students in (40, 100):
                found += _class(
                    address,
                    processes,
                    students,
                    f"{students} students, {webs} web " + "process" * (webs == 1) + "processes" * (webs == 2),
                )
    return found


def _class(address: str, processes: list[psutil.Process], students: int, who: str) -> list[Row]:
    seats = class_of(students)
    before = [_cpu(one) for one in processes]
    visits(address, [seat._replace(times=0) for seat in seats], PAUSE, ARRIVAL)
    joined = [_cpu(one) for one in processes]
    seen = visits(address, seats, PAUSE, ARRIVAL)
    after = [_cpu(one) for one in processes]
    moves = students * MOVES
    *webs, nginx = (
        (end - middle - (middle - start)) / moves
        for start, middle, end in zip(before, joined, after, strict=True)
    )
    share = " + ".join(f"{1000 * one:.1f}" for one in webs)
    errors = sum(visit.errors for visit in seen)
    return [
        Row(f"{who}: joining within 10 s, 95th percentile", *_joins(seen), "≤ 1 s"),
        Row(f"{who}: a move every 2 s each, 95th percentile", *_moves(seen), "≤ 150 ms"),
        Row(f"{who}: CPU a move", f"{share} ms, nginx {1000 * nginx:.1f} ms", f"{errors} errors", "–"),
    ]


def _cpu(process: psutil.Process) -> float:
    """Seconds that it and its children have used."""
    times = [one.cpu_times() for one in (process, *process.children())]
    return sum(one.user + one.system for one in times)


# --- faults


def _faults(parts: Parts) -> Iterator[Row]:
    """Forty who stay, a board, a student on a telephone and one who trains, while things break."""
    over = threading.Event()
    with (
        parts.proxy(2) as (address, _),
        contextlib.closing(Store(parts.database)) as store,
        _browser() as browser,
    ):
        rooms = Classroom(store)
        tabs = {name: browser.new_context(locale="en-US").new_page() for name in ("board", "phone", "lab")}
        for tab in tabs.values():
            tab.set_default_timeout(WAIT)
        students = [Student(_seat(number), _value(number)) for number in range(STUDENTS)]
        staying = together(address, students, over)
        code = _open_room(tabs["board"], address)
        seats = [rooms.join(code) for _ in range(STUDENTS - 1)]
        _join(tabs["phone"], address, code)
        tabs["lab"].goto(f"{address}{LONG}")
        for what, fault in {
            "a worker killed": _worker_killed(parts, tabs["lab"]),
            "the scheduler killed": _scheduler_restarted(parts, tabs["lab"]),
            "the database away": _database_away(parts, rooms, seats, code, tabs),
            "a web process killed": _webs_killed(parts, students, tabs),
        }.items():
            yield from _in_words(what, fault)
        over.set()
        staying.join()
    errors, strange = sum(one.errors for one in students), sum(one.strange for one in students)
    times = [answer.seconds for one in students for _, answer in one.moves]
    late = statistics.quantiles(times, n=20)[-1]
    yield Row(
        f"all of this, {len(times):,} moves of {STUDENTS} students: a move, 95th percentile",
        f"{1000 * late:.0f} ms",
        f"{errors} errors, {strange} links not as they were",
        "0",
        f"{errors} pages broke, {strange} came back with another experiment" if errors or strange else "",
    )


def _in_words(what: str, fault: Iterator[Row]) -> Iterator[Row]:
    """Its rows; where what a tab waits for never comes, one that says so, and the others have their turn."""
    try:
        yield from fault
    except (Error, AssertionError) as error:
        said = " ".join(str(error).replace("|", "/").split())
        yield Row(what, "never", said, "–", f"{what}: a tab waited in vain. {said}")


@contextlib.contextmanager
def _browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=provide.find(), args=ARGUMENTS)
        yield browser
        browser.close()


def _value(number: int) -> float:
    return round(-4 + 0.2 * number, 2)


def _seat(number: int) -> Seat:
    return Seat(f"activations?x={_value(number)}", "activations.x", 0)


def _open_room(board: Page, address: str) -> str:
    board.goto(f"{address}/class")
    board.get_by_role("button", name=T["class.open"], exact=True).click()
    letters = board.locator(".class-door strong")
    letters.wait_for()
    code = "".join(letter for letter in letters.inner_text() if letter.isalpha())
    board.get_by_label(T["class.question"], exact=True).fill("Which is steeper?")
    board.get_by_label(T["class.options"].format(most=6)).fill("sigmoid\ntanh")
    board.get_by_role("button", name=T["class.ask"], exact=True).click()
    return code


def _join(phone: Page, address: str, code: str) -> None:
    phone.goto(f"{address}/class?room={code}")
    phone.get_by_role("button", name=T["class.join"], exact=True).click()
    phone.get_by_role("heading", name="Which is steeper?").wait_for()


def _train(lab: Page) -> float:
    """Press the button; seconds until the first epoch runs."""
    began = time.perf_counter()
    lab.locator(".st-key-train_cnn_train button").click()
    lab.get_by_text("Epoch 1 of 20").wait_for(timeout=WAIT)
    return time.perf_counter() - began


def _told(page: Page, word: str) -> float:
    began = time.perf_counter()
    page.get_by_text(T[word]).first.wait_for(timeout=WAIT)
    return time.perf_counter() - began


def _busy(parts: Parts) -> psutil.Process:
    """The worker's process that trains."""
    children = [one for nanny in parts.workers for one in nanny.children(recursive=True)]
    return max(children, key=lambda one: one.memory_info().rss)


def _worker_killed(parts: Parts, lab: Page) -> Iterator[Row]:
    _train(lab)
    _busy(parts).kill()
    told = _told(lab, "jobs.lost")
    yield Row(
        "a worker killed -9 in the middle of a training: its student is told",
        f"{told:.1f} s",
        f"trains again after {_train(lab):.1f} s",
        "≤ 10 s",
    )


def _scheduler_restarted(parts: Parts, lab: Page) -> Iterator[Row]:
    parts.scheduler.kill()
    told = _told(lab, "jobs.unreachable")
    parts.scheduler = parts.member("scheduler")
    yield Row(
        "the scheduler killed -9 in the middle of a training: its student is told",
        f"{told:.1f} s",
        f"started again, and pressed at once: trains after {_train(lab):.1f} s",
        "≤ 30 s",
    )
    lab.locator(".st-key-train_cnn_stop button").click()


def _database_away(
    parts: Parts, rooms: Classroom, seats: list, code: str, tabs: dict[str, Page]
) -> Iterator[Row]:
    """All but the telephone vote all the time from before until after; each until it is taken."""
    board, phone = tabs["board"], tabs["phone"]
    refused, until = [], time.monotonic() + AWAY + 20

    def vote(number: int) -> None:
        while time.monotonic() < until:
            try:
                with rooms.member(seats[number]) as desk:
                    rooms_votes.vote(desk, number % 2)
            except Refused as refusal:
                refused.append(refusal.why)
                time.sleep(1.5)
                continue
            return

    with parts.without_database():
        threads = [threading.Thread(target=vote, args=(number,)) for number in range(len(seats))]
        for one in threads:
            one.start()
        phone.locator(".st-key-class_vote_1 button").click()
        told = _told(phone, "class.refused_away")
        time.sleep(max(0.0, AWAY - told))
    back = time.perf_counter()
    given = phone.get_by_text(T["class.vote_given"].format(letter="B"))
    while not given.is_visible():  # pressed again, as the sentence says
        assert time.perf_counter() - back < WAIT / 1000, "no vote is taken any more"
        phone.locator(".st-key-class_vote_1 button").click()
        phone.wait_for_timeout(1000)
    here = time.perf_counter() - back
    for one in threads:
        one.join()
    expected = ((len(seats) + 1) // 2, len(seats) // 2 + 1)  # the telephone's is a B
    counted = tuple(rooms.board(code).question.counts(1))
    yield Row(
        f"the database away for {AWAY:.0f} s: who votes is told so within",
        f"{told:.1f} s",
        f"{len(refused)} refusals, all of them “away”: {set(refused) == {'away'}}",
        "≤ 5 s",
    )
    yield Row(
        "the database is started again: a vote that is pressed again is taken after",
        f"{here:.1f} s",
        f"{sum(counted)} votes of {len(seats) + 1}, each once and as it was meant: {counted == expected}",
        "≤ 15 s",
        "" if counted == expected else f"the votes for A and B are {counted}, meant were {expected}",
    )
    expect(board.get_by_text(f"{STUDENTS} of {STUDENTS} have voted")).to_be_visible(timeout=WAIT)


def _webs_killed(parts: Parts, students: list[Student], tabs: dict[str, Page]) -> Iterator[Row]:
    """One, which is started again, then the other: everybody has been on one of them."""
    board, phone, lab = (tabs[name] for name in ("board", "phone", "lab"))
    for number, (button, seen) in enumerate((("class_again", "class.second_words"), ("class_reveal", ""))):
        started_again = parts.kill_web(number)
        killed = time.perf_counter()
        time.sleep(BACK)
        cut = [one for one in students if one.cut_at and one.cut_at[-1] >= killed - 1]
        back = [one.back_after[-1] for one in cut if len(one.back_after) == len(one.cut_at)]
        board.locator(f".st-key-{button} button").click()
        answer = phone.get_by_text(T[seen]) if seen else phone.locator(".class-votes .bar").first
        answer.wait_for(timeout=WAIT)
        expect(lab.locator(".st-key-train_cnn-epochs")).to_contain_text("20")  # as its link says
        started_again()
        who = f"{('one', 'the other')[number]} of two web processes killed -9"
        yield Row(
            f"{who}: its {len(cut)} students are back, each with the experiment of the link, after",
            f"median {statistics.median(back):.1f} s, last {max(back):.1f} s" if back else "–",
            f"{len(back)} of {len(cut)} back; teacher and telephone in their room",
            "≤ 15 s",
            "" if len(back) == len(cut) else f"{who}: {len(back)} of {len(cut)} students are back",
        )
