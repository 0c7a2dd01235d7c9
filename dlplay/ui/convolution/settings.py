"""What a student sets on the page on convolution."""

from dataclasses import dataclass

from dlplay.convolution import KERNELS
from dlplay.ui.picture.settings import PictureSettings
from dlplay.ui.settings import Choice, Number, setting
from dlplay.ui.weights import Weights

VIEWS = ("window", "pooling", "deep", "shared", "flatten")
LARGEST = 10.0  # of a weight of one's own, either way
CROSS = (2.0, 1.0, 0.0, 1.0, 0.0, -1.0, 0.0, -1.0, -2.0)  # what these weights start with: an edge aslant
RING = (*(-1.0,) * 5, *(-1.0, 2.0, 2.0, 2.0, -1.0) * 3, *(-1.0,) * 5)  # a spot of three pixels
OWN = {"own3": 3, "own5": 5}  # kernels of one's own -> their side
FURTHEST = 31  # row or column of a feature map, with the widest border


@dataclass(frozen=True)
class ConvolutionSettings(PictureSettings):
    view: str = setting("window", Choice(VIEWS))
    kernel: str = setting("edge_left", Choice((*KERNELS, "learned", *OWN)))
    filter: int = setting(5, Number(0, 31))
    own3: tuple[float, ...] = setting(CROSS, Weights(9, LARGEST, 0.1))
    own5: tuple[float, ...] = setting(RING, Weights(25, LARGEST, 0.1))
    bias: float = setting(0.0, Number(-2.0, 2.0, 0.1))
    activation: str = setting("relu", Choice(("relu", "linear")))
    stride: int = setting(1, Number(1, 4))
    padding: str = setting("valid", Choice(("valid", "same", "1", "2", "3")))
    dilation: int = setting(1, Number(1, 3))
    row: int = setting(5, Number(0, FURTHEST))
    column: int = setting(6, Number(0, FURTHEST))
    pooling: str = setting("max", Choice(("max", "average")))
    pool: int = setting(2, Number(2, 4))
    layers: int = setting(3, Number(1, 4))
    filters: int = setting(32, Number(1, 64))
    shift: int = setting(0, Number(-8, 8))
