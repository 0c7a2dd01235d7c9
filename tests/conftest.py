"""What all tests share."""

import sys
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

# an example that comes late says that the machine is busy, not that the code is wrong
settings.register_profile("dlplay", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("dlplay")


@pytest.fixture(autouse=True)
def single_precision() -> Iterator[None]:
    """Scripts that the pages show set Keras's precision; the next test gets the usual one back."""
    yield
    if keras := sys.modules.get("keras"):
        keras.config.set_floatx("float32")
        keras.config.set_dtype_policy("float32")
