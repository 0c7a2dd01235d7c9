"""An open experiment: a page's settings, held by its widgets and mirrored in the address bar.

The widgets are the truth while a student works; the address follows them. A new address (a deep link,
the browser's back button) sets the widgets; one that was written here a moment ago, and comes back with a
message of a browser that has not yet heard of the newest, is none.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from functools import partial
from typing import Any, Generic, TypeVar

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from dlplay.ui import embedded, guidance, language, lesson_view, metrics
from dlplay.ui.embedded import Embedded
from dlplay.ui.language import t
from dlplay.ui.marked_values import marked_values
from dlplay.ui.settings import (
    AnySettings,
    Choice,
    Number,
    Subset,
    Text,
    from_query,
    holds,
    kind_of,
    to_query,
)
from dlplay.ui.take_home import visited
from dlplay.ui.titles import VIEW, title
from dlplay.ui.widget_values import expect

AnyKind = TypeVar("AnyKind")

MOST_WRITTEN = 50  # addresses of which a slow browser may still send one


class Experiment(Generic[AnySettings]):
    """The settings of page `name`, of dataclass `cls`; open it at the head of the page's script."""

    def __init__(self, name: str, cls: type[AnySettings]):
        self.name, self.cls = name, cls
        self.kinds = {one.name: kind_of(one) for one in fields(cls)}
        self._tables = {one.name: one.metadata["words"] or name for one in fields(cls)}
        for field, kind in self.kinds.items():
            if not isinstance(kind, Text):  # what is written too long is cut, and that is told
                expect(self.key(field), partial(holds, kind))
        self.embedded = embedded.asked()
        self.guidance = guidance.read(self.embedded.query if self.embedded else st.query_params, self.kinds)
        if self.embedded:
            self._take_embedded(self.embedded)
        else:
            self._take_address()
        if self.guidance.views and self.value(VIEW) not in self.guidance.views:
            self._put({VIEW: self.guidance.views[0]})
        self.guidance.show(name)

    @property
    def settings(self) -> AnySettings:
        """The settings as the widgets stand now."""
        return self.cls(**{one: st.session_state[self.key(one)] for one in self.kinds})

    def value(self, field: str) -> Any:
        """One setting as its widget stands now: an eighth of the time where a move needs no more."""
        return st.session_state[self.key(field)]

    def key(self, field: str) -> str:
        """The session-state key, and widget key, of a field."""
        return f"{self.name}.{field}"

    def kind(self, field: str, sort: type[AnyKind]) -> AnyKind:
        """How a field is declared; raises TypeError where it is not of this sort."""
        kind = self.kinds[field]
        if not isinstance(kind, sort):
            raise TypeError(f"{self.key(field)} must be a {sort.__name__}, is {kind}")
        return kind

    def title(self, field: str) -> str:
        """What people call a field: the label of its control, or a name of its own where that says less."""
        return title(self.name, self.cls.__dataclass_fields__[field])

    def set(self, **values: Any) -> None:
        """Change fields from code; only before their widgets are drawn, or in a callback.

        What a teacher's link holds fixed no hand changes, be it by a button, a picture or a preset; another
        setting that is changed may still force its value.
        """
        held = [field for field in values if field in self.guidance]
        if held and guidance.by_hand():
            self._put({field: value for field, value in values.items() if field not in held})
            values = {field: getattr(self.settings.fitting(), field) for field in held}
        self._put(values)

    def _put(self, values: Mapping[str, Any]) -> None:
        for field, value in values.items():
            st.session_state[self.key(field)] = value

    def publish(self, settings: AnySettings | None = None) -> None:
        """Write the settings into the address bar: as they stand, or where a move has read them, those."""
        if self.embedded:  # the address of a page around this one is that page's
            return
        now = settings or self.settings
        visited.seen(self.name, now)
        query = self.address(now)
        if st.query_params.to_dict() != query:
            st.query_params.from_dict(query)

    def address(self, settings: AnySettings | None = None) -> dict[str, str]:
        """The query parameters that say the same; from now on they are none that somebody else has opened."""
        address = to_query(settings or self.settings)
        if self._written[-1:] != [address]:
            st.session_state[self._address_key] = [*self._written, address][-MOST_WRITTEN:]
        return address | language.query() | lesson_view.query() | self.guidance.query()

    def choose(self, field: str, among: Sequence[str] | None = None, **options: Any) -> str:
        """Buttons side by side, one per option of a `Choice`, or for those `among` them that fit the rest."""
        fitting = among or self.kind(field, Choice).options
        offered = self.guidance.offered(fitting) if field == VIEW else fitting
        return st.segmented_control(
            self._label(field),
            offered,
            required=True,
            format_func=self._option(field),
            **self._with(field, options),
        )

    def select(
        self,
        field: str,
        format_func: Callable[[str], str] = str,
        among: Sequence[str] | None = None,
        **options: Any,
    ) -> str:
        """A list to choose from, for a `Choice` of many; shows the keys unless `format_func` names them.

        `among` are the options that fit the other settings, where not all do.
        """
        offered = among or self.kind(field, Choice).options
        return st.selectbox(
            self._label(field), offered, format_func=format_func, **self._with(field, options)
        )

    def scale(self, field: str, **options: Any) -> str:
        """A slider over the options of a `Choice`, in their order."""
        kind = self.kind(field, Choice)
        return st.select_slider(self._label(field), kind.options, **self._with(field, options))

    def several(self, field: str, **options: Any) -> tuple[str, ...]:
        """A list to choose several options of a `Subset` from; they keep their declared order."""
        kind = self.kind(field, Subset)
        widget = f"{self.key(field)}.list"
        st.session_state[widget] = list(st.session_state[self.key(field)])

        def chosen() -> None:
            self.set(**{field: tuple(one for one in kind.options if one in st.session_state[widget])})

        st.multiselect(
            self._label(field),
            kind.options,
            key=widget,
            on_change=chosen,
            max_selections=kind.most,
            **options | self._fixed(field),
        )
        return st.session_state[self.key(field)]

    def slide(self, field: str, high: float | None = None, **options: Any) -> float:
        """A slider over a `Number`, up to `high` where the other settings allow no more."""
        kind = self.kind(field, Number)
        if high is not None and st.session_state[self.key(field)] > high:
            self.set(**{field: high})
        end = kind.high if high is None else high
        if kind.step < 0.01:  # Streamlit writes two decimals, whatever the step
            options["format"] = f"%.{-math.floor(math.log10(kind.step))}f"
        options = self._with(field, options) | {"step": kind.step}
        # the start, which the key's own value outdoes: without one Streamlit looks through the whole session
        return st.slider(self._label(field), kind.low, end, kind.low, **options)

    def pick(self, field: str, options: Sequence[float]) -> None:
        """Buttons that set a `Number` to marked values; where its slider stands is marked.

        No second widget that mirrors the slider: it would send its old value along with the slider's new one
        while someone drags, and throw the slider back.
        """
        key, label = self.key(field), self._label(field)
        marked_values(
            key, label, options, lambda value: self.set(**{field: value}), disabled=self.fixed(field)
        )

    def write(self, field: str, line: bool = False, **options: Any) -> str:
        """A text box for a `Text`, or one line; what is longer than allowed is cut, and that is told."""
        longest = self.kind(field, Text).longest

        def cut() -> None:
            written = st.session_state[self.key(field)]
            if len(written) > longest:  # what is set goes back to a browser in which someone may type on
                self.set(**{field: written[:longest]})
            st.session_state[f"{self.key(field)}.cut"] = len(written) - longest

        box = st.text_input if line else st.text_area
        box(self._label(field), on_change=cut, **self._with(field, options))
        if (surplus := st.session_state.get(f"{self.key(field)}.cut", 0)) > 0:
            st.info(t("frame.cut", longest=f"{longest:,}", surplus=f"{surplus:,}"))
        return st.session_state[self.key(field)]

    def switch_in(self, field: str, option: str) -> None:
        """A switch that puts one option of a `Subset` in or out."""
        kind = self.kind(field, Subset)
        widget = f"{self.key(field)}.{option}"
        st.session_state[widget] = option in st.session_state[self.key(field)]

        def turned() -> None:
            chosen = set(st.session_state[self.key(field)]) ^ {option}
            self.set(**{field: tuple(one for one in kind.options if one in chosen)})

        st.toggle(self._option(field)(option), key=widget, on_change=turned, disabled=self.fixed(field))

    def fixed(self, field: str) -> bool:
        """Whether a teacher's link holds a setting: its widget is shown and cannot be moved."""
        return field in self.guidance

    def _take_embedded(self, within: Embedded) -> None:
        """Begin as the page around it says; what the visitor had on the experiment's own page is kept."""
        if st.session_state.get(self._embedded_key) != within:
            if self._own_key not in st.session_state and self.key(next(iter(self.kinds))) in st.session_state:
                st.session_state[self._own_key] = self.settings
            st.session_state[self._embedded_key] = within
            self._take(from_query(self.cls, within.query)[0])
        self._take_language()

    def _take(self, settings: AnySettings) -> None:
        self.set(**{field: getattr(settings, field) for field in self.kinds})

    def _take_language(self) -> None:
        if st.session_state.get(self._language_key, language.current()) != language.current():
            # the browser keeps what a list stands at as its label, in the language of before
            self._take(self.settings)
        st.session_state[self._language_key] = language.current()

    def _take_address(self) -> None:
        if st.session_state.pop(self._embedded_key, None):
            own = st.session_state.pop(self._own_key, None)
            self._take(own or self.cls())
        query = {name: value for name, value in st.query_params.items() if name in self.kinds}
        first = any(self.key(field) not in st.session_state for field in self.kinds)
        if first or (query and self._opens(query)):
            settings, refused = from_query(self.cls, query)
            st.session_state[self._address_key] = [query]
            self._take(settings)
            if refused:
                metrics.refused("link")
                st.warning(t("frame.refused", names=" · ".join(map(self.title, refused))))
        self._take_language()

    def _opens(self, query: dict[str, str]) -> bool:
        """Whether someone has opened this address, which is not just one of those written here lately."""
        context = get_script_run_ctx()
        if query not in self._written or (context is not None and context.is_history_navigation):
            return True
        # the browser shows this one now, and never again those before it
        st.session_state[self._address_key] = self._written[self._written.index(query) :]
        return False

    @property
    def _written(self) -> list[dict[str, str]]:
        """The addresses that the browser may show, the one of now at the end."""
        return st.session_state.get(self._address_key, [])

    @property
    def _address_key(self) -> str:
        return f"{self.name}:address"

    @property
    def _embedded_key(self) -> str:
        return f"{self.name}:embedded"

    @property
    def _own_key(self) -> str:
        return f"{self.name}:own"

    @property
    def _language_key(self) -> str:
        return f"{self.name}:language"

    def _label(self, field: str) -> str:
        return t(f"{self._tables[field]}.{field}")

    def _option(self, field: str) -> Callable[[str], str]:
        return lambda option: t(f"{self._tables[field]}.{field}_{option}")

    def _with(self, field: str, options: dict[str, Any]) -> dict[str, Any]:
        """The options of a field's widget, and those that all have."""
        return options | {"key": self.key(field), "persist_state": "session"} | self._fixed(field)

    def _fixed(self, field: str) -> dict[str, Any]:
        return {"disabled": True} if self.fixed(field) else {}  # else as its page says
