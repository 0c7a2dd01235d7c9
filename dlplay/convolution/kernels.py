"""Kernels with a name, as textbooks of image processing write them; each is (3, 3), row by row.

The edges are Sobel's: I. Sobel, "An isotropic 3x3 image gradient operator", 1968 (published 2014). A kernel
is not flipped here, so `edge_left` answers where paper is left of the ink and ink right of it.
"""

import numpy as np

_ROWS = {
    "edge_left": ((-1, 0, 1), (-2, 0, 2), (-1, 0, 1)),
    "edge_top": ((-1, -2, -1), (0, 0, 0), (1, 2, 1)),
    "laplacian": ((0, 1, 0), (1, -4, 1), (0, 1, 0)),
    "blur": ((1 / 9, 1 / 9, 1 / 9),) * 3,
    "sharpen": ((0, -1, 0), (-1, 5, -1), (0, -1, 0)),
    "emboss": ((-2, -1, 0), (-1, 1, 1), (0, 1, 2)),
    "identity": ((0, 0, 0), (0, 1, 0), (0, 0, 0)),
}
KERNELS = {name: np.array(rows, float) for name, rows in _ROWS.items()}
for _kernel in KERNELS.values():
    _kernel.setflags(write=False)
