"""Every activation function that Keras 3.15 exports, and the step function, under Keras's names.

    ACTIVATIONS["leaky_relu"].function(x, negative_slope=0.1)
    ACTIVATIONS["leaky_relu"].derivative(x, negative_slope=0.1)

Keras's second names (`swish`, `hard_swish`) are keys too, of the same entries.
"""

from dlplay.activations.activation import Activation, Paper, Parameter, Piece
from dlplay.activations.gates import GATES
from dlplay.activations.rectifiers import RECTIFIERS
from dlplay.activations.squashing import SHRINKING, SQUASHING
from dlplay.activations.vectors import VECTORS

ACTIVATIONS: dict[str, Activation] = {
    one.name: one for one in (*RECTIFIERS, *GATES, *SQUASHING, *SHRINKING, *VECTORS)
}
CURVES = tuple(name for name, one in ACTIVATIONS.items() if not one.vector)  # functions of one number
VECTOR_FUNCTIONS = tuple(name for name, one in ACTIVATIONS.items() if one.vector)
ACTIVATIONS |= {"swish": ACTIVATIONS["silu"], "hard_swish": ACTIVATIONS["hard_silu"]}

__all__ = ["ACTIVATIONS", "CURVES", "VECTOR_FUNCTIONS", "Activation", "Paper", "Parameter", "Piece"]
