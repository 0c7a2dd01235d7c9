// Lets the address bar follow what changes by itself: in place of the address of before, which the Back button need
// not know.

import { component } from "./component.js";

const AGAIN = 1000; // milliseconds between two addresses: some browsers allow no more than three a second

export default component({
  mount: () => ({ written: -AGAIN }),

  update(state, { query }) {
    const now = performance.now();
    if (now - state.written < AGAIN) return;
    state.written = now;
    history.replaceState(history.state, "", `?${query}`);
  },
});
