"""How much of what visitors bring is kept at once.

Streamlit bounds each file, keeps all of them in memory until their visit ends, and bounds neither their
number nor their sum: with one open page anybody could fill a server. Beyond these the upload is refused, and
the uploader says that it failed; what was kept before stays.
"""

from typing import Any

from starlette.exceptions import HTTPException
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager

from dlplay.ui import metrics

MOST_OF_A_VISIT = 96_000_000  # bytes: the three largest files
MOST_OF_ALL = 512_000_000
MOST_FILES = 30  # of a visit


def install() -> None:
    """From now on, for all sessions."""
    # Streamlit has no hook here: it makes its manager by this class
    MemoryUploadedFileManager.add_file = _bounded  # type: ignore[assignment, method-assign]


def _bounded(kept: MemoryUploadedFileManager, session_id: str, file: Any) -> None:
    """`add_file`, which raises HTTPException 413 where there would be too much."""
    with kept._lock:
        own = dict(kept.file_storage.get(session_id, {}))
        all_of_it = kept._total_bytes
    own.pop(file.file_id, None)
    size = sum(len(one.data) for one in own.values()) + len(file.data)
    if size > MOST_OF_A_VISIT or len(own) >= MOST_FILES or all_of_it + len(file.data) > MOST_OF_ALL:
        metrics.refused("upload")
        raise HTTPException(413, "too many files")
    _add(kept, session_id, file)


_add = MemoryUploadedFileManager.add_file
