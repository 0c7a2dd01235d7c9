// Keeps a text in the tab's own storage, and gives it back when asked.

import { component } from "../component.js";

const KEY = "dlplay.train_lstm.text";

export default component({
  mount: ({ tell }) => tell,

  update(tell, { keep, ask }) {
    try {
      if (keep) sessionStorage.setItem(KEY, JSON.stringify(keep));
      else if (ask) {
        const kept = JSON.parse(sessionStorage.getItem(KEY));
        if (kept) tell.trigger("kept", kept);
      }
    } catch { /* no storage, or no room in it: then a reload loses the text, as without this */ }
  },
});
