// Undo and Clear mount a new canvas, once the server has answered. What is drawn on the old one until then is drawn
// again on the new one: otherwise it would go with the canvas that it was drawn on.

import { component } from "./component.js";

const LOOK = 50; // milliseconds between two looks for the new canvas
const LOADED = 3; // looks after which it has taken up the strokes that it begins with
const PATIENCE = 400; // looks: then no new canvas comes any more

export default component({
  mount({ signal }) {
    const state = { old: null, strokes: [], under: null, timer: 0 };
    const options = { capture: true, passive: true, signal };
    document.addEventListener("click", (event) => asked(state, event), options);
    document.addEventListener("pointerdown", (event) => begin(state, event), options);
    document.addEventListener("pointermove", (event) => go(state, event), options);
    for (const end of ["pointerup", "pointercancel"]) document.addEventListener(end, () => { state.under = null; }, options);
    return state;
  },

  update(state, data) {
    state.data = data;
  },

  destroy: rest,
});

function upper({ container }) {
  for (const element of document.querySelectorAll(`.st-key-${container} *`)) {
    const canvas = element.shadowRoot?.querySelector("canvas.upper-canvas");
    if (canvas) return canvas;
  }
  return null;
}

function rest(state) {
  clearInterval(state.timer);
  Object.assign(state, { old: null, strokes: [], under: null, timer: 0 });
}

function asked(state, event) {
  const buttons = state.data.buttons.map((key) => `.st-key-${key} button:enabled`).join();
  if (!event.composedPath().some((element) => element.matches?.(buttons))) return;
  rest(state);
  state.old = upper(state.data);
  let [looks, stands] = [0, 0];
  state.timer = setInterval(() => {
    const now = upper(state.data);
    stands = now && now !== state.old && !state.under ? stands + 1 : 0;
    if (stands === LOADED) for (const stroke of state.strokes) draw(now, stroke);
    if (stands === LOADED || ++looks > PATIENCE) rest(state);
  }, LOOK);
}

function begin(state, event) {
  if (!state.old || !event.isPrimary || !event.composedPath().includes(state.old)) return;
  state.box = state.old.getBoundingClientRect();
  state.under = [place(state, event)];
  state.strokes.push(state.under);
}

function go(state, event) {
  if (state.under && event.isPrimary) state.under.push(place(state, event));
}

// A point as shares of the canvas.
function place({ box }, { clientX, clientY }) {
  return [(clientX - box.left) / box.width, (clientY - box.top) / box.height];
}

function draw(canvas, stroke) {
  const box = canvas.getBoundingClientRect();
  const say = (target, kind, [x, y]) => target.dispatchEvent(new MouseEvent(kind, {
    bubbles: true, cancelable: true, view: window, button: 0, buttons: kind === "mouseup" ? 0 : 1,
    clientX: box.left + x * box.width, clientY: box.top + y * box.height,
  }));
  say(canvas, "mousedown", stroke[0]);
  for (const point of stroke) say(document, "mousemove", point);
  say(document, "mouseup", stroke.at(-1));
}
