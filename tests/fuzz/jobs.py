"""What is asked of the training worker, and what it answers: plain data that travels as JSON and `.npz`."""

import json
from typing import Any

import numpy as np
from hypothesis import strategies as st

from dlplay.jobs import request
from dlplay.jobs.request import Request, to_json
from tests.fuzz import files
from tests.fuzz.target import Target
from tests.fuzz.values import NUMBER, TEXTS, json_values

ARRAYS = st.builds(
    lambda shape, kind: np.zeros(shape, kind),
    st.sampled_from([(), (0,), (3,), (2, 0, 4), (1000, 1000)]),
    st.sampled_from(["f4", "i8", "U3", "O", "?", "M8[s]", "c16"]),
)
REQUESTS = st.tuples(
    TEXTS,
    st.dictionaries(TEXTS, json_values(), max_size=4),
    st.dictionaries(
        st.one_of(st.text(max_size=9), st.sampled_from(["file", "a.npy", "a"])), ARRAYS, max_size=3
    ),
    NUMBER,
)


def _asked(case: tuple[Any, ...]) -> None:
    asked = Request(*case)
    assert 0 < asked.seconds <= request.LONGEST
    json.loads(to_json(asked.settings))
    found = request.unpack(request.pack(asked.arrays))
    assert set(found) == set(asked.arrays)


def _answered(data: bytes) -> None:
    assert all(isinstance(array, np.ndarray) for array in request.unpack(data).values())


def targets() -> list[Target]:
    return [
        Target("job", REQUESTS, _asked, (ValueError, TypeError), 3000),
        Target("answer of a job", files.networks(), _answered, (ValueError,), 3000),
    ]
