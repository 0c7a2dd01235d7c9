"""A question that is answered with a number or a point: how one votes, what all see of the votes."""

from statistics import median

import streamlit as st

from dlplay.classroom import rooms_votes
from dlplay.classroom.rooms_board import Question, Seen
from dlplay.classroom.rooms_scale import Scale
from dlplay.numbers import plain
from dlplay.ui import class_seat
from dlplay.ui.class_board import pictures, scale_pictures, words
from dlplay.ui.class_board.scale_pictures import Cast
from dlplay.ui.language import t
from dlplay.ui.scales import slide
from dlplay.ui.vector_picture import vector_picture


def vote(asked: Question, seen: Seen) -> None:
    """The sliders, the plane of a point, and the button that makes it a vote."""
    if (scale := seen.scale) is None:
        return
    with st.container(horizontal=True):  # side by side, so that a phone shows the button too
        point = tuple(
            slide(axis, _label(scale, place), _slider(asked, place), axis.low)
            for place, axis in enumerate(scale.axes)
        )
    if len(point) == 2:
        vector_picture(scale_pictures.pointed(scale, point), "class_point")
    chosen = seen.chosen[seen.round]
    here = scale.place(point)
    st.button(
        t("class.scale_vote", value=scale_pictures.spoken(scale, point)),
        key="class_vote_scale",
        type="secondary" if here == chosen else "primary",
        width="stretch",
        disabled=not seen.open or here == chosen,
        on_click=_vote,
        args=(asked, scale, seen.round),
    )
    if not seen.open:
        st.caption(t("class.vote_closed"))
    elif chosen is None:
        st.caption(t("class.scale_none" if len(point) == 1 else "class.scale_none_point"))
    else:
        st.caption(t("class.scale_given", value=scale_pictures.spoken(scale, scale.point(chosen))))


def _vote(asked: Question, scale: Scale, turn: int) -> None:
    """For where the sliders stand as the button is pressed, be it a moment after what was last drawn."""
    point = tuple(st.session_state[_slider(asked, place)] for place in range(len(scale.axes)))
    class_seat.write(rooms_votes.vote, scale.place(point), turn, asked.id)


def _slider(asked: Question, place: int) -> str:
    return f"class_slide_{asked.id}_{place}"


def show(cast: Cast) -> None:
    """What was voted, the rounds beside each other; before the reveal what can be voted on."""
    scale = cast.scale
    if len(scale.axes) == 1:
        vector_picture(scale_pictures.bars(cast), "class_bars")
    elif not cast.places:
        vector_picture(scale_pictures.marks(cast, None), "class_marks")
    else:
        for turn, place in zip(cast.rounds, st.columns(max(2, len(cast.rounds))), strict=False):
            with place:
                st.markdown(f"**{t(f'class.round_{turn}')}** ({len(cast.places[turn])})")
                vector_picture(scale_pictures.marks(cast, turn), f"class_marks_{turn}")
    if cast.places:
        st.html(pictures.legend({turn: _summary(cast, turn) for turn in cast.rounds if cast.places[turn]}))


def _summary(cast: Cast, turn: int) -> str:
    """How many of a round were right, and of numbers the one in the middle."""
    scale, places = cast.scale, cast.places[turn]
    told = {"turn": t(f"class.round_{turn}"), "voted": len(places)}
    lines = []
    if scale.right is not None:
        lines.append(t("class.scale_right", right=sum(map(scale.is_right, places)), **told))
    else:
        lines.append(t("class.scale_voted", **told))
    if len(scale.axes) == 1:
        lines.append(t("class.scale_middle", value=plain(median(scale.point(one)[0] for one in places))))
    return " ".join(lines)


def _label(scale: Scale, place: int) -> str:
    axis = scale.axes[place]
    unnamed = t("class.scale_name") if len(scale.axes) == 1 else "xy"[place]
    return words.plain(f"{axis.name or unnamed} ({axis.unit})" if axis.unit else axis.name or unnamed)
