"""An outside cluster, as the environment names it: its scheduler, and what its members know each other by.

    DLPLAY_DASK_SCHEDULER   tls://host:port, or tcp://host:port where nobody else reaches the host
    DLPLAY_DASK_CA, DLPLAY_DASK_CERT, DLPLAY_DASK_KEY   with tls://: paths of PEM files

With TLS every member, scheduler, worker and web process, shows a certificate that the authority in
`DLPLAY_DASK_CA` has signed, and takes nobody who cannot; names in certificates are not compared.
"""

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

NAMES = {"ca": "DLPLAY_DASK_CA", "cert": "DLPLAY_DASK_CERT", "key": "DLPLAY_DASK_KEY"}


class Outside(NamedTuple):
    """Where the scheduler is, and the files of this member."""

    address: str
    ca: str = ""
    cert: str = ""
    key: str = ""

    @classmethod
    def of(cls, environment: Mapping[str, str]) -> "Outside | None":
        """The cluster that an environment names; None where trainings stay on this machine."""
        address = environment.get("DLPLAY_DASK_SCHEDULER", "")
        return cls(address, *(environment.get(name, "") for name in NAMES.values())) if address else None

    def place(self) -> tuple[str, str, int]:
        """Scheme, host and port of the scheduler.

        Raises:
            ValueError: for another scheme, and where one is missing: each member would take another.
        """
        with suppress(ValueError):  # a port that is no number, or too large for one
            told = urlsplit(self.address)
            if told.scheme in ("tcp", "tls") and told.hostname and told.port:
                return told.scheme, told.hostname, told.port
        raise ValueError(
            f"DLPLAY_DASK_SCHEDULER must be tls://host:port or tcp://host:port, got {self.address!r}"
        )

    def security(self) -> Any:
        """Dask's `Security` for all three kinds of members; None without TLS.

        Raises:
            ValueError: for an address of another kind, and where address and files do not go together.
        """
        scheme, *_ = self.place()
        files = {NAMES[name]: getattr(self, name) for name in NAMES}
        if scheme == "tcp":
            if given := [name for name, path in files.items() if path]:
                raise ValueError(f"{given[0]} needs a scheduler at tls://…, got {self.address!r}")
            return None
        for name, path in files.items():
            if not path or not Path(path).is_file():
                raise ValueError(f"a scheduler at tls:// needs {name}, the path of a PEM file, got {path!r}")
        from distributed.security import Security

        own = {f"tls_{kind}_cert": self.cert for kind in ("client", "scheduler", "worker")}
        own |= {f"tls_{kind}_key": self.key for kind in ("client", "scheduler", "worker")}
        return Security(require_encryption=True, tls_ca_file=self.ca, **own)
