// How the drawing component's canvas looks, and what it is called for those who do not see it. It stands in that
// one's shadow root, where no style sheet of the page reaches; what is drawn, and so what is read, stays as it is.

import { add, component } from "./component.js";

const AGAIN = 200; // milliseconds: every undo mounts a new canvas, some time after the data came
const OURS = "look"; // class of the style sheet
// The component gives sizes in its elements' own styles. `difference` turns white paper and dark ink over.
const LOOK = `
.dc-toolbar { display: none !important; }
.dc-container, .dc-container > :not(.dc-background-canvas), canvas { width: var(--pad) !important; height: calc(var(--pad) * var(--pad-flat, 1)) !important; }
.dc-container::after {
  content: ""; position: absolute; inset: 0; z-index: 20; pointer-events: none;
  background: light-dark(transparent, #e2dcd6); mix-blend-mode: difference;
}`;

export default component({
  mount() {
    const state = { container: "", name: "", drawn: "" };
    state.timer = setInterval(() => dress(state), AGAIN);
    return state;
  },

  update(state, { container, name, drawn }) {
    Object.assign(state, { container, name, drawn });
    dress(state);
  },

  destroy({ timer }) {
    clearInterval(timer);
  },
});

function dress({ container, name, drawn }) {
  for (const { shadowRoot: root } of document.querySelectorAll(`.st-key-${container} *`)) {
    if (root?.querySelector(".dc-toolbar") && !root.querySelector(`.${OURS}`)) add(root, "style", OURS, LOOK);
    const canvas = root?.querySelector(".upper-canvas"); // the one that takes the strokes
    if (canvas && canvas.getAttribute("aria-label") !== name) {
      canvas.setAttribute("role", "img");
      canvas.setAttribute("aria-label", name);
      canvas.dataset.picture = drawn; // for take_home/pictures.js
    }
  }
}
