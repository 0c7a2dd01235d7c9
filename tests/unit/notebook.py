"""Stands in for `dlplay.jobs.worker.Reporter` where a task is tested without a cluster."""

from typing import Any

import numpy as np


class Notebook:
    """Notes every point and checkpoint, and asks for the end after so many points."""

    def __init__(self, stop_after: int | None = None):
        self.points: list[dict[str, Any]] = []
        self.checkpoints: list[tuple[dict[str, Any], dict[str, np.ndarray]]] = []
        self._stop_after = stop_after

    @property
    def stop(self) -> bool:
        return self._stop_after is not None and len(self.points) >= self._stop_after

    def progress(self, facts: dict[str, Any], always: bool = False) -> None:
        self.points.append(facts)

    def checkpoint(self, facts: dict[str, Any], arrays: dict[str, np.ndarray]) -> None:
        self.checkpoints.append((facts, arrays))
