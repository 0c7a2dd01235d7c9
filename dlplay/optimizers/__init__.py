"""Optimizers under Keras's names, their steps equal to Keras's.

>>> import numpy as np
>>> from dlplay.optimizers import OPTIMIZERS
>>> weights, state = np.array([1.0, -2.0]), None
>>> weights, state = OPTIMIZERS["momentum"].step(weights, np.array([1.0, -4.0]), state, learning_rate=0.1)
>>> weights
array([ 0.9, -1.6])

`sgd`, `momentum` and `nesterov` are the three forms of `keras.optimizers.SGD`.

Left out, each for a reason:
    Ftrl: for sparse linear models; its first step forgets where the weights began.
    Adafactor: saves memory by the rows and columns of matrices; of a vector nothing is saved.
    Lamb: one trust ratio a layer, for batches of thousands; with two weights it is one more learning rate.
    Muon: makes the steps of matrices orthogonal; for anything but matrices it is AdamW.
    ScheduleFreeAdamW: takes gradients at one point and answers with another; a race has one dot a runner.
    LossScaleOptimizer, MultiOptimizer: wrap others, for half precision and for several at once.
    Options that make one rule into another (amsgrad, centered RMSprop and its momentum), clipping, averages.
"""

from dlplay.optimizers.adaptive import ADAPTIVE
from dlplay.optimizers.moments import MOMENTS
from dlplay.optimizers.optimizer import Line, Optimizer, State
from dlplay.optimizers.velocity import VELOCITY

OPTIMIZERS: dict[str, Optimizer] = {one.name: one for one in (*VELOCITY, *ADAPTIVE, *MOMENTS)}

__all__ = ["OPTIMIZERS", "Line", "Optimizer", "State"]
