"""What all page tests share."""

import gc
from collections.abc import Iterator

import pytest


@pytest.fixture(scope="module", autouse=True)
def frozen() -> Iterator[None]:
    """Streamlit collects garbage after every run of a page: half of its time, with TensorFlow among it."""
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()
