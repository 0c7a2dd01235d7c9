"""The photo that a visitor brings: one for the visit, whichever page it was brought to."""

from functools import partial

import streamlit as st

from dlplay.digits import photo, samples
from dlplay.ui import metrics
from dlplay.ui.kept_drawing import Photo, kept_photo, photo_key
from dlplay.ui.language import t
from dlplay.ui.upload import upload, uploaded

HOME = "digits"  # the page that keeps it


def bring(key: str, page: str = HOME) -> bool:
    """Draw the place for it with this key, what was wrong with the last file, and the photo that is there.

    Args:
        page: whose words say what is to be brought.

    Returns:
        Whether a file was refused and there is no earlier one in its place.
    """
    words = t(f"{page}.photo_help", limit=photo.LARGEST_MB)
    file = upload(t(f"{page}.photo"), key, help=words, on_change=partial(_take, key))
    there, problem = kept_photo(HOME), st.session_state.get(_problem(key)) if file else None
    if problem is not None:
        _refuse(problem, still_here=there is not None)
    if there is not None:
        _show(there)
    return problem is not None and there is None


def _take(key: str) -> None:
    """Before the page is drawn, so that all of it sees the new photo."""
    file, st.session_state[_problem(key)] = uploaded(key), None
    if file is None:
        return
    try:
        picture = photo.decode(file.getvalue())
        st.session_state[photo_key(HOME)] = Photo(file.file_id, picture, photo.flatten(picture))
    except photo.PhotoError as problem:
        metrics.refused("photo")
        st.session_state[_problem(key)] = problem


def _problem(key: str) -> str:
    return f"{key}:problem"


def _refuse(problem: photo.PhotoError, still_here: bool) -> None:
    most, jpeg = (pixels // 1_000_000 for pixels in (problem.most, photo.MAX_PIXELS))
    words = t(f"digits.photo_{problem.reason}", limit=photo.LARGEST_MB, most=most, jpeg=jpeg)
    st.error(f"{words}\n\n{t('digits.photo_still_here')}" if still_here else words)


def _show(there: Photo) -> None:
    height, width = there.picture.shape[:2]
    st.image(there.picture, width=samples.SIZE, alt=f"{t('digits.photo_alt')}, {width} × {height}")
    if not there.writing.any():
        st.warning(t("digits.photo_blank"), icon=":material/zoom_in:")
