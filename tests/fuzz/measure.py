"""A round over one target: how many cases, how slow the slowest, what it left in memory, what it found."""

import gc
import time
import traceback
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import psutil
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.database import DirectoryBasedExampleDatabase

from tests.fuzz.target import Seconds, Target

ROOT = Path(__file__).parents[2]
SLOW, GROWTH = 2.0, 100.0  # seconds, MB: more is a finding
TOO_SLOW = "slow"
BATCH = 500  # cases of one run of hypothesis, whose own memory grows with them
MOST_FINDINGS = 10  # of one target, each of another place in the code
LONGEST_TOLD = 400


@dataclass
class Figures:
    """What a round has shown."""

    name: str
    cases: int = 0
    slowest: float = 0.0  # seconds
    growth: float = 0.0  # MB kept at the end, of what was there after the first batch
    peak: float = 0.0  # MB above the same
    findings: dict[str, str] = field(default_factory=dict)  # where and what -> the smallest case

    def to_dict(self) -> dict[str, Any]:
        return asdict(self)


def measure(target: Target, count: int, start: int, remembered: Path | None = None) -> Figures:
    """Give a target `count` cases; `start` is the seed. What broke is shrunk, told, and the round goes on.

    Args:
        remembered: a folder where cases that broke are kept, to be tried first until they are mended.
    """
    figures, process = Figures(target.name), psutil.Process()
    database = DirectoryBasedExampleDatabase(str(remembered)) if remembered else None
    before, batch = 0.0, 0
    while figures.cases < count and len(figures.findings) < MOST_FINDINGS:
        done = figures.cases
        some(target, figures, min(BATCH, count - done), start + batch, database)
        gc.collect()
        now = process.memory_info().rss / 2**20
        before = before or now
        figures.growth = now - before
        batch += 1
        if figures.cases == done:
            break  # nothing comes any more
    figures.peak = max(0.0, _peak() - before)
    if figures.growth > GROWTH:
        figures.findings[f"{figures.growth:.0f} MB more in memory"] = "all of them"
    return figures


def some(target: Target, figures: Figures, count: int, number: int, database: Any = None) -> None:
    """Give a target so many cases, of which the seed `number` is the same each time."""
    broken: list[Any] = [None]

    @seed(number)
    @settings(
        max_examples=count,
        database=database,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.reuse, Phase.generate, Phase.shrink],
        report_multiple_bugs=False,
        print_blob=False,
    )
    @given(target.cases)
    def each(case: Any) -> None:
        figures.cases += 1
        try:
            seconds = timed(lambda: target(case))
        except Exception as error:
            if place(error) in figures.findings:
                return
            broken[0] = case
            raise
        if seconds > SLOW:
            # a machine that is busy may be slow once
            seconds = min(seconds, timed(lambda: target(case)))
        figures.slowest = max(figures.slowest, seconds)
        if seconds > SLOW:
            figures.findings.setdefault(TOO_SLOW, f"{seconds:.1f} s: {case!r}"[:LONGEST_TOLD])

    try:
        each()
    except Exception as error:
        while isinstance(error, ExceptionGroup):  # it did not break again, as where a server remembers
            error = error.exceptions[0]
        figures.findings[place(error)] = repr(broken[0])[:LONGEST_TOLD]


def timed(act: Callable[[], object]) -> float:
    """Seconds that it takes, or as many as it says itself."""
    began = time.perf_counter()
    own = act()
    return own if isinstance(own, Seconds) else time.perf_counter() - began


def place(error: BaseException) -> str:
    """What broke, and the last line of the house in which it did."""
    lines = traceback.extract_tb(error.__traceback__)
    ours = [one for one in lines if Path(one.filename).is_relative_to(ROOT) and ".venv" not in one.filename]
    last = next((one for one in reversed(ours) if "tests/fuzz" not in one.filename), (ours or lines)[-1])
    where = f"{Path(last.filename).name}:{last.lineno}"
    return (
        f"{type(error).__name__} at {where}: {str(error)[:200]}"
        if isinstance(error, AssertionError)
        else (f"{type(error).__name__} at {where}")
    )


def _peak() -> float:
    """The most memory that this process has had, in MB."""
    try:
        import resource
    except ImportError:  # Windows
        return psutil.Process().memory_info().peak_wset / 2**20
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / 2**20 if psutil.MACOS else most / 2**10
