"""Connections to PostgreSQL that do not wait for ever for a server that is stuck, or gone without a word.

Neither a bound on connecting nor one that the server keeps itself ends such a wait, which would hold up every
page of the process.
"""

from typing import Any

import psycopg
from psycopg.pq import TransactionStatus

ANSWER = 5.0  # seconds for one answer; the server itself gives up a lock after two


class Connection(psycopg.Connection[Any]):
    """One that is closed when an answer has not come in time."""

    def wait(self, gen: Any, interval: float = 0.1, timeout: float | None = None) -> Any:
        try:
            return super().wait(gen, interval, ANSWER if timeout is None else timeout)
        except psycopg.OperationalError:
            if self.pgconn.transaction_status == TransactionStatus.ACTIVE:  # it still owes an answer
                self.close()
            raise


def connect(dialect: Any, record: Any, arguments: Any, named: Any) -> Connection:
    """For SQLAlchemy's event `do_connect`."""
    return Connection.connect(*arguments, **named)
