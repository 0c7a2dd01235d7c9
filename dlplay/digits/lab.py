"""The data lab: MNIST's training digits made fewer, unequal, wrong, noisy or strange, on purpose.

What a network learns is what its examples hold; each switch here takes one property away from them.
Labels and noise change in the training digits alone, so that the test still measures reading. Shuffled pixels
change what every picture looks like to the network: the test's and a student's own as well.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from dlplay.digits.mnist import Mnist
from dlplay.digits.reading import GRID
from dlplay.digits.warp import warp

CLASSES = 10
FEWEST, MOST = 10, 6742  # of a class; MNIST has 5,421 (fives) to 6,742 (ones)
# The lab's random streams have numbers far from those of the epochs, which order the digits by [seed, epoch]:
# with the same numbers one epoch began with all the wrong labels.
LABELS, NOISE, SHUFFLE = 1001, 1002, 1003
AUGMENTATION = 0.8  # rotations and slants around 4°, as in the shipped digit reader's training


@dataclass(frozen=True)
class Lab:
    """What the network is given to learn from.

    Attributes:
        counts: training digits of each class, the first ones in MNIST's order: 0 for none, else 10 to 6,742;
            where MNIST has fewer, all of them.
        flipped: share of the training digits, 0 to 1, with the label of another digit, each other one alike.
        noise: standard deviation of normal noise on each training picture, in ink (0 none, 1 full), cut to
            0..1 after it was added.
        shuffled: the same random permutation of the 784 pixels for every picture: neighbours are no
            neighbours any more.
        augmented: each training picture turned, slanted, moved and bent a little, anew each time it is used.
        seed: decides which labels flip and to what, the noise, the permutation, and the augmentation.

    Raises:
        ValueError: for a value out of range, and where no digit is left.
    """

    counts: tuple[int, ...] = (1000,) * CLASSES
    flipped: float = 0.0
    noise: float = 0.0
    shuffled: bool = False
    augmented: bool = False
    seed: int = 0

    def __post_init__(self) -> None:
        if len(self.counts) != CLASSES:
            raise ValueError(f"counts must have {CLASSES} numbers, got {len(self.counts)}")
        for count in self.counts:
            if count != 0 and not FEWEST <= count <= MOST:
                raise ValueError(f"counts must be 0 or {FEWEST} to {MOST} each, got {count}")
        if not any(self.counts):
            raise ValueError(f"counts must leave some digits, got {self.counts}")
        for name in ("flipped", "noise"):
            if not 0 <= getattr(self, name) <= 1:
                raise ValueError(f"{name} must be from 0 to 1, got {getattr(self, name)}")

    def training_set(self, mnist: Mnist) -> tuple[np.ndarray, np.ndarray]:
        """The training pictures, uint8 (n, 28, 28), and their labels, uint8 (n,), in MNIST's order.

        Before `shown`, and before `augment`, which must see neighbours as neighbours.
        """
        chosen = np.zeros(len(mnist.y_train), bool)
        for digit, count in enumerate(self.counts):
            chosen[np.flatnonzero(mnist.y_train == digit)[:count]] = True
        return self._noisy(mnist.x_train[chosen]), self._mislabelled(mnist.y_train[chosen])

    def _mislabelled(self, labels: np.ndarray) -> np.ndarray:
        random = np.random.default_rng([self.seed, LABELS])
        wrong = random.permutation(len(labels))[: round(self.flipped * len(labels))]
        labels[wrong] = (labels[wrong] + random.integers(1, CLASSES, len(wrong))) % CLASSES
        return labels

    def _noisy(self, pictures: np.ndarray) -> np.ndarray:
        if not self.noise:
            return pictures
        random = np.random.default_rng([self.seed, NOISE])
        for part in np.array_split(pictures, -(-len(pictures) // 1000)):  # in place, and never all in float
            noise = random.standard_normal(part.shape, np.float32) * np.float32(255 * self.noise)
            part[:] = np.clip(part + noise, 0, 255)
        return pictures

    def shown(self, pictures: np.ndarray) -> np.ndarray:
        """What the network sees of pictures (n, 28, 28) of any type: themselves, or their pixels shuffled."""
        if not self.shuffled:
            return pictures
        return pictures.reshape(len(pictures), GRID * GRID)[:, self.permutation].reshape(pictures.shape)

    @cached_property
    def permutation(self) -> np.ndarray:
        """Where each of the 784 pixels comes from when they are shuffled."""
        return np.random.default_rng([self.seed, SHUFFLE]).permutation(GRID * GRID)

    def augment(self, pictures: np.ndarray, random: np.random.Generator) -> np.ndarray:
        """Pictures, uint8 (n, 28, 28), each changed a little, as `augmented` says."""
        warped = warp(pictures.astype(np.float32), random, AUGMENTATION)
        return warped.round().astype(np.uint8)
