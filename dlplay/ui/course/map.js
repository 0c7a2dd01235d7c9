// The map of the course. A click leads to a page within this visit; with Ctrl or the middle button the link opens
// as links do.

import { add, component } from "../component.js";

export default component({
  mount({ root, tell, signal }) {
    const place = add(root, "div", "atlas");
    place.addEventListener("click", (event) => {
      const page = event.target.closest("a")?.dataset.page;
      if (!page || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      tell.trigger("chosen", page);
    }, { signal });
    return place;
  },

  update(place, { map }) {
    place.innerHTML = map;
  },
});
