"""Loss functions under Keras's names, with values and gradients equal to Keras's.

>>> from dlplay.losses import LOSSES
>>> LOSSES["huber"].value([[0.0, 1.0]], [[3.0, 1.0]], delta=2.0)
2.0
>>> LOSSES["huber"].gradient([[0.0, 1.0]], [[3.0, 1.0]], delta=2.0)
array([[1., 0.]])

Left out: connectionist temporal classification (`keras.losses.CTC`), a sum over all alignments of two
sequences by dynamic programming, which is no function of one prediction that could be drawn; sample weights;
the other reductions.
"""

from dlplay.losses.categorical import CATEGORICAL
from dlplay.losses.entropy import BINARY
from dlplay.losses.loss import EPSILON, Loss, Parameter
from dlplay.losses.margin import MARGIN
from dlplay.losses.regression import REGRESSION

LOSSES: dict[str, Loss] = {loss.name: loss for loss in (*REGRESSION, *BINARY, *CATEGORICAL, *MARGIN)}

__all__ = ["EPSILON", "LOSSES", "Loss", "Parameter"]
