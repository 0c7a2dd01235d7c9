"""A classroom on either database."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from dlplay.classroom.rooms import Classroom
from dlplay.classroom.store import Store
from tests.unit.classroom import databases
from tests.unit.conftest import Clock


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    if databases.programs() is None:
        pytest.skip("no PostgreSQL is installed here")
    with databases.postgres() as address:
        yield address


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'made' / 'class.sqlite3'}"
    address = request.getfixturevalue("server")
    engine = sa.create_engine(address.replace("postgresql:", "postgresql+psycopg:"))
    databases.empty(engine)
    engine.dispose()
    return address


@pytest.fixture
def start(url: str, clock: Clock) -> Iterator[Callable[[], Classroom]]:
    """`start()`: one more process, as it were, on the same database."""
    stores = []

    def one() -> Classroom:
        stores.append(Store(url))
        return Classroom(stores[-1], clock)

    yield one
    for store in stores:
        store.close()


@pytest.fixture
def classroom(start: Callable[[], Classroom]) -> Classroom:
    return start()
