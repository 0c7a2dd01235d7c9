"""Means over the last batches of a training, for its curves."""

from collections import defaultdict

KEEPS = 0.9  # of a batch's weight when the next one comes


class Recent:
    """Means in which each batch counts a tenth less than the next."""

    def __init__(self):
        self._sums: dict[str, float] = defaultdict(float)
        self._count = 0.0

    def add(self, count: int, **means: float) -> None:
        """A batch of `count` examples and what was measured on it."""
        self._count = KEEPS * self._count + count
        for name, mean in means.items():
            self._sums[name] = KEEPS * self._sums[name] + mean * count

    def mean(self, name: str) -> float | None:
        """None before the first batch."""
        return self._sums[name] / self._count if self._count else None
