"""The "Copy link" button: the address bar is the experiment, so copying it shares what is on the screen."""

import streamlit as st

from dlplay.ui.language import t

HTML = '<button type="button"><span></span></button>'

CSS = """
button {
  font: inherit; font-size: 0.875rem; cursor: pointer; white-space: nowrap;
  color: var(--st-text-color); background: var(--st-background-color);
  border: 1px solid var(--st-border-color); border-radius: var(--st-button-radius, 0.6rem);
  padding: 0.3rem 0.75rem; min-height: 2.25rem;
}
button:hover, button:focus-visible { border-color: var(--st-primary-color); color: var(--st-primary-color); }
"""

# Without a secure context (a plain http:// address in a classroom) browsers offer no clipboard API; the older
# way, a selected text field and execCommand, works there.
JS = """
export default function ({ parentElement, data }) {
  const button = parentElement.querySelector("button");
  const label = button.querySelector("span");
  label.textContent = data.copy;
  const byHand = (text) => {
    const field = document.createElement("textarea");
    field.value = text;
    document.body.append(field);
    field.select();
    const done = document.execCommand("copy");
    field.remove();
    return done;
  };
  button.onclick = async () => {
    const link = window.location.href;
    let done = false;
    try { await navigator.clipboard.writeText(link); done = true; } catch { done = byHand(link); }
    if (done) {
      label.textContent = data.copied;
      setTimeout(() => { label.textContent = data.copy; }, 2000);
    } else {
      window.prompt(data.copy, link);
    }
  };
}
"""

_button = st.components.v2.component("dlplay_copy_link", html=HTML, css=CSS, js=JS)


def copy_link() -> None:
    """Draw the button."""
    _button(
        data={"copy": t("frame.copy_link"), "copied": t("frame.copied")},
        key="copy_link",
        width="content",
        height="content",
    )
