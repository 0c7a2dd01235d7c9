"""What a unit of a later layer sees: its receptive field in the picture, and its place in the flat vector."""

from collections.abc import Sequence
from typing import NamedTuple

from dlplay.convolution.sliding import Sliding


class Field(NamedTuple):
    """The receptive field of a layer's units, in pixels of the layer that it is told for.

    size: of the field along a side.
    jump: from one unit's field to its neighbour's.
    start: of unit 0's; below 0 where that lies in a border.
    """

    size: int
    jump: int
    start: int

    def span(self, unit: int, n: int) -> tuple[int, int]:
        """The first pixel that a unit sees and the one after the last, of n there are."""
        first = self.start + self.jump * unit
        return max(first, 0), min(first + self.size, n)


def fields(layers: Sequence[Sliding], n: int) -> list[Field]:
    """The field of every layer's units in a picture of n pixels a side, the picture's own pixels first.

    size_l = size_{l-1} + (reach_l - 1) jump_{l-1}
    jump_l = jump_{l-1} s_l
    start_l = start_{l-1} - p_l jump_{l-1}

    Raises:
        ValueError: where a window does not fit into the layer below.

    Source: Araujo, Norris and Sim, "Computing receptive fields of convolutional neural
    networks", Distill, 2019.
    """
    found = [Field(1, 1, 0)]
    for layer in layers:
        below = found[-1]
        before, _ = layer.border(n)
        n = layer.size(n)
        found.append(
            Field(
                below.size + (layer.reach - 1) * below.jump,
                below.jump * layer.stride,
                below.start - before * below.jump,
            )
        )
    return found


def place_in_vector(row: int, column: int, channel: int, columns: int, channels: int) -> int:
    """Where `Flatten` puts a number of a map: (row * columns + column) * channels + channel."""
    return (row * columns + column) * channels + channel
