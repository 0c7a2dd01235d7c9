// Bars that follow the pen: while a digit is being drawn, each movement is read here, in the browser. The server
// reads when the pen rests, and takes over as soon as it has read this drawing; until then its reading is older.

import { component } from "../../component.js";
import { canvases, copier } from "./canvas.js";
import { classify } from "./classify.js";
import { panel } from "./panel.js";
import { strip } from "./strip.js";
import { fetched } from "./weights.js";

const ALIKE = 0.02; // two pictures whose difference is less of their ink show the same drawing

export default component({
  mount({ root }) {
    const place = root.querySelector(".strip");
    const state = { down: false, frame: 0, weights: null, panel: null, place, strip: strip(place) };
    state.listening = new AbortController();
    const options = { capture: true, passive: true, signal: state.listening.signal };
    for (const [event, heard] of Object.entries({ pointerdown, pointermove, pointerup, pointercancel: pointerup })) {
      document.addEventListener(event, (it) => heard(state, it), options);
    }
    return state;
  },

  update(state, { seen }) {
    const data = JSON.parse(seen);
    if (state.data?.weights?.url !== data.weights?.url) load(state, data.weights);
    if (state.data?.size !== data.size) state.copied = copier(data.size);
    const another = state.data?.canvas !== data.canvas;
    state.data = { ...data, picture: Uint8Array.from(atob(data.picture), (letter) => letter.charCodeAt(0)) };
    if (another || !state.panel) hide(state);
    else if (!state.frame) follow(state); // else the pen has just moved, and is followed in the next frame
  },

  destroy(state) {
    state.listening.abort();
    cancelAnimationFrame(state.frame);
    hide(state);
  },
});

async function load(state, weights) {
  state.weights = null;
  state.place.removeAttribute("data-ready");
  if (!weights) return;
  try {
    const arrays = await fetched(new URL(weights.url, document.baseURI), weights.sha256);
    if (state.data.weights?.url !== weights.url) return; // another network was chosen meanwhile
    state.weights = arrays;
    state.place.setAttribute("data-ready", "");
  } catch (problem) {
    console.warn("The server alone reads drawings:", problem);
  }
}

function pointerdown(state, event) {
  const found = event.isPrimary && canvases(state.data.canvas);
  if (!found || !event.composedPath().includes(found.upper)) return;
  state.down = true;
  look(state, 1);
}

function pointermove(state, event) {
  if (state.down && event.isPrimary) look(state, 1);
}

function pointerup(state, event) {
  if (!state.down || !event.isPrimary) return;
  state.down = false;
  look(state, 2); // in the next frame the stroke is on neither canvas
}

// Follow once, so many frames from now.
function look(state, frames) {
  cancelAnimationFrame(state.frame);
  state.frame = requestAnimationFrame(() => {
    state.frame = 0;
    if (frames > 1) look(state, frames - 1);
    else follow(state);
  });
}

// Reads the canvas and shows the answer, unless the server has read the same drawing.
function follow(state) {
  const { canvas, paper, picture, size, skip } = state.data;
  const found = state.weights && canvases(canvas);
  if (!found) return hide(state);
  const reading = classify(state.weights, state.copied(found), size, size, skip, paper);
  if (!state.down && alike(reading.input, picture)) return hide(state);
  if (!state.panel?.stands()) state.panel = panel();
  state.panel?.fill(reading, state.data);
  state.strip.fill(reading.probabilities);
}

// The server's answer stands again.
function hide(state) {
  state.panel?.remove();
  state.panel = null;
  state.strip.fill(state.data.probabilities);
}

// Whether a picture with values in [0, 1] is that of some bytes.
function alike(input, bytes) {
  let ink = 0, difference = 0;
  input.forEach((value, i) => {
    ink += bytes[i];
    difference += Math.abs(255 * value - bytes[i]);
  });
  return difference <= ALIKE * ink;
}
