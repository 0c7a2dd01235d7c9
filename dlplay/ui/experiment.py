"""An open experiment: a page's settings, held by its widgets and mirrored in the address bar.

The widgets are the truth while a student works; the address follows them. A new address (a deep link,
the browser's back button) sets the widgets.
"""

from dataclasses import fields
from typing import Any

import streamlit as st

from dlplay.ui import language
from dlplay.ui.language import t
from dlplay.ui.settings import Choice, Number, Subset, from_query, kind_of, to_query


class Experiment:
    """The settings of page `name`, of dataclass `cls`; open it at the head of the page's script."""

    def __init__(self, name: str, cls: type):
        self.name, self.cls = name, cls
        self.kinds = {one.name: kind_of(one) for one in fields(cls)}
        self._take_address()

    @property
    def settings(self) -> Any:
        """The settings as the widgets stand now."""
        return self.cls(**{one: st.session_state[self.key(one)] for one in self.kinds})

    def key(self, field: str) -> str:
        """The session-state key, and widget key, of a field."""
        return f"{self.name}.{field}"

    def set(self, **values: Any) -> None:
        """Change fields from code; only before their widgets are drawn, or in a callback."""
        for field, value in values.items():
            st.session_state[self.key(field)] = value

    def publish(self) -> None:
        """Write the settings into the address bar."""
        address = to_query(self.settings)
        st.session_state[self._address_key] = address
        query = address | language.query()
        if st.query_params.to_dict() != query:
            st.query_params.from_dict(query)

    def choose(self, field: str, **options: Any) -> str:
        """Buttons side by side, one per option of a `Choice`."""
        kind: Choice = self.kinds[field]
        return st.segmented_control(
            self._label(field),
            kind.options,
            required=True,
            format_func=self._option(field),
            **self._common(field),
            **options,
        )

    def slide(self, field: str, **options: Any) -> float:
        """A slider over a `Number`."""
        kind: Number = self.kinds[field]
        return st.slider(
            self._label(field), kind.low, kind.high, step=kind.step, **self._common(field), **options
        )

    def switch_in(self, field: str, option: str) -> None:
        """A switch that puts one option of a `Subset` in or out."""
        kind: Subset = self.kinds[field]
        widget = f"{self.key(field)}.{option}"
        st.session_state[widget] = option in st.session_state[self.key(field)]

        def turned() -> None:
            chosen = set(st.session_state[self.key(field)]) ^ {option}
            self.set(**{field: tuple(one for one in kind.options if one in chosen)})

        st.toggle(t(f"{self.name}.{field}_{option}"), key=widget, on_change=turned)

    def _take_address(self) -> None:
        query = {name: value for name, value in st.query_params.items() if name in self.kinds}
        first = any(self.key(field) not in st.session_state for field in self.kinds)
        if first or (query and query != st.session_state.get(self._address_key)):
            settings, refused = from_query(self.cls, query)
            self.set(**{field: getattr(settings, field) for field in self.kinds})
            for field in refused:
                st.warning(t("frame.refused", name=field, default=str(getattr(settings, field)) or "–"))

    @property
    def _address_key(self) -> str:
        return f"{self.name}:address"

    def _label(self, field: str) -> str:
        return t(f"{self.name}.{field}")

    def _option(self, field: str):
        return lambda option: t(f"{self.name}.{field}_{option}")

    def _common(self, field: str) -> dict[str, Any]:
        return {"key": self.key(field), "persist_state": "session"}
