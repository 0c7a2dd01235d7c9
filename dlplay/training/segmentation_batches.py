"""What the segmentation's networks are given, batch by batch: single digits, mosaics of them, sheets."""

from abc import abstractmethod

import keras
import numpy as np

from dlplay.scenes import INKED
from dlplay.segmentation.network import GROUND
from dlplay.training.segmentation_sheets import cell, mosaics

Batch = tuple[np.ndarray, ...]


def pixels(inks: np.ndarray, masks: np.ndarray, ground: float) -> Batch:
    """Ink float32 (n, H, W, 1), the class of each pixel (n, H, W), its weight: 1, or `ground` without ink."""
    sheets = inks.astype(np.float32) / np.float32(255)
    classes = np.where(masks < 0, GROUND, masks).astype(np.int32)
    return sheets[..., None], classes, np.where(sheets >= INKED, 1, ground).astype(np.float32)


class _Shuffled(keras.utils.PyDataset):
    """Batches of what there is, in a new order each epoch; what fills no batch waits."""

    def __init__(self, total: int, size: int, seed: int):
        super().__init__()
        self.total, self.size, self.random = total, size, np.random.default_rng(seed)
        self.on_epoch_end()

    def on_epoch_end(self):
        self.order = self.random.permutation(self.total)

    def __len__(self):
        return self.total // self.size

    def __getitem__(self, number):
        return self.batch(self.order[number * self.size : (number + 1) * self.size])

    @abstractmethod
    def batch(self, chosen: np.ndarray) -> Batch:
        """Of those numbers."""


class Cells(_Shuffled):
    """Single digits, each in a cell of its own, with their labels."""

    def __init__(self, pictures: np.ndarray, labels: np.ndarray, size: int, seed: int):
        self.pictures, self.labels = pictures, labels
        super().__init__(len(labels), size, seed)

    def batch(self, chosen):
        cells = np.stack([cell(self.random, self.pictures[one]) for one in chosen])
        return cells[..., None].astype(np.float32) / np.float32(255), self.labels[chosen]


class Mosaics(_Shuffled):
    """Mosaics of digits, drawn as they are asked for, with the class of every pixel."""

    def __init__(self, pictures: np.ndarray, labels: np.ndarray, recipe, seed: int):
        self.pictures, self.labels, self.ground = pictures, labels, recipe.ground
        super().__init__(recipe.mosaics, recipe.mosaics_batch, seed)

    def batch(self, chosen):
        return pixels(*mosaics(self.random, self.pictures, self.labels, len(chosen)), self.ground)


class Sheets(_Shuffled):
    """Sheets with the class of every pixel."""

    def __init__(self, inks: np.ndarray, masks: np.ndarray, recipe, seed: int):
        self.inks, self.masks, self.ground = inks, masks, recipe.ground
        super().__init__(len(inks), recipe.batch_size, seed)

    def batch(self, chosen):
        return pixels(self.inks[chosen], self.masks[chosen], self.ground)
