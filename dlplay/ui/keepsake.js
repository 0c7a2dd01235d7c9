// Keeps something in the tab's own storage, gives it back when asked, and drops it when it shall.

import { component } from "./component.js";

export default component({
  mount: ({ tell }) => tell,

  update(tell, { name, keep, drop, ask }) {
    const key = `dlplay.${name}`;
    try {
      if (keep) sessionStorage.setItem(key, JSON.stringify(keep));
      else if (drop) sessionStorage.removeItem(key);
      else if (ask) {
        const kept = JSON.parse(sessionStorage.getItem(key));
        if (kept) tell.trigger("kept", kept);
      }
    } catch { /* no storage, or no room in it: then a reload loses it, as without this */ }
  },
});
