// The network's picture, drawn by the server as SVG; here it is put in place, and clicks on its weights are sent
// back. Both shapes are there, and the style sheet shows the one that fits.

import { add, component } from "../component.js";

export default component({
  mount({ root, tell }) {
    const place = add(root, "div", "graph");
    const choose = (event) => {
      const part = event.target.closest?.("[data-part]")?.dataset.part;
      if (part) tell.trigger("chosen", part);
      return part;
    };
    place.onclick = choose;
    place.onkeydown = (event) => {
      if ((event.key === "Enter" || event.key === " ") && choose(event)) event.preventDefault();
    };
    return place;
  },

  update(place, { wide, narrow }) {
    const held = place.getRootNode().activeElement?.dataset?.part;
    place.innerHTML = wide + narrow; // no text of a person's is in it
    if (!held) return;
    const again = [...place.querySelectorAll(`[data-part="${held}"]`)].find((one) => one.getClientRects().length);
    again?.focus({ preventScroll: true });
  },
});
