"""What all tests share; and `--quick`, which skips whatever imports Keras: a list of it could be wrong."""

import asyncio
import gc
import importlib.util
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from importlib.abc import MetaPathFinder
from pathlib import Path
from typing import TYPE_CHECKING

# Before numpy and TensorFlow are loaded: with a test worker on each core, their threads wait for each other.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ.setdefault("TF_NUM_INTRAOP_THREADS", "1")
os.environ.setdefault("TF_NUM_INTEROP_THREADS", "1")

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from dlplay.classroom.rooms import Classroom

# an example that comes late says that the machine is busy, not that the code is wrong
settings.register_profile("dlplay", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("dlplay")


class WithoutKeras(MetaPathFinder):
    """Skips the module or the test that imports Keras or TensorFlow."""

    def find_spec(self, name: str, *_: object) -> None:
        if name in ("keras", "tensorflow"):
            pytest.skip("needs Keras", allow_module_level=True)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--quick", action="store_true", help="skip all that needs Keras")


def pytest_configure(config: pytest.Config) -> None:
    gc.set_threshold(*gc.get_threshold()[:2], 10**9)  # a full collection with TensorFlow loaded takes long
    if config.getoption("quick"):
        sys.meta_path.insert(0, WithoutKeras())


@pytest.fixture
def seconds(
    record_property: Callable[[str, object], None],
) -> Callable[[str], AbstractContextManager[None]]:
    """`with seconds("told after"): …` records how long that took, for the figures of `tests/FAULTS.md`."""

    @contextmanager
    def measured(what: str) -> Iterator[None]:
        began = time.perf_counter()
        yield
        record_property(what, time.perf_counter() - began)

    return measured


@pytest.fixture
def keras_elsewhere() -> None:
    """For a test whose Keras runs in another process."""
    importlib.util.find_spec("keras")


@pytest.fixture(scope="session", autouse=True)
def rooms_of_their_own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The class board of whoever tests stays untouched, and its state decides no test."""
    file = tmp_path_factory.mktemp("board") / "class.sqlite3"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DLPLAY_DATABASE_URL", f"sqlite:///{file}")
        yield


@pytest.fixture(scope="session", autouse=True)
def as_in_a_clone() -> Iterator[None]:
    """Where this was unpacked from an archive, there is another way back from a damaged file."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("dlplay.assets.GIT", Path(__file__))
        yield


@pytest.fixture
def classroom(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator["Classroom"]:
    """The class board's rooms as pages and routes find them, in a database of this test's own."""
    from dlplay.classroom.rooms import Classroom  # with SQL, which most tests do without
    from dlplay.classroom.store import Store
    from dlplay.ui import cache

    store = Store(f"sqlite:///{tmp_path / 'class.sqlite3'}")
    rooms = Classroom(store)
    monkeypatch.setattr(cache, "classroom", lambda: rooms)
    yield rooms
    store.close()


@pytest.fixture(scope="module", autouse=True)
def collected() -> Iterator[None]:
    """One full collection a file; what has lived until then is left alone by the next."""
    yield
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def single_precision() -> Iterator[None]:
    """Scripts that the pages show set Keras's precision; the next test gets the usual one back."""
    yield
    if keras := sys.modules.get("keras"):
        keras.config.set_floatx("float32")
        keras.config.set_dtype_policy("float32")


@pytest.fixture(autouse=True)
def main_module() -> Iterator[None]:
    """A page in Streamlit's harness takes the place of the main module, which new processes would run."""
    main = sys.modules["__main__"]
    yield
    sys.modules["__main__"] = main


@pytest.fixture(autouse=True)
def no_loop_of_a_browser(request: pytest.FixtureRequest) -> Iterator[None]:
    """A browser leaves its event loop running for the tests after it, in which no other could run."""
    running = None if "browser" in request.fixturenames else asyncio._get_running_loop()
    if running is not None:
        asyncio._set_running_loop(None)
    yield
    if running is not None:
        asyncio._set_running_loop(running)
