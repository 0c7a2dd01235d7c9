// Asks the server every few seconds whether something has changed in the class's room (class_changes.py), which costs
// it next to nothing, and tells the page only if so. A hidden page asks nothing; where the server does not answer it is
// asked more and more seldom.

import { component } from "./component.js";

const ROUTE = new URL("../../../class/", import.meta.url); // this module is files/<digest>/dlplay/ui/class_changes.js
const PATIENCE = 10_000, MOST = 30_000; // milliseconds until no answer is one, and between two questions at most
const AGAIN = 4_000; // after which it is told once more: a message can be lost

export default component({
  mount({ tell, signal }) {
    const state = { tell, signal, timer: 0, pause: 0, asking: false, told: "", at: -Infinity };
    document.addEventListener("visibilitychange", () => ask(state), { signal });
    return state;
  },

  update(state, data) {
    if (state.data?.room !== data.room) state.told = "";
    state.data = data;
    if (!state.timer && !state.asking) wait(state, data.every);
  },

  destroy: ({ timer }) => clearTimeout(timer),
});

// A class must not ask all at once.
function wait(state, pause) {
  clearTimeout(state.timer);
  state.pause = pause;
  state.timer = setTimeout(() => ask(state), pause * (0.8 + 0.4 * Math.random()));
}

async function ask(state) {
  if (state.asking || document.hidden) return;
  state.asking = true;
  const change = await fetched(state.data);
  state.asking = false;
  if (state.signal.aborted) return;
  if (change === null) return wait(state, Math.min(MOST, 2 * state.pause));
  const now = performance.now();
  if (change !== state.data.drawn && (change !== state.told || now - state.at > AGAIN)) {
    Object.assign(state, { told: change, at: now });
    state.tell.trigger("changed", change);
  }
  wait(state, state.data.every);
}

// The number, or that the room is gone; null where there is no answer.
async function fetched({ room, secret }) {
  try {
    const headers = secret ? { "X-Class-Key": secret } : {};
    const answer = await fetch(ROUTE + room, { headers, cache: "no-store", signal: AbortSignal.timeout(PATIENCE) });
    return answer.ok ? await answer.text() : null;
  } catch { return null; }
}
