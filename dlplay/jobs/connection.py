"""A connection to a scheduler that gives up in time, and leaves nothing behind where there was none.

Dask bounds how long it knocks, but not how long it waits for the first word of whoever opened, and the thread
that it starts for a connection stays when that has failed.
"""

from contextlib import suppress
from typing import Any

from distributed import Client

CLOSE = 1.0  # seconds for an orderly end


class Connection(Client):
    """Dask's client of the scheduler at `address`.

    Args:
        knock: seconds in which it is tried again and again.
        patience: seconds until it must be there.
        security: as `Outside.security` gives it.

    Raises:
        OSError: if it was not, whatever it was that answered instead.
    """

    def __init__(self, address: str, knock: float, patience: float, security: Any = None):
        self._patience = patience  # `Client` starts while it is made
        super().__init__(address, timeout=knock, security=security, set_as_default=False)

    def start(self, **given: Any) -> None:
        """Called by Dask."""
        try:
            super().start(callback_timeout=self._patience, **given)
        except Exception as problem:
            self.leave()
            raise OSError(f"{type(problem).__name__}: {problem}") from problem

    def leave(self) -> None:
        """End it, whoever is at the other end and whatever they say."""
        with suppress(Exception):
            self.close(timeout=CLOSE)
        self._loop_runner.stop(timeout=CLOSE)  # Dask leaves it where its own end took too long
