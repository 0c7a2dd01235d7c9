"""Takes the canvas component's own toolbar away.

On a touch screen it is invisible but still lies over the upper right corner of the canvas, where it swallows
every stroke that begins there (a 5 ends there); with a mouse it covers the controls above.
It lives in the component's shadow root, which no style sheet of the page reaches.
"""

import streamlit as st

JS = """
export default function ({ data }) {
  const hide = () => {
    for (const element of document.querySelectorAll(`.st-key-${data.container} *`)) {
      const toolbar = element.shadowRoot?.querySelector(".dc-toolbar");
      if (toolbar) toolbar.style.display = "none";
    }
  };
  hide();
  const timer = setInterval(hide, 200);  // every undo mounts a new canvas, some time after this runs
  return () => clearInterval(timer);
}
"""

_hider = st.components.v2.component("dlplay_canvas_toolbar", js=JS)


def hide(container: str) -> None:
    """Hide it on every canvas in the container of this key."""
    _hider(data={"container": container}, key=f"{container}_toolbar", width="content", height="content")
