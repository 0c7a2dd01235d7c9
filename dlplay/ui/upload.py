"""A place to drop a file: Streamlit's uploader, with words in the visitor's language.

Files of every type and size come in, up to what the server takes; the page that asked for them says what is
wrong with one. Of a still larger one the browser tells, before it is sent.
"""

from collections.abc import Callable
from pathlib import Path

import streamlit as st
from streamlit.runtime.uploaded_file_manager import DeletedFile, UploadedFile

from dlplay.files.encoding import ENCODINGS
from dlplay.ui.component import component
from dlplay.ui.language import t

MOST_MB = 32  # as maxUploadSize in .streamlit/config.toml: photos of good cameras have 20
ENCODING_WIDTH = 260  # CSS pixels

_words = component("upload", Path(__file__).with_name("upload.js"))


def choose_encoding(key: str, on_change: Callable[[], None]) -> None:
    """In which encoding the file is read; the session holds under `key` in which it was."""
    if st.session_state[key] in ENCODINGS:
        st.selectbox(
            t("upload.encoding"),
            list(ENCODINGS),
            format_func=ENCODINGS.__getitem__,
            key=key,
            on_change=on_change,
            width=ENCODING_WIDTH,
        )


def upload(
    label: str,
    key: str,
    help: str | None = None,
    on_change: Callable[[], None] | None = None,
) -> UploadedFile | None:
    """Draw it, and say so where the server has the file no more; returns the one that lies in it."""
    file = st.file_uploader(label, key=key, max_upload_size=MOST_MB, help=help, on_change=on_change)
    words = {
        "choose": t("upload.choose"),
        "remove": t("upload.remove"),
        "limit": t("upload.limit"),
        "large": t("upload.large", most=MOST_MB),
        "failed": t("upload.failed"),
    }
    _words(data={"key": key, "words": words}, key=f"{key}_words", height="content")
    if isinstance(st.session_state.get(key), DeletedFile):
        st.warning(t("upload.gone"))
    return file


def uploaded(key: str) -> UploadedFile | None:
    """The file that lies in the place with this key.

    A browser goes on showing one, and telling its name, that a server before this one had: that is none.
    """
    found = st.session_state.get(key)
    return found if isinstance(found, UploadedFile) else None
