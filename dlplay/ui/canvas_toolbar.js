// Hides the drawing component's toolbar, which stands in that one's shadow root, where no style sheet reaches.

import { component } from "./component.js";

const AGAIN = 200; // milliseconds: every undo mounts a new canvas, some time after the data came

export default component({
  mount() {
    const state = { container: "" };
    state.timer = setInterval(() => hide(state), AGAIN);
    return state;
  },

  update(state, { container }) {
    state.container = container;
    hide(state);
  },

  destroy({ timer }) {
    clearInterval(timer);
  },
});

function hide({ container }) {
  for (const element of document.querySelectorAll(`.st-key-${container} *`)) {
    const toolbar = element.shadowRoot?.querySelector(".dc-toolbar");
    if (toolbar) toolbar.style.display = "none";
  }
}
