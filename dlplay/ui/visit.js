// Keeps the visit's name in the tab's own storage, and gives an earlier one back when asked.

import { component } from "./component.js";

const KEY = "dlplay.visit";

export default component({
  mount: ({ tell }) => tell,

  update(tell, { name, asks }) {
    try {
      const kept = sessionStorage.getItem(KEY);
      if (asks && kept && kept !== name) tell.trigger("back", { name: kept, reloaded: reloaded() });
      else if (name) sessionStorage.setItem(KEY, name);
      else sessionStorage.removeItem(KEY);
    } catch { /* no storage: then a reload loses the trainings, as without this */ }
  },
});

// Whether this is the same tab as before, and no copy of it.
function reloaded() {
  return document.wasDiscarded === true || performance.getEntriesByType("navigation")[0]?.type === "reload";
}
