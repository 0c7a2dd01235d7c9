// Buttons that take a slider to marked values (marked_values.py): the one where the slider stands is marked here,
// where the hand is.

import { add, component } from "./component.js";
import { followSlider } from "./slider_hand.js";

const NEAR = 1e-6; // of a slider's value, which is a decimal

export default component({
  mount({ root, tell }) {
    const row = add(root, "div", "marked");
    row.setAttribute("role", "group");
    return { row, tell, slider: "", value: NaN, stop: () => {} };
  },

  update(state, { slider, label, values, words, disabled }) {
    state.row.setAttribute("aria-label", label);
    state.values = values;
    const buttons = words.map((one, place) => {
      const button = Object.assign(document.createElement("button"), { type: "button", textContent: one, disabled });
      button.onclick = () => state.tell.trigger("pressed", place);
      return button;
    });
    state.row.replaceChildren(...buttons);
    mark(state);
    if (slider === state.slider) return;
    state.stop();
    state.slider = slider;
    state.stop = followSlider(slider, (value) => { state.value = value; mark(state); });
  },

  destroy: (state) => state.stop(),
});

function mark({ row, values, value }) {
  [...row.children].forEach((button, i) => button.setAttribute("aria-pressed", Math.abs(values[i] - value) < NEAR));
}
