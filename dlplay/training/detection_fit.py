"""Build and fit the network of `dlplay.detection.network` in Keras, on any of its backends.

Notation: B sheets, M the most digits of one, h x w cells. Around each digit's centre cell (i, j)
    y = exp(-(column - j)² / 2 s_x² - (row - i)² / 2 s_y²),  s a sixth of the box's side, 0.8 cells at least
The loss of the scores p is CenterNet's, N digits in all:
    L = -(1 / N) Σ (1 - p)² ln p  where y = 1,  p² (1 - y)⁴ ln(1 - p)  elsewhere
The loss of the boxes is taken where y > 0.3, each cell for the digit of its largest y and weighted by that:
the error of the centre as a share of the side, and those of ln w and ln h.
"""

import keras
import numpy as np
from keras import ops

from dlplay.detection.network import CELL, KERNELS, STRIDES, UNIT
from dlplay.training.digit_fit import Progress, learning_rate

TAUGHT = 10.0, 50.0  # pixels of the longer side of the digits that are to be found
PASSED_OVER = 7.5, 66.0  # those that are not in between, but in here, teach nothing; the others are ground
SPREAD, NARROWEST = 1 / 6, 0.8
CENTRAL = 0.3
DOUBT = -3.0  # the first logit of every score: most cells hold no digit


def build() -> keras.Model:
    """(B, H, W, 1) ink -> (B, H / 4, W / 4, 14): ten logits and the four numbers of the box."""
    ink = keras.Input((None, None, 1), name="ink")
    quarter = _convolved(ink, "conv_1", "conv_2", "conv_3", "conv_4")
    eighth = _convolved(quarter, "conv_5", "conv_6", "conv_7")
    near, far = _dense(quarter, "near"), _dense(eighth, "far")
    merged = keras.layers.ReLU()(keras.layers.Add()([near, keras.layers.UpSampling2D()(far)]))
    merged = _convolved(merged, "conv_8")
    scores = _dense(merged, "scores", bias_initializer=keras.initializers.Constant(DOUBT))
    return keras.Model(ink, keras.layers.Concatenate()([scores, _dense(merged, "shapes")]), name="detection")


def _convolved(x, *names: str):
    for name in names:
        x = keras.layers.ZeroPadding2D(1)(x)
        x = keras.layers.Conv2D(KERNELS[name][-1], 3, STRIDES.get(name, 1), activation="relu", name=name)(x)
    return x


def _dense(x, name: str, **options):
    return keras.layers.Dense(KERNELS[name][-1], name=name, **options)(x)


