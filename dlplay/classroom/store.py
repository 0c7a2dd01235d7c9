"""The database of the class board: a SQLite file of this machine, or the server that an address names.

    store = Store("sqlite:////home/me/.dlplay/class.sqlite3")
    with store.writing() as connection: ...     # one transaction: all of it, or nothing

The tables are made, or brought up to date, at first use. On SQLite a write takes its turn at the beginning
(`BEGIN IMMEDIATE`), so that no two processes meet at the end; reads go on meanwhile (WAL).
"""

import logging
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine, make_url
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from dlplay.classroom.rooms_bounds import Refused

MIGRATIONS = Path(__file__).with_name("migrations")
HEAD = "orders_counted"  # the newest step in migrations/versions; a test asks Alembic
WAIT = 2  # seconds for a server to take a connection
LOCK_WAIT = 2.0  # seconds for a write of another process
IDLE = 10  # seconds after which PostgreSQL ends a write in which nothing happens: a process that stands still
PAUSE = 1.0  # seconds between two looks for a database that is away, or that somebody else writes in
# How PostgreSQL (or: each waits for the other) and SQLite say that another process did not finish in time
LOCKED = ("55P03", "40P01", "SQLITE_BUSY")
FAILURES = (SQLAlchemyError, OSError, ImportError)
LOCK = 0x646C706C  # the number under which one process at a time makes tables in PostgreSQL

log = logging.getLogger("dlplay.classroom")


class Store:
    """A database by SQLAlchemy's address of it; nothing is opened before it is used.

    Who finds it away has waited for some seconds, and then nobody does: a thread of its own looks until it
    is back.

    Raises:
        Refused: "away", from every use while the database cannot be reached or has no room left; "busy", from
            a write where another process holds what it wants to change, and from those that want the same
            within the next moment, so that not each of a class waits for it.
    """

    def __init__(self, url: str):
        self._url = url
        self._engine: Engine | None = None
        self._lock = threading.Lock()
        self._back: threading.Event | None = None  # while the database is away
        self._busy: dict[str, float] = {}  # what another process holds, until it is asked for again

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one moment of the database."""
        with self._told(), self._ready().connect() as connection:
            yield connection

    @contextmanager
    def writing(self, what: str = "") -> Iterator[Connection]:
        """A connection whose changes all happen at the end, or, after an exception, not at all.

        Args:
            what: is changed, for who wants to change the same.
        """
        if time.monotonic() < self._busy.get(what, 0.0):
            raise Refused("busy")
        with self._told(what), self._ready().execution_options(writes=True).begin() as connection:
            yield connection

    def close(self) -> None:
        """Let all connections go; the next use opens new ones."""
        with self._lock:
            if self._back is not None:
                self._back.set()
            self._back = None
            if self._engine is not None:
                self._engine.dispose()
            self._engine = None

    @contextmanager
    def _told(self, what: str | None = None) -> Iterator[None]:
        """Around a use of the database: what goes wrong, as a refusal; `what` is changed, if anything is."""
        if self._back is not None:
            raise Refused("away")
        try:
            yield
        except FAILURES as problem:
            if what is not None and _locked(problem):
                log.warning("%s: another process is still writing", make_url(self._url))
                now = time.monotonic()
                still = {one: until for one, until in self._busy.items() if until > now}
                self._busy = still | {what: now + PAUSE}
                raise Refused("busy") from problem
            with self._lock:
                if self._back is None:
                    # the first line alone: what follows is the statement with what somebody wrote
                    told = str(problem).partition("\n")[0]
                    log.warning("%s cannot be used: %s", make_url(self._url), told)
                    self._back = threading.Event()
                    threading.Thread(target=self._look, args=(self._back,), daemon=True).start()
            raise Refused("away") from problem

    def _look(self, back: threading.Event) -> None:
        """Until it answers, or nobody wants to know any more."""
        while not back.wait(PAUSE):
            with suppress(*FAILURES):
                with self._ready().connect() as connection:
                    connection.execute(sa.select(1))
                back.set()
        with self._lock:
            if self._back is back:
                self._back = None

    def _ready(self) -> Engine:
        with self._lock:
            if self._engine is None:
                engine = _engine(self._url)
                _bring_up_to_date(engine)
                self._engine = engine
            return self._engine


def _locked(problem: Exception) -> bool:
    """Whether all that is wrong is that another process has not finished writing."""
    told = problem.orig if isinstance(problem, DBAPIError) else None
    names = (getattr(told, "sqlstate", None), getattr(told, "sqlite_errorname", None))
    return any(name is not None and name.startswith(LOCKED) for name in names)


def _engine(url: str) -> Engine:
    address = make_url(url)
    if address.get_backend_name() == "sqlite":
        if address.database:
            Path(address.database).parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        engine = sa.create_engine(address, connect_args={"timeout": LOCK_WAIT, "check_same_thread": False})
        sa.event.listen(engine, "connect", _sqlite)
        sa.event.listen(engine, "begin", _begin)
        return engine
    # `postgres://` is what many hosts write; the driver is the one that the extra `postgres` installs
    driver = "postgresql+psycopg" if address.drivername in ("postgres", "postgresql") else address.drivername
    bounds = f"-c lock_timeout={LOCK_WAIT}s -c idle_in_transaction_session_timeout={IDLE}s"
    engine = sa.create_engine(
        address.set(drivername=driver),
        pool_pre_ping=True,  # a server that was started again is no error
        connect_args={"connect_timeout": WAIT, "options": bounds},
    )
    if engine.dialect.driver == "psycopg":
        from dlplay.classroom.store_patience import connect

        sa.event.listen(engine, "do_connect", connect)
    return engine


def _sqlite(connection: Any, record: object) -> None:
    connection.isolation_level = None  # transactions begin where `_begin` says so
    for pragma in ("journal_mode = WAL", "synchronous = NORMAL", "foreign_keys = ON", "secure_delete = ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _bring_up_to_date(engine: Engine) -> None:
    """Take the steps that are missing; Alembic is loaded only where there are some."""
    if _version(engine) == HEAD:
        return
    from alembic import command
    from alembic.config import Config

    with engine.execution_options(writes=True).begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(LOCK)))
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _version(engine: Engine) -> str | None:
    with engine.connect() as connection:
        if not sa.inspect(connection).has_table("alembic_version"):
            return None
        return connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalar()
