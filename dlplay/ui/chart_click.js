// Where a click or a tap falls into a Plotly chart: as shares of the first subplot's width and height.

import { component } from "./component.js";

const SLACK = 8; // CSS pixels: a finger that moves farther scrolls or turns, and chooses nothing

export default component({
  mount({ tell, signal }) {
    const state = { area: "", down: null };
    const at = (event) => event.target.closest?.(state.area);
    const listen = (name, heard) => document.addEventListener(name, heard, { capture: true, signal });
    listen("pointerdown", (event) => {
      const found = event.isPrimary && event.button === 0 && at(event);
      state.down = found ? { found, x: event.clientX, y: event.clientY } : null;
    });
    listen("pointerup", (event) => {
      const { down } = state;
      if (!down || Math.hypot(event.clientX - down.x, event.clientY - down.y) > SLACK) return;
      state.down = null;
      const box = down.found.getBoundingClientRect();
      tell.trigger("place", [(down.x - box.left) / box.width, (box.bottom - down.y) / box.height]);
    });
    listen("pointerover", (event) => {
      const found = at(event);
      if (found) found.style.cursor = "crosshair";
    });
    return state;
  },

  update(state, { chart }) {
    state.area = `.st-key-${chart} .nsewdrag[data-subplot="xy"]`;
  },
});
