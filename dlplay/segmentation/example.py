"""Sheets to look at, each with its truth: MNIST's test digits, which no network here has trained on."""

import numpy as np

from dlplay.digits.mnist import load_test_digits
from dlplay.scenes import LAYOUTS, Scene, mnist_glyph, scene

MOST = 11  # digits: as many as a telephone number has
HEIGHTS = 16.0, 44.0  # pixels
WEIGHTS = -1, 4  # of the strokes, as `mnist_glyph` takes them


def example(number: int) -> Scene:
    """Sheet `number`: its digits stand in lines or anywhere, all of about one height and one pen.

    Raises:
        AssetError: if the test digits are missing or damaged.
    """
    random = np.random.default_rng([13, number])
    pictures, labels = load_test_digits()
    height = float(np.exp(random.uniform(*np.log(HEIGHTS))))
    weight = int(random.integers(WEIGHTS[0], WEIGHTS[1] + 1))
    chosen = random.integers(len(labels), size=random.integers(3, MOST + 1))
    glyphs = [
        mnist_glyph(pictures[one], int(labels[one]), height * random.uniform(0.9, 1.1), weight)
        for one in chosen
    ]
    return scene(random, glyphs, layout=str(random.choice(list(LAYOUTS))))