def loss_of(boxes: float, size: tuple[int, int]):
    """For sheets of a size, the loss of `detection_scenes`' rows (B, M, 5) and an answer (B, h, w, 14)."""
    rows = np.arange(size[0] // CELL, dtype=np.float32)[:, None]
    columns = np.arange(size[1] // CELL, dtype=np.float32)[None, :]

    def loss(digits, answer):
        label, box = digits[..., 0], digits[..., 1:]
        centre, side = (box[..., :2] + box[..., 2:]) / 2, box[..., 2:] - box[..., :2]  # (B, M, 2)
        longest = ops.max(side, axis=-1)
        there = ops.logical_and(label >= 0, _between(longest, TAUGHT))
        y = _bumps(centre, side, rows, columns) * ops.cast(there, "float32")[..., None, None]  # (B, M, h, w)
        passed = ops.logical_and(
            label >= 0, ops.logical_and(ops.logical_not(there), _between(longest, PASSED_OVER))
        )
        taught = 1 - ops.max(
            _inside(box, rows, columns) * ops.cast(passed, "float32")[..., None, None], axis=1
        )
        heat = ops.stack([ops.max(y * _are(label, digit), axis=1) for digit in range(10)], axis=-1)
        scores = _focal(heat, answer[..., :10]) * taught[..., None]
        count = ops.maximum(ops.sum(ops.cast(there, "float32")), 1)
        return ops.sum(scores) / count + boxes * _box_error(y, centre, side, answer[..., 10:], rows, columns)

    return loss


def _between(values, limits: tuple[float, float]):
    return ops.logical_and(values >= limits[0], values <= limits[1])


def _are(label, digit: int):
    return ops.cast(ops.equal(label, digit), "float32")[..., None, None]


def _bumps(centre, side, rows, columns):
    """y of each digit and cell, (B, M, h, w)."""
    cell = ops.floor(centre / CELL)[..., None, None]
    spread = ops.maximum(side * (SPREAD / CELL), NARROWEST)[..., None, None]
    across, down = (columns - cell[:, :, 0]) / spread[:, :, 0], (rows - cell[:, :, 1]) / spread[:, :, 1]
    return ops.exp(-(across**2 + down**2) / 2)


def _inside(box, rows, columns):
    """1 where a cell's middle lies in a box, (B, M, h, w)."""
    x0, y0, x1, y1 = (box[:, :, at][..., None, None] for at in range(4))
    x, y = (columns + 0.5) * CELL, (rows + 0.5) * CELL
    within = ops.logical_and(ops.logical_and(x >= x0, x <= x1), ops.logical_and(y >= y0, y <= y1))
    return ops.cast(within, "float32")


def _focal(heat, logits):
    p = ops.sigmoid(logits)
    centre = -((1 - p) ** 2) * ops.log_sigmoid(logits)
    elsewhere = -(p**2) * (1 - heat) ** 4 * ops.log_sigmoid(-logits)
    return ops.where(heat >= 1, centre, elsewhere)


def _box_error(y, centre, side, shapes, rows, columns):
    largest = ops.max(y, axis=1, keepdims=True)
    own = ops.cast(ops.logical_and(y >= largest, y > CENTRAL), "float32")  # (B, M, h, w)
    own = own / ops.maximum(ops.sum(own, axis=1, keepdims=True), 1)  # two digits may share a centre
    true_centre = ops.einsum("bmhw,bmk->bhwk", own, centre)
    true_side = ops.maximum(ops.einsum("bmhw,bmk->bhwk", own, side), 1)
    middles = ops.stack([columns + 0 * rows, rows + 0 * columns], axis=-1) + 0.5
    off = ops.abs((middles + shapes[..., :2]) * CELL - true_centre) / ops.maximum(true_side, 8)
    scale = ops.abs(shapes[..., 2:] - ops.log(true_side / UNIT))
    weight = largest[:, 0] * ops.sum(own, axis=1)
    return ops.sum(weight[..., None] * (off + scale)) / ops.maximum(ops.sum(weight), 1)


class Batches(keras.utils.PyDataset):
    """Shuffled batches of scenes, ink float32 (B, H, W, 1), and their digits."""

    def __init__(self, images: np.ndarray, rows: np.ndarray, batch_size: int, seed: int):
        super().__init__()
        self.images, self.rows, self.batch_size = images, rows, batch_size
        self.random = np.random.default_rng(seed)
        self.on_epoch_end()

    def on_epoch_end(self):
        self.order = self.random.permutation(len(self.images))

    def __len__(self):
        return len(self.images) // self.batch_size

    def __getitem__(self, index):
        chosen = self.order[index * self.batch_size : (index + 1) * self.batch_size]
        return self.images[chosen, ..., None].astype(np.float32) / np.float32(255), self.rows[chosen]


def fit(recipe, scenes: tuple[np.ndarray, np.ndarray], seed: int) -> keras.Model:
    """Train a new network; its weights are at last the running mean of those of every step."""
    keras.utils.set_random_seed(seed)
    network, batches = build(), Batches(*scenes, recipe.batch_size, seed)
    optimizer = keras.optimizers.Adam(
        learning_rate(recipe, len(batches)), use_ema=recipe.averaging > 0, ema_momentum=recipe.averaging
    )
    network.compile(optimizer, loss=loss_of(recipe.boxes, recipe.size))
    progress = Progress(network, recipe.epochs * len(batches))
    network.fit(batches, epochs=recipe.epochs, verbose=0, callbacks=[progress])
    return network
