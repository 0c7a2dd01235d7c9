"""The sheet that the page is about, read: drawn, generated, or in a photo."""

from functools import lru_cache
from typing import NamedTuple

import numpy as np
import streamlit as st

from dlplay.detection import sheets
from dlplay.detection.reading import Examination, examine
from dlplay.digits.photo import writing
from dlplay.scenes import Scene
from dlplay.ui.detection.settings import DetectionSettings
from dlplay.ui.kept_drawing import WIDE, kept_drawing, kept_photo, kept_word, linked

WHITE, BLACK = 255, 0
KEPT = 24  # sheets and readings, of all visitors together
PAGE, PHOTOS = "detection", "digits"  # whose drawing it is, and which page keeps the photo


class Seen(NamedTuple):
    """A sheet uint8 (H, W), and what was made of it; `own` where it is no sample."""

    picture: np.ndarray
    examined: Examination
    own: bool


def seen(settings: DetectionSettings) -> Seen:
    """The sheet of the settings; as long as nothing is drawn or brought, the sample."""
    found = own(settings)
    if found is None:
        return generated(settings)
    picture, paper = found
    return Seen(picture, _read(picture, paper), True)


def generated(settings: DetectionSettings) -> Seen:
    """The sample of the settings."""
    picture = sheets.picture(sheet(settings.sheet, settings.written, settings.hand))
    return Seen(picture, _read(picture, WHITE), False)


def own(settings: DetectionSettings) -> tuple[np.ndarray, int] | None:
    """What a visitor has drawn or brought, and the grey level of its paper; None for a sample."""
    if settings.source == "draw":
        elsewhere = settings.drawing not in ("", kept_word(PAGE))  # a link to a view that has no canvas
        drawn = linked(settings.drawing, WIDE) if elsewhere else kept_drawing(PAGE, WIDE)
        return None if drawn is None else (drawn, WHITE)
    photo = kept_photo(PHOTOS) if settings.source == "photo" else None
    if photo is None:
        return None
    kept = f"{PAGE}:writing"  # that of a large photo takes a twentieth of a second
    if st.session_state.get(kept, ("",))[0] != photo.file_id:
        st.session_state[kept] = photo.file_id, writing(photo.picture)
    return st.session_state[kept][1], BLACK


@lru_cache(maxsize=KEPT)
def sheet(kind: str, source: str, seed: int) -> Scene:
    """A generated sheet and the truth about it."""
    return sheets.sample(kind, source, seed)


def _read(picture: np.ndarray, paper: int) -> Examination:
    return _examined(picture.tobytes(), picture.shape, paper)


@lru_cache(maxsize=KEPT)
def _examined(pixels: bytes, shape: tuple[int, ...], paper: int) -> Examination:
    return examine(np.frombuffer(pixels, np.uint8).reshape(shape), paper=paper)
