"""The networks whose gradients the page measures, what they read, and the measurement."""

from typing import NamedTuple

import numpy as np

from dlplay.recurrent import gradients, passages, remember, shipped
from dlplay.recurrent.cells import CELLS
from dlplay.recurrent.gradients import Distances
from dlplay.recurrent.network import Network

# writers: the trained networks of the Shakespeare page; text, remember: small ones trained on these; by_hand:
# untrained, with the radius and the forget bias that are asked for
NETS = ("writers", "text", "remember", "by_hand")
READS = ("text", "remember")
COUNT = {"writers": 4, "text": 8, "remember": 16, "by_hand": 16}  # sequences: more would take too long


class Question(NamedTuple):
    """Which networks, reading what, how far back."""

    nets: str  # of NETS
    reads: str  # of READS; only asked of networks by hand, the others read what they were trained on
    length: int  # T
    radius: float = 1.0  # of networks by hand
    forget_bias: float = 1.0  # of an LSTM by hand
    factor: float = 1.0  # on the recurrent weights of trained networks
    seed: int = 1

    @property
    def cells(self) -> tuple[str, ...]:
        """The cells that there is a network of."""
        return tuple(cell for cell in CELLS if self.nets != "writers" or cell in shipped.WRITERS)

    @property
    def task(self) -> str:
        """What is read."""
        return {"writers": "text", "by_hand": self.reads}.get(self.nets, self.nets)

    def for_cell(self, cell: str) -> "Question":
        """The same question without what does not concern this cell, so that no slider measures it anew."""
        return self if cell == "lstm" else self._replace(forget_bias=1.0)

    def network(self, cell: str) -> Network:
        """The network with this cell, its recurrent weights in float64."""
        if self.nets == "by_hand":
            sizes = shipped.TASKS[self.task]
            return gradients.untrained(
                cell, sizes.inputs, sizes.classes, self.radius, self.forget_bias, self.seed
            )
        trained = shipped.load_writer(cell) if self.nets == "writers" else shipped.load(self.nets, cell)
        return gradients.scaled(trained, self.factor)

    def sequences(self) -> tuple[np.ndarray, np.ndarray]:
        """What is read, x (B, T, n) and y (B,): the same for every cell."""
        random, count = np.random.default_rng([self.seed, 5]), COUNT[self.nets]
        if self.task == "text":
            return passages.batch(random, count, self.length)
        told = remember.batch(random, count, self.length - 2)
        return told.x, told.y

    def measure(self, cell: str) -> Distances:
        """Gradients by distance, in the last recurrent layer."""
        return gradients.by_distance(self.network(cell), *self.sequences())
