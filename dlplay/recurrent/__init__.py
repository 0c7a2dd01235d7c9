"""Recurrent networks, forward and back through time, and what becomes of a memory and of a gradient in them.

    recipe = Recipe(longest=30)
    training = Training(recipe)          # SimpleRNN, GRU and LSTM on the remember task
    training.advance(steps=500)
    training.moments[-1].accuracy["lstm"]

`cells` holds one step of each cell forward and back, `network` whole sequences, `gradients` measures by
distance, `words`, `remember` and `passages` are what is read, `shipped` the trained networks.
"""

from dlplay.recurrent.cells import CELLS
from dlplay.recurrent.training import Recipe, Training

__all__ = ["CELLS", "Recipe", "Training"]
